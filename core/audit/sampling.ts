/**
 * On-site checks (RULE-220): which out-of-area stays are visited, drawn from a seed so that nobody
 * can choose, and whether enough were; and the work queue that says when they are done.
 */
import type { Calendar } from '../calendar.ts'
import { OFFICIAL_CALENDAR } from '../calendar.ts'
import { addDays } from '../days.ts'
import { sha256 } from '../ids.ts'

/** A stay that may be drawn. */
export interface SampledStay {
  readonly setlId: string
  readonly institution: string
}

/** Share of the founding report: 20 % of out-of-area stays in a period. */
export const ON_SITE_TARGET_BP = 2_000

/**
 * Ids of the stays to visit, sorted; for each institution its share, rounded up. The same stays
 * and seed give the same sample in whatever order they come.
 * @param shareBpOf share by institution, e.g. by its credit; the target where nobody says more
 */
export function drawSample(
  stays: readonly SampledStay[],
  seed: number,
  shareBpOf: (institution: string) => number = () => ON_SITE_TARGET_BP,
): string[] {
  const groups = Object.groupBy(stays, ({ institution }) => institution)
  return Object.entries(groups)
    .flatMap(([institution, own = []]) => {
      const lots = own
        .map(({ setlId }) => ({ setlId, lot: sha256(`on-site:${seed}:${setlId}`) }))
        .toSorted((left, right) => (left.lot < right.lot ? -1 : 1))
      return lots.slice(0, Math.ceil((own.length * shareBpOf(institution)) / 10_000))
    })
    .map(({ setlId }) => setlId)
    .toSorted()
}

/** How many of the stays were verified on site, and whether that reaches the target. */
export function onSiteRate(
  stays: readonly SampledStay[],
  verified: ReadonlySet<string>,
  targetBp = ON_SITE_TARGET_BP,
) {
  const count = stays.filter(({ setlId }) => verified.has(setlId)).length
  const rateBp = stays.length === 0 ? null : Math.floor((count * 10_000) / stays.length)
  // Compared as whole numbers: a rate that was rounded up would pass.
  const ok = count * 10_000 >= stays.length * targetBp
  return { stays: stays.length, verified: count, rateBp, ok }
}

export interface QueueDay {
  readonly day: string
  readonly arrived: number
  readonly done: readonly string[]
  readonly backlog: number
}

/**
 * A queue of audit work: first come, first served, so many a working day, until all is done.
 * @param items with the day on which they come, yyyy-MM-dd
 * @param perDay how many the staff can do on one working day, at least 1
 */
export function workQueue(
  items: readonly { readonly id: string; readonly day: string }[],
  perDay: number,
  calendar: Calendar = OFFICIAL_CALENDAR,
): QueueDay[] {
  if (!Number.isInteger(perDay) || perDay < 1) throw new RangeError(`${perDay} items a day`)
  const key = ({ id, day }: { id: string; day: string }) => `${day} ${id}`
  const waiting = items.toSorted((left, right) => (key(left) < key(right) ? -1 : 1))
  const days: QueueDay[] = []
  let day = waiting[0]?.day ?? ''
  for (let done = 0, come = 0; done < waiting.length; day = addDays(day, 1)) {
    const arrived = waiting.filter((item) => item.day === day).length
    come += arrived
    const most = calendar.isWorkingDay(day) ? Math.min(come, done + perDay) : done
    const today = waiting.slice(done, most)
    done += today.length
    days.push({ day, arrived, done: today.map(({ id }) => id), backlog: come - done })
  }
  return days
}
