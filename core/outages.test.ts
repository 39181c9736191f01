import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announcedOutages, BadOutage, checkedOutages, outageAt } from './outages.ts'
import type { Outage } from './outages.ts'

const NIGHT: Outage = {
  from: '2026-03-02 22:00:00',
  to: '2026-03-03 02:00:00',
  announcedAt: '2026-02-20 09:00:00',
  reason: '系统升级',
}

test('a stop holds from its first moment, and no longer at its end (RULE-248)', () => {
  expect(outageAt([NIGHT], '2026-03-02 21:59:59')).toBeUndefined()
  expect(outageAt([NIGHT], '2026-03-02 22:00:00')).toBe(NIGHT)
  expect(outageAt([NIGHT], '2026-03-03 01:59:59')).toBe(NIGHT)
  expect(outageAt([NIGHT], '2026-03-03 02:00:00')).toBeUndefined()
})

test('a stop is known from its announcement to its end, and not before (RULE-248)', () => {
  expect(announcedOutages([NIGHT], '2026-02-20 08:59:59')).toEqual([])
  expect(announcedOutages([NIGHT], '2026-02-20 09:00:00')).toEqual([NIGHT])
  expect(announcedOutages([NIGHT], '2026-03-03 02:00:00')).toEqual([])
})

test('a stop that is announced when it has begun is refused (RULE-248)', () => {
  expect(() => checkedOutages([{ ...NIGHT, announcedAt: NIGHT.from }])).toThrow(BadOutage)
  expect(() => checkedOutages([{ ...NIGHT, to: NIGHT.from }])).toThrow(BadOutage)
  expect(checkedOutages([NIGHT])).toEqual([NIGHT])
})

const hour = fc.integer({ min: 0, max: 22 })
const stop = fc.tuple(hour, hour).map(([one, other]): Outage => ({
  ...NIGHT,
  from: at(Math.min(one, other)),
  to: at(Math.max(one, other) + 1),
}))

test('of stops that overlap the one that ends last is named, in whatever order they come', () => {
  fc.assert(fc.property(fc.array(stop, { maxLength: 5 }), hour, (outages, now) => {
    const holding = outages.filter(({ from, to }) => from <= at(now) && at(now) < to)
    const last = holding.map(({ to }) => to).toSorted().at(-1)
    expect(outageAt(outages, at(now))?.to).toBe(last)
    expect(outageAt(outages.toReversed(), at(now))?.to).toBe(last)
  }))
})

function at(hours: number): string {
  return `2026-03-02 ${String(hours).padStart(2, '0')}:00:00`
}
