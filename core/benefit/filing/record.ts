/** A filing for care elsewhere (异地就医备案) as data, and what is asked for to make one. */
import type { FilingCategory, RegimeId } from '../../policy/regime.ts'

export type DocumentKind =
  | 'voucher' | 'form' | 'proof-of-residence' | 'promise-letter' | 'referral-certificate'
  | 'records' | 'hospital-upload'

/** By which way an application came; the result never depends on it (RULE-018). */
export type Channel =
  | 'window' | 'online' | 'app' | 'mini-program' | 'state-council' | 'wechat' | 'hospital' | 'bulk'

/**
 * `documents-due` is 容缺后补: it holds, until the due day passes without the papers. `changed`,
 * `cancelled` and `ended` have served until their end date.
 */
export type FilingState =
  | 'accepted' | 'documents-due' | 'documents-complete' | 'refused' | 'cancelled' | 'changed'
  | 'ended'

export interface Diagnosis {
  readonly code: string
  readonly name: string
}

/** What the referring hospital says (2501). */
export interface ReferralOpinion {
  readonly from: string
  readonly type: string
  readonly day: string
  readonly opinion: string
  readonly agreed: string
  readonly visit: string
}

/** What somebody asks for. Days are yyyy-MM-dd. */
export interface Application {
  readonly psn_no: string
  readonly insutype: string
  readonly category: FilingCategory
  /** A city, a municipality, or a province where the regime files to provinces. */
  readonly area: string
  readonly institution?: string
  readonly institutionName?: string
  readonly diagnosis?: Diagnosis
  readonly reason: string
  readonly documents: readonly DocumentKind[]
  readonly channel: Channel
  /** Who entered it: an operator's or an institution's code. */
  readonly by: string
  readonly begndate?: string
  readonly enddate?: string
  readonly tel?: string
  readonly addr?: string
  /** Tier of the hospital that wrote the records, where records are shown. */
  readonly recordsTier?: string
  readonly referral?: ReferralOpinion
  /** Compared with the register when given. */
  readonly certno?: string
  readonly insuplc_admdvs?: string
  /** Only where an existing filing is taken over: when it was accepted. */
  readonly filedAt?: string
}

/** One version of a filing, complete (RULE-036); the newest version is what holds. */
export interface PlaceFiling {
  readonly serial: string
  readonly version: number
  readonly state: FilingState
  /** Why it came to this state. */
  readonly note: string
  /** When this version was written, yyyy-MM-dd HH:mm:ss. */
  readonly at: string
  readonly by: string
  readonly psn_no: string
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly category: FilingCategory
  readonly diagnosis: Diagnosis | null
  readonly area: string
  readonly institution: string | null
  readonly institutionName: string
  readonly reason: string
  readonly tel: string
  readonly addr: string
  /** Accepted at; what was filed before a stay began is not late. */
  readonly filedAt: string
  readonly begndate: string
  readonly enddate: string
  readonly documents: readonly DocumentKind[]
  readonly documentsDueOn: string | null
  readonly channel: Channel
  readonly referral: ReferralOpinion | null
  readonly regime: RegimeId
  /** Serial of the filing that this one follows: changed, renewed. */
  readonly follows: string | null
}

/** End of what has no end (RULE-022). */
export const NO_END = '9999-12-31'

const LONG_TERM: ReadonlySet<FilingCategory> = new Set([
  'retiree-resettled', 'long-term-resident', 'long-term-worker',
])

/** Long-term group, or temporary group (RULE-013). */
export function isLongTerm(category: FilingCategory): boolean {
  return LONG_TERM.has(category)
}

/** Holds on a day: neither refused nor over, its papers not overdue. */
export function inForce(filing: PlaceFiling, day: string): boolean {
  if (filing.state === 'refused') return false
  if (filing.state === 'documents-due' && day > (filing.documentsDueOn ?? NO_END)) return false
  return filing.begndate <= day && day <= filing.enddate
}

/** Neither refused nor brought to an end by anybody. */
export function isOpen({ state }: Pick<PlaceFiling, 'state'>): boolean {
  return state === 'accepted' || state === 'documents-due' || state === 'documents-complete'
}
