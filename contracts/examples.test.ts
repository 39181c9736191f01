import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failingExamples } from './rules/failing-examples.ts'
import { oneIn } from './testing-thorough.ts'
import { checkRequest, checkResponse } from './validate.ts'

interface Example {
  readonly valid: readonly {
    readonly title: string
    readonly side: 'request' | 'response'
    readonly message: unknown
  }[]
  /** Written by hand where no schema says how to break a message. */
  readonly invalid: readonly { readonly title: string; readonly of: number }[]
}

const directory = new URL('examples/', import.meta.url)
const examples = readdirSync(directory).map((name) => ({
  infno: name.replace('.json', ''),
  example: JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as Example,
}))

describe.each(oneIn(6, examples))('the examples of $infno', ({ infno, example }) => {
  test.each(example.valid)('$title is accepted without a remark', ({ side, message }) => {
    const check = side === 'request' ? checkRequest : checkResponse
    expect(check(infno, message)).toEqual([])
  })

  test('are all taken up by the failing examples', () => {
    const titles = new Set(failingExamples(infno).map((one) => one.title))
    expect(example.invalid.filter((one) => !titles.has(one.title))).toEqual([])
  })

  test('say each of their titles once', () => {
    const titles = [...example.valid, ...example.invalid].map((one) => one.title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

test('a finding names the field that is broken', () => {
  const silent = examples.flatMap(({ infno }) => failingExamples(infno).filter((one) => {
    const check = one.side === 'request' ? checkRequest : checkResponse
    const [found] = check(infno, one.message)
    const field = one.pointer.slice(one.pointer.lastIndexOf('/') + 1)
    return found?.message.zh.includes(field) !== true || !found.message.en.includes(field)
  }))
  expect(silent).toEqual([])
})
