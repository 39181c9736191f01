/**
 * Working days in Beijing time, and the days on which monthly business is due. Weekends are off
 * unless the year's arrangement says that people work; the arrangements are data (holidays.json).
 */
import { readFileSync } from 'node:fs'
import { BadCalendar, addDays, isWeekend, lastDayOf, validDay } from './days.ts'

/** One year's arrangement of holidays, days as yyyy-MM-dd. */
export interface HolidayYear {
  readonly year: number
  /** The official document, or words that say that the days are invented. */
  readonly source: string
  /** Spans off work, both ends included. */
  readonly holidays: readonly Holiday[]
  /** Days of a weekend that are worked (调休上班). */
  readonly workingDays: readonly string[]
}

interface Holiday {
  readonly name: string
  readonly first: string
  readonly last: string
}

/** Which days are worked. Years without an arrangement know weekends only. */
export interface Calendar {
  /** @param day yyyy-MM-dd; a longer time counts by its day */
  isWorkingDay(day: string): boolean
  /** Years (yyyy) whose holidays are known. */
  readonly years: readonly number[]
}

/** A calendar of arrangements. @throws BadCalendar where one contradicts itself */
export function calendarOf(years: readonly HolidayYear[]): Calendar {
  const off = new Set<string>()
  const worked = new Set<string>()
  for (const { year, holidays, workingDays } of years) {
    for (const { name, first, last } of holidays) {
      if (validDay(last) < validDay(first)) throw new BadCalendar(`${name} ${year} ends too early`)
      for (let day = first; day <= last; day = addDays(day, 1)) off.add(day)
    }
    for (const day of workingDays) worked.add(validDay(day))
  }
  const both = [...worked].find((day) => off.has(day))
  if (both !== undefined) throw new BadCalendar(`${both} is both a holiday and a working day`)
  return {
    isWorkingDay(time) {
      const day = validDay(time.slice(0, 10))
      return worked.has(day) || (!off.has(day) && !isWeekend(day))
    },
    years: years.map(({ year }) => year).toSorted((left, right) => left - right),
  }
}

/** The arrangements of the State Council's general office that this project carries. */
export const OFFICIAL_CALENDAR: Calendar = calendarOf(
  JSON.parse(
    readFileSync(new URL('./holidays.json', import.meta.url), 'utf8'),
  ) as readonly HolidayYear[],
)

/**
 * The moment that lies this many working days later. The time of day is kept, so a limit holds to
 * the minute. What begins on a day off begins to count at the first moment of the next working
 * day.
 * @param time yyyy-MM-dd HH:mm:ss or yyyy-MM-dd, Beijing; the answer has the same form
 * @param days whole, not negative; 0 only moves a day off to the next working day
 */
export function addWorkingDays(
  time: string,
  days: number,
  calendar: Calendar = OFFICIAL_CALENDAR,
): string {
  if (!Number.isInteger(days) || days < 0) throw new BadCalendar(`${days} is no count of days`)
  let day = validDay(time.slice(0, 10))
  let rest = time.slice(10)
  if (!calendar.isWorkingDay(day)) {
    day = nextWorkingDay(day, calendar)
    rest = rest === '' ? '' : ' 00:00:00'
  }
  for (let left = days; left > 0; left -= 1) day = nextWorkingDay(addDays(day, 1), calendar)
  return day + rest
}

/**
 * Whole working days that have passed from one moment to another: the largest n for which
 * `addWorkingDays(from, n)` is not after `to`, and 0 when `to` is not later than `from`.
 */
export function workingDaysBetween(
  from: string,
  to: string,
  calendar: Calendar = OFFICIAL_CALENDAR,
): number {
  let passed = 0
  let reached = addWorkingDays(from, 0, calendar)
  for (;;) {
    reached = addWorkingDays(reached, 1, calendar)
    if (reached > to) return passed
    passed += 1
  }
}

/**
 * The day of a month on which something is due. A month without that day is due on its last; a
 * day off is due on the next working day when a calendar is given.
 * @param month yyyyMM or yyyy-MM
 * @param dayOfMonth 1 to 31
 */
export function dueDay(month: string, dayOfMonth: number, calendar?: Calendar): string {
  const day = `${month.slice(0, 4)}-${month.slice(-2)}-`
  const last = lastDayOf(month)
  const due = dayOfMonth >= Number(last.slice(8)) ? last : day + String(dayOfMonth).padStart(2, '0')
  return calendar === undefined ? validDay(due) : nextWorkingDay(due, calendar)
}

/** The day, or the first working day after it. */
export function nextWorkingDay(day: string, calendar: Calendar = OFFICIAL_CALENDAR): string {
  let found = validDay(day)
  while (!calendar.isWorkingDay(found)) found = addDays(found, 1)
  return found
}
