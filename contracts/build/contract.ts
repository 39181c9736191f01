/** The contract of one transaction: what its table says, as a tree and as JSON Schema. */
import { transactionOf } from '../transactions.ts'
import { readTable, TableError } from '../tsv.ts'
import type { Row } from '../tsv.ts'
import { shapeOf } from './model.ts'
import type { NodeShape } from './model.ts'
import { transactionSchema } from './schema.ts'
import type { Schema } from './schema.ts'

export interface Contract {
  readonly infno: string
  readonly title: string
  readonly family: string
  /** Who calls whom: `institution->platform` or `platform->institution`. */
  readonly direction: string
  /** Remark of the table, in English; '' when there is none. */
  readonly note: string
  /** `input` as a tree; undefined when the request carries nothing. */
  readonly input: NodeShape | undefined
  readonly output: NodeShape | undefined
  /** Document with `$defs.request` and `$defs.response`; no definition where nothing is carried. */
  readonly schema: Schema
}

function contractOf(row: Row): Contract {
  const { infno = '', title = '', note = '' } = row
  const known = transactionOf(infno)
  const [input, output] = [shapeOf(row, 'input'), shapeOf(row, 'output')]
  return {
    infno,
    title,
    family: known?.family ?? '',
    direction: known?.direction ?? '',
    note,
    input,
    output,
    schema: transactionSchema(infno, title, input, output),
  }
}

/**
 * Contracts of the national baseline, in the order of the specification.
 * Throws {@link TableError} for a number that the tables do not have.
 * @param infnos only these; every transaction of the interface when left out
 */
export function contractsOf(infnos?: readonly string[]): Contract[] {
  const rows = readTable('tables/transactions.tsv')
  if (infnos === undefined) return rows.map(contractOf)
  const byInfno = new Map(rows.map((row) => [row['infno'], row]))
  return infnos.map((infno) => {
    const row = byInfno.get(infno)
    if (row === undefined) throw new TableError(`no transaction ${infno}`)
    return contractOf(row)
  })
}
