/** The institution's own books against the auditor's, row by row and in total. */
import type { Finding } from '../../contracts/run-record.ts'
import { formatFen } from '../../core/money.ts'
import { totalOf } from '../auditor.ts'
import type { AuditRow } from '../auditor.ts'
import type { BookRow, RunView } from '../evidence.ts'
import { finding } from './check.ts'
import type { LookedAtDay, RunCheck, Told } from './check.ts'

const ID = 'books'
const AMOUNTS = ['medfeeFen', 'fundFen', 'accountFen', 'cashFen'] as const
const WORDS = ['psn_no', 'mdtrt_id', 'insutype', 'clr_type', 'msgid'] as const

export const check: RunCheck = {
  id: ID,
  requirements: ['IF-BOOKS', 'IF-REFUND', 'RULE-162'],
  scope: 'run',
  judge(run) {
    const { books } = run
    if (books === null) return []
    const codes = new Set([...run.audit.rows, ...dayEnds(run)].map((one) => one.institution))
    for (const row of books) codes.add(institutionOf(row, run))
    return [...codes].map((institution) => judgeInstitution(institution, books, run))
  },
}

function dayEnds(run: RunView): { institution: string }[] {
  return run.cases
    .filter(({ sheet }) => sheet.journey === 'day-end')
    .map(({ sheet }) => ({ institution: sheet.fixmedins_code }))
}

/** Whose row it is: of the settlement it names, else of the message it names. */
function institutionOf(row: BookRow, run: RunView): string {
  const named = run.audit.rows.find((one) => one.setl_id === row.setl_id)
  return named?.institution ?? row.msgid.slice(0, 12)
}

function judgeInstitution(
  institution: string,
  books: readonly BookRow[],
  run: RunView,
): LookedAtDay {
  const theirs = books.filter((row) => institutionOf(row, run) === institution)
  const ours = run.audit.rows.filter((row) => row.institution === institution)
  const rows = [
    ...ours.filter((row) => row.kind !== 'reversal').flatMap((row) => judgeRow(row, ours, theirs)),
    ...theirs.flatMap((row) => judgeExtra(row, ours, theirs)),
  ]
  const refunds = ours.some((row) => row.kind === 'refund')
  return {
    institution,
    day: '',
    looked: theirs.length + ours.length,
    findings: [...rows, ...(rows.length > 0 ? [] : judgeTotals(ours, theirs))],
    proved: [
      'IF-BOOKS',
      ...(refunds ? ['IF-REFUND'] : []),
      ...(ours.some((row) => !row.told) ? ['RULE-162'] : []),
    ],
  }
}

function judgeRow(
  row: AuditRow,
  ours: readonly AuditRow[],
  theirs: readonly BookRow[],
): Finding[] {
  const own = theirs.find((one) => one.setl_id === row.setl_id && one.kind === row.kind)
  const reversed = ours.some((one) => one.kind === 'reversal' && one.undoes === row.setl_id)
  // What was reversed comes to nothing: it may be booked with its reversal, or not at all.
  if (own === undefined) return reversed ? [] : [missing(row, theirs)]
  const amounts = AMOUNTS.filter((name) => own[name] !== row[name]).map((name) =>
    tell(row, name, formatFen(row[name]), formatFen(own[name])))
  const words = WORDS.filter((name) => own[name] !== '' && own[name] !== row[name]).map((name) =>
    tell(row, name, row[name], own[name], name === 'msgid' ? 'warning' : 'violation'))
  return [...amounts, ...words]
}

function missing(row: AuditRow, theirs: readonly BookRow[]): Finding {
  const refund = row.kind === 'refund'
  const wrongId = theirs.find((one) => one.kind === 'refund' && one.msgid === row.msgid)
  return place(row, {
    requirement: refund ? 'IF-REFUND' : row.told ? 'IF-BOOKS' : 'RULE-162',
    expected: `${row.setl_id} ${formatFen(row.medfeeFen)}`,
    actual: wrongId?.setl_id ?? '-',
    zh: refund
      ? `退费 ${row.setl_id} 未以新的负记录记入机构账 (原结算 ${row.undoes})`
      : `平台已结算 ${row.setl_id} (${formatFen(row.medfeeFen)} 元), 机构账中没有`,
    en: refund
      ? `Refund ${row.setl_id} is not in the books as a new negative row (of ${row.undoes})`
      : `Settlement ${row.setl_id} (${formatFen(row.medfeeFen)}) is not in the institution's books`,
  })
}

function tell(
  row: AuditRow,
  name: string,
  expected: string,
  actual: string,
  severity: 'violation' | 'warning' = 'violation',
): Finding {
  return place(row, {
    requirement: 'IF-BOOKS',
    severity,
    expected,
    actual,
    zh: `机构账 ${row.setl_id} 的 ${name} 应为 ${expected}, 实为 ${actual}`,
    en: `In the books, ${name} of ${row.setl_id} must be ${expected}, not ${actual}`,
  })
}

function judgeExtra(
  row: BookRow,
  ours: readonly AuditRow[],
  theirs: readonly BookRow[],
): Finding[] {
  const known = ours.some((one) => one.setl_id === row.setl_id && one.kind === row.kind)
  const twice = theirs.find((one) => one.setl_id === row.setl_id && one.kind === row.kind) !== row
  // A reversal has no id of its own on the wire; the totals decide about it. A refund under a
  // wrong id is already told as the refund that is missing.
  const toldElsewhere = row.kind === 'reversal' ||
    ours.some((one) => one.kind === 'refund' && row.kind === 'refund' && one.msgid === row.msgid)
  if ((known && !twice) || (!known && toldElsewhere)) return []
  return [finding(ID, { heard: null }, {
    requirement: 'IF-BOOKS',
    expected: twice ? '1' : '-',
    actual: `${row.setl_id} ${formatFen(row.medfeeFen)}`,
    zh: twice
      ? `机构账中 ${row.setl_id} 重复记录`
      : `机构账中的 ${row.setl_id} (${formatFen(row.medfeeFen)} 元) 平台没有`,
    en: twice
      ? `${row.setl_id} is in the books twice`
      : `${row.setl_id} (${formatFen(row.medfeeFen)}) is in the books and not at the platform`,
  })]
}

/** Rows that all agree can still leave a reversal without its settlement, or the other way. */
function judgeTotals(ours: readonly AuditRow[], theirs: readonly BookRow[]): Finding[] {
  const [expected, actual] = [totalOf(ours), totalOf(theirs)]
  return AMOUNTS.filter((name) => expected[name] !== actual[name]).map((name) =>
    finding(ID, { heard: null }, {
      requirement: 'IF-BOOKS',
      expected: formatFen(expected[name]),
      actual: formatFen(actual[name]),
      zh: `机构账合计 ${name} 应为 ${formatFen(expected[name])}, 实为 ${formatFen(actual[name])}`,
      en: `Total ${name} must be ${formatFen(expected[name])}, not ${formatFen(actual[name])}`,
    }))
}

function place(row: AuditRow, told: Told): Finding {
  return finding(ID, { heard: { n: row.n, infno: '' } }, told)
}
