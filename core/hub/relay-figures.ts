/** The relay log as others read it: entries of a time, and figures of each pair (RULE-250). */
import { epochOf } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { RelayOutcome } from './relay-log.ts'

/** One message that came by. Areas as the message named them. */
export interface RelayEntry {
  readonly msgid: string
  readonly infno: string
  readonly placeOfCare: string
  readonly insuredPlace: string
  /** `place of care>insured place`. */
  readonly pair: string
  readonly arrivedMs: number
  readonly sentMs: number | null
  readonly answeredMs: number | null
  readonly outcome: RelayOutcome
  /** Code of the refusal, '' where there was none. */
  readonly reason: string
  /** From arrival to the next party's answer; 0 where it was not asked or did not answer. */
  readonly milliseconds: number
}

/** What one pair looks like over a time. Shares in basis points of all messages but repeats. */
export interface PairFigures {
  readonly pair: string
  readonly messages: number
  readonly passed: number
  readonly refusedThere: number
  readonly refusedHere: number
  readonly noAnswer: number
  readonly repeated: number
  /** Answered at all, passed or refused: silence is what a platform is blamed for. */
  readonly answeredBp: number
  readonly medianMilliseconds: number
}

interface Row {
  readonly msgid: string
  readonly infno: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  readonly arrived_ms: number
  readonly sent_ms: number | null
  readonly answered_ms: number | null
  readonly outcome: RelayOutcome
  readonly reason: string
}

/** Entries that arrived in [from, to); times or days, Beijing. What waits is not among them. */
export function relayedBetween(store: Store, from: string, to: string): RelayEntry[] {
  return store
    .all<Row>(
      'select * from relay where arrived_ms >= ? and arrived_ms < ? order by arrived_ms, id',
      epochOf(from),
      epochOf(to),
    )
    .map(entryOf)
}

/** Every time that one message came by, in order. */
export function relaysOf(store: Store, msgid: string): RelayEntry[] {
  return store.all<Row>('select * from relay where msgid = ? order by id', msgid).map(entryOf)
}

/** Figures of every pair in the entries, in the order of the pairs. */
export function pairFigures(entries: readonly RelayEntry[]): PairFigures[] {
  const pairs = Map.groupBy(entries, ({ pair }) => pair)
  return [...pairs].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([pair, all]) => {
    const count = (outcome: RelayOutcome) => all.filter((one) => one.outcome === outcome).length
    const noAnswer = count('no-answer')
    const repeated = count('repeated')
    const asked = all.length - repeated
    const times = all
      .filter(({ answeredMs }) => answeredMs !== null)
      .map(({ milliseconds }) => milliseconds)
      .toSorted((one, other) => one - other)
    return {
      pair,
      messages: all.length,
      passed: count('passed'),
      refusedThere: count('refused-there'),
      refusedHere: count('refused-here'),
      noAnswer,
      repeated,
      answeredBp: asked === 0 ? 0 : Math.floor(((asked - noAnswer) * 10_000) / asked),
      medianMilliseconds: times[Math.floor((times.length - 1) / 2)] ?? 0,
    }
  })
}

function entryOf(row: Row): RelayEntry {
  const { msgid, infno, outcome, reason } = row
  return {
    msgid,
    infno,
    placeOfCare: row.mdtrtarea_admvs,
    insuredPlace: row.insuplc_admdvs,
    pair: `${row.mdtrtarea_admvs}>${row.insuplc_admdvs}`,
    arrivedMs: row.arrived_ms,
    sentMs: row.sent_ms,
    answeredMs: row.answered_ms,
    outcome,
    reason,
    milliseconds: row.answered_ms === null ? 0 : row.answered_ms - row.arrived_ms,
  }
}
