import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  OFFICIAL_CALENDAR,
  addWorkingDays,
  calendarOf,
  dueDay,
  workingDaysBetween,
} from './calendar.ts'
import { BadCalendar, addDays, addMonths } from './days.ts'

const weekendsOnly = calendarOf([])

describe('working days', () => {
  test.for([
    ['an ordinary Friday', '2026-03-06', true],
    ['a Saturday', '2026-03-07', false],
    ['a holiday on a weekday', '2026-02-16', false],
    ['a Saturday worked instead', '2026-02-28', true],
    ['the long holiday of October', '2025-10-08', false],
    ['the Saturday after it', '2025-10-11', true],
    ['a weekend long before any arrangement', '1999-01-02', false],
  ] as const)('%s', ([, day, worked]) => {
    expect(OFFICIAL_CALENDAR.isWorkingDay(day)).toBe(worked)
  })

  test('as many days are worked in a year as its arrangement leaves', () => {
    const worked = (year: number) => {
      const first = `${year}-01-01`
      return Array.from({ length: 365 }, (_, index) => addDays(first, index)).filter((day) =>
        OFFICIAL_CALENDAR.isWorkingDay(day),
      ).length
    }
    // 365 days less 104 days of weekends less 13 holidays; every other day off is worked instead.
    expect([worked(2025), worked(2026)]).toEqual([248, 248])
    expect(OFFICIAL_CALENDAR.years).toEqual([2025, 2026])
  })

  test('a limit keeps the minute, over a weekend and over a holiday', () => {
    expect(addWorkingDays('2026-03-06 16:30:00', 1)).toBe('2026-03-09 16:30:00')
    expect(addWorkingDays('2026-02-13 16:30:00', 1)).toBe('2026-02-14 16:30:00')
    expect(addWorkingDays('2026-02-14 16:30:00', 1)).toBe('2026-02-24 16:30:00')
    expect(addWorkingDays('2025-12-31 23:59:59', 2)).toBe('2026-01-05 23:59:59')
  })

  test('what comes in on a day off counts from the next working day', () => {
    expect(addWorkingDays('2026-03-07 11:00:00', 0)).toBe('2026-03-09 00:00:00')
    expect(addWorkingDays('2026-03-07 11:00:00', 1)).toBe('2026-03-10 00:00:00')
    expect(addWorkingDays('2026-03-07', 1)).toBe('2026-03-10')
  })

  test('a minute before the limit is not yet a day', () => {
    expect(workingDaysBetween('2026-03-06 16:30:00', '2026-03-09 16:29:00')).toBe(0)
    expect(workingDaysBetween('2026-03-06 16:30:00', '2026-03-09 16:30:00')).toBe(1)
    expect(workingDaysBetween('2026-03-09 16:30:00', '2026-03-06 16:30:00')).toBe(0)
  })

  test('counting back what was added gives the count again, and days add up', () => {
    const time = fc
      .date({ min: new Date('2024-06-01Z'), max: new Date('2027-06-01Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 19).replace('T', ' '))
    fc.assert(
      fc.property(time, fc.nat(15), fc.nat(15), (from, first, second) => {
        const there = addWorkingDays(from, first)
        expect(workingDaysBetween(from, there)).toBe(first)
        expect(addWorkingDays(there, second)).toBe(addWorkingDays(from, first + second))
      }),
      { numRuns: 200 },
    )
  })
})

describe('due days', () => {
  test('fall on the next working day when a calendar is given', () => {
    expect(dueDay('202512', 20)).toBe('2025-12-20')
    expect(dueDay('202512', 20, OFFICIAL_CALENDAR)).toBe('2025-12-22')
    expect(dueDay('2026-09', 20, OFFICIAL_CALENDAR)).toBe('2026-09-20')
    expect(dueDay('2026-09', 20, weekendsOnly)).toBe('2026-09-21')
  })

  test('a short month ends on its last day, and months turn the year', () => {
    expect([dueDay('202602', 31), dueDay('202402', 31)]).toEqual(['2026-02-28', '2024-02-29'])
    expect([addMonths('202512', 1), addMonths('202601', -13)]).toEqual(['202601', '202412'])
  })
})

describe('an arrangement', () => {
  const year = { year: 2030, source: 'invented for this test', holidays: [], workingDays: [] }

  test('of the user replaces the official one', () => {
    const own = calendarOf([
      { ...year, holidays: [{ name: '馆庆', first: '2030-03-04', last: '2030-03-05' }] },
    ])
    expect(addWorkingDays('2030-03-01', 1, own)).toBe('2030-03-06')
  })

  test('that contradicts itself, or names no day, is refused', () => {
    const holiday = { name: '节', first: '2030-03-05', last: '2030-03-04' }
    const both = { ...holiday, first: '2030-03-03', last: '2030-03-03' }
    for (const bad of [
      { ...year, holidays: [holiday] },
      { ...year, holidays: [both], workingDays: ['2030-03-03'] },
      { ...year, workingDays: ['2030-02-30'] },
      { ...year, workingDays: ['2030-13-01'] },
    ]) {
      expect(() => calendarOf([bad])).toThrow(BadCalendar)
    }
    expect(() => addWorkingDays('2030-03-05', -1)).toThrow(BadCalendar)
  })
})
