/** Refunds name a settlement that was made, and are answered with its exact negative. */
import type { Finding } from '../../contracts/run-record.ts'
import { yuanOf } from '../../core/money.ts'
import type { AuditRow } from '../auditor.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { kindOf } from './kinds.ts'
import { textOf } from './read.ts'

const ID = 'refund'
const AMOUNTS = ['medfeeFen', 'fundFen', 'accountFen', 'cashFen'] as const

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-REFUND', 'RULE-158'],
  scope: 'case',
  judge(view) {
    const refunds = view.heard.filter((one) => kindOf(one.infno) === 'refund')
    const findings = refunds.flatMap((one) => [...judgeSent(one, view), ...judgeAnswer(one, view)])
    return { looked: refunds.length, findings }
  },
}

function judgeSent(heard: Heard, { run }: CaseView): Finding[] {
  const data = heard.node('data')[0] ?? {}
  const sent = textOf(data['setl_id'])
  const made = run.audit.rows.filter((row) => row.kind === 'forward' && row.n < heard.n &&
    row.institution === heard.institution)
  const named = made.find((row) => row.setl_id === sent)
  const sameVisit = made.findLast((row) => row.mdtrt_id === textOf(data['mdtrt_id']))
  // An accepted refund of a settlement from before the recording is nobody's fault.
  if (sent === '' || (named === undefined && heard.accepted)) return []
  if (named === undefined) return [wrong(heard, 'setl_id', sameVisit?.setl_id ?? '-', sent)]
  return (['mdtrt_id', 'psn_no'] as const)
    .filter((field) => textOf(data[field]) !== '' && textOf(data[field]) !== named[field])
    .map((field) => wrong(heard, field, named[field], textOf(data[field])))
}

function wrong(heard: Heard, field: string, expected: string, actual: string): Finding {
  return finding(ID, { heard, pointer: `/input/data/${field}` }, {
    requirement: 'IF-REFUND',
    expected,
    actual,
    zh: `退费的 ${field} 应为原结算的 ${expected}, 实为 ${actual}`,
    en: `A refund names the original settlement: ${field} is ${expected}, not ${actual}`,
  })
}

/** Our own answer: every amount negated, under an id of its own. */
function judgeAnswer(heard: Heard, { run }: CaseView): Finding[] {
  const row = run.audit.rows.find((one) => one.n === heard.n && one.kind === 'refund')
  const original = run.audit.rows.find((one) => one.setl_id === row?.undoes)
  if (row === undefined || original === undefined) return []
  const unequal = AMOUNTS.filter((amount) => row[amount] + original[amount] !== 0)
  return [
    ...unequal.map((amount) => ours(heard, amount, yuanOf(-original[amount]), yuanOf(row[amount]))),
    ...(isNewId(row, run.audit.rows) ? [] : [ours(heard, 'setl_id', '≠', row.setl_id)]),
  ]
}

function isNewId(row: AuditRow, rows: readonly AuditRow[]): boolean {
  return row.setl_id !== '' && !rows.some((one) => one.n < row.n && one.setl_id === row.setl_id)
}

function ours(heard: Heard, what: string, expected: unknown, actual: unknown): Finding {
  return finding(ID, { heard, pointer: '/output/setlinfo' }, {
    requirement: 'RULE-158',
    attribution: 'harness',
    expected,
    actual,
    zh: `平台的退费应答有误: ${what} 应为原结算的负数并使用新的结算ID`,
    en: `Our refund answer is wrong: ${what} must be the negative of the original, with a new id`,
  })
}
