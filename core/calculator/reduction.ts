/** One filing category, one reduction (RULE-101). */
import type { CareCategory } from './claim.ts'
import type { Reduction } from './policy-pack.ts'

const BASIS = 10_000

/** Size of the reduction in basis points; nothing for local and long-term filed persons. */
export function reductionBp(category: CareCategory, reduction: Reduction): number {
  switch (category) {
    case 'local':
    case 'long-term':
      return 0
    case 'referral':
      return reduction.referralBp
    case 'emergency':
      return reduction.emergencyBp
    case 'other-temporary':
      return reduction.otherTemporaryBp
  }
}

/**
 * The pooled fund's ratio after the reduction, basis points, never below 0 (RULE-103). The
 * pay-first mode leaves the ratio alone, because its share was taken before the deductible.
 */
export function reducedRatioBp(localBp: number, bp: number, mode: Reduction['mode']): number {
  if (mode === 'points') return Math.max(0, localBp - bp)
  if (mode === 'multiplier') return Math.round((localBp * (BASIS - bp)) / BASIS)
  return localBp
}
