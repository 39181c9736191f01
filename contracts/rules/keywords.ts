/** Keywords for what rules ask and JSON Schema cannot: the order of dates, serials, extensions. */
import type { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'
import { brokenAspects } from './extension.ts'

type Row = Readonly<Record<string, unknown>>

/** A day, a moment, or a day as the few tables write it that give it eight characters. */
const DATE = /^(\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?|\d{8})$/

/** Adds `x-warn`, `x-extension`, `x-ordered` and `x-unique` to a validator. */
export function addRuleKeywords(ajv: Ajv): void {
  ajv.addKeyword({ keyword: 'x-warn', macro: (rules: object[]) => ({ allOf: rules }) })
  ajv.addKeyword({ keyword: 'x-extension', type: 'string', validate: extension, errors: 'full' })
  ajv.addKeyword({
    keyword: 'x-ordered',
    type: 'object',
    validate: ([from = '', to = '']: string[], row: Row) => inOrder(row[from], row[to]),
    errors: false,
  })
  ajv.addKeyword({ keyword: 'x-unique', type: 'array', validate: unique, errors: 'full' })
}

/** A day and a moment are compared by their days; what is no date is told by the field's table. */
function inOrder(from: unknown, to: unknown): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return true
  if (!DATE.test(from) || !DATE.test(to)) return true
  const length = Math.min(from.length, to.length)
  return from.slice(0, length) <= to.slice(0, length)
}

/** One error for each aspect that does not hold and has a rule. */
const extension: SchemaValidateFunction = (
  rules: Readonly<Record<string, string>>,
  text: string,
  parentSchema,
  context,
) => {
  const broken = brokenAspects(text).filter((aspect) => rules[aspect] !== undefined)
  extension.errors = broken.map((aspect) => ({
    keyword: 'x-extension',
    instancePath: context?.instancePath ?? '',
    parentSchema: parentSchema ?? {},
    params: { rule: rules[aspect] },
  }))
  return broken.length === 0
}

/** Each row that repeats an earlier value is an error of its own, at its own place. */
const unique: SchemaValidateFunction = (
  field: string,
  rows: readonly unknown[],
  parentSchema,
  context,
) => {
  const seen = new Set<string>()
  const repeated = [...rows.entries()].filter(([, row]) => {
    const value = typeof row === 'object' && row !== null ? (row as Row)[field] : undefined
    const text = typeof value === 'number' ? `${value}` : value
    if (typeof text !== 'string' || text === '') return false
    const twice = seen.has(text)
    seen.add(text)
    return twice
  })
  unique.errors = repeated.map(([at, row]) => ({
    keyword: 'x-unique',
    instancePath: `${context?.instancePath ?? ''}/${at}/${field}`,
    parentSchema: parentSchema ?? {},
    params: { value: (row as Row)[field] },
  }))
  return repeated.length === 0
}
