/** The daily out-of-area report (每日“异”报): a day's care by province and pair, and its tickets. */
import { addDays } from '../days.ts'
import { outOfArea, totalsOf } from '../figures/totals.ts'
import type { Totals } from '../figures/totals.ts'
import { settledBetween } from '../settled.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { provinceTotals } from './provinces.ts'
import type { ProvinceTotals } from './provinces.ts'
import { ticketCounts, ticketsAt } from './ticket-counts.ts'
import type { TicketCount } from './ticket-counts.ts'

export interface PairTotals extends Totals {
  readonly insuredPlace: string
  readonly placeOfCare: string
}

/** Schema `contracts/schemas/collaboration.schema.json`. */
export interface DailyReport {
  readonly schema: 'liantiao/collaboration/1'
  readonly report: 'daily'
  readonly title: string
  readonly day: string
  readonly total: Totals
  readonly provinces: readonly ProvinceTotals[]
  readonly pairs: readonly PairTotals[]
  readonly tickets: readonly TicketCount[]
}

/**
 * The report of a day, from what was booked and done on it and nothing later; made again on any
 * later day it is the same (RULE-215).
 * @param store the collaboration desk's own: tickets
 * @param books whose settlements are reported, e.g. all hubs'; the desk's own when left out
 * @param day yyyy-MM-dd
 */
export function dailyReport(
  store: Store,
  day: string,
  books: readonly Store[] = [store],
): DailyReport {
  const next = addDays(day, 1)
  const rows = books.flatMap((one) => outOfArea(settledBetween(one, day, next)))
  return {
    schema: 'liantiao/collaboration/1',
    report: 'daily',
    title: '每日“异”报',
    day,
    total: totalsOf(rows),
    provinces: provinceTotals(rows),
    pairs: pairTotals(rows),
    tickets: ticketCounts(ticketsAt(store, next), day, next),
  }
}

function pairTotals(rows: readonly Settled[]): PairTotals[] {
  const pairs = Map.groupBy(rows, (row) => `${row.insuredPlace} ${row.placeOfCare}`)
  return [...pairs].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([pair, own]) => ({
    insuredPlace: pair.slice(0, 6),
    placeOfCare: pair.slice(7),
    ...totalsOf(own),
  }))
}
