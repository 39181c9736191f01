import { expect, test } from 'vitest'
import { codesOf } from '../dictionaries.ts'
import { brokenAspects, EXTENSION_CODES } from './extension.ts'

test.each([
  ['', []],
  ['  ', []],
  ['{}', []],
  ['{"IPT_TYPE":"2"}', []],
  ['{"IPT_TYPE":"2","REL_TTP_FLAG":"1"}', []],
  ['{"IPT_TYPE":"2",}', ['object']],
  ['["IPT_TYPE"]', ['object']],
  ['"IPT_TYPE"', ['object']],
  ['null', ['object']],
  ['IPT_TYPE=2', ['object']],
  ['{', ['object']],
  ['{"ipt_type":"2"}', ['upper case']],
  ['{"IPT_TYPE":"4"}', ['codes']],
  ['{"IPT_TYPE":2}', ['codes']],
  ['{"local":2}', ['known keys']],
  ['{"Ipt_Type":"9","local":"1","TRUM_FLAG":"7"}', ['upper case', 'codes', 'known keys']],
])('the extension %j breaks %j', (text, broken) => {
  expect(brokenAspects(text)).toEqual(broken)
})

test.each(Object.entries(EXTENSION_CODES))('the codes of %s are its dictionary', (key, codes) => {
  expect(codes).toEqual([...codesOf(key).keys()])
})
