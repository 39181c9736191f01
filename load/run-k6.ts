/** Runs k6 once and reads everything it leaves behind. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LoadPlan, Seat } from './load-plan.ts'
import type { Profile } from './profiles.ts'
import { k6Options } from './profiles.ts'
import { runCommand } from './run-command.ts'
import type { Seen } from './seen.ts'
import type { LoadSummary } from './summary.ts'
import { readSummary } from './summary.ts'

/** What k6's exit code says; everything but the first two is no measurement at all. */
export type K6Ending =
  | 'held'
  | 'thresholds-crossed'
  | 'bad-options'
  | 'interrupted'
  | 'script-error'
  | 'aborted'
  | 'timed-out'
  | 'unknown'

const ENDINGS: Readonly<Record<number, K6Ending>> = {
  0: 'held',
  99: 'thresholds-crossed',
  104: 'bad-options',
  105: 'interrupted',
  107: 'script-error',
  108: 'aborted',
  110: 'aborted',
}

export interface K6RunOptions {
  readonly k6Path: string
  readonly bundlePath: string
  /** JSON lines of case sheets, at least `journeysNeeded(profile)` of them. */
  readonly casesPath: string
  readonly target: string
  readonly seats: readonly Seat[]
  readonly profile: Profile
  /** Gets plan.json, k6-summary.json, k6-console.log and k6.log. */
  readonly outDir: string
  readonly clockOffsetSeconds?: number
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly onProgress?: (seconds: number, ofSeconds: number) => void
}

export interface K6Run {
  readonly ending: K6Ending
  readonly exitCode: number | null
  /** Null when k6 ended before it could write one. */
  readonly summary: LoadSummary | null
  readonly seen: readonly Seen[]
  /** What failed journeys and k6 itself had to say: the first twenty different lines. */
  readonly complaints: readonly string[]
}

/** Time k6 may need to start, to let the last journeys end, and to write its summary. */
const ALLOWANCE_MS = 90_000

/** Never rejects because the party was slow or wrong: that is what the result says. */
export async function runK6(options: K6RunOptions): Promise<K6Run> {
  const { profile, onProgress = () => {} } = options
  const outDir = resolve(options.outDir)
  await mkdir(outDir, { recursive: true })
  const planPath = join(outDir, 'plan.json')
  const summaryPath = join(outDir, 'k6-summary.json')
  const consolePath = join(outDir, 'k6-console.log')
  await writeFile(planPath, JSON.stringify(planOf(options, summaryPath), null, 2))
  for (const stale of [summaryPath, consolePath]) await rm(stale, { force: true })
  let seconds = 0
  const clock = setInterval(() => onProgress((seconds += 1), profile.seconds), 1000)
  const args = ['run', '--quiet', '--no-color', '--log-format', 'raw']
  const result = await runCommand(
    options.k6Path,
    [...args, '--console-output', consolePath, '-e', `PLAN=${planPath}`, options.bundlePath],
    {
      // k6 reports home and fetches extensions unless it is told not to.
      env: {
        ...(options.env ?? process.env),
        K6_NO_USAGE_REPORT: 'true',
        K6_AUTO_EXTENSION_RESOLUTION: 'false',
      },
      timeoutMs: profile.seconds * 1000 + ALLOWANCE_MS,
    },
  ).finally(() => clearInterval(clock))
  await writeFile(join(outDir, 'k6.log'), result.stdout + result.stderr)
  const { seen, complaints } = readConsole(await textOf(consolePath))
  const summaryText = await textOf(summaryPath)
  return {
    ending: result.timedOut ? 'timed-out' : (ENDINGS[result.code ?? -1] ?? 'unknown'),
    exitCode: result.code,
    summary: summaryText === '' ? null : readSummary(summaryText),
    seen,
    complaints: [...new Set([...complaints, ...linesOf(result.stderr)])].slice(0, 20),
  }
}

/** Splits the console file into records of money and everything else. */
export function readConsole(text: string): { seen: Seen[]; complaints: string[] } {
  const seen: Seen[] = []
  const complaints: string[] = []
  for (const line of linesOf(text)) {
    if (line.startsWith('{"seen":')) seen.push((JSON.parse(line) as { seen: Seen }).seen)
    else complaints.push(line)
  }
  return { seen, complaints }
}

function planOf(options: K6RunOptions, summaryPath: string): LoadPlan {
  return {
    schema: 'liantiao/load-plan/1',
    target: options.target.replace(/\/$/, ''),
    casesPath: resolve(options.casesPath),
    summaryPath,
    seats: options.seats,
    maxVUs: options.profile.maxVUs,
    clockOffsetSeconds: options.clockOffsetSeconds ?? 0,
    options: k6Options(options.profile),
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

/** '' for a file that was not written. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
