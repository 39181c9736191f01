/** What one error of ajv means for the reader: the rule it breaks, in words of the interface. */
import type { ErrorObject } from 'ajv/dist/2020.js'
import { meaningOf } from './dictionaries.ts'
import { shown, violation } from './violation.ts'
import type { Expected, SchemaNode, Violation } from './violation.ts'

const A_VALUE: Expected = { zh: '非空', en: 'a value' }
const NO_SUCH_KEY: Expected = { zh: '不应出现', en: 'no such key here' }
const CALENDAR_DAY: Expected = { zh: '存在的日期', en: 'a day of the calendar' }

/** The violation that one error of ajv stands for; `base` is the pointer of what was validated. */
export function fromError(error: ErrorObject, base: string): Violation {
  const schema = (error.parentSchema ?? {}) as SchemaNode
  const value: unknown = error.data
  const at = { pointer: base + error.instancePath, title: schema.title ?? '' }
  switch (error.keyword) {
    case 'required': return fromRequired(error, base)
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty'])
      const known = Object.keys(schema.properties ?? {}).join(', ')
      const inside = (value as Record<string, unknown>)[name]
      return violation('unknown-key', { pointer: `${at.pointer}/${name}`, title: '' },
        { zh: `${known} 之一`, en: `one of ${known}` }, inside)
    }
    case 'false schema': return violation('unknown-key', at, NO_SUCH_KEY, value)
    case 'enum':
      return violation(value === '' || value === null ? 'empty' : 'dictionary', at,
        codesShown(schema, error.params['allowedValues'] as unknown[]), value)
    case 'const': return violation('dictionary', at, shown(error.params['allowedValue']), value)
    case 'type':
      return violation(value === null ? 'empty' : 'type', at,
        [schema.type ?? ''].flat().filter((one) => one !== 'null').join(' | '), value)
    case 'x-decimal':
      return violation(value === '' ? 'empty-number' : 'decimal', at,
        value === '' ? '"0"' : decimalShown(schema['x-decimal']), value)
    case 'x-date': return violation('date', at, CALENDAR_DAY, value)
    case 'pattern':
      return value === '' ? violation('empty', at, expectedFormat(schema), value)
        : violation(schema['x-date'] === undefined ? 'format' : 'date', at,
          expectedFormat(schema), value)
    case 'minLength':
    case 'minItems':
      return value === '' || Array.isArray(value)
        ? violation('empty', at, A_VALUE, value)
        : violation('length', at, lengthsShown(schema), value)
    case 'maxLength': return violation('length', at, lengthsShown(schema), value)
    default:
      return violation('format', at, schema['x-expected'] ?? error.message ?? error.keyword, value)
  }
}

function codesShown(schema: SchemaNode, codes: readonly unknown[]): string {
  const list = codes.filter((code) => code !== '' && code !== null).map(String)
  const meanings = schema['x-meanings'] ?? {}
  const named = list.slice(0, 6).map((code) =>
    `${code} ${meanings[code] ?? meaningOf(schema['x-dictionary'] ?? '', code) ?? ''}`.trim())
  return named.join(', ') + (list.length > 6 ? `, … (${list.length})` : '')
}

function decimalShown(digits: SchemaNode['x-decimal']): string {
  if (digits === undefined || digits === true) return 'number'
  return `number(${digits[0]},${digits[1]})`
}

function fromRequired(error: ErrorObject, base: string): Violation {
  const name = String(error.params['missingProperty'])
  const schema = (error.parentSchema as SchemaNode).properties?.[name] ?? {}
  const at = { pointer: `${base}${error.instancePath}/${name}`, title: schema.title ?? '' }
  if (schema['x-node'] === undefined) return violation('required', at, A_VALUE, undefined)
  return violation('missing-node', at, schema['x-node'] === 'many' ? '[…]' : '{…}', undefined)
}

function expectedFormat(schema: SchemaNode): Expected {
  if (schema['x-expected'] !== undefined) return schema['x-expected']
  switch (schema['x-date']) {
    case 'date': return 'yyyy-MM-dd'
    case 'datetime': return 'yyyy-MM-dd HH:mm:ss'
    case undefined: return schema.pattern ?? ''
    default: return 'yyyy-MM-dd [HH:mm:ss]'
  }
}

function lengthsShown({ minLength, maxLength }: SchemaNode): Expected {
  if (minLength === maxLength) {
    return { zh: `恰好 ${maxLength} 字`, en: `exactly ${maxLength} characters` }
  }
  const limit = maxLength === undefined ? `≥ ${minLength}` : `≤ ${maxLength}`
  return { zh: `${limit} 字`, en: `${limit} characters` }
}
