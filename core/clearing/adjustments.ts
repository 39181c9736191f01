/** Money that changes a sheet without being a settlement of the month: what may, and how much. */
import type { Store } from '../store/store.ts'
import { scopeOf } from '../hub/scope.ts'
import { ClearingFault } from './office.ts'
import type { Adjustment } from './sheets.ts'

/**
 * The adjustments that are new, checked. One that was booked before is left out, so that giving
 * it again changes nothing.
 * @throws ClearingFault when one has no reason that counts, or recovers more than was paid
 */
export function newAdjustments(store: Store, given: readonly Adjustment[]): Adjustment[] {
  const known = 'select 1 from clearing_adjustment where id = ?'
  const fresh = given.filter(({ id }) => store.get(known, id) === undefined)
  const ids = new Set<string>()
  const recovered = new Map<string, number>()
  for (const adjustment of fresh) {
    if (ids.has(adjustment.id)) throw bad(adjustment, 'is given twice')
    ids.add(adjustment.id)
    requireSense(adjustment)
    if (adjustment.reason === 'recovery') requireWithinPaid(store, adjustment, recovered)
  }
  return fresh
}

function requireSense(adjustment: Adjustment): void {
  const { amountFen, note, reason, setlId, placeOfCare, insuredPlace } = adjustment
  if (!Number.isSafeInteger(amountFen) || amountFen === 0) throw bad(adjustment, 'moves no money')
  if (note.trim() === '') throw bad(adjustment, 'says no reason')
  if (scopeOf(placeOfCare, insuredPlace) === 'local') throw bad(adjustment, 'is local')
  if (reason === 'recovery' && (amountFen > 0 || setlId === '')) {
    throw bad(adjustment, 'recovers nothing, or from no settlement')
  }
}

/** Recovered money never exceeds what the payer paid for the settlement (RULE-223). */
function requireWithinPaid(
  store: Store,
  adjustment: Adjustment,
  recovered: Map<string, number>,
): void {
  const { setlId, payer, amountFen } = adjustment
  const key = `${setlId}/${payer}`
  const before = recovered.get(key) ?? recoveredBefore(store, setlId, payer)
  const paid = paidFor(store, setlId, payer)
  if (paid + before + amountFen < 0) {
    throw new ClearingFault(
      'over-recovered',
      `${adjustment.id} takes back ${-amountFen} fen of ${paid + before} left for ${setlId}`,
    )
  }
  recovered.set(key, before + amountFen)
}

function paidFor(store: Store, setlId: string, payer: string): number {
  const row = store.get<{ fen: number | null }>(
    `select sum(a.amount_fen) as fen from clearing_amount a
      where (a.setl_id = ? or a.setl_id in (select setl_id from clearing_item where reverses = ?))
        and a.payer = ?`,
    setlId,
    setlId,
    payer,
  )
  return row?.fen ?? 0
}

function recoveredBefore(store: Store, setlId: string, payer: string): number {
  const row = store.get<{ fen: number | null }>(
    `select sum(amount_fen) as fen from clearing_adjustment where setl_id = ? and payer = ?`,
    setlId,
    payer,
  )
  return row?.fen ?? 0
}

function bad({ id }: Adjustment, what: string): ClearingFault {
  return new ClearingFault('bad-adjustment', `adjustment ${id} ${what}`)
}
