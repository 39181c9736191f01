/**
 * A synthetic grouper: main diagnosis and operations lead to a group, a weight and a score. The
 * table is invented and says so; only the mechanism is real. Nothing here knows where a patient is
 * insured (RULE-235).
 */
import { readFileSync } from 'node:fs'

/** What of a settlement list decides the group. */
export interface CaseFacts {
  /** ICD-10 of the main diagnosis. */
  readonly mainDiagnosis: string
  readonly otherDiagnoses: readonly string[]
  /** ICD-9-CM-3 of the operations. */
  readonly operations: readonly string[]
}

/** A group; weights are 1/10,000 (10000 is 1.0), scores 1/1,000 of a point. */
export interface CaseGroup {
  readonly drgCode: string
  readonly adrgCode: string
  readonly name: string
  readonly severe: boolean
  readonly weight: number
  readonly score: number
  readonly version: string
}

/** How an area pays its hospitals. */
export interface CaseArea {
  readonly area: string
  readonly way: 'drg' | 'dip'
  /** Switch date, yyyy-MM-dd (RULE-232). */
  readonly from: string
  /** Which day of a stay is compared with the switch date. */
  readonly decidedBy: 'admission' | 'discharge' | 'settlement'
  /** Stays from other provinces too; by item otherwise (RULE-233). */
  readonly crossProvince: boolean
  /** Fen for a weight of 1.0 (DRG), or for one point (DIP). */
  readonly rateFen: number
  /** Who carries the difference to the actual fees (RULE-239). */
  readonly carrier: 'visit-area' | 'insured-area'
}

interface GroupRow {
  readonly adrg: string
  readonly name: string
  readonly diagnoses: readonly string[]
  readonly operations: readonly string[]
  readonly weight: number
  readonly score: number
}

/** A table of groups and areas as data. */
export interface GrouperTable {
  readonly version: string
  readonly groups: readonly GroupRow[]
  readonly severe: { readonly diagnoses: readonly string[]; readonly factor: number }
  readonly areas: readonly CaseArea[]
}

export const SYNTHETIC_GROUPER = JSON.parse(
  readFileSync(new URL('./grouper.json', import.meta.url), 'utf8'),
) as GrouperTable

/** The first group that fits; undefined when the table has none for the diagnosis. */
export function groupOf(
  { mainDiagnosis, otherDiagnoses, operations }: CaseFacts,
  table: GrouperTable = SYNTHETIC_GROUPER,
): CaseGroup | undefined {
  const row = table.groups.find(
    (group) =>
      startsWithAny(mainDiagnosis, group.diagnoses) &&
      (group.operations.length === 0 ||
        operations.some((code) => startsWithAny(code, group.operations))),
  )
  if (row === undefined) return undefined
  const severe = otherDiagnoses.some((code) => startsWithAny(code, table.severe.diagnoses))
  const factor = severe ? table.severe.factor : 10_000
  return {
    drgCode: `${row.adrg}${severe ? '1' : '5'}`,
    adrgCode: row.adrg,
    name: row.name,
    severe,
    weight: Math.round((row.weight * factor) / 10_000),
    score: Math.round((row.score * factor) / 10_000),
    version: table.version,
  }
}

/** How a place of care pays its hospitals by case; undefined where it does not. */
export function caseAreaOf(
  area: string,
  table: GrouperTable = SYNTHETIC_GROUPER,
): CaseArea | undefined {
  return table.areas.find((one) => one.area === area)
}

function startsWithAny(code: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix))
}
