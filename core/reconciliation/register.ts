/**
 * The register of differences: opened by the run that found them, treated by somebody, closed by
 * the event that made the parties agree. Its history only grows.
 */
import type { Store } from '../store/store.ts'
import type { Difference, PartyName, Reconciliation, Scope } from './reconciliation.ts'
import { standing } from './reconcile.ts'
import { dayOf, eventOf, orderOf } from './rows.ts'
import type { RowsByParty } from './rows.ts'
import { latestRun } from './runs.ts'
import { gatherOrders } from './sources.ts'
import type { DaySources } from './sources.ts'

/** What closed a difference; `null` parts where rows were only changed. */
export interface Evidence {
  readonly why: string
  readonly event: string | null
  readonly party: PartyName | null
  readonly day: string | null
  readonly msgid: string | null
}

/** One step in the life of a difference. */
export interface Movement {
  readonly difference: string
  readonly state: 'open' | 'treated' | 'closed'
  readonly evidence: Evidence
}

/** A difference that is not closed. */
export interface OpenDifference {
  /** Day of the run that found it. */
  readonly day: string
  readonly scope: Scope
  readonly state: 'open' | 'treated'
  readonly difference: Difference
}

interface Review {
  readonly store: Store
  readonly sources: DaySources
  readonly day: string
  readonly now: string
  readonly files: readonly Reconciliation[]
}

/** Opens what a run found and closes what no longer stands; inside the run's commit. */
export function reviewRegister(review: Review): Movement[] {
  const { store, files } = review
  const carried = openDifferences(store)
  const known = new Set(carried.map(({ difference }) => difference.id))
  const candidates = files.flatMap(({ scope, differences }) =>
    differences
      .filter((one) => !known.has(one.id))
      .map((difference): OpenDifference => ({ day: review.day, scope, state: 'open', difference })))
  const over = closings(review, [...carried, ...candidates])
  // What was closed before and is over is not opened again by a run that is made again.
  const opened = candidates.filter(({ difference: { id } }) =>
    !over.has(id) || historyOf(store, id).at(-1)?.state !== 'closed')
  for (const one of opened) open(review, one)
  const closed = [...carried, ...opened].flatMap(({ difference }) => {
    const evidence = over.get(difference.id)
    return evidence === undefined ? [] : [close(review, difference, evidence)]
  })
  return [
    ...opened.map(({ difference }): Movement =>
      ({ difference: difference.id, state: 'open', evidence: found(review.day) })),
    ...closed,
  ]
}

/** Every difference that is not closed, in the order of the ids. */
export function openDifferences(store: Store): OpenDifference[] {
  return store
    .all<Omit<OpenDifference, 'difference'> & { body: string }>(
      'select day, scope, state, body from reconciliation_open order by difference',
    )
    .map(({ day, scope, state, body }) =>
      ({ day, scope, state, difference: JSON.parse(body) as Difference }))
}

/** Settlements that clearing leaves out, because something about them is open (RULE-176). */
export function unreconciledOrders(store: Store): string[] {
  const orders = openDifferences(store).flatMap(({ difference }) => difference.orders)
  return [...new Set(orders)].toSorted()
}

/** Notes that somebody has done something about an open difference; inside a commit. */
export function markTreated(
  store: Store,
  id: string,
  at: { readonly day: string; readonly now: string },
  evidence: Evidence,
): boolean {
  const known = store.get('select 1 from reconciliation_open where difference = ?', id)
  if (known === undefined) return false
  store.run("update reconciliation_open set state = 'treated' where difference = ?", id)
  step(store, at, { difference: id, state: 'treated', evidence })
  return true
}

/** The life of a difference, oldest step first. */
export function historyOf(store: Store, id: string): (Movement & { readonly at: string })[] {
  return store
    .all<{ state: Movement['state']; at: string; evidence: string }>(
      'select state, at, evidence from reconciliation_step where difference = ? order by id',
      id,
    )
    .map(({ state, at, evidence }) =>
      ({ difference: id, state, at, evidence: JSON.parse(evidence) as Evidence }))
}

/** Which differences no longer stand, and why; all settlements are read again, of whatever day. */
function closings(
  review: Review,
  open: readonly OpenDifference[],
): Map<string, Evidence> {
  if (open.length === 0) return new Map()
  const orders = new Set(open.flatMap(({ difference }) => difference.orders))
  const rows = gatherOrders([...orders], review.sources)
  const still = new Set([...rows].flatMap(([scope, own]) =>
    standing(own, scope).map(({ id }) => id)))
  return new Map(open.flatMap((one) => {
    const evidence = still.has(one.difference.id)
      ? bothDaysRun(review, one)
      : newest(rows.get(one.scope) ?? {}, one.difference)
    return evidence === undefined ? [] : [[one.difference.id, evidence] as const]
  }))
}

/** A row on two days stays where it is; it is done when the files of both days have shown it. */
function bothDaysRun(review: Review, { difference, scope }: OpenDifference): Evidence | undefined {
  if (difference.class !== 'date-cut') return undefined
  const days = Object.values(difference.fields[0]?.values ?? {}).map(String).toSorted()
  const run = (day: string) =>
    day === review.day || latestRun(review.store, day, scope) !== undefined
  if (!days.every(run)) return undefined
  const { event, msgid } = difference
  return { why: 'both days are reconciled', event, party: null, day: days.at(-1) ?? null, msgid }
}

/** The newest row that was not there when the difference was found. */
function newest(rows: RowsByParty, { sides, orders }: Difference): Evidence {
  const known = new Set(sides.flatMap(({ party, setlIds }) =>
    setlIds.map((id) => `${party}/${id}`)))
  const parties = Object.keys(rows) as PartyName[]
  const fresh = parties
    .flatMap((party) => (rows[party] ?? []).map((row) => ({ party, row })))
    .filter(({ party, row }) =>
      orders.includes(orderOf(row)) && !known.has(`${party}/${row.setlId}`))
    .toSorted((left, right) => left.row.settledAt < right.row.settledAt ? -1 : 1)
    .at(-1)
  if (fresh === undefined) {
    return { why: 'rows were put right', event: null, party: null, day: null, msgid: null }
  }
  const { party, row } = fresh
  const why = row.reverses === null ? 'row supplemented' : `${row.kind} of ${orderOf(row)}`
  return { why, event: eventOf(row), party, day: dayOf(row), msgid: row.msgid }
}

function found(day: string): Evidence {
  return { why: 'found by the day’s run', event: null, party: null, day, msgid: null }
}

function open(review: Review, { day, scope, difference }: OpenDifference): void {
  review.store.run(
    `insert into reconciliation_open (difference, day, scope, fixmedins_code, state, body)
     values (?, ?, ?, ?, 'open', ?)`,
    difference.id,
    day,
    scope,
    difference.institution,
    JSON.stringify(difference),
  )
  step(review.store, review, { difference: difference.id, state: 'open', evidence: found(day) })
}

function close(review: Review, { id }: Difference, evidence: Evidence): Movement {
  const movement: Movement = { difference: id, state: 'closed', evidence }
  review.store.run('delete from reconciliation_open where difference = ?', id)
  step(review.store, review, movement)
  return movement
}

function step(
  store: Store,
  { day, now }: { readonly day: string; readonly now: string },
  { difference, state, evidence }: Movement,
): void {
  store.run(
    `insert into reconciliation_step (difference, state, day, at, evidence)
     values (?, ?, ?, ?, ?)`,
    difference,
    state,
    day,
    now,
    JSON.stringify(evidence),
  )
}
