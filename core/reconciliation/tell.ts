/** A finding made into a difference that anybody can act on: whose, which message, what to do. */
import { explain, explainAnnulled } from './explain.ts'
import type { Finding } from './classify.ts'
import { sidesOf, spokesman } from './events.ts'
import type { Event } from './events.ts'
import type { Annulled, Difference, PartyName, Side } from './reconciliation.ts'
import { AMOUNTS, byText } from './rows.ts'

/** What else is known when an event is told. */
export interface Surroundings {
  /** The settlement that the event is, or undoes, as far as anybody has it. */
  readonly forward: Event | undefined
  /** Settlements whose message made another one too. */
  readonly twice: ReadonlySet<string>
}

/** The difference that a finding is. */
export function differenceOf(event: Event, finding: Finding, known: Surroundings): Difference {
  const isTwice = finding.class === 'missing' && known.twice.has(event.key)
  const name = isTwice ? 'duplicate' : finding.class
  const treatment = isTwice
    ? { kind: 'reverse' as const, at: [...event.rows.keys()] }
    : finding.treatment
  const facts = { ...subjectOf(event, known.forward), ...finding, class: name, treatment }
  return { ...facts, id: `${name}/${event.key}`, explanation: explain(facts) }
}

/** A row without an equal, of an order that comes to nothing. */
export function annulledOf(event: Event, forward: Event | undefined): Annulled {
  const subject = subjectOf(event, forward)
  return { ...subject, id: `annulled/${event.key}`, explanation: explainAnnulled(subject) }
}

/** Keys of settlements that one party booked under a message which it booked before. */
export function namedTwice(events: readonly Event[]): Set<string> {
  const byMessage = new Map<string, Set<string>>()
  for (const event of events) {
    if (!event.key.startsWith('forward:')) continue
    for (const [party, rows] of event.rows) {
      for (const { msgid } of rows) {
        const key = `${party}/${msgid}`
        byMessage.set(key, (byMessage.get(key) ?? new Set()).add(event.key))
      }
    }
  }
  const several = [...byMessage.values()].filter(({ size }) => size > 1)
  return new Set(several.flatMap((keys) => [...keys]))
}

/**
 * Settlements of one visit that nobody else has, although all parties come to the same amounts in
 * another number of them: one difference of count, not several of absence.
 */
export function mergeVisits(found: readonly Difference[], parties: readonly PartyName[]) {
  const visits = new Map<string, Difference[]>()
  for (const one of found) {
    if (one.class !== 'missing') continue
    visits.set(one.visitId, [...(visits.get(one.visitId) ?? []), one])
  }
  const merged = new Map<Difference, Difference>()
  for (const members of visits.values()) {
    const [first] = members as [Difference]
    const sides = parties.flatMap((party) => sideIn(members, party) ?? [])
    if (sides.length < parties.length || !isOtherCount(sides)) continue
    const one = countDifference(first, members, sides)
    for (const member of members) merged.set(member, one)
  }
  const all = new Set(found.map((one) => merged.get(one) ?? one))
  return [...all].toSorted((left, right) =>
    byText(left.event, right.event) || byText(left.class, right.class))
}

/** What one party has of several differences; undefined when it has nothing. */
function sideIn(members: readonly Difference[], party: PartyName): Side | undefined {
  const own = members.flatMap(({ sides }) => sides.filter((side) => side.party === party))
  const [first] = own
  if (first === undefined) return undefined
  const sum = (name: (typeof AMOUNTS)[number] | 'count') =>
    own.reduce((total, side) => total + side[name], 0)
  return {
    party,
    setlIds: own.flatMap(({ setlIds }) => setlIds),
    settledAt: first.settledAt,
    count: sum('count'),
    feeFen: sum('feeFen'),
    inScopeFen: sum('inScopeFen'),
    fundFen: sum('fundFen'),
    accountFen: sum('accountFen'),
    cashFen: sum('cashFen'),
  }
}

function isOtherCount(sides: readonly Side[]): boolean {
  const [first] = sides as [Side]
  return sides.every((side) => AMOUNTS.every((name) => side[name] === first[name]))
    && sides.some(({ count }) => count !== first.count)
}

function countDifference(
  first: Difference,
  members: readonly Difference[],
  sides: readonly Side[],
): Difference {
  const values = Object.fromEntries(sides.map(({ party, count }) => [party, count]))
  const event = `visit:${first.visitId}`
  const facts = {
    ...first,
    class: 'count' as const,
    id: `count/${event}`,
    event,
    orders: [...new Set(members.flatMap(({ orders }) => orders))].toSorted(),
    sides,
    missingAt: [],
    fields: [{ field: 'count', values, offByFen: null }],
    treatment: { kind: 'reverse' as const, at: sides.map(({ party }) => party) },
  }
  return { ...facts, explanation: explain(facts) }
}

function subjectOf(event: Event, forward: Event | undefined) {
  const row = spokesman(event)
  const original = forward === undefined ? undefined : spokesman(forward)
  return {
    event: event.key,
    orders: [event.order],
    kind: row.kind,
    institution: row.institution,
    psnNo: row.psnNo,
    visitId: row.visitId,
    msgid: row.msgid,
    originalMsgid: original?.msgid ?? '',
    originalInfno: original?.infno ?? '',
    insutype: row.insutype,
    clearingType: row.clearingType,
    placeOfCare: row.placeOfCare,
    insuredPlace: row.insuredPlace,
    sides: sidesOf(event),
  }
}
