/**
 * Fee checks (费用协查): the insured place asks the place of care to look at a dear stay. What it
 * finds to be false is taken back through clearing, and never more than was paid (RULE-223).
 */
import { moneyStanding } from '../audit/money.ts'
import { isUndone, settlement } from '../books.ts'
import { payersOf } from '../clearing/kinds.ts'
import { beijingTime, epochOf } from '../clock.ts'
import { scopeOf } from '../hub/scope.ts'
import { formatFen } from '../money.ts'
import type { Settled } from '../settled.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import type { Office } from './office.ts'
import { ticketsAbout } from './register.ts'
import type { Doing, Ticket } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

/** clr_type of a stay; clearing classes of other scopes never stand in the books. */
const INPATIENT = '21'

/**
 * The settlement that a fee check may be about: live, of a stay in another province, and the whole
 * stay above the limit, whatever number of settlements it has (RULE-210).
 * @throws TicketRefused `not-checkable`, `below-limit`, `checked-already`
 */
export function requireCheckable({ store, parameters }: Office, setlId: string): Settled {
  const settled = settledById(store, setlId)
  if (settled?.kind !== 'forward' || isUndone(store, setlId)) {
    throw new TicketRefused('not-checkable', `there is no live settlement ${setlId}`)
  }
  const scope = scopeOf(settled.placeOfCare, settled.insuredPlace)
  if (scope !== 'cross-province' || settled.clearingType !== INPATIENT) {
    throw new TicketRefused('not-checkable', `${setlId} is no stay in another province`)
  }
  const costFen = stayFen(store, settled.visitId)
  if (costFen <= parameters.feeCheckAboveFen) {
    const limit = formatFen(parameters.feeCheckAboveFen)
    const cost = formatFen(costFen)
    throw new TicketRefused('below-limit', `the stay cost ${cost}, not more than ${limit}`)
  }
  const earlier = ticketsAbout(store, 'fee-check', setlId)
  const open = earlier.find(({ state }) => state !== 'withdrawn')
  if (open !== undefined) {
    throw new TicketRefused('checked-already', `${setlId} is checked by ${open.number}`)
  }
  return settled
}

/**
 * Writes down what a fee check found; inside a commit. The rows are events for clearing.
 * @throws TicketRefused when the finding contradicts itself or takes back more than was paid
 */
export function recordFinding(
  store: Store,
  { number, matter }: Ticket,
  doing: Extract<Doing, { step: 'reported' }>,
  at: string,
): void {
  if (matter.kind !== 'fee-check') return
  requireFinding(store, number, matter.setlId, doing)
  for (const { payer, amountFen } of doing.recoveries) {
    store.run(
      `insert into ticket_recovery (number, setl_id, payer, amount_fen, found_at)
       values (?, ?, ?, ?, ?)`,
      number,
      matter.setlId,
      payer,
      amountFen,
      at,
    )
  }
}

/** Each payer is named once and gives back no more than it paid, nor all of them together. */
function requireFinding(
  store: Store,
  number: string,
  setlId: string,
  { finding, recoveries }: Extract<Doing, { step: 'reported' }>,
): void {
  const payers = new Set(recoveries.map(({ payer }) => payer))
  if ((finding === 'false-items') !== recoveries.length > 0 || payers.size < recoveries.length) {
    throw new TicketRefused('says-nothing', `${number}: false items are told with their funds`)
  }
  const paid = paidFor(store, setlId)
  const over = recoveries.find(({ payer, amountFen }) =>
    !Number.isSafeInteger(amountFen) || amountFen <= 0 || amountFen > (paid.get(payer) ?? 0))
  const askedFen = recoveries.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const paidFen = [...paid.values()].reduce((sum, fen) => sum + fen, 0)
  // The audit may have taken some of it back already.
  const leftFen = paidFen - moneyStanding(store, setlId).recoveredFen
  if (over !== undefined || askedFen > leftFen) {
    throw new TicketRefused(
      'over-recovered',
      `${askedFen} fen cannot be taken back from ${setlId}: ${leftFen} are left` +
        (over === undefined ? '' : `, and fund ${over.payer} paid ${paid.get(over.payer) ?? 0}`),
    )
  }
}

/** Any settlement of these books with its funds. */
export function settledById(store: Store, setlId: string): Settled | undefined {
  const row = settlement(store, setlId)
  if (row === undefined) return undefined
  const next = beijingTime(epochOf(row.setl_time) + 1000)
  return settledBetween(store, row.setl_time, next).find((one) => one.setlId === setlId)
}

/** All fees of a stay, what was undone counted off. */
function stayFen(store: Store, visitId: string): number {
  const row = store.get<{ fen: number | null }>(
    'select sum(medfee_fen) as fen from settlement where mdtrt_id = ?',
    visitId,
  )
  return row?.fen ?? 0
}

/** What each payer paid for a live settlement; nothing for one that was undone. */
function paidFor(store: Store, setlId: string): ReadonlyMap<string, number> {
  const settled = isUndone(store, setlId) ? undefined : settledById(store, setlId)
  return new Map(settled === undefined ? [] : payersOf(settled))
}
