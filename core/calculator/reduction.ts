/** One filing category, one reduction (RULE-101). */
import type { Reduction } from '../policy/policy-pack.ts'
import type { CareCategory, Scope } from './claim.ts'
import { shareBy } from './rounding.ts'

const BASIS = 10_000
const shareHalfUp = shareBy('half-up')

/** The reduction that holds for a claim, with where the pack has it. */
export interface ReductionInForce {
  readonly mode: Reduction['mode']
  readonly sizeBp: number
  /** JSON pointer below the policy of the insurance type; '' where nothing is taken off. */
  readonly pointer: string
}

const SIZES = {
  returned: 'returnedBp',
  referral: 'referralBp',
  emergency: 'emergencyBp',
  'other-temporary': 'otherTemporaryBp',
  unfiled: 'unfiledBp',
} as const

/**
 * The one reduction by category and scope. Care at the insured place and of long-term filed
 * persons has none (RULE-104); who returns from far away is held to the cross-province size.
 */
export function reductionFor(
  category: CareCategory,
  scope: Scope,
  reduction: Reduction,
): ReductionInForce {
  const { mode } = reduction
  if (category === 'local' || category === 'long-term') return { mode, sizeBp: 0, pointer: '' }
  if (scope === 'local' && category !== 'returned') return { mode, sizeBp: 0, pointer: '' }
  const reach = scope === 'intra-province' ? 'intraProvince' : 'crossProvince'
  const size = SIZES[category]
  return { mode, sizeBp: reduction[reach][size], pointer: `/reduction/${reach}/${size}` }
}

/**
 * A ratio after the reduction, basis points, never below 0 (RULE-103); the multiplier is rounded
 * half up. The pay-first mode leaves ratios alone: its share was taken before the deductible.
 */
export function reducedRatioBp(localBp: number, { mode, sizeBp }: ReductionInForce): number {
  if (mode === 'points') return Math.max(0, localBp - sizeBp)
  return mode === 'multiplier' ? shareHalfUp(localBp, BASIS - sizeBp) : localBp
}
