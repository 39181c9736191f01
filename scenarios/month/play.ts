/** Plays a month through all parties and tells everybody who listens what was said. */
import type { BookRow } from '../../simulators/hospital/books.ts'
import { beijingTime, virtualClock } from '../../core/clock.ts'
import type { VirtualClock } from '../../core/clock.ts'
import { createLog } from '../../core/log.ts'
import { openStore } from '../../core/store/store.ts'
import type { Store } from '../../core/store/store.ts'
import { createCountry } from '../../simulators/world/country.ts'
import type { Country } from '../../simulators/world/country.ts'
import { daysOf, personsOf, visitAt } from './business.ts'
import type { MonthPlan, PlannedVisit } from './business.ts'
import { openDesks } from './desks.ts'
import { PLACES, POLICIES } from './places.ts'
import type { Said } from './second-books.ts'

export interface MonthListener {
  said(message: Said): void
  /** Half an hour after a day, yyyy-MM-dd; days after the month have refunds only. */
  dayEnded(
    day: string,
    country: Country,
    clock: VirtualClock,
    journeys: number,
  ): Promise<void>
}

export interface PlayedMonth {
  readonly country: Country
  readonly visits: number
  readonly messages: number
  readonly refunds: number
  /** What the institutions believe. */
  readonly books: readonly BookRow[]
}

/** Days after the month on which patients still bring things back. */
const DAYS_AFTER = 5

/** Whoever plays closes the country. `bookFor` opens a party's database. @throws NotPlayed */
export async function playMonth(
  plan: MonthPlan,
  listener: MonthListener,
  bookFor: (party: string) => Store = () => openStore(':memory:'),
): Promise<PlayedMonth> {
  const clock = virtualClock(`${plan.month}-01 00:00:00`)
  const country = createCountry({
    institutions: PLACES.flatMap(({ institutions }) => institutions),
    persons: [...personsOf(plan)],
    policies: POLICIES,
    clock,
    log: createLog('silent'),
    dataDir: null,
    storeOf: bookFor,
  })
  const desk = openDesks(country.platform, clock, listener)
  let refunds = 0
  let number = 0
  const due = new Map<string, PlannedVisit[]>()
  for (let day = 0; day < daysOf(plan.month) + DAYS_AFTER; day += 1) {
    const today = dayAt(plan.month, day)
    for (; number < plan.visits; number += 1) {
      const planned = visitAt(plan, number)
      if (!planned.sheet.startsAt.startsWith(today)) break
      await desk.perform(planned)
      const { refundOn } = planned
      if (refundOn !== null) due.set(refundOn, [...(due.get(refundOn) ?? []), planned])
    }
    clock.set(`${today} 22:30:00`)
    await desk.close(today)
    for (const planned of due.get(today) ?? []) {
      await desk.refund(planned)
      refunds += 1
    }
    due.delete(today)
    clock.set(`${dayAt(plan.month, day + 1)} 00:30:00`)
    await listener.dayEnded(today, country, clock, number)
  }
  return { country, visits: number, messages: desk.messages(), refunds, books: desk.books() }
}

function dayAt(month: string, day: number): string {
  const first = virtualClock(`${month}-01 12:00:00`)
  first.advance(day * 86_400_000)
  return beijingTime(first.now()).slice(0, 10)
}
