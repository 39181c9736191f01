/** The platform's answers: a breach here is its own fault, and never the sender's. */
import type { Finding, Severity } from '../../contracts/run-record.ts'
import { checkResponse } from '../../contracts/validate.ts'
import type { Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck, Looked } from './check.ts'
import { brokenIn, splitRows } from './identities.ts'
import { isRecord } from './read.ts'

const ID = 'answers-are-right'

/** Answers as the national tables have them. */
export const check: CaseCheck = answersIn('national')

/** The same check by the tables of an edition. */
export function answersIn(edition: string): CaseCheck {
  return {
    id: ID,
    requirements: ['RULE-078', 'RULE-089', 'RULE-090', 'RULE-091'],
    scope: 'case',
    judge: ({ heard, relayed }) => judgeAnswers([...heard, ...relayed], edition),
  }
}

function judgeAnswers(all: readonly Heard[], edition: string): Looked {
  const answered = all.filter((one) => one.answer !== null)
  const accepted = answered.filter((one) => one.accepted)
  const settled = accepted.some((one) => isRecord(one.output['setlinfo']))
  const split = accepted.some((one) => splitRows(one).length > 0)
  return {
    looked: answered.length,
    findings: answered.flatMap((one) => [...judgeContract(one, edition), ...judgeSums(one)]),
    proved: [
      ...(accepted.some((one) => one.infno === '2001') ? ['RULE-059'] : []),
      ...(split ? ['RULE-078'] : []),
      ...(settled ? ['RULE-089', 'RULE-090', 'RULE-091'] : []),
    ],
  }
}

function judgeContract(heard: Heard, edition: string): Finding[] {
  return checkResponse(heard.infno, heard.answer, edition)
    // An unknown number is the sender's, and told with his request.
    .filter((one) => one.severity === 'violation' && one.rule !== 'unknown-transaction')
    .map((one) => ours(heard, {
      requirement: '',
      pointer: one.pointer,
      expected: one.expected,
      actual: one.actual,
      zh: one.message.zh,
      en: one.message.en,
    }))
}

function judgeSums(heard: Heard): Finding[] {
  return brokenIn(heard).map((one) => ours(heard, {
    requirement: one.requirement,
    pointer: one.pointer,
    severity: one.inferred ? 'warning' : 'violation',
    expected: one.expected,
    actual: one.actual,
    zh: `恒等式 ${one.identity} 不成立: ${one.title.zh}`,
    en: `identity ${one.identity} does not hold: ${one.title.en}`,
  }))
}

interface Ours {
  readonly requirement: string
  readonly pointer: string
  readonly severity?: Severity
  readonly expected: string
  readonly actual: string
  readonly zh: string
  readonly en: string
}

function ours(heard: Heard, one: Ours): Finding {
  const { requirement, expected, actual, severity = 'violation' } = one
  return finding(ID, { heard, pointer: one.pointer }, {
    requirement,
    severity,
    attribution: 'harness',
    expected,
    actual,
    zh: `平台的应答有误 (与发送方无关): ${one.zh}`,
    en: `The platform's answer is wrong, the sender has no part in it: ${one.en}`,
  })
}
