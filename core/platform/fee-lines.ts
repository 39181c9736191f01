/** One fee line: checked, split by the catalogue of its day, answered (RULE-074 to RULE-084). */
import { payableYuan, splitAmount } from '../calculator/split-fees.ts'
import type { CatalogueItem, SplitLine } from '../calculator/split-fees.ts'
import { beijingTime } from '../clock.ts'
import { lineAmountFen, scaled, yuanOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { amountFen } from './amounts.ts'
import type { PlatformContext } from './context.ts'
import { itemOf } from './institutions/line-item.ts'
import { requireMayOrder } from './institutions/practitioners.ts'
import { requireOutside } from './registrations.ts'
import { rulesOf } from './institutions/rules.ts'
import type { DeskRules } from './institutions/rules.ts'

/** What 2204, 2301 and 2102 have in common. */
export interface SentLine {
  readonly feedetl_sn: string | number
  readonly fee_ocur_time: string
  readonly med_list_codg: string
  readonly medins_list_codg: string
  readonly det_item_fee_sumamt: string | number
  readonly cnt: string | number
  readonly pric: string | number
  readonly bilg_dr_codg?: string | null
  readonly orders_dr_code?: string | null
  readonly etip_flag?: string | null
  readonly etip_hosp_code?: string | null
  /** 2301 and 2102 have none in their tables, so there it was not checked. */
  readonly chrg_bchno?: unknown
}

/** Where and in which visit lines are charged. */
export interface LineSetting {
  readonly institution: string
  readonly placeOfCare: string
  readonly begntime: string
  readonly emergency: boolean
  /** Whose stay it is; left out for anything but a stay. */
  readonly inpatient?: string
}

/** A line that was checked, split, and is ready to be answered. */
export interface CheckedLine {
  readonly sent: SentLine
  readonly item: CatalogueItem
  readonly split: SplitLine
  /** Serial of the line that this one refunds. */
  readonly original?: string
}

/** A line that charges something. @throws Refusal naming the line. */
export function checkLine(
  context: PlatformContext,
  setting: LineSetting,
  sent: SentLine,
): CheckedLine {
  const rules = rulesOf(context)
  const sn = requireLine(context, setting, sent)
  requireOrdered(context, rules, setting, sent)
  if (sent.etip_flag === '1') requireExternal(context, rules, setting, sent)
  const item = itemOf(context, rules, setting, sent)
  const actual = amountFen('det_item_fee_sumamt', sent.det_item_fee_sumamt)
  const positive = scaled(sent.cnt, 4) > 0n && scaled(sent.pric, 6) > 0n
  // A line may be worth less than half a fen, and nothing else is worth nothing.
  const worth = actual > 0 || (actual === 0 && lineAmountFen(sent.pric, sent.cnt) === 0)
  if (!positive || !worth) throw new Refusal('line-sign', { sn })
  requireProduct(sent, actual)
  return { sent, item, split: splitAmount(item, actual, sent.cnt) }
}

/** What holds for charges and refunds: serial and date. Returns the serial. @throws Refusal */
export function requireLine(
  context: PlatformContext,
  { begntime }: LineSetting,
  sent: SentLine,
): string {
  const sn = serialOf(sent)
  // A larger number was rounded when it was read, and two lines may have become one.
  const exact = typeof sent.feedetl_sn === 'string' || Number.isSafeInteger(sent.feedetl_sn)
  if (!exact || !/^[1-9]\d*$/.test(sn)) throw new Refusal('line-digits', { sn })
  const day = sent.fee_ocur_time.slice(0, 10)
  const today = beijingTime(context.clock.now()).slice(0, 10)
  if (day < begntime.slice(0, 10) || day > today) {
    throw new Refusal('line-date', { sn, time: sent.fee_ocur_time })
  }
  return sn
}

/**
 * The interface lets price × quantity and amount differ by one fen; the amount sent then holds.
 * @throws Refusal
 */
export function requireProduct(sent: SentLine, actualFen: number): void {
  const expectedFen = lineAmountFen(sent.pric, sent.cnt)
  if (Math.abs(actualFen - expectedFen) <= 1) return
  throw new Refusal('line-amount', {
    sn: serialOf(sent),
    expected: yuanOf(expectedFen),
    actual: yuanOf(actualFen),
  })
}

/** The serial is unique in the visit (RULE-077); it is known from now on. @throws Refusal */
export function requireFresh(known: Set<string>, line: SentLine): void {
  const sn = serialOf(line)
  if (known.has(sn)) throw new Refusal('line-serial', { sn })
  known.add(sn)
}

/** Number or text on the wire; '' for anything else, which no serial is. */
export function serialOf({ feedetl_sn: serial }: { readonly feedetl_sn: unknown }): string {
  return typeof serial === 'number' || typeof serial === 'string' ? String(serial) : ''
}

/** The line as the platform answers it: amounts split, and the catalogue's own words. */
export function answerLine({ sent, item, split }: CheckedLine) {
  const limit = payableYuan(item)
  return {
    feedetl_sn: serialOf(sent),
    det_item_fee_sumamt: yuanOf(split.feeFen),
    cnt: Number(sent.cnt),
    pric: Number(sent.pric),
    pric_uplmt_amt: limit === null ? 999_999 : Number(limit),
    selfpay_prop: item.chrgitm_lv === '03' ? 1 : item.payFirstBp / 10_000,
    fulamt_ownpay_amt: yuanOf(split.ownFen),
    overlmt_amt: yuanOf(split.overLimitFen),
    preselfpay_amt: yuanOf(split.payFirstFen),
    inscp_scp_amt: yuanOf(split.inScopeFen),
    chrgitm_lv: item.chrgitm_lv,
    med_chrgitm_type: item.med_chrgitm_type,
    hi_nego_drug_flag: item.paymentStandardYuan === undefined ? '0' : '1',
    lmt_used_flag: '0',
    memo: item.memo ?? '',
  }
}

function requireExternal(
  { store }: PlatformContext,
  { externalExamination: rule }: DeskRules,
  { inpatient }: LineSetting,
  sent: SentLine,
): void {
  if (rule === 'free') return
  const sn = serialOf(sent)
  if ((sent.etip_hosp_code ?? '') === '') throw new Refusal('line-external', { sn })
  if (rule !== 'registered' || inpatient === undefined) return
  requireOutside(store, sn, inpatient, sent.fee_ocur_time)
}

function requireOrdered(
  context: PlatformContext,
  rules: DeskRules,
  { institution, emergency }: LineSetting,
  sent: SentLine,
): void {
  if (emergency && rules.suspendedInEmergency === 'accepted') return
  requireMayOrder(context.store, institution, {
    sn: serialOf(sent),
    time: sent.fee_ocur_time,
    codes: [sent.bilg_dr_codg ?? '', sent.orders_dr_code ?? ''],
  })
}
