/** Deductible and pooled fund: the first layer. */
import { divideHalfUp, shareFen } from '../money.ts'
import type { Claim } from './claim.ts'
import type { InsurancePolicy } from './policy-pack.ts'
import { reducedRatioBp } from './reduction.ts'

/** What the pooled fund pays of a base, and what of the base lies above its annual cap. */
export interface PooledShare {
  readonly ratioBp: number
  readonly leftFen: number
  readonly payFen: number
  readonly overCapFen: number
}

/** The nominal deductible still open for this settlement, fen. */
export function deductibleFor(claim: Claim, policy: InsurancePolicy): number {
  switch (claim.kind) {
    case 'inpatient':
      return policy.inpatient.deductibleFen[claim.tier]
    case 'outpatient': {
      const used = claim.yearToDate.outpatientDeductibleFen
      return Math.max(0, policy.outpatient.annualDeductibleFen - used)
    }
    case 'chronic':
    case 'pharmacy':
      return 0
  }
}

/** Applies ratio and annual cap to the base after the deductible. */
export function poolFor(
  claim: Claim,
  policy: InsurancePolicy,
  baseFen: number,
  reduction: number,
): PooledShare {
  if (claim.kind === 'pharmacy') return { ratioBp: 0, leftFen: 0, payFen: 0, overCapFen: 0 }
  const localBp = localRatioBp(claim, policy) + (claim.retired ? policy.retiredBonusBp : 0)
  const ratioBp = Math.min(10_000, reducedRatioBp(localBp, reduction, policy.reduction.mode))
  const leftFen = capLeftFen(claim, policy)
  const rawFen = shareFen(baseFen, ratioBp)
  if (rawFen <= leftFen) return { ratioBp, leftFen, payFen: rawFen, overCapFen: 0 }
  // The part of the base that used up the cap stays basic; the rest lies above it.
  const usedFen = divideHalfUp(BigInt(leftFen) * 10_000n, BigInt(ratioBp))
  return { ratioBp, leftFen, payFen: leftFen, overCapFen: Math.max(0, baseFen - usedFen) }
}

function localRatioBp(claim: Claim, policy: InsurancePolicy): number {
  if (claim.kind === 'inpatient') return policy.inpatient.ratioBp[claim.tier]
  if (claim.kind === 'chronic') return policy.chronic.ratioBp[claim.tier]
  return policy.outpatient.ratioBp[claim.tier]
}

function capLeftFen(claim: Claim, policy: InsurancePolicy): number {
  const { poolFen, outpatientPoolFen } = claim.yearToDate
  return claim.kind === 'outpatient'
    ? Math.max(0, policy.outpatient.annualCapFen - outpatientPoolFen)
    : Math.max(0, policy.inpatient.annualCapFen - poolFen)
}
