import { expect, test } from 'vitest'
import { gbkBytes } from './gbk.ts'

test('Chinese text in GBK has two bytes a character and reads back as it was', () => {
  const text = '{"dept_name":"呼吸内科","opter_name":"收费一号，龘"}'
  const bytes = gbkBytes(text)
  expect(new TextDecoder('gbk').decode(bytes)).toBe(text)
  expect(bytes.length).toBe(text.length + (text.match(/[^ -~]/g)?.length ?? 0))
  expect([...gbkBytes('医')]).toEqual([0xd2, 0xbd])
})

test('in GBK it is not UTF-8, and a character that GBK lacks becomes a question mark', () => {
  const strict = new TextDecoder('utf-8', { fatal: true })
  expect(() => strict.decode(gbkBytes('收费'))).toThrow(TypeError)
  expect(new TextDecoder('gbk').decode(gbkBytes('a😀b'))).toBe('a?b')
})
