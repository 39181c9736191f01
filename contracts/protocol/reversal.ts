/** The rules of 2601 (冲正), as data: what may be reversed, and what a sender must keep to. */

/** A rule with the requirement row that states it. */
export interface ProtocolRule {
  readonly id: string
  readonly requirement: string
  readonly zh: string
  readonly en: string
}

/** Transactions that 2601 can undo, by edition; everything else is refused. */
export const REVERSIBLE: Readonly<Record<string, readonly string[]>> = {
  national: ['2102', '2207', '2304', '2401'],
  hunan: ['2102', '2207', '2304', '2401'],
  neimenggu: ['2207', '2208', '2304', '2305', '2401'],
  hubei: ['2102', '2103', '2207', '2208', '2304', '2305', '2401', '2304A', '2102A'],
}

/** Those that every edition that lists any has: a careful sender reverses no other. */
export function reversibleIn(edition: string): readonly string[] {
  return REVERSIBLE[edition] ?? REVERSIBLE['national'] ?? []
}

export const REVERSAL_RULES: readonly ProtocolRule[] = [
  {
    id: 'unknown-is-no-failure',
    requirement: 'RULE-153',
    zh: '没有收到应答即结果未知，不是失败：先查询，再决定',
    en: 'No answer means an unknown outcome, never a failure: ask first, then decide',
  },
  {
    id: 'original-msgid',
    requirement: 'IF-OMSGID',
    zh: 'omsgid为原报文的msgid，须保存，不得重新生成；oinfno为原交易编号',
    en: 'omsgid is the msgid of the original message, kept and never made anew',
  },
  {
    id: 'reversible-only',
    requirement: 'IF-REVERSAL-KINDS',
    zh: '只有清单内的交易可以冲正',
    en: 'Only the listed transactions can be reversed',
  },
  {
    id: 'once',
    requirement: 'IF-REVERSAL-TWICE',
    zh: '同一报文冲正一次；再次冲正没有第二次效果',
    en: 'A message is reversed once; a second reversal has no second effect',
  },
  {
    id: 'reversed-stays-reversed',
    requirement: 'RULE-155',
    zh: '已冲正的报文不能再确认；迟到的成功应答作废',
    en: 'A reversed message cannot be confirmed later; late answers are void',
  },
  {
    id: 'reversal-itself-unknown',
    requirement: 'IF-REVERSAL-UNKNOWN',
    zh: '冲正本身无应答时本地不改账，先对账再决定，以免重复冲正',
    en: 'When the reversal itself is not answered nothing is changed before reconciliation',
  },
]
