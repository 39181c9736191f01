/** Success and latency of each pair of places, from the relay log (RULE-250). */
import { pairFigures } from '../hub/relay-figures.ts'
import type { PairFigures, RelayEntry } from '../hub/relay-figures.ts'
import { ratioOf } from './ratio.ts'
import type { Ratio } from './ratio.ts'

/** A pair `place of care>insured place`; its share counts no repeated messages. */
export interface PairService extends PairFigures {
  readonly success: Ratio
  /** Nineteen in twenty answers came within this; 0 where nobody answered. */
  readonly p95Milliseconds: number
}

/** Every pair in the entries, in the order of the pairs. */
export function pairServices(entries: readonly RelayEntry[]): PairService[] {
  const times = Map.groupBy(
    entries.filter(({ answeredMs }) => answeredMs !== null),
    ({ pair }) => pair,
  )
  return pairFigures(entries).map((one) => {
    const own = (times.get(one.pair) ?? [])
      .map(({ milliseconds }) => milliseconds)
      .toSorted((left, right) => left - right)
    return {
      ...one,
      success: ratioOf(one.passed, one.messages - one.repeated),
      p95Milliseconds: own[Math.ceil(own.length * 0.95) - 1] ?? 0,
    }
  })
}
