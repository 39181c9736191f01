import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draws } from '../testing-thorough.ts'
import { compile, fitsDecimal, isCalendarDay } from '../keywords.ts'
import { brokenAspects } from '../rules/extension.ts'
import type { SchemaNode } from '../violation.ts'
import { acceptorOf } from './accept.ts'
import { helpers } from './values.ts'

test.each([
  ['a keyword that it does not know', { type: 'string', format: 'date' }, '2026-03-02'],
  ['a type that it does not know', { type: 'integer' }, 1],
  ['no type', { maxLength: 3 }, 'a'],
  ['a name that every object has', { type: 'object', properties: { toString: {} } }, {}],
  ['an otherwise', {
    type: 'object', allOf: [{ if: { required: ['a'] }, else: { required: ['b'] } }],
  }, {}],
  ['a number of more digits than it holds', { type: 'number', 'x-decimal': [20, 16] }, 1],
] as [string, SchemaNode, unknown][])('of %s it is always in doubt', (_says, schema, value) => {
  expect(acceptorOf(schema)(value)).toBe(false)
})

test('a doubtful field is no reason to doubt a message that lacks it', () => {
  const accept = acceptorOf({
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'string' } },
  })
  expect(accept({ b: '' })).toBe(true)
  expect(accept({ a: 1, b: '' })).toBe(false)
})

describe('names', () => {
  const accept = acceptorOf({
    type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'string' } },
  })

  test.each([
    [{ a: '' }, true],
    [{ b: '', a: '' }, true],
    [{ b: '' }, false],
    [{ a: '', c: '' }, false],
    [{ a: '', b: undefined }, false],
    [JSON.parse('{"a":"","__proto__":""}'), false],
    [Object.create({ a: '' }), true],
    [{ a: 'Null' }, false],
    [{ a: 'Nullo' }, true],
    [[], false],
    [null, false],
  ])('of %j are known and there: %j', (value, known) => {
    expect(accept(value)).toBe(known)
  })
})

/** Schemas with both answers: what is true of one value must be true of all that ajv says. */
const SCHEMAS: readonly SchemaNode[] = [
  { type: ['number', 'string', 'null'], 'x-decimal': [16, 2] },
  { type: 'number', 'x-decimal': [16, 6], minimum: 0 },
  { type: 'number', 'x-decimal': [5, 0] },
  {
    type: ['number', 'string'], 'x-decimal': true,
    allOf: [{ minimum: 0, pattern: '^(?!-.*[1-9])' }],
  },
  { type: ['number', 'string'], allOf: [{ exclusiveMinimum: 0, pattern: '^[^-]*[1-9]' }] },
  { type: 'string', minLength: 3, maxLength: 5 },
  { type: ['string', 'null'], pattern: '^(\\d{6})?$' },
  { type: ['string', 'null'], maxLength: 2, enum: ['1', '12', '123', '', null] },
]

describe.each(SCHEMAS)('what is accepted of %j', (schema) => {
  test('is what ajv accepts', () => {
    const [accept, validate] = [acceptorOf(schema), compile(schema)]
    const value = fc.oneof(
      fc.double(), fc.integer(), fc.integer().map((cents) => cents / 100),
      fc.constant(null),
      fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789.-') }),
      fc.constantFrom('1', '12', '123', '', '-0.00', '0.01', '-0.01', '100000', '𠮷𠮷', '𠮷𠮷𠮷'),
    )
    let accepted = 0
    fc.assert(fc.property(value, (one) => {
      if (!accept(one)) return
      accepted += 1
      expect(validate(one), JSON.stringify(one)).toBe(true)
    }), { numRuns: draws(1000, 3000), seed: 1 })
    expect(accepted).toBeGreaterThan(20)
  })
})

test('a number is accepted for all its digits, and for no digit more', () => {
  const accept = acceptorOf({ type: 'number', 'x-decimal': [16, 2] })
  fc.assert(fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (cents) => {
    expect(accept(cents / 100)).toBe(true)
    const near = [cents / 100 * (1 + 2 ** -52), cents / 1000].filter(accept)
    expect(near.filter((one) => !fitsDecimal([16, 2], one))).toEqual([])
  }), { numRuns: draws(1000, 3000), seed: 1 })
})

test('days are those of the calendar, less the last of a leap February', () => {
  for (let month = 0; month <= 13; month += 1) {
    for (let day = 0; day <= 32; day += 1) {
      const text = [2023, month, day].map((part) => String(part).padStart(2, '0')).join('-')
      const exists = month >= 1 && month <= 12 && day >= 1 && isCalendarDay(text)
      expect(helpers.isDay(text), text).toBe(exists)
      expect(helpers.isMoment(`${text} 23:59:59`), text).toBe(exists)
    }
  }
  expect(helpers.isDay('2024-02-29')).toBe(false)
  const wrong = ['2026-03-02 24:00:00', '2026-03-02 23:60:00', '2026-03-02 23:00:6', '2026-03-02',
    '2026-03-02T23:00:00', '2026-03-02 23:00:000', '2O26-03-02 23:00:00', '2026-03-02 -1:00:00']
  expect(wrong.filter(helpers.isMoment)).toEqual([])
})

test('an extension is known only when none of its aspects is broken', () => {
  const key = fc.constantFrom('"TRUM_FLAG"', '"IPT_TYPE"', '"ipt_type"', '"local"')
  const colon = fc.constantFrom(':', ' : ', '\u00a0:')
  const code = fc.constantFrom('"0"', '"1"', '"2"', '1')
  const pair = fc.tuple(key, colon, code).map((three) => three.join(''))
  const text = fc.array(pair, { maxLength: 3 }).map((pairs) => `{${pairs.join(', ')}}`)
  let known = 0
  fc.assert(fc.property(text, (one) => {
    if (!helpers.isExtension(one)) return
    known += 1
    expect(brokenAspects(one), one).toEqual([])
  }), { numRuns: draws(1000, 3000), seed: 1 })
  expect(known).toBeGreaterThan(100)
})

test('the order of dates and the rows of a list', () => {
  expect(helpers.isOrdered('2026-03-02', '2026-03-02 00:00:00')).toBe(true)
  expect(helpers.isOrdered('2026-03-03', '2026-03-02 23:00:00')).toBe(false)
  expect(helpers.isOrdered(undefined, '2026-03-02')).toBe(true)
  expect(helpers.isUnique([{ a: '1' }, { a: 2 }, { a: '' }, { a: '' }, {}, null], 'a')).toBe(true)
  expect(helpers.isUnique([{ a: '1' }, { a: 1 }], 'a')).toBe(false)
})
