import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fitsDecimal, isCalendarDay } from './keywords.ts'
import { checkRequest, checkResponse } from './validate.ts'
import { shown } from './violation.ts'

function example(infno: string, at = 0): Record<string, unknown> {
  const file = new URL(`examples/${infno}.json`, import.meta.url)
  const { valid } = JSON.parse(readFileSync(file, 'utf8')) as { valid: { message: object }[] }
  return structuredClone(valid[at]?.message ?? {}) as Record<string, unknown>
}

test.each([
  [[16, 2], 118.5, true],
  [[16, 2], '118.50', true],
  [[16, 2], '118.500', true],
  [[16, 2], '-0.01', true],
  [[16, 2], '0', true],
  [[16, 2], 118.501, false],
  [[16, 2], 0.1 + 0.2, false],
  [[16, 2], '12345678901234.56', true],
  [[16, 2], '123456789012345.6', false],
  [[16, 6], 0.000001, true],
  [[16, 6], 1e-7, false],
  [[16, 2], 1e21, false],
  [[30, 0], 1e21, true],
  [[16, 2], '1e2', false],
  [[16, 2], ' 1', false],
  [[16, 2], '.5', false],
  [[16, 2], '', false],
  [true, '1.23456789', true],
  [true, 'abc', false],
] as const)('within %j the number %j: %j', (digits, value, fits) => {
  expect(fitsDecimal(digits, value)).toBe(fits)
})

test('a day must be in the calendar', () => {
  expect(['2024-02-29', '2026-12-31', '2000-02-29'].every(isCalendarDay)).toBe(true)
  expect(['2026-02-29', '2026-04-31', '1900-02-29'].some(isCalendarDay)).toBe(false)
})

test('a violation names the field with its title, what was expected and what was seen', () => {
  const message = example('2207')
  const data = (message['input'] as { data: Record<string, unknown> }).data
  data['medfee_sumamt'] = ''
  expect(checkRequest('2207', message)).toEqual([{
    pointer: '/input/data/medfee_sumamt',
    field: 'medfee_sumamt',
    title: '医疗费总额',
    rule: 'empty-number',
    severity: 'violation',
    expected: '"0"',
    actual: '""',
    message: {
      zh: '「医疗费总额」medfee_sumamt: 空数值应传 "0"; 应为 "0", 实为 ""',
      en: 'medfee_sumamt: an empty number must be sent as "0"; expected "0", got ""',
    },
  }])
})

test('what was seen is cut to sixty characters', () => {
  expect([...shown('长'.repeat(100))]).toHaveLength(60)
  expect(shown('短')).toBe('"短"')
})

test('an unknown field in many rows is one warning, a misspelt one is told each time', () => {
  const message = example('2204')
  const input = message['input'] as { feedetail: Record<string, unknown>[] }
  const row = input.feedetail[0] ?? {}
  const { bilg_dr_codg: _taken, ...rest } = row
  input.feedetail = [
    { ...row, colour: 'red', feedetl_sn: 1 },
    { ...row, colour: 'blue', feedetl_sn: 2 },
    { ...rest, BILG_DR_CODG: 'D1', feedetl_sn: 3 },
    { ...rest, BILG_DR_CODG: 'D1', feedetl_sn: 4 },
  ]
  expect(checkRequest('2204', message).map((one) => [one.rule, one.pointer])).toEqual([
    ['unknown-field', '/input/feedetail/0/colour'],
    ['misspelt', '/input/feedetail/2/BILG_DR_CODG'],
    ['misspelt', '/input/feedetail/3/BILG_DR_CODG'],
  ])
})

test('results are sorted by pointer', () => {
  const message = { ...example('2207'), msgid: '', input: { data: {} } }
  const pointers = checkRequest('2207', message).map((one) => one.pointer)
  expect(pointers.length).toBeGreaterThan(10)
  expect(pointers).toEqual(pointers.toSorted())
})

test('whatever is no message at all is a violation, never an exception', () => {
  for (const nothing of [null, 'text', 7, [], undefined]) {
    expect(checkRequest('2207', nothing).length).toBeGreaterThan(0)
    expect(checkResponse('2207', nothing).length).toBeGreaterThan(0)
  }
})

test('a number that the interface does not have is named', () => {
  const message = { ...example('2207'), infno: '2299' }
  expect(checkRequest('2299', message).map((one) => one.rule)).toEqual(['unknown-transaction'])
})

test('the output is judged only when the platform accepted', () => {
  const refused = { infcode: -1, inf_refmsgid: null, err_msg: '余额不足', output: null }
  expect(checkResponse('2207', refused)).toEqual([])
  expect(checkResponse('2207', { ...refused, infcode: '0' }).map((one) => one.rule))
    .toEqual(['missing-node'])
  expect(checkResponse('2205', { ...refused, infcode: '0' })).toEqual([])
  expect(checkResponse('2207', { ...refused, infcode: '' }).map((one) => one.pointer))
    .toEqual(['/infcode'])
})
