/** Planned stops of the platform: announced, kept, asked for, and held to (RULE-248). */
import { announcedOutages, checkedOutages, outageAt } from '../../outages.ts'
import type { Outage } from '../../outages.ts'
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'

interface StopRow {
  readonly begins_at: string
  readonly ends_at: string
  readonly announced_at: string
  readonly reason: string
}

/** Announces a stop; inside a commit. @throws BadOutage when it starts before it is announced. */
export function announceStop(store: Store, outage: Outage): void {
  checkedOutages([outage])
  store.run(
    'insert into planned_stop (begins_at, ends_at, announced_at, reason) values (?, ?, ?, ?)',
    outage.from,
    outage.to,
    outage.announcedAt,
    outage.reason,
  )
}

/** Stops that are known at a time and not over yet, the next one first. */
export function announcedStops(store: Store, time: string): readonly Outage[] {
  return announcedOutages(stopsAfter(store, time), time)
}

/** Refuses whatever comes during a stop, before anything is looked at or kept. @throws Refusal */
export function requireService(store: Store, time: string): void {
  const outage = outageAt(stopsAfter(store, time), time)
  if (outage === undefined) return
  const { from, to, reason } = outage
  throw new Refusal('planned-stop', { from, to, reason })
}

function stopsAfter(store: Store, time: string): Outage[] {
  const rows = store.all<StopRow>(
    'select begins_at, ends_at, announced_at, reason from planned_stop where ends_at > ?',
    time,
  )
  return rows.map(({ begins_at: from, ends_at: to, announced_at: announcedAt, reason }) =>
    ({ from, to, announcedAt, reason }))
}
