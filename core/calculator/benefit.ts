/** What comes out of a settlement: plain data, integer fen, ratios in basis points. */
import type { CareCategory, YearToDate } from './claim.ts'
import type { TraceStep } from './trace.ts'

/** The layers of a settlement by name; what does not apply is 0, never missing (RULE-124). */
export interface Layers {
  /** Own share taken first under the pay-first reduction. */
  readonly reductionPayFirstFen: number
  /** Own share taken first of a 双通道 drug. */
  readonly drugPayFirstFen: number
  readonly deductibleFen: number
  readonly poolFen: number
  readonly maternityFen: number
  readonly largeAmountFen: number
  readonly criticalIllnessFen: number
  readonly enterpriseFen: number
  readonly civilServantFen: number
  readonly medicalAidFen: number
  readonly tiltedAidFen: number
  /** By the id of the payer in the pack. */
  readonly otherPayersFen: Readonly<Record<string, number>>
  /** All funds together. */
  readonly fundFen: number
  /** In-scope cost that no fund paid. */
  readonly inScopeLeftFen: number
}

/** A run of days of one year and one category, settled with that year's accumulators. */
export interface BenefitPart extends Layers {
  readonly year: string
  /** First day, and number of days; '' and 0 where a settlement is not divided. */
  readonly from: string
  readonly days: number
  readonly category: CareCategory
  readonly feeFen: number
  readonly inScopeFen: number
  /** Ratio of the pooled fund after the reduction; over several segments, what it came to. */
  readonly poolRatioBp: number
  /** What the pooled fund could still pay that year before this part; null without a cap. */
  readonly poolLeftFen: number | null
  /** Base that the pooled fund met. */
  readonly poolBaseFen: number
}

/** What one fund pays, and what it could have paid at most; null where it has no limit. */
export interface FundShare {
  /** fund_pay_type */
  readonly fundPayType: string
  readonly payFen: number
  readonly leftFen: number | null
}

export interface Benefit extends Layers {
  readonly feeFen: number
  readonly inScopeFen: number
  /** As in the last part. */
  readonly poolRatioBp: number
  readonly poolLeftFen: number | null
  readonly poolBaseFen: number
  readonly hospitalFen: number
  readonly personFen: number
  /** The personal account, own and family together. */
  readonly accountFen: number
  /** The family's part of `accountFen` (共济). */
  readonly familyAccountFen: number
  readonly cashFen: number
  /** One row a fund in the order of payment, also where it pays nothing; adds up to `fundFen`. */
  readonly funds: readonly FundShare[]
  readonly parts: readonly BenefitPart[]
  /** What this settlement adds to the accumulators, by year. */
  readonly changes: Readonly<Record<string, YearToDate>>
  readonly accumulatorsAfter: Readonly<Record<string, YearToDate>>
  readonly trace: readonly TraceStep[]
}
