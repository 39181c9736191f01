/**
 * An insured place's policy as data: the numbers of one place for one span of time. Ratios are
 * basis points (1/10,000), money is fen, days are yyyy-MM-dd. Packs in this project are synthetic;
 * they are never a city's law. Schema: `contracts/schemas/policy-pack.schema.json`; what a schema
 * cannot say is in `check-pack.ts`.
 */
import type { RegimeId } from './regime.ts'

/** Hospital tier as registered: 0 基层, 1 一级, 2 二级, 3 三级. */
export type Tier = '0' | '1' | '2' | '3'

export type ByTier = Readonly<Record<Tier, number>>

/** A part of a cumulative amount; `upToFen` is null in the last one. */
export interface Segment {
  readonly upToFen: number | null
  readonly ratioBp: number
}

export interface PolicyPack {
  readonly schema: 'liantiao/policy-pack/2'
  readonly id: string
  readonly version: string
  readonly title: Bilingual
  /** Where the numbers are said to come from; synthetic packs say that they are. */
  readonly documents: readonly PolicyDocument[]
  readonly regime: RegimeId
  readonly effectiveFrom: string
  /** Last day of the pack, null while nothing follows it. */
  readonly effectiveTo: string | null
  readonly switches: Switches
  /** By insutype: 310 employees, 390 residents. */
  readonly insurance: Readonly<Record<string, InsurancePolicy>>
}

export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** A document that a result cites (RULE-012). */
export interface PolicyDocument {
  readonly id: string
  readonly title: string
  readonly issuer: string
  readonly effectiveFrom: string
  /** Parts of the pack that rest on it, as JSON pointers; '' is everything. */
  readonly covers: readonly string[]
}

/** What places decide differently and no law decides for them; the first value is the default. */
export interface Switches {
  readonly reduceSecondLayer: boolean
  readonly deductibleInCriticalIllnessBase: boolean
  readonly overCapInCriticalIllnessBase: boolean
  readonly stayNumber: 'settled-stays' | 'all-stays' | 'continuous-referral'
  readonly crossYearDeductible: 'first-year' | 'each-year'
  readonly crossYear: 'at-discharge' | 'by-days'
  readonly dayCount: 'admission-day' | 'discharge-day'
  readonly civilServant: 'after-second-layer' | 'last'
  readonly lateFiling: 'whole-stay' | 'from-filing-day'
  readonly tierAt: 'admission' | 'discharge'
  readonly accountMayPay: 'whole' | 'in-scope'
  readonly rounding: 'half-up' | 'down' | 'per-line'
  /** The day that chooses the pack for the benefit; filings always go by the admission day. */
  readonly benefitDate: 'settlement' | 'admission'
}

/** How care outside the insured place pays less. Exactly one reduction applies (RULE-101). */
export interface Reduction {
  /** points off the ratio, an own share paid first, or the ratio times 1 − size. */
  readonly mode: 'points' | 'pay-first' | 'multiplier'
  readonly crossProvince: ReductionSizes
  readonly intraProvince: ReductionSizes
}

/** Basis points by category; local and long-term filed persons have none (RULE-104). */
export interface ReductionSizes {
  readonly referralBp: number
  readonly emergencyBp: number
  readonly otherTemporaryBp: number
  /** Nobody filed anything; a regime may refuse it instead. */
  readonly unfiledBp: number
  /** A long-term filed person back at the insured place (RULE-041). */
  readonly returnedBp: number
}

export interface InsurancePolicy {
  readonly reduction: Reduction
  /** Added to every ratio of a retired person. */
  readonly retiredBonusBp: number
  readonly inpatient: InpatientPolicy
  readonly outpatient: OutpatientPolicy
  readonly chronic: ChronicPolicy
  readonly maternity?: MaternityPolicy
  readonly dualChannel?: DualChannelPolicy
  /** Employees: part of the in-scope cost above the annual cap (大额). */
  readonly largeAmount?: { readonly ratioBp: number; readonly annualCapFen: number | null }
  /** Residents: by segments of the cumulative own in-scope cost (大病). */
  readonly criticalIllness?: CriticalIllnessPolicy
  /** 企业补充: share of what is left in scope after the second layer. */
  readonly enterpriseSupplement?: { readonly ratioBp: number }
  readonly civilServant?: CivilServantPolicy
  readonly medicalAid?: MedicalAidPolicy
  /** Payers after medical aid, in this order, e.g. 优抚. */
  readonly otherPayers?: readonly OtherPayer[]
  readonly account: AccountPolicy
}

export interface InpatientPolicy {
  readonly deductible: DeductiblePolicy
  readonly ratio: RatioPolicy
  readonly annualCapFen: number | null
  /** 日间手术 has no deductible where false. */
  readonly daySurgeryDeductible: boolean
  /** 急诊留观 is settled directly, as inpatient care; else it is claimed by hand (RULE-052). */
  readonly emergencyObservation: boolean
}

/** Nominal deductible, and over what it is charged once. */
export interface DeductiblePolicy {
  readonly byTier: ByTier
  /** Own deductibles for care elsewhere (RULE-106); `byTier` where missing. */
  readonly intraProvince?: ByTier
  readonly crossProvince?: ByTier
  /** Charged once a visit, or once in the period. */
  readonly period: 'visit' | 'month' | 'quarter' | 'year'
  /** Counted over all hospitals, or for each hospital on its own. */
  readonly per: 'person' | 'hospital'
  /** From the n-th stay on; the last entry that has begun holds. Only for period `visit`. */
  readonly laterStays: readonly LaterStay[]
  /** Stepwise referral: up pays the difference, down pays nothing (RULE-070). */
  readonly continuousReferral: boolean
  /** Added for persons younger than this. */
  readonly under?: { readonly age: number; readonly addFen: number }
}

export type LaterStay =
  | { readonly fromStay: number; readonly style: 'none' | 'half' }
  | {
      readonly fromStay: number
      readonly style: 'step'
      /** Taken off for every stay from `fromStay` on, down to `leastFen`. */
      readonly stepFen: number
      readonly leastFen: number
    }
  | { readonly fromStay: number; readonly style: 'fixed'; readonly byTier: ByTier }

export interface RatioPolicy {
  readonly byTier: ByTier
  /** Ratios by segments of the base in place of `byTier`; `year` counts the base of the year. */
  readonly segments?: {
    readonly of: 'visit' | 'year'
    readonly bounds: readonly { readonly upToFen: number | null; readonly byTier: ByTier }[]
  }
}

export interface OutpatientPolicy {
  readonly deductibleFen: number
  readonly deductiblePeriod: 'visit' | 'month' | 'quarter' | 'year'
  readonly ratio: RatioPolicy
  readonly annualCapFen: number | null
}

export interface ChronicPolicy {
  readonly ratio: RatioPolicy
  readonly annualDeductibleFen: number
  /** Draws on the inpatient cap, or has one of its own a disease and year. */
  readonly cap: 'inpatient' | { readonly annualCapFen: number }
  readonly diseases: readonly {
    /** Disease code of 1309, M + 5 digits. */
    readonly code: string
    readonly name: string
    /** Settled directly elsewhere from this day on. */
    readonly openFrom: string
  }[]
}

export interface MaternityPolicy {
  /** Settled directly elsewhere from this day on; null where it is not opened (RULE-140). */
  readonly openFrom: string | null
  readonly ratio: ByTier
  /** Fixed sums by matn_type; anything else, and delivery with a disease, goes by item. */
  readonly fixedSumFen: Readonly<Record<string, number>>
}

export interface DrugClass {
  readonly ratioBp: number
  readonly payFirstBp: number
}

/** 双通道 drugs by class: A by ratio, B with a share paid first (RULE-138). */
export interface DualChannelPolicy {
  readonly classes: Readonly<Record<string, DrugClass>>
  /** Class of a drug, by med_list_codg. */
  readonly drugs: Readonly<Record<string, string>>
}

export interface CriticalIllnessScheme {
  readonly startFen: number
  readonly segments: readonly Segment[]
  readonly annualCapFen: number | null
}

export interface CriticalIllnessPolicy extends CriticalIllnessScheme {
  readonly hardship: CriticalIllnessScheme
  /** psn_idet_type codes that count as hardship. */
  readonly hardshipIdentities: readonly string[]
  /** Raises the cap (RULE-111). */
  readonly capBonus?: {
    readonly afterYears: number
    readonly perYearFen: number
    readonly perZeroClaimYearFen: number
    readonly atMostBp: number
  }
}

export interface CivilServantPolicy {
  /** By cvlserv_lv; `ratioBp` where a grade is not listed. */
  readonly ratioBp: number
  readonly byGrade: Readonly<Record<string, number>>
}

export interface MedicalAidPolicy {
  /** The first class one of whose identities the person has counts. */
  readonly classes: readonly AidClass[]
  /** 倾斜救助 on what is left after aid (RULE-122). */
  readonly tilted?: TiltedAid
}

export interface TiltedAid {
  readonly lineFen: number
  readonly ratioBp: number
  readonly annualCapFen: number
}

export interface AidClass {
  readonly title: Bilingual
  /** psn_idet_type codes. */
  readonly identities: readonly string[]
  /** Start line for the year (RULE-120). */
  readonly lineFen: number
  readonly ratioBp: number
  readonly annualCapFen: number | null
}

export interface OtherPayer {
  readonly id: string
  readonly title: Bilingual
  readonly fundPayType: string
  readonly identities: readonly string[]
  readonly ratioBp: number
  readonly annualCapFen: number | null
}

export interface AccountPolicy {
  /** Kept by the insurer, or loaded to the bank card, where paying is cash (RULE-148). */
  readonly heldBy: 'insurer' | 'bank'
  /** Family mutual aid; across provinces from this day on, null for never (RULE-147). */
  readonly familyMutualAid: boolean
  readonly crossProvinceMutualAidFrom: string | null
}
