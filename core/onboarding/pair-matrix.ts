/**
 * A province that joins against every other one, in both directions: as place of care and as
 * insured place. Read from a hub's relay log, so that a pair counts by what really went by.
 */
import { provinceOf } from '../hub/scope.ts'
import type { RelayEntry } from '../hub/relay-figures.ts'

export interface PairResult {
  /** Province on the other side, six digits. */
  readonly counterpart: string
  /** `inbound`: their insured are treated here; `outbound`: ours are treated there. */
  readonly direction: 'inbound' | 'outbound'
  /** Settled at least once; tried and never settled; or nothing that settles came by. */
  readonly state: 'settled' | 'failed' | 'not-tried'
  readonly tried: number
  /** The first settlement that passed: message and epoch milliseconds; null without one. */
  readonly evidence: { readonly msgid: string; readonly answeredMs: number } | null
  /** Codes of refusals and silence, each once, in order. */
  readonly reasons: readonly string[]
}

/** Transactions that settle: outpatient, inpatient, pharmacy. */
const SETTLING: ReadonlySet<string> = new Set(['2207', '2304', '2102'])

/**
 * Both directions of each pair, in the order of the counterparts' codes.
 * @param province the one that joins, and `counterparts` the others; province codes
 */
export function pairMatrix(
  entries: readonly RelayEntry[],
  province: string,
  counterparts: readonly string[],
): PairResult[] {
  const pairs = Map.groupBy(
    entries.filter(({ infno, outcome }) => SETTLING.has(infno) && outcome !== 'repeated'),
    (one) => keyOf(provinceOf(one.placeOfCare), provinceOf(one.insuredPlace)),
  )
  return counterparts.toSorted().flatMap((counterpart) => [
    resultOf(pairs.get(keyOf(province, counterpart)) ?? [], counterpart, 'inbound'),
    resultOf(pairs.get(keyOf(counterpart, province)) ?? [], counterpart, 'outbound'),
  ])
}

/** True when every pair was tried and settled in both directions. */
export function allSettled(results: readonly PairResult[]): boolean {
  return results.length > 0 && results.every(({ state }) => state === 'settled')
}

function resultOf(
  entries: readonly RelayEntry[],
  counterpart: string,
  direction: PairResult['direction'],
): PairResult {
  const inOrder = entries.toSorted((one, other) =>
    one.arrivedMs - other.arrivedMs || (one.msgid < other.msgid ? -1 : 1))
  const first = inOrder.find(({ outcome }) => outcome === 'passed')
  const failures = inOrder.filter(({ outcome }) => outcome !== 'passed')
  const failed = entries.length === 0 ? 'not-tried' : 'failed'
  return {
    counterpart,
    direction,
    state: first === undefined ? failed : 'settled',
    tried: entries.length,
    evidence: first === undefined
      ? null
      : { msgid: first.msgid, answeredMs: first.answeredMs ?? first.arrivedMs },
    reasons: [...new Set(failures.map(({ outcome, reason }) => reason || outcome))],
  }
}

function keyOf(placeOfCare: string, insuredPlace: string): string {
  return `${placeOfCare}>${insuredPlace}`
}
