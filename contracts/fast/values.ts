/**
 * What the made programs call: each answers true only for what is certainly right. Characters are
 * looked at one by one, because a regular expression costs five times as much.
 */
import { EXTENSION_CODES } from '../rules/extension.ts'

type Row = Readonly<Record<string, unknown>>

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAY_LENGTH = 'yyyy-MM-dd'.length
const MOMENT_LENGTH = 'yyyy-MM-dd HH:mm:ss'.length

/** Number of two digits at a place; 100 or more when they are none. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100
}

function isNullText(text: string): boolean {
  return text.toLowerCase() === 'null'
}

/** A day of the calendar stands at the beginning. The last of a leap February is left in doubt. */
function beginsWithDay(text: string): boolean {
  const month = two(text, 5)
  const day = two(text, 8)
  return month >= 1 && month <= 12 && day >= 1 && day <= (DAYS[month] ?? 0)
    && two(text, 0) < 100 && two(text, 2) < 100
    && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45
}

function isDay(text: string): boolean {
  return text.length === DAY_LENGTH && beginsWithDay(text)
}

function isMoment(text: string): boolean {
  return text.length === MOMENT_LENGTH && beginsWithDay(text)
    && two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60
    && text.charCodeAt(10) === 32 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58
}

/** Place of the first character from `at` on that is no digit. */
function afterDigits(text: string, at: number): number {
  let end = at
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1
  return end
}

/** Decimal text with at most so many digits on either side of the point, zeros counted too. */
function isDecimal(text: string, whole: number, scale: number): boolean {
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  const point = afterDigits(text, start)
  if (point === start || point - start > whole) return false
  if (point === text.length) return true
  const digits = text.length - point - 1
  return text.charCodeAt(point) === 46 && digits > 0 && digits <= scale
    && afterDigits(text, point + 1) === text.length
}

/** Nothing but digits, this many of them. */
function isDigits(text: string, count: number): boolean {
  return text.length === count && afterDigits(text, 0) === count
}

/** At least so many characters, where those beyond the basic plane leave it in doubt. */
function isLong(text: string, least: number): boolean {
  if (text.length < least) return false
  for (let at = 0; at < text.length; at += 1) {
    if ((text.charCodeAt(at) & 0xf800) === 0xd800) return false
  }
  return true
}

/** Two dates in order, compared as far as both go; whatever is no text has no order. */
function isOrdered(from: unknown, to: unknown): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return true
  const length = Math.min(from.length, to.length)
  return from.slice(0, length) <= to.slice(0, length)
}

/** No two rows have the same value; a row whose value is neither text nor number has none. */
function isUnique(rows: readonly unknown[], field: string): boolean {
  const seen = new Set<string>()
  let valued = 0
  for (const row of rows) {
    const value = typeof row === 'object' && row !== null ? (row as Row)[field] : undefined
    const text = typeof value === 'number' ? `${value}` : value
    if (typeof text === 'string' && text !== '') {
      seen.add(text)
      valued += 1
    }
  }
  return seen.size === valued
}

const PAIR = Object.entries(EXTENSION_CODES)
  .map(([key, codes]) => `"${key}"\\s*:\\s*"(?:${codes.join('|')})"`).join('|')
const EXTENSION = new RegExp(`^\\{\\s*(?:(?:${PAIR})(?:\\s*,\\s*(?:${PAIR}))*\\s*)?\\}$`)
// JSON knows four kinds of space; a regular expression knows more.
const PLAIN = /^[\t\n\r\x20-\x7e]*$/

/** An extension of known keys with known codes and nothing else. */
function isExtension(text: string): boolean {
  return text === '' || (EXTENSION.test(text) && PLAIN.test(text))
}

/** The helpers under the names by which made programs know them. */
export const helpers = {
  isNullText, isDay, isMoment, isDecimal, isDigits, isLong, isOrdered, isUnique,
  isExtension,
}
