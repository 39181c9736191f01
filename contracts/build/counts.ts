/** How much the interface is, counted in the tables themselves. */
import { BATCH_RULES } from '../protocol/batches.ts'
import { REVERSAL_RULES } from '../protocol/reversal.ts'
import { inpatientMachine, outpatientMachine } from '../protocol/visits.ts'
import { allRequirements } from '../requirements.ts'
import { allRules } from '../rules/rules.ts'
import { allTransactions } from '../transactions.ts'
import { allDictionaries } from './code-lists.ts'
import { readTable } from '../tsv.ts'

export interface ContractCounts {
  readonly transactions: number
  readonly nodes: number
  readonly fields: number
  readonly dictionaries: number
  /** Codes of the printed lists. */
  readonly codes: number
  /** Codes that the edition adds to them. */
  readonly codesAdded: number
  /** Named conditions between fields (`rules/rules.json`). */
  readonly rules: number
  /** Transitions, reversal and batch rules (`protocol/`). */
  readonly protocolRules: number
  readonly requirementRows: number
}

/** Nodes and fields of one table, rows that travel in files included. */
export function tableSize(infno: string): { readonly nodes: number; readonly fields: number } {
  const rows = readTable(`tables/fields/${infno}.tsv`)
  const nodes = rows.filter((row) => row['field'] === '').length
  return { nodes, fields: rows.length - nodes }
}

/** Counts over the whole interface. */
export function contractCounts(): ContractCounts {
  const sizes = allTransactions().map((one) => tableSize(one.infno))
  const codes = allDictionaries().flatMap((one) => one.codes)
  const printed = codes.filter((one) => one.addedBy === '').length
  return {
    transactions: sizes.length,
    nodes: sizes.reduce((sum, one) => sum + one.nodes, 0),
    fields: sizes.reduce((sum, one) => sum + one.fields, 0),
    dictionaries: allDictionaries().length,
    codes: printed,
    codesAdded: codes.length - printed,
    rules: allRules().length,
    protocolRules: protocolRules(),
    requirementRows: allRequirements().length,
  }
}

function protocolRules(): number {
  const steps = outpatientMachine.transitions.length + inpatientMachine.transitions.length
  return steps + REVERSAL_RULES.length + BATCH_RULES.length
}
