/** How much of the directory is open: counted from the register, for the figures. */
import { countInstitutions, listInstitutions } from '../platform/institutions/directory.ts'
import type { OpenedKind } from '../platform/institutions/openings.ts'
import type { Store } from '../store/store.ts'

const KINDS: readonly OpenedKind[] = ['inpatient', 'outpatient', 'chronic']

/**
 * Institutions in the directory, and those open for at least one kind of care on a day.
 * @param day yyyy-MM-dd
 * @param area a pooling area or a province; the whole country when left out
 */
export function directoryCounts(store: Store, day: string, area?: string) {
  const query = area === undefined ? { day } : { day, area }
  const open = new Set<string>()
  for (const openFor of KINDS) {
    const found = listInstitutions(store, { ...query, openFor }, Number.MAX_SAFE_INTEGER)
    for (const { fixmedins_code: code } of found) open.add(code)
  }
  const listed = countInstitutions(store, query).reduce((sum, { count }) => sum + count, 0)
  return { open: open.size, listed }
}
