/** Closing a month: by the third of the next (RULE-174, a practice without a source). */
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { addDays, addMonths, lastDayOf } from '../days.ts'
import type { Store } from '../store/store.ts'
import { unreconciledOrders } from './register.ts'
import { latestRun } from './runs.ts'

/** Day of the next month by which a month is closed, unless an area says otherwise. */
export const DEFAULT_CLOSING_DAY = 3

/** A closed month; it is never opened again. */
export interface ClosedMonth {
  /** yyyyMM */
  readonly month: string
  /** yyyy-MM-dd */
  readonly dueOn: string
  /** yyyy-MM-dd HH:mm:ss */
  readonly closedAt: string
  readonly late: boolean
  /** Settlements with an open difference: they leave the month, the others clear (RULE-176). */
  readonly leftOut: readonly string[]
}

/** Days of the month have no reconciliation yet, so nobody knows what it comes to. */
export class MonthNotReconciled extends Error {
  override readonly name = 'MonthNotReconciled'
  readonly days: readonly string[]

  constructor(month: string, days: readonly string[]) {
    super(`${month} has no reconciliation of ${days.join(', ')}`)
    this.days = days
  }
}

/**
 * Closes a month; a month that was closed before is returned as it was closed.
 * @param month yyyyMM
 * @param dueDay day of the next month by which it is due
 * @throws MonthNotReconciled
 */
export async function closeMonth(
  month: string,
  store: Store,
  clock: Clock,
  dueDay: number = DEFAULT_CLOSING_DAY,
): Promise<ClosedMonth> {
  const known = closedMonth(store, month)
  if (known !== undefined) return known
  const missing = daysOf(month).filter((day) => latestRun(store, day, 'local') === undefined)
  if (missing.length > 0) throw new MonthNotReconciled(month, missing)
  const next = addMonths(month, 1)
  const dueOn = addDays(`${next.slice(0, 4)}-${next.slice(4)}-01`, dueDay - 1)
  const closedAt = beijingTime(clock.now())
  const late = closedAt.slice(0, 10) > dueOn
  return store.commit(() => {
    const leftOut = unreconciledOrders(store)
    store.run(
      `insert into reconciliation_month (month, due_on, closed_at, late, left_out)
       values (?, ?, ?, ?, ?)`,
      month,
      dueOn,
      closedAt,
      late ? 1 : 0,
      JSON.stringify(leftOut),
    )
    return { month, dueOn, closedAt, late, leftOut }
  })
}

/** A month as it was closed, or undefined. */
export function closedMonth(store: Store, month: string): ClosedMonth | undefined {
  const row = store.get<{ due_on: string; closed_at: string; late: number; left_out: string }>(
    'select due_on, closed_at, late, left_out from reconciliation_month where month = ?',
    month,
  )
  return row && {
    month,
    dueOn: row.due_on,
    closedAt: row.closed_at,
    late: row.late === 1,
    leftOut: JSON.parse(row.left_out) as string[],
  }
}

function daysOf(month: string): string[] {
  const last = lastDayOf(month)
  const days: string[] = []
  for (let day = `${last.slice(0, 8)}01`; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
