/** The verdict of one case: what was found, and whether everything it promises was looked at. */
import type { Finding, Verdict } from '../../contracts/run-record.ts'
import { worst } from '../../contracts/run-record.ts'
import type { CaseView } from '../evidence.ts'
import { finding } from './check.ts'
import type { Check, Looked } from './check.ts'

/** A judged case, with the rows that were looked at. */
export interface Seen {
  readonly view: CaseView
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
  /** Checks that looked at something, with how many things. */
  readonly looked: Readonly<Record<string, number>>
  readonly proved: ReadonlySet<string>
}

interface Answered {
  readonly check: Check
  readonly looked: Looked
}

/**
 * Puts a case's checks together.
 * @param reported whether the driver said anything at all in this run; offline there is no driver
 */
export function closeCase(view: CaseView, answered: readonly Answered[], reported: boolean): Seen {
  const active = answered.filter(({ looked }) => looked.looked > 0)
  const proved = new Set(
    active.flatMap(({ check, looked }) => looked.proved ?? check.requirements),
  )
  const findings = answered.flatMap(({ looked }) => looked.findings)
  const verdicts = verdictsOf(findings)
  const unreached = notReached(view, reported)
  if (unreached !== undefined) {
    findings.push(unreached)
    verdicts.push('inconclusive')
  }
  const idle = verdicts.length === 0 ? nothingToState(view) : undefined
  if (idle !== undefined) {
    findings.push(idle)
    verdicts.push('inconclusive')
  }
  // After a fault the rest of a journey does not happen, and that is no fault of ours.
  if (verdicts.length === 0) {
    const unseen = notLookedAt(view, active.length, proved)
    findings.push(...unseen)
    verdicts.push(...unseen.map((): Verdict => 'error'))
  }
  const looked = Object.fromEntries(active.map((one) => [one.check.id, one.looked.looked]))
  return { view, findings, looked, proved, verdict: worst([...verdicts, 'pass']) }
}

/** Only a violation counts; ours is an error, the target's fails, the rest leaves it open. */
function verdictsOf(findings: readonly Finding[]): Verdict[] {
  return findings.filter((one) => one.severity === 'violation').map((one) => {
    if (one.attribution === 'harness') return 'error'
    return one.attribution === 'target' ? 'fail' : 'inconclusive'
  })
}

function notReached(view: CaseView, reported: boolean): Finding | undefined {
  const { report, heard, case: { sheet } } = view
  const silent = heard.length === 0 && report?.outcome !== 'done'
  if (sheet.name === '' || !(silent || (reported && report === undefined))) return undefined
  const reason = report?.reason ?? ''
  return finding('judge', { heard: null }, {
    requirement: '',
    severity: 'note',
    attribution: 'environment',
    expected: 'done',
    actual: reason === '' ? '-' : reason,
    zh: `未能驱动被测方执行本用例${reason === '' ? '' : `: ${reason}`}`,
    en: `The party could not be driven through this case${reason === '' ? '' : `: ${reason}`}`,
  })
}

/** A day without a settlement has nothing to be stated, so nothing was shown. */
function nothingToState({ case: { sheet }, run }: CaseView): Finding | undefined {
  const own = run.audit.rows.some((row) => row.institution === sheet.fixmedins_code)
  if (sheet.journey !== 'day-end' || own) return undefined
  return finding('judge', { heard: null }, {
    requirement: '',
    severity: 'note',
    attribution: 'environment',
    expected: '> 0',
    actual: '0',
    zh: '本机构没有任何结算, 日终对账无从检验',
    en: 'The institution has no settlement at all, so its statement shows nothing',
  })
}

/** A pass must name what it looked at. */
function notLookedAt(
  { case: { requirements } }: CaseView,
  active: number,
  proved: ReadonlySet<string>,
): Finding[] {
  const missing = active === 0 ? [''] : requirements.filter((id) => !proved.has(id))
  return missing.map((id) => finding('judge', { heard: null }, {
    requirement: id,
    attribution: 'harness',
    expected: id === '' ? '> 0' : id,
    actual: '0',
    zh: id === '' ? '没有任何检查看到本用例的内容' : `没有检查看到要求 ${id}, 不能判为通过`,
    en: id === '' ? 'No check looked at anything in this case' : `No check looked at ${id}`,
  }))
}
