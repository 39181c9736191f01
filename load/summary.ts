/** Reads what k6 says at its end, in our own words. */
import type { Seen } from './seen.ts'

/** k6 wrote no summary, or one that we do not understand. */
export class BadSummary extends Error {
  override readonly name = 'BadSummary'
}

export interface LoadSummary {
  readonly seconds: number
  /** Sum of each counter, e.g. `journey_done`, `settled_fen`, `steps{infno:2207}`. */
  readonly counts: Readonly<Record<string, number>>
  /** Milliseconds of each trend, e.g. `step_duration{infno:2207}` → `{ med, 'p(95)', … }`. */
  readonly trends: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Thresholds that did not hold, e.g. `step_duration{infno:2207}: p(95)<1000`. */
  readonly crossed: readonly string[]
  /** Thresholds that k6 judged; none at all would mean that nothing was asked. */
  readonly thresholds: number
}

interface Metric {
  readonly type: string
  readonly values: Readonly<Record<string, number>>
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>
}

/** @throws BadSummary when the text is not a summary of k6 */
export function readSummary(text: string): LoadSummary {
  const { metrics, seconds } = parse(text)
  const counts: Record<string, number> = {}
  const trends: Record<string, Readonly<Record<string, number>>> = {}
  const crossed: string[] = []
  let thresholds = 0
  for (const [name, metric] of Object.entries(metrics)) {
    if (metric.type === 'counter') counts[name] = metric.values['count'] ?? 0
    if (metric.type === 'trend') trends[name] = metric.values
    for (const [limit, { ok }] of Object.entries(metric.thresholds ?? {})) {
      thresholds += 1
      if (!ok) crossed.push(`${name}: ${limit}`)
    }
  }
  return { seconds, counts, trends, crossed, thresholds }
}

/**
 * What must be so after any run, whatever its thresholds: every journey ended one way or the
 * other, and the records to reconcile are as many and as much as k6 counted. One line for each
 * thing that is not so; empty when the run can be relied on.
 */
export function inconsistencies(summary: LoadSummary, seen: readonly Seen[]): string[] {
  const count = (name: string): number => summary.counts[name] ?? 0
  const booked = seen.filter((record) => record.kind === 'booked')
  const settled = booked.filter((record) => record.medfeeFen >= 0)
  const refunded = booked.filter((record) => record.medfeeFen < 0)
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, fen) => sum + fen, 0)
  const pairs: [string, number, number][] = [
    ['journey_done', count('journey_started'), count('journey_done')],
    ['settled_count', settled.length, count('settled_count')],
    ['settled_fen', total(settled.map((record) => record.medfeeFen)), count('settled_fen')],
    ['fund_fen', total(settled.map((record) => record.fundFen)), count('fund_fen')],
    ['acct_fen', total(settled.map((record) => record.acctFen)), count('acct_fen')],
    ['cash_fen', total(settled.map((record) => record.cashFen)), count('cash_fen')],
    ['refunded_count', refunded.length, count('refunded_count')],
    ['refunded_fen', -total(refunded.map((record) => record.medfeeFen)), count('refunded_fen')],
  ]
  const found = pairs
    .filter(([, expected, actual]) => expected !== actual)
    .map(([name, expected, actual]) => `${name}: ${expected} expected, ${actual} counted`)
  if (count('journey_started') === 0) found.push('journey_started: no journey began')
  if (summary.thresholds === 0) found.push('thresholds: none was judged')
  return found
}

function parse(text: string): { metrics: Readonly<Record<string, Metric>>; seconds: number } {
  try {
    const data: {
      readonly metrics: Readonly<Record<string, Metric>>
      readonly state: { readonly testRunDurationMs: number }
    } = JSON.parse(text)
    return { metrics: data.metrics, seconds: data.state.testRunDurationMs / 1000 }
  } catch (problem) {
    throw new BadSummary(`k6 left no readable summary: ${String(problem)}`)
  }
}
