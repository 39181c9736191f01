/**
 * A policy regime: what the law of a time demands of every place under it, whatever its numbers.
 * Effective-dated; a jurisdiction switches from one to the next on a day of its own.
 */
import type { Bilingual } from './policy-pack.ts'

export type RegimeId =
  | 'R-2011-LN' | 'R-2016-LN' | 'R-2017-NAT' | 'R-2021-LN' | 'R-2023-NAT' | 'R-2025'

/** Categories of filing (备案) over all regimes; the Chinese names are in `regimes.ts`. */
export type FilingCategory =
  | 'retiree-resettled' | 'long-term-resident' | 'long-term-worker'
  | 'referral' | 'emergency' | 'other-temporary'

export interface LargestDrop {
  readonly referralAndEmergency: number
  readonly otherTemporary: number
}

export interface Regime {
  readonly id: RegimeId
  readonly title: Bilingual
  /** Official titles of the documents it rests on. */
  readonly documents: readonly string[]
  /** First day on which an area may be under it. */
  readonly effectiveFrom: string
  /** Day by which every area is under it; null where none is said. */
  readonly switchBy: string | null
  readonly categories: readonly FilingCategory[]
  /** How far a filing reaches: a city, a province, or one institution. */
  readonly reach: Readonly<Partial<Record<FilingCategory, 'city' | 'province' | 'institution'>>>
  /** Emergency: claimed by hand, filed before discharge, or deemed filed. */
  readonly emergency: 'manual' | 'before-discharge' | 'deemed'
  /** Care elsewhere that nobody filed: refused, or settled with the largest reduction. */
  readonly unfiled: 'refuse' | 'settle-reduced'
  /** A filing may be made up until the settlement of the stay. */
  readonly lateFiling: boolean
  /** Long-term residents are settled at the insured place too. */
  readonly twoWay: boolean
  /** A list of diseases that need no referral certificate. */
  readonly unconditionalReferrals: boolean
  readonly scopes: readonly ('intra-province' | 'cross-province')[]
  readonly insurance: readonly string[]
  readonly kinds: readonly ('inpatient' | 'outpatient' | 'chronic' | 'pharmacy')[]
  /** Chronic diseases settled elsewhere; empty where none is. */
  readonly chronicDiseases: readonly string[]
  /** Largest drop against the local ratio, basis points; null where no bound was found. */
  readonly largestDropBp: LargestDrop | null
  /** Intra-province stays are paid to hospitals by DRG or DIP. */
  readonly caseBasedPayment: boolean
  readonly splitOrders: 'none' | 'by-insurance' | 'by-insurance-and-aid'
  /**
   * Keys of this regime whose value no document states. They are defaults of ours: they may be
   * replaced (`{ ...regime, lateFiling: true }`), and nobody is failed for differing from them.
   */
  readonly unsourced: readonly (keyof Regime)[]
}
