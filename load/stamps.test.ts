import { expect, test } from 'vitest'
import { beijingTime, stampsOf, TooManyUsers } from './stamps.ts'

test('no two messages of all users share second and number, however fast they are', () => {
  const users = [1, 2, 3].map((vu) => stampsOf(vu, 3))
  const used = new Set<string>()
  for (let message = 0; message < 4000; message += 1) {
    for (const next of users) {
      const stamp = next(1_790_000_000)
      used.add(`${stamp.infTime} ${stamp.sequence}`)
      expect(stamp.sequence).toBeLessThanOrEqual(9999)
    }
  }
  expect(used.size).toBe(12_000)
})

test('a user whose numbers are used up dates the next message one second ahead', () => {
  const next = stampsOf(9999, 9999)
  expect(next(0)).toEqual({ infTime: '1970-01-01 08:00:00', sequence: 9999 })
  expect(next(0).infTime).toBe('1970-01-01 08:00:01')
  expect(next(0).infTime).toBe('1970-01-01 08:00:02')
  expect(next(60).infTime).toBe('1970-01-01 08:01:00')
})

test('a clock that is set back does not bring a number back', () => {
  const next = stampsOf(1, 10)
  const before = next(100)
  expect(next(40)).toEqual({ infTime: before.infTime, sequence: before.sequence + 1 })
})

test('more users than numbers are refused', () => {
  expect(() => stampsOf(1, 10_000)).toThrow(TooManyUsers)
  expect(() => stampsOf(11, 10)).toThrow(TooManyUsers)
})

test('Beijing is eight hours ahead, also over the end of a year', () => {
  expect(beijingTime(Date.UTC(2026, 11, 31, 17, 5, 9) / 1000)).toBe('2027-01-01 01:05:09')
})
