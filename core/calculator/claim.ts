/** What goes into a settlement and what comes out; plain data, integer fen. */
import type { Tier } from './policy-pack.ts'

/** How the person came to be treated here; decides the reduction and nothing else. */
export type CareCategory = 'local' | 'long-term' | 'referral' | 'emergency' | 'other-temporary'

export type CareKind = 'inpatient' | 'outpatient' | 'chronic' | 'pharmacy'

/** The four sums by the place of care's catalogue; they add up to the total fee (RULE-078). */
export interface FeeSums {
  readonly ownFen: number
  readonly overLimitFen: number
  readonly payFirstFen: number
  readonly inScopeFen: number
}

/** Year-to-date amounts before this settlement. */
export interface YearToDate {
  readonly poolFen: number
  readonly outpatientPoolFen: number
  readonly outpatientDeductibleFen: number
  readonly criticalIllnessBaseFen: number
  readonly medicalAidFen: number
  readonly inpatientStays: number
}

export interface Claim {
  readonly kind: CareKind
  readonly category: CareCategory
  readonly insutype: string
  readonly tier: Tier
  readonly retired: boolean
  /** psn_idet_type codes. */
  readonly identities: readonly string[]
  readonly fees: FeeSums
  readonly yearToDate: YearToDate
  readonly account: { readonly mayPay: boolean; readonly balanceFen: number }
}

/** One step of the calculation: what was computed, from what, by which rule. */
export interface TraceStep {
  /** Number of the step in the order of calculation. */
  readonly step: number
  readonly rule: string
  readonly zh: string
  readonly en: string
  readonly amountFen: number
}

export interface Benefit {
  readonly feeFen: number
  /** Own share taken first under the pay-first reduction. */
  readonly reductionPayFirstFen: number
  readonly deductibleFen: number
  /** Ratio of the pooled fund after the reduction, basis points. */
  readonly poolRatioBp: number
  /** What the pooled fund could still pay this year before this settlement. */
  readonly poolLeftFen: number
  readonly poolFen: number
  readonly largeAmountFen: number
  readonly criticalIllnessFen: number
  readonly medicalAidFen: number
  readonly fundFen: number
  readonly personFen: number
  readonly accountFen: number
  readonly cashFen: number
  readonly trace: readonly TraceStep[]
  /** What this settlement adds to each accumulator. */
  readonly changes: YearToDate
}
