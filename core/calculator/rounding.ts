/** Shares of amounts by the pack's rounding; integers throughout, `fen` is never negative. */
import type { Switches } from '../policy/policy-pack.ts'
import { shareFen } from '../money.ts'

const BASIS = 10_000

/** A share of an amount: fen × basis points / 10,000 in whole fen. */
export type Share = (fen: number, ratioBp: number) => number

/** How shares are rounded; by line is half up, with every line on its own. */
export function shareBy(rounding: Switches['rounding']): Share {
  return rounding === 'down' ? shareDown : shareHalfUp
}

/** Half up, without long arithmetic as long as the product is exact. */
function shareHalfUp(fen: number, ratioBp: number): number {
  const product = fen * ratioBp
  if (product > Number.MAX_SAFE_INTEGER) return shareFen(fen, ratioBp)
  const rest = product % BASIS
  return (product - rest) / BASIS + (rest >= BASIS / 2 ? 1 : 0)
}

function shareDown(fen: number, ratioBp: number): number {
  const product = fen * ratioBp
  if (product > Number.MAX_SAFE_INTEGER) {
    return Number((BigInt(fen) * BigInt(ratioBp)) / BigInt(BASIS))
  }
  return (product - (product % BASIS)) / BASIS
}
