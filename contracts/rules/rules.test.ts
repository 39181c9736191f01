import { createRequire } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { checkRequest, checkResponse } from '../validate.ts'
import { changed } from './change.ts'
import { nodeRules } from './compile.ts'
import { messageChange } from './condition-breaks.ts'
import { failingEnvelopes, failingExamples } from './failing-examples.ts'
import { allRules, ruleOf } from './rules.ts'

type Box = Readonly<Record<string, unknown>>

const directory = new URL('../examples/', import.meta.url)
const infnos = readdirSync(directory).map((name) => name.replace('.json', ''))
const examples = [
  ...infnos.flatMap((infno) => failingExamples(infno).map((one) => ({ infno, ...one }))),
  ...failingEnvelopes().map((one) => ({ infno: '2207', ...one })),
].filter((one) => one.rule === 'condition')

describe.each(allRules())('the rule $id', (rule) => {
  const mine = examples.filter(({ condition }) => condition === rule.id)

  test('has a failing example', () => {
    expect(mine.length).toBeGreaterThan(0)
  })

  test('names a field, says itself in both languages, and says where it stands', () => {
    expect([rule.title.zh, rule.title.en, rule.expected.zh, rule.expected.en, rule.source])
      .not.toContain('')
    expect(rule.requirement).toMatch(/^$|^(RULE-\d{3}|IF-[A-Z0-9]+)$/)
  })

  test('is told with its severity and its requirement', () => {
    for (const { infno, side, message } of mine) {
      const [told] = side === 'request'
        ? checkRequest(infno, message) : checkResponse(infno, message)
      expect(told?.severity).toBe(rule.severity)
      expect(told?.requirement ?? '').toBe(rule.requirement)
      expect(told?.message.zh).toContain(rule.title.zh)
    }
  })

  test('is content with the message that just keeps it', () => {
    for (const { infno, side, pointer, message } of mine) {
      const kept = keeping(rule.id, message, pointer)
      const found = side === 'request' ? checkRequest(infno, kept) : checkResponse(infno, kept)
      expect(found).toEqual([])
    }
  })
})

/** The broken message with the change of `holds` made over it. */
function keeping(id: string, message: unknown, pointer: string): unknown {
  const rule = ruleOf(id)
  if (rule === undefined) throw new RangeError(`no rule ${id}`)
  if (rule.holds.repeat !== undefined) {
    const rows = pointer.replace(/\/\d+\/\w+$/, '')
    const value = rows.split('/').slice(1)
      .reduce<unknown>((box, part) => (box as Box)[part], message) as readonly unknown[]
    const last = value.length - 1
    return changed(message, messageChange(rule.holds, value.slice(0, last), rows, ''))
  }
  const at = pointer.lastIndexOf('/')
  const kept = messageChange(rule.holds, undefined, pointer.slice(0, at), pointer.slice(at + 1))
  return changed(message, { set: asWritten(kept.set ?? {}, message) })
}

/** Dates in the form that they have in the message: a few tables leave the dashes out. */
function asWritten(set: Box, message: unknown): Box {
  return Object.fromEntries(Object.entries(set).map(([pointer, value]) => {
    const before = pointer.split('/').slice(1)
      .reduce<unknown>((box, part) => (box as Box | undefined)?.[part], message)
    const isBare = typeof before === 'string' && /^\d{8}$/.test(before)
    return [pointer, isBare && typeof value === 'string' ? value.replaceAll('-', '') : value]
  }))
}

test('no two rules have one id', () => {
  const ids = (JSON.parse(readFileSync(new URL('rules.json', import.meta.url), 'utf8')) as Box[])
    .map((one) => one['id'])
  expect(new Set(ids).size).toBe(ids.length)
})

test('the envelope schema carries the rules of the envelope', () => {
  const file = new URL('../schemas/envelope.schema.json', import.meta.url)
  const { $defs } = JSON.parse(readFileSync(file, 'utf8')) as { $defs: { request: Box } }
  const place = { infno: 'envelope', direction: 'input', node: '' } as const
  expect($defs.request).toMatchObject(nodeRules(place, ['input', 'insuplc_admdvs']))
})

/** Needs a keyword of ours, or only warns: a plain validator knows nothing of it. */
const OURS = [
  'extension-case', 'extension-code', 'extension-unknown', 'line-serial-once', 'statement-dates',
  'visit-times', 'period-dates', 'answered-dates', 'two-diseases', 'refunded-amount',
]

test('any validator enforces every other rule', () => {
  const { Ajv2020: Plain } = createRequire(import.meta.url)('ajv/dist/2020.js') as {
    Ajv2020: typeof Ajv2020
  }
  const plain = new Plain({ strict: false, logger: false })
  const taken = examples.filter(({ infno, side, condition, message }) => {
    if (OURS.includes(condition ?? '') || condition === 'insured-place') return false
    const file = new URL(`../generated/schemas/${infno}.json`, import.meta.url)
    const { $id, $defs } = JSON.parse(readFileSync(file, 'utf8')) as {
      $id: string
      $defs: Record<string, Box>
    }
    const key = `${$id}:${side}`
    if (plain.getSchema(key) === undefined) plain.addSchema($defs[side] ?? {}, key)
    return plain.validate(key, (message as Box)[side === 'request' ? 'input' : 'output'])
  })
  const enforced = new Set(examples.map((one) => one.condition)).size - OURS.length - 1
  expect(taken.map((one) => one.title)).toEqual([])
  expect(enforced).toBeGreaterThan(20)
})
