/**
 * Refusals: in a case made to succeed, a message that the platform refuses is wrong somehow. When
 * another check already said how, the refusal is only noted. Must be the last of the case checks.
 */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf, kindOf } from './kinds.ts'

const ID = 'refused'

/** The row that a refused message is most about. */
const ROWS: Readonly<Record<string, string>> = {
  '1101': 'RULE-055', '2001': 'IF-INPUT', '2102': 'RULE-075', '2103': 'IF-REFUND',
  '2201': 'IF-ORDER-OTP', '2202': 'IF-ORDER-OTP', '2203': 'IF-ORDER-OTP',
  '2204': 'IF-ORDER-OTP', '2205': 'IF-ORDER-OTP', '2206': 'IF-ORDER-OTP', '2207': 'IF-TRIAL',
  '2208': 'IF-REFUND', '2301': 'IF-ORDER-IPT', '2302': 'IF-ORDER-IPT', '2303': 'IF-ORDER-IPT',
  '2304': 'IF-TRIAL', '2305': 'IF-REFUND', '2401': 'IF-ORDER-IPT', '2402': 'IF-ORDER-IPT',
  '2601': 'IF-OMSGID', '3201': 'IF-STMT', '9001': 'IF-SIGNIN', '9002': 'IF-SIGNIN',
}

/** The platform's own words for its own failure; the sender can do nothing about it. */
const OUR_FAILURE = '平台内部错误'

export const check: CaseCheck = {
  id: ID,
  requirements: [],
  scope: 'case',
  judge(view, found) {
    const answered = view.heard.filter((one) => one.answered)
    const broken = answered.filter((one) => one.answer === null || one.status >= 500)
    const refused = answered.filter((one) => one.answer !== null && !one.accepted)
    return {
      looked: answered.length,
      findings: [
        ...broken.map(ourFault),
        ...refused.filter((one) => !broken.includes(one)).flatMap((one) =>
          judge(one, view, found)),
      ],
    }
  },
}

function ourFault(heard: Heard): Finding {
  return finding(ID, { heard }, {
    requirement: rowOf(heard),
    attribution: 'harness',
    expected: 'infcode 0',
    actual: heard.errorText === '' ? `HTTP ${heard.status}` : heard.errorText,
    zh: `本平台自身出错 (${heard.infno}), 与被测方无关`,
    en: `Our own platform failed at ${heard.infno}; the party under test has no part in it`,
  })
}

function judge(heard: Heard, view: CaseView, found: readonly Finding[]): Finding[] {
  if (heard.errorText.includes(OUR_FAILURE)) return [ourFault(heard)]
  const cause = found.find((one) => one.exchange === heard.n && one.severity === 'violation')
  const earlier = found.find((one) => one.severity === 'violation' && one.attribution === 'target')
  const because = cause ?? earlier
  const told = { expected: 'infcode 0', actual: heard.errorText, requirement: rowOf(heard) }
  if (because !== undefined) {
    const why = `${because.check} ${because.requirement}`
    return [finding(ID, { heard }, {
      ...told,
      severity: 'note',
      zh: `平台拒绝 ${heard.infno}: ${heard.errorText}; 原因见 ${why}`,
      en: `The platform refused ${heard.infno}: ${heard.errorText}; for the cause see ${why}`,
    })]
  }
  if (isExpected(heard, view)) return []
  return [finding(ID, { heard }, {
    ...told,
    zh: `平台拒绝 ${heard.infno}: ${heard.errorText}`,
    en: `The platform refused ${heard.infno}: ${heard.errorText}`,
  })]
}

/** Recovery asks and may find nothing; and some sheets are made to be refused. */
function isExpected(heard: Heard, view: CaseView): boolean {
  const { case: { sheet, expected }, heard: all } = view
  const afterLoss = all.some((one) => !one.delivered && one.n < heard.n)
  if (kindOf(heard.infno) === 'query') return true
  if (kindOf(heard.infno) === 'reversal' && afterLoss) return true
  return sheet.visit !== undefined && expected.liveSettlements === 0 && sheet.refund !== true
}

function rowOf(heard: Heard): string {
  return ROWS[baseOf(heard.infno)] ?? 'IF-INPUT'
}
