import { expect, test } from 'vitest'
import { extensionHolds } from './extension.ts'

test.each([
  ['', true],
  ['  ', true],
  ['{}', true],
  ['{"IPT_TYPE":"2"}', true],
  ['{"IPT_TYPE":"2",}', false],
  ['["IPT_TYPE"]', false],
  ['"IPT_TYPE"', false],
  ['null', false],
  ['IPT_TYPE=2', false],
])('%j as the text of an object: %j', (text, holds) => {
  expect(extensionHolds('object', text)).toBe(holds)
})

test.each([
  ['upper case', '{"ipt_type":"2"}', false],
  ['upper case', '{"local":"2"}', true],
  ['codes', '{"IPT_TYPE":"4"}', false],
  ['codes', '{"IPT_TYPE":2}', false],
  ['codes', '{"local":2}', true],
  ['known keys', '{"IPT_TYPE":"2","local":"1"}', false],
  ['known keys', '{"IPT_TYPE":"2","REL_TTP_FLAG":"1"}', true],
])('the %s of %s: %j', (aspect, text, holds) => {
  expect(extensionHolds(aspect, text)).toBe(holds)
})

test('text that is no object has no keys to judge', () => {
  expect(['upper case', 'codes', 'known keys'].every((one) => extensionHolds(one, '{'))).toBe(true)
})
