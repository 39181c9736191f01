/** Patterns of the contracts as calls and comparisons; any other stays a regular expression. */
import { parts } from './part.ts'
import type { Part, Place } from './part.ts'

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const TIME = ' ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d'

type Test = (value: string) => string

const isDay: Test = (value) => `isDay(${value})`
const isMoment: Test = (value) => `isMoment(${value})`
const isEither: Test = (value) => `isDay(${value}) || isMoment(${value})`
const orEmpty = (test: Test): Test => (value) => `${value} === '' || ${test(value)}`

/** Patterns whose text must be a day of the calendar too. */
const dates: ReadonlyMap<string, Test> = new Map([
  [`^${DAY}$`, isDay],
  [`^${DAY}${TIME}$`, isMoment],
  [`^${DAY}(${TIME})?$`, isEither],
  [`^(${DAY})?$`, orEmpty(isDay)],
  [`^(${DAY}${TIME})?$`, orEmpty(isMoment)],
  [`^(${DAY}(${TIME})?)?$`, orEmpty(isEither)],
])

const beginsAboveZero: Test = (value) =>
  `(${value}.charCodeAt(0) > 48 && ${value}.charCodeAt(0) < 58)`

/** What is true of most texts that a pattern accepts, and of none that it does not. */
const mostly: ReadonlyMap<string, Test> = new Map([
  ['^[^-]*[1-9]', beginsAboveZero],
  ['[1-9]', beginsAboveZero],
  ['^(?!-.*[1-9])', (value) => `${value}.charCodeAt(0) !== 45`],
  ['^(-|[^1-9]*$)', (value) => `${value}.charCodeAt(0) === 45`],
  ['^\\s*(\\{[\\s\\S]*\\}\\s*)?$', (value) => `${value} === ''`],
])

const COUNTED_DIGITS = /^\^(\(?)\\d\{(\d+)\}(?:\)\?)?\$$/

/** Is it one of a date, so that its part asks for a day of the calendar? */
export function isDatePattern(pattern: string | undefined): boolean {
  return pattern !== undefined && dates.has(pattern)
}

/** The part of a `pattern`. */
export function patternPart(pattern: string, { program, value }: Place): Part {
  const date = dates.get(pattern)
  if (date !== undefined) return parts.surely(date(value))
  const [, optional, digits] = COUNTED_DIGITS.exec(pattern) ?? []
  if (digits !== undefined) {
    const test: Test = (text) => `isDigits(${text}, ${digits})`
    return parts.exactly((optional === '' ? test : orEmpty(test))(value))
  }
  const slow = `${program.constant(new RegExp(pattern, 'u'))}.test(${value})`
  const first = mostly.get(pattern)
  return parts.exactly(first === undefined ? slow : `${first(value)} || ${slow}`)
}
