/** Every message of the institution against its contract: envelope, field table, names, numbers. */
import type { Finding } from '../../contracts/run-record.ts'
import { checkRequest } from '../../contracts/validate.ts'
import type { Violation } from '../../contracts/validate.ts'
import type { Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'

const ID = 'contract'

/** Fields that have a row of their own; what is wrong with them is told under that row. */
const OWN_ROWS: Readonly<Record<string, string>> = {
  msgid: 'IF-MSGID',
  insuplc_admdvs: 'RULE-006',
  mdtrtarea_admvs: 'RULE-006',
  feedetl_sn: 'RULE-077',
  card_sn: 'RULE-055',
}

/** Conditions that a check of their own judges on these messages, in the words of the case. */
const OWN_CHECKS: Readonly<Record<string, readonly string[]>> = {
  'card-sn': ['1101'],
  'line-serial-once': ['2102', '2204', '2301'],
  'main-diagnosis': ['2401', '2402'],
  'emergency-visit': ['2203', '2203A', '2206', '2207'],
  'emergency-stay': ['2401'],
  'chronic-disease': ['2203', '2203A'],
}

/** Messages by the national tables. */
export const check: CaseCheck = contractIn('national')

/** The same check by the tables of an edition. */
export function contractIn(edition: string): CaseCheck {
  return {
    id: ID,
    requirements: ['IF-INPUT', 'IF-ENVELOPE', 'IF-NUMERIC', 'IF-NAMES', 'IF-UTF8'],
    scope: 'case',
    judge: ({ heard }) => ({
      looked: heard.length,
      findings: heard.flatMap((one) => judgeMessage(one, edition)),
    }),
  }
}

function judgeMessage(heard: Heard, edition: string): Finding[] {
  const unreadable = judgeBody(heard)
  if (unreadable !== undefined) return [unreadable]
  const broken = checkRequest(heard.infno, heard.envelope, edition)
    .filter(({ condition = '' }) => OWN_CHECKS[condition]?.includes(heard.infno) !== true)
  return broken.map((one) =>
    finding(ID, { heard, pointer: one.pointer }, {
      requirement: rowOf(one),
      severity: one.severity,
      expected: one.expected,
      actual: one.actual,
      zh: one.message.zh,
      en: one.message.en,
    }))
}

/** Which row a broken rule belongs to. */
function rowOf(one: Violation): string {
  if (one.requirement !== undefined) return one.requirement
  if (one.rule === 'misspelt') return 'IF-NAMES'
  const own = OWN_ROWS[one.pointer.slice(one.pointer.lastIndexOf('/') + 1)]
  if (own !== undefined) return own
  const emptyNumber = ['type', 'decimal'].includes(one.rule) && one.actual === '""'
  if (one.rule === 'empty-number' || emptyNumber) return 'IF-NUMERIC'
  return one.pointer.startsWith('/input') ? 'IF-INPUT' : 'IF-ENVELOPE'
}

function judgeBody(heard: Heard): Finding | undefined {
  if ('base64' in heard.body) {
    return finding(ID, { heard }, {
      requirement: 'IF-UTF8',
      expected: 'UTF-8',
      actual: Buffer.from(heard.body.base64, 'base64').subarray(0, 20).toString('hex'),
      zh: '报文不是 UTF-8 编码: 请将中文按 UTF-8 编码发送 (疑似 GBK)',
      en: 'The body is not UTF-8 (GBK perhaps): encode Chinese text in UTF-8',
    })
  }
  if (heard.envelope !== null) return undefined
  return finding(ID, { heard }, {
    requirement: 'IF-UTF8',
    expected: 'a JSON object',
    actual: 'text' in heard.body ? heard.body.text.slice(0, 60) : heard.body.json,
    zh: '报文不是 JSON 对象: 请发送完整的 JSON 报文',
    en: 'The body is not a JSON object: send the whole message as JSON',
  })
}
