/**
 * What the audit recovers goes back to the insured area in the next sheet (RULE-191), fund by fund
 * and never more than the fund paid (RULE-223); what an appeal gives back is owed again (RULE-230).
 */
import type { MoveRow } from '../audit/money.ts'
import { isUndone } from '../books.ts'
import { settledById } from '../settled.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { clearingClass } from './kinds.ts'
import type { Adjustment } from './sheets.ts'

/**
 * The adjustments that the moves of the audit make of settlements that stand in a sheet. The same
 * moves have the same numbers, so those that were booked before are left out by the month.
 * A recovery takes from the funds in the order of their codes, and gives back to the same ones.
 */
export function auditAdjustments(store: Store): Adjustment[] {
  const moves = store.all<MoveRow>(
    `select m.* from audit_money m where m.kind in ('recover', 'return')
        and exists (select 1 from clearing_item i where i.setl_id = m.setl_id) order by m.id`,
  )
  return [...Map.groupBy(moves, ({ setl_id }) => setl_id)].flatMap(([setlId, own]) => {
    const settled = settledById(store, setlId)
    if (settled === undefined) return []
    return isUndone(store, setlId) ? givenUp(store, settled) : ofSettlement(settled, own)
  })
}

function ofSettlement(settled: Settled, moves: readonly MoveRow[]): Adjustment[] {
  const left = new Map(Object.entries(settled.funds).toSorted(byCode))
  const takenBy = new Map<string, Map<string, number>>()
  return moves.flatMap((move) => {
    const taken = takenBy.get(move.hit_id) ?? new Map<string, number>()
    takenBy.set(move.hit_id, taken)
    const recovers = move.kind === 'recover'
    const [from, to] = recovers ? [left, taken] : [taken, left]
    return [...shift(from, to, move.amount_fen)].map(([payer, fen]): Adjustment => ({
      ...placeOf(settled),
      id: `JC${move.id}-${payer}`,
      reason: recovers ? 'recovery' : 'appeal',
      payer,
      amountFen: recovers ? -fen : fen,
      note: `疑点${move.hit_id}：${move.reason}`,
    }))
  })
}

/** Takes an amount out of the accounts in their order and puts it into the others. */
function shift(from: Map<string, number>, to: Map<string, number>, amountFen: number) {
  const moved = new Map<string, number>()
  let rest = amountFen
  for (const [payer, fen] of from) {
    const part = Math.min(fen, rest)
    if (part <= 0) continue
    rest -= part
    from.set(payer, fen - part)
    to.set(payer, (to.get(payer) ?? 0) + part)
    moved.set(payer, part)
  }
  return moved
}

/** An undone settlement gives all of its money back, so what was recovered before is owed again. */
function givenUp(store: Store, settled: Settled): Adjustment[] {
  const booked = store.all<{ payer: string; fen: number }>(
    `select payer, sum(amount_fen) as fen from clearing_adjustment where setl_id = ?
      group by payer order by payer`,
    settled.setlId,
  )
  return booked.filter(({ fen }) => fen !== 0).map(({ payer, fen }) => ({
    ...placeOf(settled),
    id: `JC${settled.setlId}-${payer}`,
    reason: 'correction',
    payer,
    amountFen: -fen,
    note: `结算${settled.setlId}已撤销，追回款不再扣`,
  }))
}

function placeOf(settled: Settled) {
  const { insuredPlace, placeOfCare, insutype, setlId } = settled
  return { insuredPlace, placeOfCare, insutype, setlId, clearingClass: clearingClass(settled) }
}

function byCode([left]: readonly [string, number], [right]: readonly [string, number]): number {
  return left < right ? -1 : 1
}
