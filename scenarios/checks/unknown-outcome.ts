/**
 * Lost answers to messages that move money: nobody knows what became of them, so the sender asks,
 * reverses, or sends the very same message again, before it does the business anew.
 */
import { REVERSIBLE } from '../../contracts/protocol/reversal.ts'
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf, kindOf, movesMoney } from './kinds.ts'
import { isRecord, rowsOf, textOf } from './read.ts'

const ID = 'unknown-outcome'

/** A transaction that some edition can reverse is nobody's mistake. */
const ANYWHERE_REVERSIBLE = new Set(Object.values(REVERSIBLE).flat())

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-153', 'RULE-155', 'RULE-162'],
  scope: 'case',
  judge(view) {
    const lost = view.heard.filter((one) => !one.delivered && movesMoney(one.infno))
    const reversed = lost.some((one) => view.heard.some((other) => undoes(other, one)))
    return {
      looked: lost.length,
      findings: lost.flatMap((one) => judgeLost(one, view)),
      proved: [
        'RULE-153',
        ...(reversed ? ['RULE-155'] : []),
        ...(lost.some((one) => one.accepted) ? ['RULE-162'] : []),
      ],
    }
  },
}

export const reversals: CaseCheck = {
  id: 'reversal',
  requirements: ['IF-OMSGID', 'IF-REVERSAL-KINDS'],
  scope: 'case',
  judge(view) {
    const sent = view.heard.filter((one) => kindOf(one.infno) === 'reversal')
    return { looked: sent.length, findings: sent.flatMap((one) => judgeReversal(one, view)) }
  },
}

function judgeLost(lost: Heard, view: CaseView): Finding[] {
  const later = view.run.heard.filter(
    (one) => one.n > lost.n && one.institution === lost.institution,
  )
  const cares = later.filter((one) => caresFor(one, lost))
  const blind = later.find(
    (one) => one.msgid !== lost.msgid && baseOf(one.infno) === baseOf(lost.infno) &&
      businessOf(one) === businessOf(lost),
  )
  const after = later.find((one) => one.msgid === lost.msgid && reversedBefore(one, later, lost))
  if (after !== undefined) return [confirmedLate(after, lost)]
  if (blind !== undefined && !cares.some((one) => one.n < blind.n)) {
    return [sentBlindly(blind, lost)]
  }
  return cares.length > 0 ? [] : [leftOpen(lost)]
}

/** A query about the person, a reversal of the message, or the same message once more. */
function caresFor(one: Heard, lost: Heard): boolean {
  if (one.msgid === lost.msgid) return true
  if (kindOf(one.infno) === 'reversal') {
    return textOf(one.node('data')[0]?.['omsgid']) === lost.msgid
  }
  if (one.infno === '3202') return true
  return kindOf(one.infno) === 'query' && subjectOf(one).psn === subjectOf(lost).psn
}

function reversedBefore(one: Heard, later: readonly Heard[], lost: Heard): boolean {
  return later.some((other) => other.n < one.n && undoes(other, lost))
}

/** An accepted 2601 for this very message. */
function undoes(one: Heard, lost: Heard): boolean {
  return one.accepted && kindOf(one.infno) === 'reversal' &&
    textOf(one.node('data')[0]?.['omsgid']) === lost.msgid
}

function sentBlindly(blind: Heard, lost: Heard): Finding {
  return finding(ID, { heard: blind }, {
    requirement: 'RULE-153',
    expected: `5203 | 2601 omsgid=${lost.msgid} | msgid=${lost.msgid}`,
    actual: blind.msgid,
    zh: `第 ${lost.n} 条 ${lost.infno} 未收到应答, 结果未知: 须先查询 (5203) ` +
      '或以原报文ID冲正 (2601), 不得以新报文ID直接重发',
    en: `The answer to exchange ${lost.n} was lost: ask (5203) or reverse (2601) ` +
      `before a new ${lost.infno}`,
  })
}

function leftOpen(lost: Heard): Finding {
  return finding(ID, { heard: lost }, {
    requirement: lost.accepted ? 'RULE-162' : 'RULE-153',
    expected: `5203 | 2601 omsgid=${lost.msgid} | msgid=${lost.msgid}`,
    actual: '-',
    zh: `${lost.infno} 未收到应答后没有任何查询、冲正或重发: 结果未知的交易须查清`,
    en: `Nothing was asked, reversed or sent again after the answer to ${lost.infno} was lost`,
  })
}

function confirmedLate(again: Heard, lost: Heard): Finding {
  return finding(ID, { heard: again, pointer: '/msgid' }, {
    requirement: 'RULE-155',
    expected: `≠ ${lost.msgid}`,
    actual: again.msgid,
    zh: `报文 ${lost.msgid} 已被冲正, 不得再以原报文ID重发: 须用新的报文ID重新办理`,
    en: `Message ${lost.msgid} was reversed and must not be sent again: use a new msgid`,
  })
}

function judgeReversal(heard: Heard, { run }: CaseView): Finding[] {
  const data = heard.node('data')[0] ?? {}
  const [omsgid, oinfno] = [textOf(data['omsgid']), textOf(data['oinfno'])]
  // An empty one is the contract's to tell.
  if (omsgid === '') return []
  if (!ANYWHERE_REVERSIBLE.has(oinfno)) return [notReversible(heard, oinfno)]
  const original = run.heard.find((one) => one.n < heard.n && one.msgid === omsgid)
  if (original === undefined) {
    const lost = run.heard.findLast((one) => one.n < heard.n && !one.delivered &&
      one.institution === heard.institution)
    return [finding('reversal', { heard, pointer: '/input/data/omsgid' }, {
      requirement: 'IF-OMSGID',
      expected: lost?.msgid ?? '-',
      actual: omsgid,
      zh: `冲正的 omsgid 应为原交易的报文ID, 但 ${omsgid} 从未发送过: 报文ID须保存, 不得重新生成`,
      en: `omsgid must be the original msgid, but ${omsgid} was never sent: keep the msgid`,
    })]
  }
  if (baseOf(original.infno) === baseOf(oinfno)) return []
  return [finding('reversal', { heard, pointer: '/input/data/oinfno' }, {
    requirement: 'IF-OMSGID',
    expected: original.infno,
    actual: oinfno,
    zh: `冲正的 oinfno 应为原交易编号 ${original.infno}, 实为 ${oinfno}`,
    en: `oinfno must be the original's ${original.infno}, not ${oinfno}`,
  })]
}

function notReversible(heard: Heard, oinfno: string): Finding {
  const allowed = [...ANYWHERE_REVERSIBLE].sort().join(' ')
  return finding('reversal', { heard, pointer: '/input/data/oinfno' }, {
    requirement: 'IF-REVERSAL-KINDS',
    expected: allowed,
    actual: oinfno,
    zh: `交易 ${oinfno} 不可冲正: 任何版本的可冲正清单都没有它`,
    en: `${oinfno} cannot be reversed: no edition lists it`,
  })
}

/** What makes two messages the same business: the person and, where it has one, the visit. */
function businessOf(heard: Heard): string {
  const { psn, visit } = subjectOf(heard)
  return `${psn}/${visit}`
}

function subjectOf(heard: Heard): { psn: string; visit: string } {
  const input = heard.envelope?.['input']
  const rows = isRecord(input) ? Object.values(input).flatMap(rowsOf) : []
  const row = rows.find((one) => textOf(one['psn_no']) !== '') ?? {}
  return { psn: textOf(row['psn_no']), visit: textOf(row['mdtrt_id']) }
}
