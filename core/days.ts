/** Days and months as text: yyyy-MM-dd and yyyyMM, Beijing. */
import { beijingTime, epochOf } from './clock.ts'

/** A day, or an arrangement of days, that cannot be. */
export class BadCalendar extends Error {
  override readonly name = 'BadCalendar'
}

const DAY = 86_400_000
const MONDAY = epochOf('2024-01-01')

/** Calendar days later, or earlier when negative; yyyy-MM-dd. */
export function addDays(day: string, days: number): string {
  return beijingTime(epochOf(validDay(day)) + days * DAY).slice(0, 10)
}

/** yyyyMM of the month that lies this many months later (or earlier). */
export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(-2)) - 1 + months
  const year = Math.floor(count / 12)
  return `${String(year).padStart(4, '0')}${String(count - year * 12 + 1).padStart(2, '0')}`
}

/** Last day (yyyy-MM-dd) of a month yyyyMM or yyyy-MM. */
export function lastDayOf(month: string): string {
  const next = addMonths(month, 1)
  return addDays(`${next.slice(0, 4)}-${next.slice(4)}-01`, -1)
}

/** True on Saturdays and Sundays. */
export function isWeekend(day: string): boolean {
  const weekday = (((epochOf(day) - MONDAY) / DAY) % 7 + 7) % 7
  return weekday >= 5
}

/** The day itself. @throws BadCalendar when there is no such day */
export function validDay(day: string): string {
  const epoch = /^\d{4}-\d\d-\d\d$/.test(day) ? epochOf(day) : Number.NaN
  const known = Number.isFinite(epoch) && beijingTime(epoch).slice(0, 10) === day
  if (!known) throw new BadCalendar(`"${day}" is no day`)
  return day
}
