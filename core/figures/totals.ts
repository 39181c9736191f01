/**
 * Sums over rows of the books, net: an undoing row counts minus one and minus its money on the day
 * of the undoing, so days add up to months and months to years.
 */
import { scopeOf } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'

/** What some rows come to. Amounts in fen, less what was undone. */
export interface Totals {
  /** Settlements made, and undone by refund or reversal. */
  readonly settlements: number
  readonly undone: number
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** Totals of rows in any order. */
export function totalsOf(rows: readonly Settled[]): Totals {
  const sum = (amount: (row: Settled) => number) =>
    rows.reduce((total, row) => total + amount(row), 0)
  return {
    settlements: sum((row) => (row.kind === 'forward' ? 1 : 0)),
    undone: sum((row) => (row.kind === 'forward' ? 0 : 1)),
    feeFen: sum((row) => row.feeFen),
    fundFen: sum((row) => row.fundFen),
    accountFen: sum((row) => row.accountFen),
    cashFen: sum((row) => row.cashFen),
  }
}

/** Settlements less undone ones: how many count. */
export function netCount(rows: readonly Settled[]): number {
  return rows.reduce((count, { kind }) => count + (kind === 'forward' ? 1 : -1), 0)
}

/** Rows of care outside the pooling area of insurance. */
export function outOfArea(rows: readonly Settled[]): Settled[] {
  return rows.filter(({ placeOfCare, insuredPlace }) =>
    scopeOf(placeOfCare, insuredPlace) !== 'local')
}
