import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObjectText, membersOf, plainText, withMember } from './json-text.ts'
import { signTextOf } from './sign-text.ts'

test('members are found whatever the spaces, quotes and brackets in them', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue())
  fc.assert(
    fc.property(object, fc.constantFrom(0, 1, '\t'), (value, indent) => {
      const members = membersOf(JSON.stringify(value, null, indent))
      const found = [...(members ?? [])].map(([name, raw]) => [name, JSON.parse(raw.text)])
      expect(found).toEqual(Object.entries(JSON.parse(JSON.stringify(value)) as object))
    }),
  )
})

test('a member is replaced or added, and no other byte changes', () => {
  expect(withMember('{ "a": 1.50 ,"b":"x" }', 'b', '"y"')).toBe('{ "a": 1.50 ,"b":"y" }')
  expect(withMember('{"a":1.50}', 'b', '2')).toBe('{"a":1.50,"b":2}')
  expect(withMember('{}', 'b', '{"c":[]}')).toBe('{"b":{"c":[]}}')
})

test('what is no object, or names a member twice, has no members', () => {
  expect(membersOf('{"a":1,"a":2}')).toBeUndefined()
  expect(membersOf('{"a":1,"\\u0061":2}')).toBeUndefined()
  const others = ['[1]', 'null', '"x"', '{"a":1', '']
  expect(others.filter(isObjectText)).toEqual([])
})

test('a value in a text to sign has no quotes, and a number keeps its zeros', () => {
  const members = membersOf('{"s":"甲\\n","n":1.50,"z":null,"b":true}')
  const found = ['s', 'n', 'z', 'b', 'absent'].map((name) => plainText(members?.get(name)))
  expect(found).toEqual(['甲\n', '1.50', '', 'true', ''])
})

test('the channel signs values: order, spaces, empty values and types do not matter', () => {
  const one = '{"b":"2","data":{"y":1.50,"x":[{"q":true,"p":""}],"e":null,"l":[]},"a":"1"}'
  const other = '{ "a":"1","data":{"x":[{"q":"true"}],"y":"1.50"},"b":"2", "n":"" }'
  const text = 'a=1&b=2&data={"x":[{"q":"true"}],"y":"1.50"}&key=K'
  expect([signTextOf(one, 'K'), signTextOf(other, 'K')]).toEqual([text, text])
})

test('the channel sorts without regard to case and leaves signature and cipher out', () => {
  const body = '{"Zeta":"1","alpha":"2","Beta":"3","signData":"s","encData":"e","extra":"x"}'
  expect(signTextOf(body, 'K')).toBe('alpha=2&Beta=3&Zeta=1&key=K')
})
