/** The JSON Schema dialect of the contracts: ajv with our own keywords, made on first use. */
import { createRequire } from 'node:module'
import type { Ajv2020 as Ajv, ValidateFunction } from 'ajv/dist/2020.js'
import { addRuleKeywords } from './rules/keywords.ts'

// Loading ajv costs more than the rest of the contracts together, so it waits for its first use.
const require = createRequire(import.meta.url)

const DECIMAL = /^-?\d+(\.\d+)?$/

/** Plain decimal text of a number, also of one that JavaScript prints with an exponent. */
function plainText(value: number): string {
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (parts === null) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts
  const digits = first + rest
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + (digits.length <= point
    ? digits.padEnd(point, '0')
    : `${digits.slice(0, point)}.${digits.slice(point)}`)
}

/**
 * Is this number, or text of a number, within `precision` digits of which `scale` stand after the
 * point? Counted on the decimal text, so that no floating point is involved; zeros at either end
 * do not count. `true` as digits asks only for a decimal number.
 */
export function fitsDecimal(digits: readonly [number, number] | true, value: unknown): boolean {
  const text = typeof value === 'number' ? plainText(value) : value
  if (typeof text !== 'string') return true
  if (!DECIMAL.test(text)) return false
  if (digits === true) return true
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const [precision, scale] = digits
  return fraction.replace(/0+$/, '').length <= scale
    && whole.replace(/^0+/, '').length <= precision - scale
}

/** Does the day exist? Text that is no date at all is the business of `pattern`. */
export function isCalendarDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (parts === null) return true
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (lengths[month - 1] ?? 31)
}

let instance: Ajv | undefined

function make(): Ajv {
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
  const ajv = new Ajv2020({
    strict: true, allErrors: true, verbose: true, allowUnionTypes: true,
    // Our schemas are held to the standard by a test. To do it here would cost the first message
    // as much as all else, and tidying the made program twice what is gained by it.
    validateSchema: false,
    code: { optimize: false },
  })
  ajv.addVocabulary(['x-meanings', 'x-dictionary', 'x-node', 'x-expected', 'x-rule', 'x-rules'])
  ajv.addKeyword({
    keyword: 'x-decimal',
    type: ['number', 'string'],
    validate: fitsDecimal,
    errors: false,
  })
  ajv.addKeyword({
    keyword: 'x-date',
    type: 'string',
    validate: (_kind: string, text: string) => isCalendarDay(text),
    errors: false,
  })
  addRuleKeywords(ajv)
  return ajv
}

/** Compiles a schema that is right by the standard. Throws ajv's own error for unknown keywords. */
export function compile(schema: object): ValidateFunction {
  instance ??= make()
  return instance.compile(schema)
}
