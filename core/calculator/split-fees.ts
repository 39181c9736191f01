/** Steps 1 and 2, at the place of care: every line by its catalogue (RULE-078 to RULE-080). */
import { divideHalfUp, lineAmountFen, scaled, shareFen } from '../money.ts'
import type { FeeSums } from './claim.ts'

/** A catalogue item of the place of care, in the version of one span of days (RULE-011). */
export interface CatalogueItem {
  readonly med_list_codg: string
  readonly name: string
  /** 01 甲类, 02 乙类, 03 丙类 */
  readonly chrgitm_lv: '01' | '02' | '03'
  readonly med_chrgitm_type: string
  /** Price limit per unit in yuan, at most 6 decimals; null for none. */
  readonly limitYuan: string | null
  /** Own share of 乙类, basis points. */
  readonly payFirstBp: number
  /** Payment standard of a negotiated drug in yuan: what is above it is the person's (RULE-082). */
  readonly paymentStandardYuan?: string
  /** First and last day of this version, yyyy-MM-dd; left out where there is no other. */
  readonly begndate?: string
  readonly enddate?: string
  /** What whoever charged it is told with the line. */
  readonly memo?: string
}

/** One line with its amount and the four parts it consists of. */
export interface SplitLine extends FeeSums {
  readonly feeFen: number
}

/** Splits one line: 丙 is own cost; else the excess over the limit first, then the own share. */
export function splitLine(
  item: CatalogueItem,
  price: string | number,
  quantity: string | number,
): SplitLine {
  return splitAmount(item, lineAmountFen(price, quantity), quantity)
}

/** Splits an amount that is charged for a quantity, whatever the price (see {@link splitLine}). */
export function splitAmount(
  item: CatalogueItem,
  feeFen: number,
  quantity: string | number,
): SplitLine {
  if (item.chrgitm_lv === '03') {
    return { feeFen, ownFen: feeFen, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }
  }
  const limit = payableYuan(item)
  const overLimitFen = limit === null ? 0 : overLimit(limit, quantity, feeFen)
  const payFirstFen =
    item.chrgitm_lv === '02' ? shareFen(feeFen - overLimitFen, item.payFirstBp) : 0
  return {
    feeFen,
    ownFen: 0,
    overLimitFen,
    payFirstFen,
    inScopeFen: feeFen - overLimitFen - payFirstFen,
  }
}

/**
 * Most that counts for one unit, in yuan: the price limit, for a negotiated drug the payment
 * standard, of both the lower one; null for no limit. Below it the actual price counts.
 */
export function payableYuan(item: CatalogueItem): string | null {
  const { limitYuan, paymentStandardYuan: standard } = item
  if (standard === undefined) return limitYuan
  if (limitYuan === null) return standard
  return scaled(standard, 6) < scaled(limitYuan, 6) ? standard : limitYuan
}

/** Adds the parts of several lines. */
export function sumLines(lines: readonly SplitLine[]): SplitLine {
  const total = { feeFen: 0, ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }
  for (const line of lines) {
    total.feeFen += line.feeFen
    total.ownFen += line.ownFen
    total.overLimitFen += line.overLimitFen
    total.payFirstFen += line.payFirstFen
    total.inScopeFen += line.inScopeFen
  }
  return total
}

function overLimit(limitYuan: string, quantity: string | number, feeFen: number): number {
  const payable = divideHalfUp(scaled(limitYuan, 6) * scaled(quantity, 4), 100_000_000n)
  const excess = feeFen - payable
  // A returned quantity makes both negative; the excess keeps the sign of the line.
  return feeFen >= 0 ? Math.max(0, excess) : Math.min(0, excess)
}
