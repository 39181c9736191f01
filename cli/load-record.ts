/** A load run as a run record: three cases, levels held, k6 consistent, books equal. */
import type { CaseResult, Finding, RunRecord, Verdict } from '../contracts/run-record.ts'
import { VERDICTS, worst } from '../contracts/run-record.ts'
import { beijingTime, systemClock } from '../core/clock.ts'
import { formatFen } from '../core/money.ts'
import type { K6 } from '../load/find-k6.ts'
import type { Profile } from '../load/profiles.ts'
import type { K6Run } from '../load/run-k6.ts'
import { inconsistencies } from '../load/summary.ts'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import type { BooksComparison } from './load-books.ts'
import { version } from './version.ts'

export interface LoadFacts {
  readonly profile: Profile
  readonly k6: K6
  readonly run: K6Run
  readonly books: BooksComparison
  readonly seed: number
  /** Epoch milliseconds. */
  readonly startedAt: number
}

/** The verdict is `pass` only if the levels held and not one fen is missing. */
export function loadRecord(facts: LoadFacts): RunRecord {
  const { profile, run, books, k6 } = facts
  const cases = [levels(facts), measured(facts), balanced(facts)]
  const verdict = worst(cases.map((one) => one.verdict))
  const decision =
    verdict === 'pass' ? 'granted' : verdict === 'fail' ? 'refused' : 'inconclusive'
  const counts = run.summary?.counts ?? {}
  const journeys = counts['journey_done'] ?? 0
  const messages = counts['steps'] ?? 0
  const differences = books.differences.length
  return {
    schema: 'liantiao/run/1',
    version: version(),
    seed: facts.seed,
    suite: `load/${profile.name}`,
    target: {
      name: '内置核心平台',
      kind: 'core',
      edition: 'national',
      institutions: exampleInstitutions.map((one) => one.fixmedins_code),
      driver: `k6 ${k6.version}`,
      defect: '',
    },
    startedAt: beijingTime(facts.startedAt),
    finishedAt: beijingTime(systemClock().now()),
    decision,
    reasons: [
      {
        zh: `${journeys}个就医过程，${messages}条报文，差异${differences}笔，结算${formatFen(books.settledFen)}元`,
        en:
          `${journeys} journeys, ${messages} messages, ${differences} differences, ` +
          `${formatFen(books.settledFen)} yuan settled`,
      },
      ...cases.flatMap((one) => one.findings.map((finding) => finding.message)),
    ],
    summary: {
      verdicts: countVerdicts(cases),
      exchanges: messages,
      settledFen: books.settledFen,
    },
    cases,
    requirements: [],
    digests: {},
  }
}

function levels({ run, profile }: LoadFacts): CaseResult {
  const thresholds = run.summary?.thresholds ?? 0
  const findings = (run.summary?.crossed ?? []).map((crossed) =>
    finding('levels', `未达到服务水平：${crossed}`, `level not held: ${crossed}`, 'target'),
  )
  const title = { zh: '服务水平', en: 'Service levels' }
  return caseOf(`load/${profile.name}/levels`, title, findings, thresholds)
}

function measured({ run, profile }: LoadFacts): CaseResult {
  const { summary, seen } = run
  const problems = summary === null ? ['k6 left no summary'] : inconsistencies(summary, seen)
  if (!['held', 'thresholds-crossed'].includes(run.ending)) {
    problems.push(`k6 ended with ${run.ending} (exit code ${run.exitCode ?? 'none'})`)
  }
  const findings = problems.map((problem) =>
    finding('measured', `测量不可信：${problem}`, `cannot be relied on: ${problem}`, 'harness'),
  )
  const title = { zh: '测量自身一致', en: 'The measurement agrees with itself' }
  return caseOf(`load/${profile.name}/measured`, title, findings, run.summary === null ? 0 : 1)
}

function balanced({ books, run, profile }: LoadFacts): CaseResult {
  const findings = books.differences.map((one) =>
    finding(
      'books',
      `对账差异${one.kind}：${one.setl_id} ${one.field} ` +
        `负载侧${formatFen(one.seenFen)} 平台${formatFen(one.platformFen)}`,
      `difference ${one.kind}: ${one.setl_id} ${one.field} ` +
        `seen ${formatFen(one.seenFen)}, platform ${formatFen(one.platformFen)}`,
      'target',
    ),
  )
  if (books.statement !== '') {
    findings.push(
      finding('books', `3201不平：${books.statement}`, `3201 unequal: ${books.statement}`, 'target'),
    )
  }
  const title = { zh: '负载后账目相平', en: 'The books are equal after the load' }
  return caseOf(`load/${profile.name}/books`, title, findings, run.seen.length)
}

/** A case that looked at nothing proves nothing: that is our own error. */
function caseOf(
  name: string,
  title: CaseResult['title'],
  findings: readonly Finding[],
  looked: number,
): CaseResult {
  const ours = findings.some((one) => one.attribution === 'harness') || looked === 0
  const verdict: Verdict = ours ? 'error' : findings.length > 0 ? 'fail' : 'pass'
  const [, profile = ''] = name.split('/')
  return {
    name,
    title,
    verdict,
    requirements: [],
    findings,
    looked: { [name.split('/')[2] ?? '']: looked },
    exchanges: [],
    replay: `npx liantiao load ${profile}`,
  }
}

function finding(
  check: string,
  zh: string,
  en: string,
  attribution: Finding['attribution'],
): Finding {
  return {
    check: `load/${check}`,
    severity: 'violation',
    attribution,
    requirement: '',
    message: { zh, en },
    exchange: null,
    infno: '',
    pointer: '',
    expected: '',
    actual: '',
  }
}

function countVerdicts(cases: readonly CaseResult[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<
    Verdict,
    number
  >
  for (const one of cases) counts[one.verdict] += 1
  return counts
}
