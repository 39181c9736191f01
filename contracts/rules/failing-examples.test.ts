import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIMULATED } from '../../core/platform/app.ts'
import { compile } from '../keywords.ts'
import { oneIn } from '../testing-thorough.ts'
import { checkRequest, checkResponse } from '../validate.ts'
import { failingEnvelopes, failingExamples } from './failing-examples.ts'
import type { FailingExample } from './failing-examples.ts'
import { brokenRule } from './told.ts'

type Box = Readonly<Record<string, unknown>>

const directory = new URL('../examples/', import.meta.url)
const infnos = readdirSync(directory).map((name) => name.replace('.json', ''))

function schemaOf(infno: string, side: string): Box | undefined {
  const file = new URL(`../generated/schemas/${infno}.json`, import.meta.url)
  const { $defs } = JSON.parse(readFileSync(file, 'utf8')) as { $defs: Record<string, Box> }
  return $defs[side]
}

function check(infno: string, { side, message }: FailingExample) {
  return side === 'request' ? checkRequest(infno, message) : checkResponse(infno, message)
}

/** Examples that do not fail for their reason alone, with what they fail for. */
function failingOtherwise(infno: string, examples: readonly FailingExample[]): string[] {
  return examples.flatMap((one) => {
    const wanted = `${one.rule} ${one.condition ?? ''} ${one.pointer}`
    const found = check(infno, one)
      .map(({ rule, condition, pointer }) => `${rule} ${condition ?? ''} ${pointer}`)
    return found.length === 1 && found[0] === wanted ? [] : [`${one.title}: ${found.join('; ')}`]
  })
}

/** Keywords that say what a value must be; the others only lead there or describe. */
const ASSERTIONS = new Set([
  'type', 'enum', 'minLength', 'maxLength', 'pattern', 'minItems', 'x-decimal', 'x-date',
])

function takesText(schema: Box): boolean {
  return [schema['type']].flat().includes('string')
}

/**
 * Paths into a schema of everything that it demands: found by its own walk, not the generator's.
 * A length beside codes, and "a decimal" beside the type number, demand nothing of their own.
 */
function demands(schema: Box, path: string): string[] {
  const required = (schema['required'] as readonly string[] | undefined ?? [])
    .map((name) => `${path}/required ${name}`)
  const own = Object.keys(schema).filter((keyword) => ASSERTIONS.has(keyword)
    && !(keyword === 'maxLength' && 'enum' in schema)
    && !(keyword === 'x-decimal' && schema[keyword] === true && !takesText(schema)))
  const rules = ['allOf', 'x-warn'].flatMap((keyword) =>
    (schema[keyword] as readonly Box[] | undefined ?? [])
      .map((one) => `${path} ${String(one['x-rule'])}`))
  const named = ['x-rules', 'x-extension'].flatMap((keyword) =>
    Object.values(schema[keyword] as Record<string, string> | undefined ?? {})
      .map((id) => `${path} ${id}`))
  const properties = Object.entries(schema['properties'] as Record<string, Box> | undefined ?? {})
  const items = schema['items'] as Box | undefined
  return [
    ...required,
    ...own.map((keyword) => `${path}/${keyword}`),
    ...rules,
    ...named,
    ...properties.flatMap(([name, one]) => demands(one, `${path}/properties/${name}`)),
    ...(items === undefined ? [] : demands(items, `${path}/items`)),
  ]
}

/** What an example breaks, in the same words, as ajv tells it. */
function brokenDemands(schema: Box, parts: readonly unknown[]): Set<string> {
  const validate = compile(schema)
  const seen = new Set<string>()
  for (const part of parts) {
    validate(part)
    for (const error of validate.errors ?? []) {
      const { keyword, schemaPath, params } = error
      const rule = brokenRule(error)?.id ?? ''
      seen.add(`${schemaPath.replace(/\/(allOf|x-warn)\/.*$/, '')} ${rule}`)
      seen.add(`${schemaPath.replace(/\/[^/]*$/, '')} ${rule}`)
      const name = keyword === 'required' ? ` ${String(params['missingProperty'])}` : ''
      seen.add(schemaPath + name)
    }
  }
  return seen
}

describe.each(oneIn(2, infnos))('the failing examples of %s', (infno) => {
  const examples = failingExamples(infno)

  test('each break exactly one rule, the one that they name', () => {
    expect(failingOtherwise(infno, examples)).toEqual([])
    expect(examples.length).toBeGreaterThan(3)
  })

  test.each(['request', 'response'])('leave no demand of the %s unbroken', (side) => {
    const schema = schemaOf(infno, side)
    if (schema === undefined) return
    const node = side === 'request' ? 'input' : 'output'
    const parts = examples.filter((one) => one.side === side)
      .map((one) => (one.message as Box)[node]).filter((part) => part !== undefined)
    const broken = brokenDemands(schema, parts)
    // That `input` itself is an object is what the envelope demands.
    expect(demands(schema, '#').filter((one) => !broken.has(one) && one !== '#/type')).toEqual([])
  })

  test('have titles of their own', () => {
    const titles = examples.map((one) => one.title)
    expect(titles.filter((title, at) => titles.indexOf(title) < at)).toEqual([])
  })
})

test('the failing envelopes each break exactly one rule', () => {
  const examples = failingEnvelopes()
  expect(failingOtherwise('2207', examples)).toEqual([])
  expect(examples.length).toBeGreaterThan(40)
})

test('every transaction of the reference core has failing examples', () => {
  expect(SIMULATED.filter((infno) => !infnos.includes(infno))).toEqual([])
})
