import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BadDecimal,
  divideHalfUp,
  fenOf,
  formatFen,
  lineAmountFen,
  scaled,
  shareFen,
  yuanOf,
} from './money.ts'

const fen = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 })

describe('money', () => {
  test('goes to the wire and comes back to the fen', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        expect(fenOf(yuanOf(amount))).toBe(amount)
      }),
    )
  })

  test('is read from text and number alike', () => {
    expect([fenOf('0'), fenOf('12.5'), fenOf('-25.10'), fenOf(15683.09)]).toEqual([
      0, 1250, -2510, 1_568_309,
    ])
  })

  test.for(['', 'abc', '1.234', '1e3', '--1', '1.', '０'])('refuses %s', (text) => {
    expect(() => fenOf(text)).toThrow(BadDecimal)
  })

  test('rounds half up, and mirrors it for refunds', () => {
    expect([5n, 4n, -5n, -4n, 15n].map((n) => divideHalfUp(n, 10n))).toEqual([1, 0, -1, 0, 2])
  })

  test('makes line amounts as the interface rounds them', () => {
    expect(lineAmountFen('12.3456', '21')).toBe(25_926)
    expect(lineAmountFen('333.33', 1)).toBe(33_333)
    expect(lineAmountFen('0.005', '1')).toBe(1)
    expect(lineAmountFen('187.993', '100')).toBe(1_879_930)
  })

  test('splits an amount so that share and rest are the whole', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 0, max: 10_000 }), (amount, points) => {
        const share = shareFen(amount, points)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(amount)
      }),
    )
  })

  test('is exact for every decimal the wire allows', () => {
    expect(scaled('99999999999999.999999', 6)).toBe(99_999_999_999_999_999_999n)
    expect(scaled(0.000001, 6)).toBe(1n)
  })

  test('is printed with its thousands', () => {
    const printed = [1_568_309, -5, 0].map(formatFen)
    expect(printed).toEqual(['15,683.09', '-0.05', '0.00'])
  })
})
