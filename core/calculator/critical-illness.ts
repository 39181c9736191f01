/** 居民大病保险: by segments of the cumulative own in-scope cost (RULE-113 to RULE-116). */
import { shareFen } from '../money.ts'
import type { Claim } from './claim.ts'
import type { CriticalIllness, InsurancePolicy } from './policy-pack.ts'

/** f(base after) − f(base before): the same however the cost is divided into settlements. */
export function criticalIllnessFen(claim: Claim, policy: InsurancePolicy, ownFen: number): number {
  const illness = policy.criticalIllness
  if (illness === undefined) return 0
  const hardship = claim.identities.some((code) => policy.medicalAid?.identities.includes(code))
  const scheme = hardship ? illness.hardship : illness
  const before = claim.yearToDate.criticalIllnessBaseFen
  return paidUpTo(before + ownFen, scheme) - paidUpTo(before, scheme)
}

/** What has been paid in all once the cumulative base has reached `baseFen`. */
function paidUpTo(baseFen: number, scheme: CriticalIllness): number {
  let fromFen = scheme.startFen
  let paidFen = 0
  for (const segment of scheme.segments) {
    const toFen = Math.min(baseFen, segment.upToFen ?? baseFen)
    if (toFen > fromFen) paidFen += shareFen(toFen - fromFen, segment.ratioBp)
    fromFen = Math.max(fromFen, toFen)
  }
  return paidFen
}
