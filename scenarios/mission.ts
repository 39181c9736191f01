/**
 * How much of what the founding documents name is there, computed from the requirement coverage:
 * a row works when each of its requirements has a check of a suite or a test of the reference.
 * Started as `npm run coverage:mission`; `--json`, `--write`, `--check`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { missionRows } from '../contracts/mission.ts'
import type { MissionRow } from '../contracts/mission.ts'
import { requirementOf } from '../contracts/requirements.ts'
import { firstStaleLine, referenceTests, requirementCoverage } from './coverage.ts'
import { missionPage } from './mission-page.ts'

type MissionState = 'works' | 'partly' | 'not yet' | 'context'

/** A requirement of a row with what proves it; both lists empty when nothing does. */
interface Proof {
  readonly id: string
  readonly checks: readonly string[]
  readonly tests: readonly string[]
}

export interface MissionLine extends MissionRow {
  readonly state: MissionState
  readonly proofs: readonly Proof[]
}

const PAGE = 'docs/mission.md'
const HOW = 'npm run coverage:mission -- --write'

/** Every row with its state. */
export function missionCoverage(): MissionLine[] {
  const tests = referenceTests()
  const checks = new Map(requirementCoverage(tests).rows.map((row) => [row.id, row.checks]))
  const proofOf = (id: string): Proof => ({
    id,
    checks: checks.get(id) ?? [],
    tests: tests.filter((one) => one.requirements.includes(id)).map(({ name }) => name),
  })
  return missionRows().map((row) => {
    const proofs = row.requirements.map(proofOf)
    return { ...row, proofs, state: stateOf(row, proofs) }
  })
}

function stateOf(row: MissionRow, proofs: readonly Proof[]): MissionState {
  if (row.requirements.length === 0) return 'context'
  const proved = proofs.filter(({ checks, tests }) => checks.length + tests.length > 0).length
  if (proved === proofs.length) return 'works'
  return proved === 0 ? 'not yet' : 'partly'
}

/** One line for each row that cannot be read as it stands. */
export function missionFaults(rows: readonly MissionRow[]): string[] {
  return rows.flatMap(({ id, requirements, reason }) => {
    const unknown = requirements
      .filter((one) => !/^A\d-\d{2}$/.test(one) && requirementOf(one) === undefined)
      .map((one) => `${id}: names ${one}, and there is no such requirement`)
    if ((requirements.length === 0) === (reason !== '')) return unknown
    return [...unknown, `${id}: needs requirements or a reason, and not both`]
  })
}

/** The page as it should be. */
export function missionText(lines: readonly MissionLine[]): string {
  return missionPage(lines, counts(lines), HOW)
}

function counts(lines: readonly MissionLine[]): string {
  const states: MissionState[] = ['works', 'partly', 'not yet', 'context']
  const told = states.map((state) => {
    const rows = lines.filter((line) => line.state === state)
    const core = rows.filter(({ roles }) => roles.includes('CORE')).length
    return `${state} ${rows.length} (${core} of the core)`
  })
  return `${lines.length} rows: ${told.join(', ')}`
}

function table(lines: readonly MissionLine[]): string {
  const rows = lines.map((line) => {
    const lacking = line.proofs
      .filter(({ checks, tests }) => checks.length + tests.length === 0)
      .map(({ id }) => id)
    const roles = line.roles.join(' ').padEnd(15)
    return `${line.id}  ${line.state.padEnd(8)} ${roles} ${line.title.en}` +
      (lacking.length > 0 ? ` [nothing holds ${lacking.join(', ')}]` : '')
  })
  return `${rows.join('\n')}\n\n${counts(lines)}\n`
}

/** @returns the exit code: 1 when the table has faults or its page is stale, 2 for wrong usage */
function main(mode: string | undefined): number {
  const lines = missionCoverage()
  const faults = missionFaults(lines)
  const path = new URL(`../${PAGE}`, import.meta.url)
  if (mode === undefined) process.stdout.write(table(lines))
  else if (mode === '--json') process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`)
  else if (mode === '--write') writeFileSync(path, missionText(lines))
  else if (mode === '--check') {
    const committed = readFileSync(path, 'utf8')
    const stale = firstStaleLine(committed, missionText(lines), { page: PAGE, how: HOW })
    if (stale !== undefined) faults.push(stale)
  } else {
    process.stderr.write(`mission: unknown option ${mode} (--json, --write or --check)\n`)
    return 2
  }
  for (const fault of faults) process.stderr.write(`mission: ${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv[2])
