import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkRequest, checkResponse } from './validate.ts'
import type { Violation } from './validate.ts'

interface Example {
  readonly valid: readonly {
    readonly title: string
    readonly side: 'request' | 'response'
    readonly message: unknown
  }[]
  readonly invalid: readonly {
    readonly title: string
    /** Which of the valid ones it is made from. */
    readonly of: number
    readonly rule: string
    readonly pointer: string
    readonly set?: Readonly<Record<string, unknown>>
    readonly remove?: readonly string[]
  }[]
}

type Box = Record<string, unknown>

const directory = new URL('examples/', import.meta.url)
const examples = readdirSync(directory).map((name) => ({
  infno: name.replace('.json', ''),
  example: JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as Example,
}))

/** The object that holds the last part of a pointer, and that part. */
function holder(message: unknown, pointer: string): [Box, string] {
  const parts = pointer.slice(1).split('/')
  const last = parts.pop() ?? ''
  return [parts.reduce((at, part) => at[part] as Box, message as Box), last]
}

function changed(message: unknown, set: Box, remove: readonly string[]): unknown {
  const copy = structuredClone(message)
  for (const [pointer, value] of Object.entries(set)) {
    const [box, key] = holder(copy, pointer)
    box[key] = value
  }
  for (const pointer of remove) {
    const [box, key] = holder(copy, pointer)
    delete box[key]
  }
  return copy
}

function check(infno: string, side: 'request' | 'response', message: unknown): Violation[] {
  return side === 'request' ? checkRequest(infno, message) : checkResponse(infno, message)
}

describe.each(examples)('the examples of $infno', ({ infno, example }) => {
  test.each(example.valid)('$title is accepted without a remark', ({ side, message }) => {
    expect(check(infno, side, message)).toEqual([])
  })

  test.each(example.invalid)('$title breaks exactly one rule', (broken) => {
    const { of, rule, pointer, set = {}, remove = [] } = broken
    const origin = example.valid[of]
    if (origin === undefined) throw new RangeError(`no valid example ${of}`)
    const found = check(infno, origin.side, changed(origin.message, set, remove))
    expect(found.map((one) => [one.rule, one.pointer])).toEqual([[rule, pointer]])
    const field = pointer.slice(pointer.lastIndexOf('/') + 1)
    expect(found[0]?.message.zh).toContain(field)
  })

  test('says each of its titles once', () => {
    const titles = [...example.valid, ...example.invalid].map((one) => one.title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

/** Pointer and schema of every leaf that an example fills. */
function leaves(schema: Box, data: unknown, pointer: string): [string, Box, boolean][] {
  if (Array.isArray(data)) return leaves(schema['items'] as Box, data[0], `${pointer}/0`)
  if (typeof data !== 'object' || data === null) return []
  const required = (schema['required'] ?? []) as string[]
  const properties = (schema['properties'] ?? {}) as Record<string, Box>
  return Object.entries(data).flatMap(([name, value]): [string, Box, boolean][] => {
    const inside = properties[name] ?? {}
    const here: [string, Box, boolean] = [`${pointer}/${name}`, inside, required.includes(name)]
    return inside['x-node'] === undefined ? [here] : leaves(inside, value, `${pointer}/${name}`)
  })
}

/** Changes that must each break one rule: every required field out, every code unknown. */
const breakages = examples.flatMap(({ infno, example }) => {
  const message = example.valid[0]?.message as Box
  const file = new URL(`generated/schemas/${infno}.json`, import.meta.url)
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { $defs: { request: Box } }
  return leaves(schema.$defs.request, message['input'], '/input')
    .flatMap(([pointer, inside, required]) => [
      ...(required ? [{ infno, rule: 'required', pointer, set: {}, remove: [pointer] }] : []),
      ...(inside['enum'] === undefined
        ? [] : [{ infno, rule: 'dictionary', pointer, set: { [pointer]: '~' }, remove: [] }]),
    ].map((one) => ({ ...one, message })))
})

test('enough ways to break the examples were found', () => {
  expect(breakages.length).toBeGreaterThan(200)
})

test.each(breakages)('$infno $pointer: $rule is seen', (one) => {
  const { infno, rule, pointer, set, remove, message } = one
  const found = checkRequest(infno, changed(message, set, remove))
  expect(found.map((seen) => [seen.rule, seen.pointer])).toContainEqual([rule, pointer])
})
