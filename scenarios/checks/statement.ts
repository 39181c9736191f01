/** The day's statement (3201): every group of the day once, with the auditor's totals. */
import type { Case } from '../../contracts/case.ts'
import type { Finding } from '../../contracts/run-record.ts'
import { formatFen, yuanOf } from '../../core/money.ts'
import { totalOf } from '../auditor.ts'
import type { AuditRow, Total } from '../auditor.ts'
import type { Heard, RunView } from '../evidence.ts'
import { finding } from './check.ts'
import type { LookedAtDay, RunCheck } from './check.ts'
import { amountFen, rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'

const ID = 'statement'
const FIELDS = {
  medfee_sumamt: 'medfeeFen',
  fund_pay_sumamt: 'fundFen',
  acct_pay: 'accountFen',
} as const

export const check: RunCheck = {
  id: ID,
  requirements: ['IF-STMT', 'RULE-169', 'RULE-170'],
  scope: 'run',
  judge: (run) => run.cases.filter(({ sheet }) => sheet.journey === 'day-end').map((one) =>
    judgeDay(one, run)),
}

function judgeDay({ sheet }: Case, run: RunView): LookedAtDay {
  const institution = sheet.fixmedins_code
  const day = sheet.startsAt.slice(0, 10)
  const own = run.heard.filter((one) => one.institution === institution)
  const sent = own.filter((one) => one.infno === '3201' && covers(one, day))
  const rows = run.audit.rows.filter((row) => row.institution === institution && row.day === day)
  const groups = [...new Set(rows.map(groupOf))]
  return {
    institution,
    day,
    looked: sent.length + groups.length,
    proved: ['IF-STMT', 'RULE-169', ...(rows.some(isRefund) ? ['RULE-170'] : [])],
    findings: [
      ...sent.flatMap((one) => judgeStatement(one, sent, run)),
      ...groups.flatMap((group) => judgeMissing(group, rows, sent, own)),
    ],
  }
}

function covers(heard: Heard, day: string): boolean {
  const data = heard.node('data')[0] ?? {}
  const [from, to] = [textOf(data['stmt_begndate']), textOf(data['stmt_enddate'])]
  return from.slice(0, 10) <= day && day <= to.slice(0, 10)
}

/** What the books said when the statement was made, over the days that it names. */
function totalAt(heard: Heard, run: RunView): { total: Total; withoutRefunds: Total } {
  const data = heard.node('data')[0] ?? {}
  const rows = run.audit.rows.filter((row) => row.institution === heard.institution &&
    row.n < heard.n && covers(heard, row.day) && groupOf(row) === groupIn(data))
  return { total: totalOf(rows), withoutRefunds: totalOf(rows.filter((row) => !isRefund(row))) }
}

function isRefund(row: AuditRow): boolean {
  return row.kind === 'refund'
}

function judgeStatement(heard: Heard, all: readonly Heard[], run: RunView): Finding[] {
  const data = heard.node('data')[0] ?? {}
  const { total, withoutRefunds } = totalAt(heard, run)
  const unequal = differences(data, total)
  const leftOut = unequal.length > 0 && differences(data, withoutRefunds).length === 0
  const corrected = all.some((later) => later.n > heard.n && later.accepted &&
    isSameGroup(later, heard) && isEqual(later, run))
  const hint = leftOut
    ? { zh: '; 漏计退费: 退费须以负数计入', en: '; refunds were left out: they count negative' }
    : { zh: '', en: '' }
  const wrong = unequal.map(({ field, expected, actual }) =>
    finding(ID, { heard, pointer: `/input/data/${field}` }, {
      requirement: leftOut ? 'RULE-170' : 'IF-STMT',
      severity: corrected ? 'warning' : 'violation',
      expected,
      actual,
      zh: `对总账 ${groupIn(data)} 的 ${field} 应为 ${expected}, 实为 ${actual}${hint.zh}`,
      en: `Statement ${groupIn(data)}: ${field} must be ${expected}, not ${actual}${hint.en}`,
    }))
  return [...wrong, ...judgeAnswer(heard, unequal.length === 0)]
}

function isEqual(heard: Heard, run: RunView): boolean {
  return differences(heard.node('data')[0] ?? {}, totalAt(heard, run).total).length === 0
}

function differences(data: Row, total: Total) {
  const amounts = Object.entries(FIELDS).flatMap(([field, name]) => {
    const sent = amountFen(data[field])
    if (sent === null || sent === total[name]) return []
    return [{ field, expected: formatFen(total[name]), actual: formatFen(sent) }]
  })
  const count = textOf(data['fixmedins_setl_cnt'])
  if (count === '' || Number(count) === total.count) return amounts
  return [...amounts, {
    field: 'fixmedins_setl_cnt',
    expected: String(total.count),
    actual: count,
  }]
}

/** Our own answer says equal exactly when it is. */
function judgeAnswer(heard: Heard, equal: boolean): Finding[] {
  const told = textOf(rowsOf(heard.output['stmtinfo'])[0]?.['stmt_rslt'])
  if (!heard.accepted || (told === '0') === equal) return []
  return [finding(ID, { heard, pointer: '/output/stmtinfo/stmt_rslt' }, {
    requirement: 'IF-STMT',
    attribution: 'harness',
    expected: equal ? '0' : '1',
    actual: told,
    zh: '平台的对账应答与独立复核的账目不符',
    en: 'Our answer to the statement disagrees with the auditor',
  })]
}

function judgeMissing(
  group: string,
  rows: readonly AuditRow[],
  sent: readonly Heard[],
  own: readonly Heard[],
): Finding[] {
  // A statement that was refused is judged as a refusal.
  if (sent.some((one) => groupIn(one.node('data')[0] ?? {}) === group)) return []
  const total = totalOf(rows.filter((row) => groupOf(row) === group))
  const nothing = total.count === 0 && total.medfeeFen === 0
  return [finding(ID, { heard: own.findLast((one) => one.infno === '3201') ?? null }, {
    requirement: 'RULE-169',
    // A group that comes to nothing may be left out without a fen being missed.
    severity: nothing ? 'warning' : 'violation',
    expected: `3201 ${group}: ${yuanOf(total.medfeeFen)}`,
    actual: '-',
    zh: `险种/清算类别 ${group} 当日有结算 ${formatFen(total.medfeeFen)}, 未对总账 (3201)`,
    en: `${group} has settlements of ${formatFen(total.medfeeFen)} that day and no 3201`,
  })]
}

function isSameGroup(one: Heard, other: Heard): boolean {
  return groupIn(one.node('data')[0] ?? {}) === groupIn(other.node('data')[0] ?? {})
}

function groupIn(data: Row): string {
  return `${textOf(data['insutype'])}/${textOf(data['clr_type'])}`
}

function groupOf(row: AuditRow): string {
  return `${row.insutype}/${row.clr_type}`
}
