/**
 * A bill as the audit sees it: one settlement, or the visit that will become one. It deliberately
 * has no insured place, so that no rule can judge an outsider otherwise than a local (RULE-003).
 */
import { epochOf } from '../clock.ts'

/** One charged item. Texts are '' where the sender did not say. */
export interface BillLine {
  readonly id: string
  /** National code of the item (医保目录编码). */
  readonly item: string
  readonly name: string
  /** yyyy-MM-dd or yyyy-MM-dd HH:mm:ss */
  readonly time: string
  /** Decimal text. */
  readonly quantity: string
  /** Unit price in yuan, decimal text. */
  readonly priceYuan: string
  readonly feeFen: number
  /** med_chrgitm_type */
  readonly chargeType: string
  readonly doctor: string
  /** Drug traceability codes (药品追溯码) of the packs handed out; undefined: nobody asked. */
  readonly traceCodes?: readonly string[]
  /** True when a first-line drug was used within half a year (一线用药标志). */
  readonly firstLineUsed?: boolean
}

export interface Bill {
  /** Settlement id, or visit id before there is one. */
  readonly id: string
  readonly visitId: string
  readonly psnNo: string
  /** gend: 1 male, 2 female, '' unknown. */
  readonly sex: string
  /** yyyy-MM-dd, '' unknown. */
  readonly bornOn: string
  readonly institution: string
  /** 3, 2, 1, or 0 for an institution without a tier. */
  readonly tier: number
  readonly kind: 'outpatient' | 'inpatient' | 'pharmacy'
  readonly medType: string
  readonly insutype: string
  /** First and last moment of the visit. */
  readonly from: string
  readonly to: string
  /** Codes, the main one first; null where the evidence does not say. */
  readonly diagnoses: readonly string[] | null
  readonly feeFen: number
  /** What the funds paid or would pay. */
  readonly fundFen: number
  readonly lines: readonly BillLine[]
  /** Days with orders or vital signs (病程记录); null where no records were handed in. */
  readonly recordDays?: readonly string[] | null
  /** Why an overlap with another visit is right, as the institution declared it. */
  readonly overlapReason?: string
  /** Whether the registration compared person and voucher, and what came of it (实名核验). */
  readonly realName?: 'matched' | 'mismatched'
}

/** The day of a time: its first ten characters. */
export function dayOf(time: string): string {
  return time.slice(0, 10)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((epochOf(dayOf(to)) - epochOf(dayOf(from))) / 86_400_000)
}

/** The three-character category of the main diagnosis (ICD-10), '' when unknown. */
export function illnessOf({ diagnoses }: Pick<Bill, 'diagnoses'>): string {
  return diagnoses?.[0]?.slice(0, 3) ?? ''
}
