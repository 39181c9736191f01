/** Refund lines of a stay (RULE-076): negative quantity and amount, of a line of the same visit. */
import { splitAmount } from '../calculator/split-fees.ts'
import type { SplitLine } from '../calculator/split-fees.ts'
import { scaled, yuanOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { amountFen } from './amounts.ts'
import type { PlatformContext } from './context.ts'
import { requireLine, requireProduct, serialOf } from './fee-lines.ts'
import type { CheckedLine, LineSetting, SentLine } from './fee-lines.ts'
import { storedLine, storedRefunds } from './line-store.ts'

/** A line of 2301 that may name the one it refunds. */
export type RefundingLine = SentLine & { readonly init_feedetl_sn?: string | null }

/** Whether a line takes back; only 2301 has the field, and only negative lines fill it. */
export function isRefund(line: RefundingLine): boolean {
  return (line.init_feedetl_sn ?? '') !== '' && scaled(line.cnt, 4) < 0n
}

/**
 * A refund of a line of the visit or of the same message: never more in all than was charged. It
 * is split by the original's item, whatever the catalogue says now (RULE-011), so that charge and
 * refunds together are what charging only the rest would have been.
 * @param before lines of the same message that were checked already
 * @throws Refusal naming the line.
 */
export function checkRefund(
  context: PlatformContext,
  setting: LineSetting,
  mdtrtId: string,
  sent: RefundingLine,
  before: readonly CheckedLine[],
): CheckedLine {
  const sn = requireLine(context, setting, sent)
  const original = sent.init_feedetl_sn ?? ''
  const charged =
    before.find((line) => serialOf(line.sent) === original) ??
    storedLine(context.store, mdtrtId, original)
  if (
    charged === undefined ||
    charged.original !== undefined ||
    charged.sent.med_list_codg !== sent.med_list_codg ||
    scaled(charged.sent.pric, 6) !== scaled(sent.pric, 6)
  ) {
    throw new Refusal('line-refund', { sn, original })
  }
  const refunds = [
    ...storedRefunds(context.store, mdtrtId, original),
    ...before.filter((line) => line.original === original),
  ]
  const amount = amountFen('det_item_fee_sumamt', sent.det_item_fee_sumamt)
  requireProduct(sent, amount)
  const rest = remaining(charged, refunds)
  const count = rest.count + scaled(sent.cnt, 4)
  const feeFen = rest.split.feeFen + amount
  if (count < 0n || feeFen < 0 || amount >= 0) {
    const left = { count: quantityText(rest.count), amount: yuanOf(rest.split.feeFen) }
    throw new Refusal('line-refund-more', { sn, original, ...left })
  }
  const after = splitAmount(charged.item, feeFen, quantityText(count))
  return { sent, item: charged.item, split: minus(after, rest.split), original }
}

interface Remaining {
  /** Ten-thousandths of a unit. */
  readonly count: bigint
  readonly split: SplitLine
}

function remaining(charged: CheckedLine, refunds: readonly CheckedLine[]): Remaining {
  return refunds.reduce<Remaining>(
    ({ count, split }, refund) => ({
      count: count + scaled(refund.sent.cnt, 4),
      split: minus(split, minus(ZERO, refund.split)),
    }),
    { count: scaled(charged.sent.cnt, 4), split: charged.split },
  )
}

const ZERO: SplitLine = { feeFen: 0, ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }

function minus(one: SplitLine, other: SplitLine): SplitLine {
  return {
    feeFen: one.feeFen - other.feeFen,
    ownFen: one.ownFen - other.ownFen,
    overLimitFen: one.overLimitFen - other.overLimitFen,
    payFirstFen: one.payFirstFen - other.payFirstFen,
    inScopeFen: one.inScopeFen - other.inScopeFen,
  }
}

/** A quantity that is not negative, as decimal text. */
function quantityText(count: bigint): string {
  return `${count / 10_000n}.${String(count % 10_000n).padStart(4, '0')}`
}
