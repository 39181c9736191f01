/**
 * Which checks and which cases prove each requirement row, computed from the checks and the suite.
 * Started as `npm run coverage:requirements`; `--json`, `--write`, `--check`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { allRequirements } from '../contracts/requirements.ts'
import type { Requirement } from '../contracts/requirements.ts'
import { CASE_CHECKS, RUN_CHECKS } from './checks/all.ts'
import { coveragePage } from './coverage-page.ts'
import { exampleInstitutions } from './example-party.ts'
import { hospitalSuite } from './generate/hospital-suite.ts'
import { placeOf } from './generate/place.ts'
import { MONTH_CHECKS } from './month/judge-month.ts'
import { ruleTests } from './rule-tests.ts'

/** A row with the names of what proves it. */
export interface CoveredRow extends Requirement {
  readonly checks: readonly string[]
  readonly cases: readonly string[]
  /** Tests of the reference that name the row; they judge no party under test. */
  readonly tests: readonly string[]
}

export interface Coverage {
  readonly rows: readonly CoveredRow[]
  readonly counts: Readonly<Record<string, number>>
  /** One line for each disagreement between the rows and what claims to prove them. */
  readonly faults: readonly string[]
}

/** Rows of the mission table that are no requirement rows; `mission.ts` looks after them. */
const MISSION_ROW = /^A\d-\d{2}$/

/** Something that names the rows it proves. */
interface Claim {
  readonly name: string
  readonly requirements: readonly string[]
}

const PAGE = 'docs/requirements.md'
const HOW = 'npm run coverage:requirements -- --write'

/**
 * The matrix of this tree; the same for every seed, because a seed changes no case's rows.
 * @param tests what holds the reference; left out where only checks are asked for
 */
export function requirementCoverage(tests: readonly Claim[] = []): Coverage {
  const checks = [...CASE_CHECKS, ...RUN_CHECKS]
    .map(({ id, requirements }) => ({ name: id, requirements }))
  const cases = hospitalSuite(1, placeOf(exampleInstitutions))
    .map(({ sheet, requirements }) => ({ name: sheet.name, requirements }))
  return coverageOf(allRequirements(), checks, cases, tests)
}

/** What holds the reference itself: tests that name a row, and the judging of a whole month. */
export function referenceTests(): Claim[] {
  const month = MONTH_CHECKS.map(({ id, requirements }) =>
    ({ name: `simulate ${id}`, requirements }))
  return [...month, ...ruleTests()]
}

/** Puts rows and claims together: a row needs a check, a test or a reason. */
export function coverageOf(
  requirements: readonly Requirement[],
  checks: readonly Claim[],
  cases: readonly Claim[],
  tests: readonly Claim[] = [],
): Coverage {
  const rows = requirements.map((row) => ({
    ...row,
    checks: namesFor(row.id, checks),
    cases: namesFor(row.id, cases),
    tests: namesFor(row.id, tests),
  }))
  const known = new Set(requirements.map(({ id }) => id))
  const unknown = [...checks, ...cases, ...tests].flatMap(({ name, requirements: ids }) =>
    ids
      .filter((id) => !known.has(id) && !MISSION_ROW.test(id))
      .map((id) => `${id}: named by ${name}, and no such row`))
  return { rows, counts: countsOf(rows), faults: [...rows.flatMap(faultsOf), ...unknown] }
}

function namesFor(id: string, claims: readonly Claim[]): string[] {
  return claims.filter(({ requirements }) => requirements.includes(id)).map(({ name }) => name)
}

function faultsOf({ id, checks, cases, tests, reason }: CoveredRow): string[] {
  const [check] = checks
  const [one] = cases
  if (check !== undefined && reason !== '') {
    return [`${id}: check ${check} proves it, so its reason must go: ${reason}`]
  }
  if (check === undefined && one !== undefined) {
    return [`${id}: case ${one} lists it, no check does`]
  }
  if (check !== undefined || tests.length > 0 || reason !== '') return []
  return [`${id}: neither a check nor a test nor a reason`]
}

function countsOf(rows: readonly CoveredRow[]): Record<string, number> {
  const count = (holds: (row: CoveredRow) => boolean) => rows.filter(holds).length
  return {
    rows: rows.length,
    rules: count(({ id }) => id.startsWith('RULE-')),
    interface: count(({ id }) => id.startsWith('IF-')),
    withCheck: count(({ checks }) => checks.length > 0),
    withTest: count(({ checks, tests }) => checks.length === 0 && tests.length > 0),
    withCase: count(({ cases }) => cases.length > 0),
    withReason: count(({ reason }) => reason !== ''),
    sourced: count(({ weight }) => weight === 'sourced'),
    design: count(({ weight }) => weight === 'design'),
    unsourced: count(({ weight }) => weight === 'unsourced'),
  }
}

/** The first line that is not as it should be, told for a reader; undefined when there is none. */
export function firstStaleLine(
  committed: string,
  current: string,
  { page, how } = { page: PAGE, how: HOW },
): string | undefined {
  if (committed === current) return undefined
  const [old, fresh] = [committed.split('\n'), current.split('\n')]
  const length = Math.max(old.length, fresh.length)
  const at = Array.from({ length }, (_, line) => line).find((line) => old[line] !== fresh[line])
  const found = old[at ?? 0] ?? 'the end'
  return `${page}:${(at ?? 0) + 1} is stale: ${found} (cure: ${how})`
}

function table({ rows, counts }: Coverage): string {
  const lines = rows.map(({ id, weight, checks, cases, tests, reason }) => {
    const judged = checks.length > 0 ? `${checks.join(', ')} · ${cases.length} cases` : ''
    const held = tests.length > 0 ? `${tests.length} tests` : ''
    const proved = [judged, held].filter((text) => text !== '').join(' · ')
    return `${id.padEnd(24)}${weight.padEnd(11)}${proved === '' ? `- ${reason}` : proved}`
  })
  const sums = Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ')
  return `${lines.join('\n')}\n\n${sums}\n`
}

/** @returns the exit code: 1 when the matrix has faults or its page is stale, 2 for wrong usage */
function main(mode: string | undefined): number {
  const coverage = requirementCoverage(referenceTests())
  const page = new URL(`../${PAGE}`, import.meta.url)
  const faults = [...coverage.faults]
  if (mode === undefined) process.stdout.write(table(coverage))
  else if (mode === '--json') process.stdout.write(`${JSON.stringify(coverage, null, 2)}\n`)
  else if (mode === '--write') writeFileSync(page, coveragePage(coverage))
  else if (mode === '--check') {
    const committed = existsSync(page) ? readFileSync(page, 'utf8') : ''
    const stale = firstStaleLine(committed, coveragePage(coverage))
    if (stale !== undefined) faults.push(stale)
  } else {
    process.stderr.write(`coverage: unknown option ${mode} (--json, --write or --check)\n`)
    return 2
  }
  for (const fault of faults) process.stderr.write(`coverage: ${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv[2])
