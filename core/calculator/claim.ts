/** What goes into a settlement: plain data, integer fen, days yyyy-MM-dd. */
import type { Tier } from '../policy/policy-pack.ts'

/** How the person came to be treated here; decides the reduction and nothing else. */
export type CareCategory =
  | 'local' | 'long-term' | 'returned' | 'referral' | 'emergency' | 'other-temporary' | 'unfiled'

/** Where the care was, as seen from the insured place. */
export type Scope = 'local' | 'intra-province' | 'cross-province'

/** `course`: outpatient radio- or chemotherapy by course, on inpatient policy (RULE-135). */
export type CareKind =
  | 'inpatient' | 'day-surgery' | 'course' | 'outpatient' | 'chronic' | 'maternity'
  | 'pharmacy' | 'dual-channel'

/** The four sums by the place of care's catalogue; they add up to the total fee (RULE-078). */
export interface FeeSums {
  readonly ownFen: number
  readonly overLimitFen: number
  readonly payFirstFen: number
  readonly inScopeFen: number
}

/** Amounts used in a year before a settlement; also what a settlement adds to them. */
export interface YearToDate {
  /** By the inpatient cap: stays, courses, chronic care where it has no cap of its own, 双通道. */
  readonly poolFen: number
  /** Base met by the pooled fund under that cap, for ratio segments of the year. */
  readonly poolBaseFen: number
  readonly outpatientPoolFen: number
  readonly outpatientPoolBaseFen: number
  /** Chronic care under a cap of its own, of the claim's disease. */
  readonly chronicPoolFen: number
  readonly chronicPoolBaseFen: number
  /** Charged for stays in the period, and at the hospital, that the pack counts over. */
  readonly deductibleFen: number
  /** Charged for ordinary outpatient care in the period that the pack counts over. */
  readonly outpatientDeductibleFen: number
  readonly chronicDeductibleFen: number
  readonly largeAmountFen: number
  readonly criticalIllnessBaseFen: number
  readonly criticalIllnessFen: number
  readonly enterpriseFen: number
  readonly civilServantFen: number
  /** What entered medical aid, for its yearly start line. */
  readonly medicalAidBaseFen: number
  readonly medicalAidFen: number
  readonly tiltedAidBaseFen: number
  readonly tiltedAidFen: number
  readonly maternityFen: number
  /** By the id of the payer in the pack. */
  readonly otherPayersFen: Readonly<Record<string, number>>
  /** Stays settled. */
  readonly inpatientStays: number
  /** Stays begun, settled or not. */
  readonly admissions: number
}

/** A stay in hospital, from which its days and parts are counted. */
export interface Stay {
  readonly admittedOn: string
  /** The last day of the costs: discharge, or the day of a mid-stay settlement. */
  readonly dischargedOn: string
  /** Day the filing was accepted, when that was after the admission, with what held before. */
  readonly lateFiling?: { readonly filedOn: string; readonly before: CareCategory }
  /** Stepwise referral from another hospital: what this chain of stays was charged (RULE-070). */
  readonly continues?: { readonly deductibleFen: number; readonly tier: Tier }
  /** Earlier settlements of this same stay (中途结算). */
  readonly settledBefore?: {
    readonly deductibleFen: number
    /** True when the stay is already among `inpatientStays`. */
    readonly counted: boolean
    /** Base that the pooled fund met in them, for ratio segments of the visit. */
    readonly baseFen: number
  }
}

/** What the personal account may pay. */
export interface AccountUse {
  /** acct_used_flag 0, 1 and 2. */
  readonly use: 'none' | 'own' | 'own-and-family'
  readonly balanceFen: number
  readonly familyBalanceFen: number
}

export interface Claim {
  readonly kind: CareKind
  readonly category: CareCategory
  readonly scope: Scope
  readonly insutype: string
  /** Tier of the institution at discharge, and at admission where it was another one. */
  readonly tier: Tier
  readonly tierAtAdmission?: Tier
  readonly retired: boolean
  /** Full years of age on the day of settlement. */
  readonly age: number
  /** psn_idet_type codes. */
  readonly identities: readonly string[]
  /** cvlserv_lv, '' for a civil servant without a grade, null for everybody else. */
  readonly civilServantGrade: string | null
  readonly enterpriseSupplement: boolean
  /** For the bonus on the cap of 大病 (RULE-111). */
  readonly enrolment?: { readonly continuousYears: number; readonly zeroClaimYears: number }
  /** matn_type; with a disease the delivery goes by item (RULE-142). */
  readonly maternity?: { readonly type: string; readonly withDisease: boolean }
  /** Class of the 双通道 drug. */
  readonly drugClass?: string
  readonly stay?: Stay
  readonly fees: FeeSums
  /** The lines that make up `fees`; only the rounding by line looks at them. */
  readonly lines?: readonly FeeSums[]
  /** What the hospital bears of its own will. */
  readonly hospitalBorneFen: number
  /** The day of settlement; its year is the one of `yearToDate`. */
  readonly settledOn: string
  readonly yearToDate: YearToDate
  /** Of years before that one, by yyyy, for stays divided by days; nothing used where missing. */
  readonly earlierYears?: Readonly<Record<string, YearToDate>>
  readonly account: AccountUse
}
