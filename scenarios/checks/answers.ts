/** The platform's answers: a breach here is its own fault, and never the sender's. */
import type { Finding, Severity } from '../../contracts/run-record.ts'
import { checkResponse } from '../../contracts/validate.ts'
import type { Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck, Looked } from './check.ts'
import { brokenIn, splitRows } from './identities.ts'
import { isRecord } from './read.ts'

const ID = 'answers-are-right'

/** Rows of the identities that a settlement, and that split lines, must fulfil. */
const SETTLED_ROWS = [
  'RULE-089', 'RULE-090', 'RULE-091', 'IF-E04', 'IF-E07', 'IF-E16',
] as const
const SPLIT_ROWS = ['RULE-078', 'IF-E10', 'IF-E11'] as const

/** Answers as the national tables have them. */
export const check: CaseCheck = answersIn('national')

/** The same check by the tables of an edition. */
export function answersIn(edition: string): CaseCheck {
  return {
    id: ID,
    requirements: [...SETTLED_ROWS, ...SPLIT_ROWS],
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
      ...(split ? SPLIT_ROWS : []),
      ...(settled ? SETTLED_ROWS : []),
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
