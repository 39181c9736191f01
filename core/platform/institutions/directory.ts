/** The directory of institutions: who is open for what on a day, by area, tier, type and flag. */
import type { Store } from '../../store/store.ts'
import type { OpenedKind } from './openings.ts'

/** What is asked; a key that is left out asks nothing. */
export interface DirectoryQuery {
  /** Six digits: a pooling area, a province (`520000`), or the whole country when left out. */
  readonly area?: string
  readonly tier?: string
  readonly type?: 'hospital' | 'pharmacy'
  /** Opened for this kind of care, and in the state `opened`. */
  readonly openFor?: OpenedKind
  /** The day that is asked about, yyyy-MM-dd. */
  readonly day: string
}

export interface DirectoryRow {
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly area: string
  readonly type: string
  readonly tier: string
  readonly state: string
}

/** Institutions by area and code, at most `limit` of them after the last row of the page before. */
export function listInstitutions(
  store: Store,
  query: DirectoryQuery,
  limit: number,
  after?: Pick<DirectoryRow, 'area' | 'fixmedins_code'>,
): DirectoryRow[] {
  return store.all<DirectoryRow>(
    ['select fixmedins_code, fixmedins_name, area, type, tier, state from (', ENTRIES, ')',
      CONDITIONS, 'order by area, fixmedins_code limit ?'].join(' '),
    ...valuesOf(query, after),
    limit,
  )
}

export interface DirectoryCount {
  readonly type: string
  readonly tier: string
  readonly state: string
  readonly count: number
}

/** How many institutions a query finds, by type, tier and state. */
export function countInstitutions(store: Store, query: DirectoryQuery): DirectoryCount[] {
  return store.all<DirectoryCount>(
    ['select type, tier, state, count(*) as count from (', ENTRIES, ')',
      CONDITIONS, 'group by type, tier, state order by type, tier, state'].join(' '),
    ...valuesOf(query),
  )
}

/** Entries of some areas as they are at a time; of most of them the register says nothing. */
const ENTRIES = `select fixmedins_code, fixmedins_name, area, type,
    iif(touched, coalesce((select value from register_fact
      where scope = fixmedins_code and kind = 'institution' and subject = ''
        and aspect = 'tier' and since <= ?
      order by since desc, id desc limit 1), tier), tier) as tier,
    iif(touched, coalesce((select value from register_fact
      where scope = fixmedins_code and kind = 'institution' and subject = ''
        and aspect = 'state' and since <= ?
      order by since desc, id desc limit 1), iif(seeded, 'opened', '')),
      iif(seeded, 'opened', '')) as state,
    iif(touched, coalesce((select value from register_fact
      where scope = fixmedins_code and kind = 'institution' and subject = ''
        and aspect = ? and since <= ?
      order by since desc, id desc limit 1), iif(seeded, 'open', 'shut')),
      iif(seeded, 'open', 'shut')) as opening
  from institution_entry
  where (area, fixmedins_code) > (?, ?) and area <= ? and (? = '' or type = ?)`

const CONDITIONS = `where state <> '' and (? = '' or tier = ?)
  and (? = '' or (state = 'opened' and opening <> 'shut'))`

/** What {@link ENTRIES} and {@link CONDITIONS} ask for, in their order. */
function valuesOf(
  { area, tier = '', type, openFor, day }: DirectoryQuery,
  after?: Pick<DirectoryRow, 'area' | 'fixmedins_code'>,
): string[] {
  const [first, last] = areasOf(area)
  const [kind, flag] = [type ?? '', openFor ?? '']
  const time = `${day} 23:59:59`
  const facts = [time, time, `open/${flag}`, time]
  const entries = [after?.area ?? first, after?.fixmedins_code ?? '', last, kind, kind]
  return [...facts, ...entries, tier, tier, flag]
}

/** The code of the institution with exactly this name, if there is one. */
export function codeOfName(store: Store, name: string): string | undefined {
  return store.get<{ fixmedins_code: string }>(
    'select fixmedins_code from institution_entry where fixmedins_name = ? limit 1',
    name,
  )?.fixmedins_code
}

/** First and last area code that a query covers. */
function areasOf(area: string | undefined): readonly [string, string] {
  if (area === undefined) return ['', '999999']
  return area.endsWith('0000') ? [area, `${area.slice(0, 2)}9999`] : [area, area]
}
