/** Whether every institution of a tier is open: which of them are not. */
import type { Store } from '../../store/store.ts'
import { listInstitutions } from './directory.ts'
import type { DirectoryQuery, DirectoryRow } from './directory.ts'

/**
 * Institutions of the area and tier that are not open for this kind of care on the day, by area
 * and code; none when all are. One that is suspended or closed is not open.
 */
export function unopenedOf(
  store: Store,
  query: Required<Pick<DirectoryQuery, 'area' | 'tier' | 'openFor' | 'day'>>,
): DirectoryRow[] {
  const { openFor, ...everybody } = query
  const open = new Set(listInstitutions(store, { ...everybody, openFor }, ALL)
    .map(({ fixmedins_code: code }) => code))
  return listInstitutions(store, everybody, ALL)
    .filter(({ fixmedins_code: code }) => !open.has(code))
}

/** As many as there are. */
const ALL = Number.MAX_SAFE_INTEGER
