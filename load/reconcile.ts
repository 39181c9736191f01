/** Compares what the load saw being booked with what the platform says it booked, in fen. */
import type { Seen, SettledAmounts } from './seen.ts'

/** One settlement or refund in the platform's books. */
export interface PlatformSettlement extends SettledAmounts {
  readonly setl_id: string
  readonly mdtrt_id: string
}

/** Sums as 3201 compares them: refunds negative, `count` is settlements minus refunds. */
export interface PlatformTotals {
  readonly medfeeFen: number
  readonly fundFen: number
  readonly acctFen: number
  readonly count: number
}

export interface PlatformBooks {
  readonly settlements: readonly PlatformSettlement[]
  readonly totals: PlatformTotals
}

/**
 * - `lost`: acknowledged to the hospital, not in the platform's books;
 * - `extra`: in the books, but no answer and no lost answer of ours explains it;
 * - `amount`: both have it, with another amount;
 * - `twice`: one number acknowledged for two messages;
 * - `total`: the platform's sum is not the sum of what we saw.
 */
export interface Difference {
  readonly kind: 'lost' | 'extra' | 'amount' | 'twice' | 'total'
  /** '' when the difference is about a total. */
  readonly setl_id: string
  readonly field: string
  readonly seenFen: number
  readonly platformFen: number
}

const AMOUNTS = ['medfeeFen', 'fundFen', 'acctFen', 'cashFen'] as const
const TOTALS = ['medfeeFen', 'fundFen', 'acctFen', 'count'] as const

/**
 * All differences, in the order of settlement numbers with totals last; empty when every fen is
 * accounted for. A settlement whose answer was lost is explained by its visit, and the totals are
 * then expected to contain it.
 */
export function reconcile(
  seen: readonly Seen[],
  platform: PlatformBooks,
): Difference[] {
  const differences: Difference[] = []
  const ours = new Map<string, SettledAmounts>()
  const unanswered = new Set<string>()
  for (const record of seen) {
    if (record.kind === 'unknown') unanswered.add(record.mdtrt_id)
    else if (ours.has(record.setl_id)) differences.push(missing('twice', record.setl_id, record))
    else ours.set(record.setl_id, record)
  }
  const theirs = new Map(platform.settlements.map((one) => [one.setl_id, one]))
  for (const [id, amounts] of ours) {
    const other = theirs.get(id)
    if (other === undefined) differences.push(missing('lost', id, amounts))
    else differences.push(...compareAmounts(id, amounts, other))
  }
  const expected: SettledAmounts[] = [...ours.values()]
  for (const [id, other] of theirs) {
    if (ours.has(id)) continue
    if (unanswered.has(other.mdtrt_id)) expected.push(other)
    else differences.push(extra(other))
  }
  differences.sort((a, b) => (a.setl_id < b.setl_id ? -1 : a.setl_id > b.setl_id ? 1 : 0))
  return [...differences, ...compareTotals(expected, platform.totals)]
}

function missing(kind: Difference['kind'], setl_id: string, amounts: SettledAmounts): Difference {
  return { kind, setl_id, field: 'medfeeFen', seenFen: amounts.medfeeFen, platformFen: 0 }
}

function extra({ setl_id, medfeeFen }: PlatformSettlement): Difference {
  return { kind: 'extra', setl_id, field: 'medfeeFen', seenFen: 0, platformFen: medfeeFen }
}

function compareAmounts(
  setl_id: string,
  ours: SettledAmounts,
  theirs: SettledAmounts,
): Difference[] {
  return AMOUNTS.filter((field) => ours[field] !== theirs[field]).map((field) => ({
    kind: 'amount',
    setl_id,
    field,
    seenFen: ours[field],
    platformFen: theirs[field],
  }))
}

function compareTotals(expected: readonly SettledAmounts[], totals: PlatformTotals): Difference[] {
  const sums = { medfeeFen: 0, fundFen: 0, acctFen: 0, count: 0 }
  for (const one of expected) {
    sums.medfeeFen += one.medfeeFen
    sums.fundFen += one.fundFen
    sums.acctFen += one.acctFen
    sums.count += one.medfeeFen < 0 ? -1 : 1
  }
  return TOTALS.filter((field) => sums[field] !== totals[field]).map((field) => ({
    kind: 'total',
    setl_id: '',
    field,
    seenFen: sums[field],
    platformFen: totals[field],
  }))
}
