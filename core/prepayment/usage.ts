/** Pure: how much prepayment a year needs, and how much of it a month would use. */
import { divideHalfUp } from '../money.ts'
import type { PrepaymentParameters } from './parameters.ts'

export type WarningLevel = 'none' | 'yellow' | 'red'

/**
 * The yearly amount: some months of the average over the three months of the last quarter; a
 * month in which nothing was cleared counts as zero. Rounded once, half up to the fen.
 * @param quarterFen cleared fees of October, November and December; never below zero together
 */
export function yearlyAmountFen(
  quarterFen: readonly [number, number, number],
  { months }: Pick<PrepaymentParameters, 'months'>,
): number {
  const sum = quarterFen.reduce((total, fen) => total + BigInt(fen), 0n)
  return sum <= 0n ? 0 : divideHalfUp(sum * BigInt(months), 3n)
}

/**
 * Usage is what is to be cleared this month over what is held (RULE-200); the lines are compared
 * without dividing, so that 70 % is 70 % to the fen.
 */
export function warningLevel(
  toBeClearedFen: number,
  heldFen: number,
  { yellowBp, redBp }: Pick<PrepaymentParameters, 'yellowBp' | 'redBp'>,
): WarningLevel {
  if (toBeClearedFen <= 0) return 'none'
  const used = BigInt(toBeClearedFen) * 10_000n
  if (used >= BigInt(heldFen) * BigInt(redBp)) return 'red'
  return used >= BigInt(heldFen) * BigInt(yellowBp) ? 'yellow' : 'none'
}

/** The least amount that takes usage below the red line. */
export function topUpFen(
  toBeClearedFen: number,
  heldFen: number,
  { redBp }: Pick<PrepaymentParameters, 'redBp'>,
): number {
  if (toBeClearedFen <= 0) return 0
  const needed = (BigInt(toBeClearedFen) * 10_000n) / BigInt(redBp) + 1n
  return Math.max(0, Number(needed) - heldFen)
}

/** Usage for a reader, in basis points, cut off; null where nothing is held. */
export function usageBp(toBeClearedFen: number, heldFen: number): number | null {
  if (heldFen <= 0) return null
  return Number((BigInt(Math.max(0, toBeClearedFen)) * 10_000n) / BigInt(heldFen))
}
