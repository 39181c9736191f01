/** Our own answers: a breach here is the harness's fault, and never the party's. */
import type { Finding } from '../../contracts/run-record.ts'
import { checkResponse } from '../../contracts/validate.ts'
import type { Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { brokenIdentities, brokenLines } from './identities.ts'
import { isRecord, rowsOf } from './read.ts'

const ID = 'answers-are-right'

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-078', 'RULE-089', 'RULE-090', 'RULE-091'],
  scope: 'case',
  judge({ heard, relayed }) {
    const answered = [...heard, ...relayed].filter((one) => one.answer !== null)
    const accepted = answered.filter((one) => one.accepted)
    const settled = accepted.some((one) => isRecord(one.output['setlinfo']))
    const split = accepted.some((one) => splitRows(one).length > 0)
    return {
      looked: answered.length,
      findings: answered.flatMap((one) => [...judgeContract(one), ...judgeSums(one)]),
      proved: [
        ...(accepted.some((one) => one.infno === '2001') ? ['RULE-059'] : []),
        ...(split ? ['RULE-078'] : []),
        ...(settled ? ['RULE-089', 'RULE-090', 'RULE-091'] : []),
      ],
    }
  },
}

function judgeContract(heard: Heard): Finding[] {
  return checkResponse(heard.infno, heard.answer)
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
  const info = heard.output['setlinfo']
  if (!heard.accepted) return []
  const sums = isRecord(info) ? brokenIdentities(info, rowsOf(heard.output['setldetail'])) : []
  const lines = brokenLines(splitRows(heard))
  return [...sums, ...lines].map((one) => ours(heard, {
    requirement: one.requirement,
    pointer: one.pointer,
    expected: one.expected,
    actual: one.actual,
    zh: `${one.identity} 不成立`,
    en: `${one.identity} does not hold`,
  }))
}

/** Lines that the platform split into four parts: 2204, 2301 and 2102 answer them. */
function splitRows(heard: Heard) {
  const base = heard.infno.slice(0, 4)
  if (base === '2102') return rowsOf(heard.output['detlcutinfo'])
  return ['2204', '2301'].includes(base) ? rowsOf(heard.output['result']) : []
}

interface Ours {
  readonly requirement: string
  readonly pointer: string
  readonly expected: string
  readonly actual: string
  readonly zh: string
  readonly en: string
}

function ours(heard: Heard, one: Ours): Finding {
  const { requirement, expected, actual } = one
  return finding(ID, { heard, pointer: one.pointer }, {
    requirement,
    attribution: 'harness',
    expected,
    actual,
    zh: `本平台的应答有误 (与被测方无关): ${one.zh}`,
    en: `Our own answer is wrong, the party has no part in it: ${one.en}`,
  })
}
