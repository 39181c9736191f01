/** Where a day's rows come from: the books of each party, read by time and by settlement. */
import { settlement } from '../books.ts'
import { beijingTime, epochOf } from '../clock.ts'
import { addDays } from '../days.ts'
import { scopeOf } from '../hub/scope.ts'
import { Refusal } from '../refusal.ts'
import { settledBetween } from '../settled.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { unequalOrders } from './events.ts'
import type { PartyName, Scope } from './reconciliation.ts'
import { partiesOf } from './reconciliation.ts'
import { dayOf, orderOf } from './rows.ts'
import type { RowsByParty } from './rows.ts'

/** One party's books. */
export interface BookSource {
  /** Every row of a day (yyyy-MM-dd): one statement for each database. */
  day(day: string): readonly Settled[]
  /** Every row that makes or undoes one of these settlements, leaving out those of one day. */
  orders(orders: readonly string[], exceptDay?: string): readonly Settled[]
}

/** The books of all parties. */
export type DaySources = Readonly<Record<PartyName, BookSource>>

/** All databases of one party as one source: a party may be many areas. */
export function sourceOf(stores: readonly Store[]): BookSource {
  return {
    day: (day) => stores.flatMap((store) => settledBetween(store, day, addDays(day, 1))),
    orders: (orders, exceptDay = '') =>
      stores.flatMap((store) => rowsOfOrders(store, orders, exceptDay)),
  }
}

/**
 * A day's rows of all parties by scope, with the rows of other days that belong to settlements
 * which are not equal everywhere. A clean day costs one statement for each database.
 */
export function gather(day: string, sources: DaySources): Map<Scope, Required<RowsByParty>> {
  const today = mapParties((party) => sources[party].day(day))
  const suspects = [...unequalOrders(today, (row) => partiesOf(scopeOfRow(row)).length)]
  return byScope(mapParties((party) => [
    ...today[party],
    ...sources[party].orders(suspects, day),
  ]))
}

/** All rows, of whatever day, that any party has of these settlements, by scope. */
export function gatherOrders(
  orders: readonly string[],
  sources: DaySources,
): Map<Scope, Required<RowsByParty>> {
  return byScope(mapParties((party) => sources[party].orders(orders)))
}

function mapParties<Value>(read: (party: PartyName) => Value): Record<PartyName, Value> {
  return { placeOfCare: read('placeOfCare'), hub: read('hub'), insuredPlace: read('insuredPlace') }
}

/** A row edited to an area that nobody knows is still compared, by all three. */
function scopeOfRow({ placeOfCare, insuredPlace }: Settled): Scope {
  if (placeOfCare === insuredPlace) return 'local'
  try {
    return scopeOf(placeOfCare, insuredPlace)
  } catch (reason) {
    if (reason instanceof Refusal) return 'cross-province'
    throw reason
  }
}

/** A settlement is of one scope, whatever a wrong row says: the insured place's word goes first. */
function byScope(rows: Required<RowsByParty>): Map<Scope, Required<RowsByParty>> {
  const scopes = new Map<string, Scope>()
  for (const party of ['hub', 'placeOfCare', 'insuredPlace'] as const) {
    for (const row of rows[party]) scopes.set(orderOf(row), scopeOfRow(row))
  }
  const all: readonly Scope[] = ['local', 'intra-province', 'cross-province']
  return new Map(all.map((scope) => [
    scope,
    mapParties((party) => rows[party].filter((row) => scopes.get(orderOf(row)) === scope)),
  ]))
}

function rowsOfOrders(store: Store, orders: readonly string[], exceptDay: string): Settled[] {
  const ids = new Set<string>()
  const seconds = new Set<string>()
  for (const order of orders) {
    const undoing = store.get<{ setl_id: string; setl_time: string }>(
      'select setl_id, setl_time from settlement where reverses = ?',
      order,
    )
    for (const row of [settlement(store, order), undoing]) {
      if (row === undefined || row.setl_time.slice(0, 10) === exceptDay) continue
      ids.add(row.setl_id)
      seconds.add(row.setl_time)
    }
  }
  return [...seconds]
    .flatMap((time) => settledBetween(store, time, beijingTime(epochOf(time) + 1000)))
    .filter((row) => ids.has(row.setlId) && dayOf(row) !== exceptDay)
}
