/**
 * Daily three-way reconciliation, pure: rows of three parties in, equal or what differs out. The
 * same rows give the same bytes, in whatever order they come (RULE-177).
 */
import type { Settled } from '../settled.ts'
import { findingsOf } from './classify.ts'
import { annulledOrders, eventsOf, touches, unequalOrders } from './events.ts'
import type { Event } from './events.ts'
import { compareTotals, fileOf, groupKey } from './files.ts'
import type {
  Annulled, Comparison, Difference, PartyName, Reconciliation, Scope,
} from './reconciliation.ts'
import { partiesOf } from './reconciliation.ts'
import { dayOf, orderOf } from './rows.ts'
import type { RowsByParty } from './rows.ts'
import { annulledOf, differenceOf, mergeVisits, namedTwice } from './tell.ts'

/**
 * Compares one day of one scope.
 * @param day yyyy-MM-dd; rows of other days serve only to understand those of this one, and are
 *   needed for an event that a party has on another day or a settlement undone since
 * @param hub nothing in local scope, where there is no hub
 * @returns totals by insurance type × clearing type × pair, details only where one is unequal
 *   (RULE-169), matched by settlement id (RULE-167)
 */
export function reconcile(
  day: string,
  placeOfCare: readonly Settled[],
  hub: readonly Settled[],
  insuredPlace: readonly Settled[],
  scope: Scope,
): Reconciliation {
  const parties = partiesOf(scope)
  const rows: Required<RowsByParty> = { placeOfCare, hub, insuredPlace }
  const files = parties.map((party) => fileOf(party, day, rows[party]))
  const totals = compareTotals(files)
  const unequal = new Set(totals.filter(({ result }) => result === '1').map(groupKey))
  // Details only where a total is unequal: on a clean day nothing more is looked at.
  const events = unequal.size === 0 ? [] : eventsOf(parties, suspectRows(rows, parties))
  const concerned = events.filter((event) =>
    touches(event, day) && groupsOf(event, day).some((key) => unequal.has(key)))
  const over = annulledOrders(parties, events)
  const forwards = forwardsOf(events)
  // Who lacks a row of an order that comes to nothing lacks nothing; all else is still told.
  const found = differencesOf(concerned, events, parties, over)
  const annulled = concerned
    .filter((event) => over.has(event.order) && event.rows.size < parties.length)
    .map((event) => annulledOf(event, forwards.get(event.order)))
  const reasons = reasonsOf(concerned, [...found, ...annulled], day)
  const judged = totals.map((total) => explained(total, reasons.get(groupKey(total))))
  return {
    schema: 'liantiao/reconciliation/1',
    day,
    scope,
    parties,
    result: judged.some(({ result }) => result === '1') ? '1' : '0',
    files,
    totals: judged,
    differences: found,
    annulled,
  }
}

/** Rows of settlements that are not equal everywhere, and what else their messages made. */
function suspectRows(rows: Required<RowsByParty>, parties: readonly PartyName[]): RowsByParty {
  const compared = Object.fromEntries(parties.map((party) => [party, rows[party]]))
  const orders = unequalOrders(compared, () => parties.length)
  const isSuspect = (row: Settled) => orders.has(orderOf(row))
  const all = parties.flatMap((party) => rows[party])
  const messages = new Set(all.filter(isSuspect).map(({ msgid }) => msgid))
  return Object.fromEntries(parties.map((party) =>
    [party, rows[party].filter((row) => isSuspect(row) || messages.has(row.msgid))]))
}

/**
 * Differences of settlements over all days that somebody still has to do something about: none
 * of a settlement that comes to nothing everywhere.
 * @param rows every row that any party has of these settlements
 */
export function standing(rows: RowsByParty, scope: Scope): Difference[] {
  const parties = partiesOf(scope)
  const events = eventsOf(parties, rows)
  const over = annulledOrders(parties, events)
  return differencesOf(events.filter(({ order }) => !over.has(order)), events, parties, over)
}

function differencesOf(
  concerned: readonly Event[],
  all: readonly Event[],
  parties: readonly PartyName[],
  over: ReadonlySet<string>,
): Difference[] {
  const forwards = forwardsOf(all)
  const twice = namedTwice(all)
  const found = concerned.flatMap((event) => {
    const known = { forward: forwards.get(event.order), twice }
    return findingsOf(event, parties)
      .filter(({ missingAt }) => missingAt.length === 0 || !over.has(event.order))
      .map((finding) => differenceOf(event, finding, known))
  })
  return mergeVisits(found, parties)
}

/** Ids of what is told about the rows of each group. */
function reasonsOf(
  concerned: readonly Event[],
  told: readonly Annulled[],
  day: string,
): Map<string, Set<string>> {
  const byOrder = new Map<string, string[]>()
  for (const { id, orders } of told) {
    for (const order of orders) byOrder.set(order, [...(byOrder.get(order) ?? []), id])
  }
  const reasons = new Map<string, Set<string>>()
  for (const event of concerned) {
    for (const key of groupsOf(event, day)) {
      const known = reasons.get(key) ?? new Set()
      reasons.set(key, known)
      for (const id of byOrder.get(event.order) ?? []) known.add(id)
    }
  }
  return reasons
}

function explained(total: Comparison, reasons: ReadonlySet<string> = new Set()): Comparison {
  if (total.result === '0') return total
  const explainedBy = [...reasons].toSorted()
  const onlyRows = total.unequal.every((name) => name === 'rows')
  const over = onlyRows && explainedBy.every((id) => id.startsWith('annulled/'))
  return over ? { ...total, result: '0', unequal: [], explainedBy } : { ...total, explainedBy }
}

/** Groups in which the day's rows of an event count; more than one when a mark differs. */
function groupsOf(event: Event, day: string): string[] {
  const rows = [...event.rows.values()].flat().filter((row) => dayOf(row) === day)
  return [...new Set(rows.map(groupKey))]
}

function forwardsOf(events: readonly Event[]): Map<string, Event> {
  const forwards = events.filter(({ key }) => key.startsWith('forward:'))
  return new Map(forwards.map((event) => [event.order, event]))
}
