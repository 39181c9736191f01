/** What is settled is what was pre-settled: newer than the last change of fees, and echoed. */
import type { Finding } from '../../contracts/run-record.ts'
import { formatFen, yuanOf } from '../../core/money.ts'
import { E13 } from '../identities/lines.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf, kindOf } from './kinds.ts'
import { isRecord } from './read.ts'
import { momentsOf } from './visit-fees.ts'
import type { Moment } from './visit-fees.ts'

const ID = 'trial'

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-TRIAL', 'IF-ECHO', 'RULE-164'],
  scope: 'case',
  judge(view) {
    const settled = momentsOf(view.heard).filter(({ heard }) => kindOf(heard.infno) === 'settle')
    return { looked: settled.length, findings: settled.flatMap(judgeMoment) }
  },
}

function judgeMoment(moment: Moment): Finding[] {
  const twice = settledTwice(moment)
  if (twice !== undefined) return [twice]
  const missing = judgeTrial(moment)
  return missing === undefined ? judgeEcho(moment) : [missing]
}

/** All fees are taken by a settlement that the institution knows of, and it settles again. */
function settledTwice({ heard, lines, settledBy, mdtrtId }: Moment): Finding | undefined {
  // A lost settlement sent again is another fault, judged with lost answers.
  if (settledBy === undefined || lines.length > 0 || !settledBy.delivered) return undefined
  return finding(ID, { heard }, {
    requirement: 'RULE-164',
    expected: `1 × ${heard.infno}`,
    actual: `${settledBy.msgid}, ${heard.msgid}`,
    zh: `就诊 ${mdtrtId} 已于第 ${settledBy.n} 条报文结算, 又用新报文ID重复提交 ${heard.infno}: 须防止重复提交`,
    en: `Visit ${mdtrtId} was settled by exchange ${settledBy.n} and is submitted once more`,
  })
}

function judgeTrial(moment: Moment): Finding | undefined {
  const { heard, trial, changed, lines, uploadRefused } = moment
  const needed = baseOf(heard.infno) === '2207' ? '2206' : '2303'
  if (lines.length === 0 || uploadRefused) return undefined
  if (trial !== undefined && (changed === undefined || changed.n < trial.n)) return undefined
  const stale = trial !== undefined && changed !== undefined
  return finding(ID, { heard }, {
    requirement: 'IF-TRIAL',
    expected: needed,
    actual: stale ? `${trial.infno} #${trial.n} < ${changed.infno} #${changed.n}` : '-',
    zh: stale
      ? `预结算 (第 ${trial.n} 条) 之后费用又有变化 (第 ${changed.n} 条): 须重新 ${needed} 再结算`
      : `${heard.infno} 之前没有成功的预结算 ${needed}`,
    en: stale
      ? `The fees changed (exchange ${changed.n}) after the pre-settlement: send ${needed} again`
      : `${heard.infno} was sent without an accepted ${needed}`,
  })
}

function judgeEcho({ heard, data, trial }: Moment): Finding[] {
  const answered = trial?.output['setlinfo']
  if (!isRecord(answered)) return []
  return E13.check({ sent: data, trial: answered }).breaches.map(({ pointer, ...sums }) => {
    const [expected, sent] = [Number(sums.expected), Number(sums.actual)]
    const field = pointer.slice(1)
    return finding(ID, { heard, pointer: `/input/data${pointer}` }, {
      requirement: 'IF-ECHO',
      expected: yuanOf(expected),
      actual: yuanOf(sent),
      zh: `${field} 应为预结算返回的 ${formatFen(expected)}, 实为 ${formatFen(sent)}`,
      en: `${field} must be the pre-settlement's ${formatFen(expected)}, not ${formatFen(sent)}`,
    })
  })
}
