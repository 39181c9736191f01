/**
 * An insured place's policy as data. Ratios are basis points (1/10,000), money is fen.
 * Packs in this project are synthetic; they are never a city's law.
 */

/** How care outside the insured place pays less. Exactly one reduction applies (RULE-101). */
export interface Reduction {
  /** points off the ratio, an own share paid first, or the ratio multiplied. */
  readonly mode: 'points' | 'pay-first' | 'multiplier'
  /** Size by filing category, basis points; local and long-term have none (RULE-104). */
  readonly referralBp: number
  readonly emergencyBp: number
  readonly otherTemporaryBp: number
}

/** Hospital tier as registered: 1 一级及以下, 2 二级, 3 三级. */
export type Tier = '1' | '2' | '3'
type ByTier = Readonly<Record<Tier, number>>

export interface Segment {
  /** End of the segment of the cumulative base, null for the last one. */
  readonly upToFen: number | null
  readonly ratioBp: number
}

export interface CriticalIllness {
  readonly startFen: number
  readonly segments: readonly Segment[]
}

export interface InsurancePolicy {
  readonly reduction: Reduction
  readonly retiredBonusBp: number
  readonly inpatient: {
    readonly deductibleFen: ByTier
    readonly ratioBp: ByTier
    readonly annualCapFen: number
  }
  readonly outpatient: {
    readonly annualDeductibleFen: number
    readonly ratioBp: ByTier
    readonly annualCapFen: number
  }
  readonly chronic: { readonly ratioBp: ByTier; readonly diseases: readonly string[] }
  /** Employees: part of the in-scope cost above the annual cap (大额). */
  readonly largeAmount?: { readonly ratioBp: number }
  /** Residents: by segments of the cumulative own in-scope cost (大病). */
  readonly criticalIllness?: CriticalIllness & { readonly hardship: CriticalIllness }
  readonly medicalAid?: {
    /** psn_idet_type codes that qualify. */
    readonly identities: readonly string[]
    readonly ratioBp: number
    readonly annualCapFen: number
  }
}

export interface PolicyPack {
  readonly schema: 'liantiao/policy-pack/1'
  readonly id: string
  readonly version: string
  readonly title: { readonly zh: string; readonly en: string }
  /** The document that the numbers are said to come from; synthetic packs say that they are. */
  readonly document: string
  readonly effectiveFrom: string
  /** By insutype. */
  readonly insurance: Readonly<Record<string, InsurancePolicy>>
}
