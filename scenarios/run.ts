/** Runs the cases of a suite against a hospital. The only stage that talks to anybody. */
import type { Case } from '../contracts/case.ts'
import { DriverUnreachable } from './driver.ts'
import type { Driver } from './driver.ts'
import type { DriverReport, Evidence } from './evidence.ts'
import type { Harness } from './harness.ts'

/** Told before each case, for a progress line. */
export type OnCase = (position: number, total: number, name: string) => void

/** One case after another; a case whose driver cannot be reached has no report. */
export async function runCases(
  cases: readonly Case[],
  harness: Harness,
  driver: Driver,
  onCase: OnCase,
): Promise<Evidence> {
  await driver.health()
  await driver.reset()
  const reports: DriverReport[] = []
  for (const [at, one] of cases.entries()) {
    onCase(at + 1, cases.length, one.sheet.name)
    harness.begin(one)
    const report = await unlessUnreachable(() => driver.perform(one.sheet))
    if (report !== undefined) reports.push(report)
  }
  const books = (await unlessUnreachable(() => driver.books())) ?? null
  return { cases, exchanges: harness.exchanges(), reports, books }
}

async function unlessUnreachable<Result>(
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work()
  } catch (reason) {
    if (reason instanceof DriverUnreachable) return undefined
    throw reason
  }
}
