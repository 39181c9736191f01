/** How the case ended: settlements that still stand, what the driver said, and the amounts. */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Finding } from '../../contracts/run-record.ts'
import { formatFen, yuanOf } from '../../core/money.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck, Looked } from './check.ts'
import { kindOf, movesMoney } from './kinds.ts'
import { amountFen, isRecord } from './read.ts'

const ID = 'outcome'

/** Rows that right amounts can prove: in each case those that it lists. */
const AMOUNT_ROWS = [
  'RULE-002', 'RULE-050', 'RULE-098', 'RULE-104', 'RULE-116', 'RULE-119', 'RULE-136', 'RULE-144',
]

/** Rows about how often: proved by counting what still stands, and by a refund that happened. */
const COUNT_ROWS = ['RULE-154', 'RULE-158', 'RULE-164']

export const check: CaseCheck = {
  id: ID,
  requirements: [...COUNT_ROWS, ...AMOUNT_ROWS],
  scope: 'case',
  judge(view, found) {
    const { sheet, expected } = view.case
    if (view.heard.length === 0) return judgeSilence(view)
    if (sheet.name === '') return { looked: 0, findings: [] }
    const settled = view.heard.findLast((one) => kindOf(one.infno) === 'settle' && one.accepted)
    const amounts = settled === undefined ? {} : expected.amounts ?? {}
    const refunded = view.heard.some((one) => kindOf(one.infno) === 'refund' && one.accepted)
    return {
      looked: 1 + Object.keys(amounts).length,
      findings: [
        ...judgeCount(view, found),
        ...judgeReport(view, found),
        ...(settled === undefined ? [] : judgeAmounts(settled, amounts, found, view)),
      ],
      proved: [
        ...(sheet.visit === undefined ? [] : ['RULE-164']),
        ...(view.heard.some(isLost) ? ['RULE-154'] : []),
        ...(refunded ? ['RULE-158'] : []),
        ...(Object.keys(amounts).length > 0 ? amountRows(view) : []),
      ],
    }
  },
}

/** A driver that says done while nothing was heard has not told the truth. */
function judgeSilence(view: CaseView): Looked {
  const { report, case: { sheet } } = view
  if (sheet.visit === undefined || report?.outcome !== 'done') return { looked: 0, findings: [] }
  return {
    looked: 1,
    findings: [finding(ID, { heard: null }, {
      requirement: endingRow(view),
      expected: '> 0',
      actual: '0',
      zh: '适配器答复已完成, 但平台没有收到本用例的任何报文: 请核对平台地址与适配器',
      en: 'The adapter says done, but the platform heard no message of this case',
    })],
    proved: [],
  }
}

function isLost(heard: Heard): boolean {
  return !heard.delivered && movesMoney(heard.infno)
}

function amountRows({ case: { requirements } }: CaseView): string[] {
  return AMOUNT_ROWS.filter((row) => requirements.includes(row))
}

function judgeCount(view: CaseView, found: readonly Finding[]): Finding[] {
  const { expected, sheet } = view.case
  const live = view.run.audit.live.filter((row) => row.case === sheet.name)
  if (sheet.visit === undefined || live.length === expected.liveSettlements) return []
  const more = live.length > expected.liveSettlements
  const refunded = view.heard.some((one) => kindOf(one.infno) === 'refund' && one.accepted)
  const lost = view.heard.some(isLost)
  const tooMany = lost ? 'RULE-154' : 'RULE-164'
  const missing = !more || (sheet.refund === true && !refunded)
  const ids = live.map((row) => row.setl_id).join(', ')
  return [finding(ID, { heard: null }, {
    // A count that is wrong because of what was already found is told once.
    severity: more || !blamed(found) ? 'violation' : 'note',
    requirement: missing ? endingRow(view) : tooMany,
    expected: String(expected.liveSettlements),
    actual: ids === '' ? '0' : `${live.length}: ${ids}`,
    zh: `用例结束时平台应有 ${expected.liveSettlements} 笔有效结算, 实有 ${live.length} 笔`,
    en: `${expected.liveSettlements} live settlements were expected, there are ${live.length}`,
  })]
}

function judgeReport(view: CaseView, found: readonly Finding[]): Finding[] {
  const { report, case: { sheet, expected } } = view
  const mayStop = sheet.visit !== undefined && expected.liveSettlements === 0 &&
    sheet.refund !== true
  if (report === undefined || report.outcome === 'done' || mayStop) return []
  return [finding(ID, { heard: view.heard.at(-1) ?? null }, {
    severity: blamed(found) ? 'note' : 'violation',
    requirement: endingRow(view),
    expected: 'done',
    actual: `stopped: ${report.reason}`,
    zh: `医院未完成本用例: ${report.reason}`,
    en: `The hospital did not finish the case: ${report.reason}`,
  })]
}

/**
 * The right lines and a wrong amount are the fault of our own core; after a fault of the hospital
 * nobody can say, and the amount is told as its consequence.
 */
function judgeAmounts(
  settled: Heard,
  amounts: Readonly<Record<string, number>>,
  found: readonly Finding[],
  view: CaseView,
): Finding[] {
  const info = settled.output['setlinfo']
  return Object.entries(amounts).flatMap(([field, expected]) => {
    const actual = isRecord(info) ? amountFen(info[field]) : null
    if (actual === expected) return []
    const theirs = blamed(found)
    const why = theirs
      ? { zh: '因上送内容有误', en: 'what was sent is wrong' }
      : { zh: '上送内容无误, 属平台计算问题', en: 'the fault of our core' }
    const seen = actual === null ? '-' : formatFen(actual)
    return [finding(ID, { heard: settled, pointer: `/output/setlinfo/${field}` }, {
      severity: theirs ? 'note' : 'violation',
      attribution: theirs ? 'target' : 'harness',
      requirement: amountRows(view)[0] ?? 'RULE-002',
      expected: yuanOf(expected),
      actual: actual === null ? '-' : yuanOf(actual),
      zh: `${field} 应为 ${formatFen(expected)}, 实为 ${seen}; ${why.zh}`,
      en: `${field} should be ${formatFen(expected)}, is ${seen}; ${why.en}`,
    })]
  })
}

function blamed(found: readonly Finding[]): boolean {
  return found.some((one) => one.severity === 'violation')
}

/** The row about getting to the end of each kind of journey. */
const ENDINGS: Readonly<Record<CaseSheet['journey'], string>> = {
  'sign-in': 'IF-SIGNIN',
  'day-end': 'IF-STMT',
  inpatient: 'IF-ORDER-IPT',
  outpatient: 'IF-ORDER-OTP',
  pharmacy: 'IF-INPUT',
}

function endingRow({ case: { sheet } }: CaseView): string {
  return sheet.refund === true ? 'IF-REFUND' : ENDINGS[sheet.journey]
}
