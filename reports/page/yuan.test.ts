import { expect, test } from 'vitest'
import { yuan } from './yuan.ts'

test.each([
  [1568309, '¥15,683.09'],
  [0, '¥0.00'],
  [5, '¥0.05'],
  [100, '¥1.00'],
  [100000, '¥1,000.00'],
  [-12345678901, '-¥123,456,789.01'],
])('%i fen is %s', (amountFen, text) => {
  expect(yuan(amountFen)).toBe(text)
})

test.each([0.5, Number.NaN, 2 ** 53])('%d is refused', (amountFen) => {
  expect(() => yuan(amountFen)).toThrow(RangeError)
})
