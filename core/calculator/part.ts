/** What the calculation of one part works on; a settlement has one part unless it is divided. */
import type { InsurancePolicy, Switches, Tier } from '../policy/policy-pack.ts'
import type { CareCategory, Claim, YearToDate } from './claim.ts'
import type { ReductionInForce } from './reduction.ts'
import type { Share } from './rounding.ts'
import type { Trace } from './trace.ts'

/** What earlier parts, or earlier settlements, of the same stay have used up. */
export interface StaySoFar {
  /** Deductible charged; it is charged once over the stay. */
  readonly chargedFen: number
  /** The nominal deductible that holds for the whole stay, once it is known. */
  readonly nominalFen: number | null
  /** True when the stay is already among the stays of the year. */
  readonly counted: boolean
  /** Base that the pooled fund met, for ratio segments of the visit. */
  readonly baseFen: number
}

export interface Part {
  readonly claim: Claim
  readonly policy: InsurancePolicy
  readonly switches: Switches
  readonly share: Share
  readonly category: CareCategory
  readonly reduction: ReductionInForce
  readonly tier: Tier
  /** In-scope amounts: one, or one a line where shares are rounded by line. */
  readonly scopes: readonly number[]
  readonly used: YearToDate
  readonly stay: StaySoFar
  readonly trace: Trace
}

/** Kinds that are settled on inpatient policy and are counted as stays. */
export function isInpatientKind(kind: Claim['kind']): boolean {
  return kind === 'inpatient' || kind === 'day-surgery' || kind === 'course'
}

/** Sum of fen. */
export function total(amounts: readonly number[]): number {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}
