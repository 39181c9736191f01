/**
 * The judge: evidence in, findings and verdicts out. It is pure, and accuses nobody for what it
 * could not see; a fault of its own is `error`, and never the party's `fail`.
 */
import type { Case } from '../contracts/case.ts'
import { requirementOf } from '../contracts/requirements.ts'
import type {
  CaseResult,
  Decision,
  Finding,
  RequirementResult,
} from '../contracts/run-record.ts'
import { totalOf } from './auditor.ts'
import { CASE_CHECKS, RUN_CHECKS } from './checks/all.ts'
import { finding } from './checks/check.ts'
import type { CaseCheck, Check, Looked, LookedAtDay, RunCheck } from './checks/check.ts'
import { closeCase } from './checks/verdict.ts'
import type { Seen } from './checks/verdict.ts'
import { decide, requirementResults } from './checks/roll-up.ts'
import { caseViewOf, runViewOf } from './evidence.ts'
import type { CaseView, Evidence, RunView } from './evidence.ts'

export interface JudgeOptions {
  /** The command that plays a case again. */
  readonly replay: (caseName: string) => string
  /** The checks to use; only tests of the judge itself name other ones. */
  readonly checks?: readonly Check[]
}

export interface Judgement {
  readonly cases: CaseResult[]
  readonly requirements: RequirementResult[]
  readonly decision: Decision
  /** Why, in one line each. */
  readonly reasons: { readonly zh: string; readonly en: string }[]
  /** Total fees of the settlements that still stand, in fen. */
  readonly settledFen: number
}

/** Judges a run. Never throws for what is in the evidence: that becomes a finding. */
export function judge(evidence: Evidence, options: JudgeOptions): Judgement {
  const run = runViewOf(evidence)
  const checks = options.checks ?? [...CASE_CHECKS, ...RUN_CHECKS]
  const days = checks.filter((check) => check.scope === 'run').flatMap((check) =>
    judgeRun(run, check).map((day) => ({ check, day, home: homeOf(day, run) })))
  const caseChecks = checks.filter((check) => check.scope === 'case')
  const seen = [...run.cases, ...nobodys(run, days.map(({ home }) => home))].map((which) => {
    const view = caseViewOf(run, which, evidence)
    const inDay = days.filter(({ home }) => home === which.sheet.name)
      .map(({ check, day }) => ({ check, looked: day }))
    return closeCase(view, [...judgeCase(view, caseChecks), ...inDay], evidence.reports.length > 0)
  })
  const cases = seen.map((one) => resultOf(one, options))
  const requirements = requirementResults(seen)
  return {
    cases,
    requirements,
    ...decide(cases, requirements),
    settledFen: totalOf(run.audit.live).medfeeFen,
  }
}

function judgeRun(run: RunView, check: RunCheck): readonly LookedAtDay[] {
  return attempt<readonly LookedAtDay[]>(
    check,
    () => check.judge(run),
    (broken) => [{ ...broken, institution: '', day: '' }],
  )
}

/** Every check in turn over one view; each is told what the earlier ones found. */
export function judgeCase(view: CaseView, checks: readonly CaseCheck[]) {
  const found: Finding[] = []
  return checks.map((check) => {
    const looked = attempt(check, () => check.judge(view, found), (broken) => broken)
    const fresh = looked.findings.map(weighed).filter((one) => !found.some((old) => same(old, one)))
    found.push(...fresh)
    return { check, looked: { ...looked, findings: fresh } }
  })
}

/** Only a sourced row may fail a third party: a breach of another one is a warning. */
function weighed(one: Finding): Finding {
  const weight = requirementOf(one.requirement)?.weight ?? 'sourced'
  const lighter = one.severity === 'violation' && one.attribution === 'target' &&
    weight !== 'sourced'
  return lighter ? { ...one, severity: 'warning' } : one
}

/** The same breach at the same place is told once, by the first check that saw it. */
function same(one: Finding, other: Finding): boolean {
  return one.exchange !== null && one.exchange === other.exchange && one.pointer !== '' &&
    one.pointer === other.pointer && one.requirement === other.requirement
}

/** A check that throws is our own fault, and the other checks go on. */
function attempt<Result>(
  check: Check,
  work: () => Result,
  instead: (broken: Looked) => Result,
): Result {
  try {
    return work()
  } catch (reason) {
    const actual = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
    return instead({
      looked: 0,
      findings: [finding(check.id, { heard: null }, {
        requirement: check.requirements[0] ?? '',
        attribution: 'harness',
        expected: '-',
        actual,
        zh: `检查 ${check.id} 自身出错, 与被测方无关: ${actual}`,
        en: `Check ${check.id} itself broke, the party has no part in it: ${actual}`,
      })],
    })
  }
}

/** Name of the day-end case that a day's findings belong to; '' when there is none. */
function homeOf(day: LookedAtDay, run: RunView): string {
  const ends = run.cases.filter(({ sheet }) => sheet.journey === 'day-end' &&
    sheet.fixmedins_code === day.institution)
  const exact = ends.find(({ sheet }) => sheet.startsAt.startsWith(day.day) && day.day !== '')
  return (exact ?? ends.at(-1))?.sheet.name ?? ''
}

/** A place for what belongs to no case; only when there is something. */
function nobodys(run: RunView, homes: readonly string[]): Case[] {
  const names = new Set(run.cases.map(({ sheet }) => sheet.name))
  if (!homes.includes('') && run.heard.every((heard) => names.has(heard.case))) return []
  return [{
    schema: 'liantiao/case/1',
    title: { zh: '不属于任何用例的报文', en: 'Messages of no case' },
    requirements: [],
    sheet: {
      name: '',
      journey: 'sign-in',
      mdtrtarea_admvs: '',
      fixmedins_code: '',
      startsAt: run.heard[0]?.at ?? '',
    },
    faults: [],
    expected: { liveSettlements: 0 },
  }]
}

function resultOf({ view, verdict, findings, looked }: Seen, { replay }: JudgeOptions): CaseResult {
  const { sheet, title, requirements } = view.case
  return {
    name: sheet.name,
    title,
    verdict,
    requirements,
    findings,
    looked,
    exchanges: [...view.heard, ...view.relayed].map(({ n }) => n).sort((a, b) => a - b),
    replay: replay(sheet.name),
  }
}
