/**
 * The day's end: every scope compared, written once, and open differences carried on until some
 * event closes them. Run again it says whether anything has changed (RULE-177).
 */
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { addDays, validDay } from '../days.ts'
import type { Store } from '../store/store.ts'
import type { Reconciliation, Scope } from './reconciliation.ts'
import { reconcile } from './reconcile.ts'
import { reviewRegister } from './register.ts'
import type { Movement } from './register.ts'
import { latestRun, writeRun } from './runs.ts'
import { gather } from './sources.ts'
import type { DaySources } from './sources.ts'

/** The run of one scope. */
export interface ScopeRun {
  readonly scope: Scope
  /** 1 for the first file of the day; a new one only when the file is another. */
  readonly version: number
  readonly status: 'new' | 'identical' | 'changed'
  /** What the new version changed; empty unless `status` is `changed`. */
  readonly changes: readonly string[]
  readonly reconciliation: Reconciliation
}

export interface DayEnd {
  readonly day: string
  /** True when it ran later than the day after (RULE-174, a practice without a source). */
  readonly late: boolean
  readonly runs: readonly ScopeRun[]
  /** Differences opened and closed by this run. */
  readonly movements: readonly Movement[]
}

/** A day cannot be reconciled before it is over. */
export class DayNotOver extends Error {
  override readonly name = 'DayNotOver'
}

/**
 * Reconciles a day and writes it down.
 * @param day yyyy-MM-dd
 * @param store where runs and differences are kept: the platform's
 * @throws DayNotOver
 */
export async function runDayEnd(
  day: string,
  sources: DaySources,
  store: Store,
  clock: Clock,
): Promise<DayEnd> {
  const now = beijingTime(clock.now())
  if (now.slice(0, 10) <= validDay(day)) throw new DayNotOver(`${day} is not over at ${now}`)
  const late = now.slice(0, 10) > addDays(day, 1)
  const files = [...gather(day, sources)].map(([scope, rows]) =>
    reconcile(day, rows.placeOfCare, rows.hub, rows.insuredPlace, scope))
  return store.commit(() => {
    const runs = files.map((file) => writeRun(store, file, { now, late }))
    const movements = reviewRegister({ store, sources, day, now, files })
    return { day, late, runs, movements }
  })
}

/** Ends every day from `first` to yesterday that has no run yet, in their order. */
export async function runDueDays(
  first: string,
  sources: DaySources,
  store: Store,
  clock: Clock,
): Promise<DayEnd[]> {
  const ended: DayEnd[] = []
  const today = beijingTime(clock.now()).slice(0, 10)
  for (let day = validDay(first); day < today; day = addDays(day, 1)) {
    if (latestRun(store, day, 'local') !== undefined) continue
    ended.push(await runDayEnd(day, sources, store, clock))
  }
  return ended
}
