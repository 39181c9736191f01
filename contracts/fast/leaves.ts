/** Keywords about texts and numbers. */
import type { SchemaNode } from '../violation.ts'
import { parts } from './part.ts'
import type { Keywords, Part, Place } from './part.ts'
import { isDatePattern, patternPart } from './patterns.ts'

/** Digits that a number holds without loss, so that its shortest text is the one meant. */
const SAFE_DIGITS = 15

type Digits = SchemaNode['x-decimal']

/** A number has so many decimals when it is still the same after going to integers and back. */
function numberPart(digits: Digits, { value }: Place): Part {
  if (digits === true || digits === undefined) return parts.exactly(`${value} - ${value} === 0`)
  const [precision, scale] = digits
  const whole = Math.min(precision, SAFE_DIGITS) - scale
  if (whole < 0 || scale < 0) return parts.doubt
  const power = 10 ** scale
  const same = scale === 0
    ? `Math.round(${value}) === ${value}`
    : `Math.round(${value} * ${power}) / ${power} === ${value}`
  return parts.surely(`${value} < ${10 ** whole} && ${value} > -${10 ** whole} && ${same}`)
}

function textPart(digits: Digits, { value }: Place): Part {
  const [precision, scale] = digits === true || digits === undefined ? [600, 300] : digits
  return parts.surely(`isDecimal(${value}, ${precision - scale}, ${scale})`)
}

function datePart({ schema, value }: Place): Part {
  // The pattern of a date is made to ask for a day of the calendar too.
  return isDatePattern(schema.pattern) ? parts.kept : parts.surely(`isDay(${value}.slice(0, 10))`)
}

/** Characters are never more than code units, so short enough in those is short enough. */
function atMost(most: number, { value }: Place): Part {
  return parts.surely(`${value}.length <= ${most}`)
}

function atLeast(least: number, { value }: Place): Part {
  return least <= 1
    ? parts.exactly(`${value}.length >= ${least}`)
    : parts.surely(`isLong(${value}, ${least})`)
}

function compared(operator: string) {
  return (limit: number, { value }: Place): Part => parts.exactly(`${value} ${operator} ${limit}`)
}

export const leafKeywords: Keywords = {
  minLength: { string: atLeast },
  maxLength: { string: atMost },
  pattern: { string: patternPart },
  minimum: { number: compared('>=') },
  maximum: { number: compared('<=') },
  exclusiveMinimum: { number: compared('>') },
  exclusiveMaximum: { number: compared('<') },
  'x-decimal': { number: numberPart, string: textPart },
  'x-date': { string: (_kind: string, place) => datePart(place) },
  'x-extension': { string: (_rules: object, { value }) => parts.surely(`isExtension(${value})`) },
}
