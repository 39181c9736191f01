/** When each step of a month's clearing is due, and whether it was done in time. */
import { addWorkingDays, dueDay } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'
import { addMonths, lastDayOf } from '../days.ts'
import type { ClearingParameters } from './parameters.ts'

/** Due days (yyyy-MM-dd) of one month of fees; each holds until its last second. */
export interface Schedule {
  /** yyyyMM of the fees. */
  readonly month: string
  readonly confirmation: string
  readonly declaration: string
  readonly sheets: string
  readonly signing: string
  readonly notices: string
  /** The sheet is paid before the signing day of the month after (RULE-185). */
  readonly payment: string
}

/** All due days of the fees of a month (yyyyMM); business is done in the month that follows. */
export function scheduleOf(
  month: string,
  parameters: ClearingParameters,
  calendar: Calendar,
): Schedule {
  const next = addMonths(month, 1)
  const shift = parameters.shiftToWorkingDay ? calendar : undefined
  return {
    month,
    confirmation: dueDay(next, parameters.confirmationDay, shift),
    declaration: dueDay(next, parameters.declarationDay, shift),
    sheets: dueDay(next, parameters.sheetDay, shift),
    signing: dueDay(next, parameters.signingDay, shift),
    notices: lastDayOf(next),
    payment: dueDay(addMonths(next, 1), parameters.signingDay, shift),
  }
}

/**
 * True when something was done, or is still not done, after its due day or due moment.
 * @param time yyyy-MM-dd HH:mm:ss
 * @param due a day, which holds until its end, or a moment
 */
export function isLate(time: string, due: string): boolean {
  return due.length === 10 ? time.slice(0, 10) > due : time > due
}

/** Day on which an institution has its money (RULE-193), or the next working day (RULE-195). */
export function institutionDue(
  claimedAt: string,
  parameters: ClearingParameters,
  calendar: Calendar,
  instant = false,
): string {
  const days = instant ? 1 : parameters.institutionDays
  return addWorkingDays(claimedAt.slice(0, 10), days, calendar)
}

/**
 * Whether fees of a month may be declared on a day: until some months after their own, and those
 * of the year before until the end of the first quarter (RULE-180, unsourced).
 * @param feeMonth yyyyMM of the settlement
 * @param day yyyy-MM-dd of the declaration
 */
export function mayDeclare(feeMonth: string, day: string, parameters: ClearingParameters): boolean {
  const years = Number(day.slice(0, 4)) - Number(feeMonth.slice(0, 4))
  if (years > 1) return false
  if (years === 1) return day.slice(5) <= parameters.lastYearUntil
  return day.slice(0, 4) + day.slice(5, 7) <= addMonths(feeMonth, parameters.lateMonths)
}
