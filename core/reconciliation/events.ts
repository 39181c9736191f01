/** Rows of all parties put together as events, and the events of one settlement as its order. */
import type { Settled } from '../settled.ts'
import type { PartyName, Side } from './reconciliation.ts'
import type { RowsByParty } from './rows.ts'
import {
  MARKS, byText, comparedLine, dayOf, eventOf, fundSums, fundsText, inOrder, orderOf, sumsOf,
} from './rows.ts'

/** One thing that happened, as every party that knows of it wrote it down. */
export interface Event {
  readonly key: string
  readonly order: string
  /** Only parties that have rows, in the order of the scope; more than one row is too many. */
  readonly rows: ReadonlyMap<PartyName, readonly Settled[]>
}

/** All events of the rows, in the order of their keys. */
export function eventsOf(parties: readonly PartyName[], rows: RowsByParty): Event[] {
  const events = new Map<string, Map<PartyName, Settled[]>>()
  for (const party of parties) {
    for (const row of inOrder(rows[party] ?? [])) {
      const key = eventOf(row)
      const sides = events.get(key) ?? new Map<PartyName, Settled[]>()
      events.set(key, sides)
      sides.set(party, [...(sides.get(party) ?? []), row])
    }
  }
  return [...events]
    .toSorted(([left], [right]) => byText(left, right))
    .map(([key, sides]) => ({ key, order: key.slice(key.indexOf(':') + 1), rows: sides }))
}

/**
 * Settlements with a row that not every party has once and in the same words: all others need no
 * further look.
 * @param needed how many parties must have a row
 */
export function unequalOrders(rows: RowsByParty, needed: (row: Settled) => number): Set<string> {
  const holders = new Map<string, { readonly row: Settled; times: number }>()
  for (const own of Object.values(rows)) {
    for (const row of own) {
      const line = comparedLine(row)
      const known = holders.get(line)
      if (known === undefined) holders.set(line, { row, times: 1 })
      else known.times += 1
    }
  }
  const unequal = [...holders.values()].filter(({ row, times }) => times !== needed(row))
  return new Set(unequal.map(({ row }) => orderOf(row)))
}

/** The row that speaks for an event: the insured place's word goes first (RULE-168). */
export function spokesman(event: Event): Settled {
  const parties: readonly PartyName[] = ['insuredPlace', 'placeOfCare', 'hub']
  const party = parties.find((one) => event.rows.has(one)) ?? 'hub'
  return (event.rows.get(party) ?? [])[0] as Settled
}

/** True when some party's row of the event lies on the day. */
export function touches(event: Event, day: string): boolean {
  return [...event.rows.values()].some((rows) => rows.some((row) => dayOf(row) === day))
}

/** What each party that knows the event says, in brief. */
export function sidesOf(event: Event): Side[] {
  return [...event.rows].map(([party, rows]) => ({
    party,
    setlIds: rows.map(({ setlId }) => setlId),
    settledAt: rows[0]?.settledAt ?? '',
    ...sumsOf(rows),
  }))
}

/**
 * Settlements that come to nothing at every party, whatever rows each of them has: undone where
 * they were booked, under the same marks, and unknown elsewhere. All days are looked at.
 */
export function annulledOrders(
  parties: readonly PartyName[],
  events: readonly Event[],
): Set<string> {
  const orders = new Map<string, Event[]>()
  for (const event of events) orders.set(event.order, [...(orders.get(event.order) ?? []), event])
  const over = [...orders].filter(([, members]) => parties.every((party) =>
    cancelOut(members.flatMap((event) => event.rows.get(party) ?? []))))
  return new Set(over.map(([order]) => order))
}

/** Do the rows of one party take one another away? Messages differ, all other marks may not. */
function cancelOut(rows: readonly Settled[]): boolean {
  const marks = MARKS.filter((name) => name !== 'msgid' && name !== 'infno')
  const alike = Map.groupBy(rows, (row) => marks.map((name) => row[name]).join('\t'))
  return [...alike.values()].every((own) =>
    Object.values(sumsOf(own)).every((sum) => sum === 0) && fundsText(fundSums(own)) === '')
}
