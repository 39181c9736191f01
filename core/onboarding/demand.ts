/** Which institutions people who filed would go to: where to open next. */
import { inForce } from '../benefit/filing/record.ts'
import type { PlaceFiling } from '../benefit/filing/record.ts'
import type { Store } from '../store/store.ts'
import { compareTexts } from '../compare.ts'

export interface InstitutionDemand {
  readonly institution: string
  /** Persons with a filing in force that names it, each once. */
  readonly filers: number
  /** From 1, the most filers first; equal numbers have one rank. */
  readonly rank: number
  readonly opened: boolean
}

/**
 * Institutions by the number of persons who filed for them, the most wanted first, then by code.
 * Filings that name a place only are for all institutions in it and rank none of them.
 * @param store a hub's, with its copies of filings
 * @param day yyyy-MM-dd
 * @param isOpen whether the institution settles directly on that day
 */
export function institutionDemand(
  store: Store,
  day: string,
  isOpen: (institution: string) => boolean,
): InstitutionDemand[] {
  const filers = new Map<string, Set<string>>()
  for (const filing of newest(store)) {
    if (filing.institution === null || !inForce(filing, day)) continue
    const persons = filers.get(filing.institution) ?? new Set<string>()
    filers.set(filing.institution, persons.add(filing.psn_no))
  }
  const sizes = [...filers.values()].map(({ size }) => size)
  return [...filers]
    .map(([institution, { size }]) => ({
      institution,
      filers: size,
      rank: 1 + sizes.filter((other) => other > size).length,
      opened: isOpen(institution),
    }))
    .toSorted((one, other) =>
      one.rank - other.rank || compareTexts(one.institution, other.institution))
}

/** The newest acknowledged version of each filing. */
function newest(store: Store): PlaceFiling[] {
  const rows = store.all<{ serial: string; acknowledged: number; body: string }>(
    'select serial, acknowledged, body from hub_filing order by serial, version',
  )
  const held = new Map(rows.filter(({ acknowledged }) => acknowledged === 1)
    .map(({ serial, body }) => [serial, body]))
  return [...held.values()].map((body) => JSON.parse(body) as PlaceFiling)
}
