/**
 * Money that the audit holds back or takes back: suspected fees are paused (RULE-229), found ones
 * recovered, and never more than the funds paid for the settlement (RULE-223). Append only.
 */
import type { Store } from '../store/store.ts'

/** A move of money that the books do not allow; the message says by how much. */
export class MoneyRefused extends Error {
  override readonly name = 'MoneyRefused'
}

/** What is to happen to a part of a settlement's money, on account of one hit. */
export interface Move {
  readonly setlId: string
  readonly hitId: string
  readonly kind: 'pause' | 'release' | 'recover' | 'return'
  readonly amountFen: number
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
  readonly operator: string
  readonly reason: string
}

/** Where a settlement's fund money stands, fen. */
export interface MoneyStanding {
  /** What the funds paid, less what a refund or reversal took back. */
  readonly paidFen: number
  readonly pausedFen: number
  readonly recoveredFen: number
  /** What may go to the institution now. */
  readonly payableFen: number
}

/** Standing of a settlement, from the books and the moves. */
export function moneyStanding(store: Store, setlId: string): MoneyStanding {
  const paid = store.get<{ fen: number | null }>(
    'select sum(fund_fen) as fen from settlement where setl_id = ? or reverses = ?',
    setlId,
    setlId,
  )
  const moves = movesOf(store, setlId)
  const paidFen = paid?.fen ?? 0
  const pausedFen = sumOf(moves, 'pause') - sumOf(moves, 'release')
  const recoveredFen = sumOf(moves, 'recover') - sumOf(moves, 'return')
  const payableFen = Math.max(0, paidFen - pausedFen - recoveredFen)
  return { paidFen, pausedFen, recoveredFen, payableFen }
}

/**
 * Moves money and writes it down; inside a commit. What a hit has paused is released first when
 * the same hit recovers, so nothing is held twice.
 * @throws MoneyRefused when more would be held or returned than there is
 */
export function moveMoney(store: Store, move: Move): void {
  requireAmount(move)
  const own = movesOf(store, move.setlId).filter(({ hit_id: id }) => id === move.hitId)
  const heldFen = sumOf(own, 'pause') - sumOf(own, 'release')
  const takenFen = sumOf(own, 'recover') - sumOf(own, 'return')
  if (move.kind === 'recover' && heldFen > 0) {
    write(store, { ...move, kind: 'release', amountFen: heldFen })
  }
  const { paidFen, pausedFen, recoveredFen } = moneyStanding(store, move.setlId)
  const mostFen = {
    pause: paidFen - pausedFen - recoveredFen,
    recover: paidFen - pausedFen - recoveredFen,
    release: heldFen,
    return: takenFen,
  }[move.kind]
  if (move.amountFen > mostFen) {
    throw new MoneyRefused(
      `cannot ${move.kind} ${move.amountFen} fen of ${move.setlId}: at most ${mostFen}`,
    )
  }
  write(store, move)
}

/** Every move of a settlement in the order in which they were made. */
export function movesOf(store: Store, setlId: string): MoveRow[] {
  return store.all<MoveRow>('select * from audit_money where setl_id = ? order by id', setlId)
}

export interface MoveRow {
  readonly id: number
  readonly setl_id: string
  readonly hit_id: string
  readonly kind: Move['kind']
  readonly amount_fen: number
  readonly moved_at: string
  readonly operator: string
  readonly reason: string
}

function requireAmount({ amountFen, kind }: Move): void {
  if (Number.isSafeInteger(amountFen) && amountFen > 0) return
  throw new MoneyRefused(`cannot ${kind} ${amountFen} fen`)
}

function write(store: Store, move: Move): void {
  store.run(
    `insert into audit_money
       (setl_id, hit_id, kind, amount_fen, moved_at, operator, reason)
     values (?, ?, ?, ?, ?, ?, ?)`,
    move.setlId,
    move.hitId,
    move.kind,
    move.amountFen,
    move.at,
    move.operator,
    move.reason,
  )
}

function sumOf(moves: readonly MoveRow[], kind: Move['kind']): number {
  return moves.reduce((sum, row) => sum + (row.kind === kind ? row.amount_fen : 0), 0)
}
