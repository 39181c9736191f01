/** Differences between two versions of one field: type, length, digits, format, codes. */
import type { SchemaNode } from '../violation.ts'
import type { Difference, Kind } from './change.ts'

type Found = Pick<Difference, 'kind' | 'from' | 'to'>

function typesOf(schema: SchemaNode): string[] {
  return [schema.type ?? []].flat().filter((one) => one !== 'null').toSorted()
}

function typeFound(old: SchemaNode, now: SchemaNode): Found[] {
  const [before, after] = [typesOf(old), typesOf(now)]
  const [from, to] = [before.join('|'), after.join('|')]
  if (from === to) return []
  const narrowed = after.every((one) => before.includes(one))
  const widened = before.every((one) => after.includes(one))
  const kind = narrowed ? 'type-narrowed' : widened ? 'type-widened' : 'type-changed'
  return [{ kind, from, to }]
}

function lengthFound(old: SchemaNode, now: SchemaNode): Found[] {
  const [before, after] = [old.maxLength ?? Infinity, now.maxLength ?? Infinity]
  if (before === after) return []
  const said = (length: number): string => length === Infinity ? '' : String(length)
  const kind = after < before ? 'length-tightened' : 'length-loosened'
  return [{ kind, from: said(before), to: said(after) }]
}

/** Digits before and after the point; a number without limits has room for any. */
function roomOf(digits: SchemaNode['x-decimal']): readonly [whole: number, scale: number] {
  if (digits === undefined || digits === true) return [Infinity, Infinity]
  return [digits[0] - digits[1], digits[1]]
}

function decimalFound(old: SchemaNode, now: SchemaNode): Found[] {
  const [before, after] = [roomOf(old['x-decimal']), roomOf(now['x-decimal'])]
  if (before[0] === after[0] && before[1] === after[1]) return []
  const tightened = after[0] <= before[0] && after[1] <= before[1]
  const loosened = after[0] >= before[0] && after[1] >= before[1]
  const said = (schema: SchemaNode): string => [schema['x-decimal'] ?? ''].flat().join(',')
  return [{
    kind: tightened ? 'decimal-tightened' : loosened ? 'decimal-loosened' : 'decimal-changed',
    from: said(old),
    to: said(now),
  }]
}

/** Least and greatest value that a rule allows; what the digits allow is told with the digits. */
function rangeFound(old: SchemaNode, now: SchemaNode): Found[] {
  const limits = (schema: SchemaNode): [number, number] =>
    [Number(schema['minimum'] ?? -Infinity), Number(schema['maximum'] ?? Infinity)]
  const [[low, high], [newLow, newHigh]] = [limits(old), limits(now)]
  if (low === newLow && high === newHigh) return []
  const tightened = newLow >= low && newHigh <= high
  const loosened = newLow <= low && newHigh >= high
  const kind = tightened ? 'range-tightened' : loosened ? 'range-loosened' : 'range-changed'
  return [{ kind, from: `${low}…${high}`, to: `${newLow}…${newHigh}` }]
}

/** A pattern without the part that lets an optional field be empty. */
function essence(pattern: string): string {
  const optional = /^\^\((.*)\)\?\$$/.exec(pattern)
  return optional === null ? pattern.replace(/^\^|\$$/g, '') : (optional[1] ?? '')
}

function formatFound(old: SchemaNode, now: SchemaNode): Found[] {
  const [before, after] = [essence(old.pattern ?? ''), essence(now.pattern ?? '')]
  if (before === after) return []
  const from = old['x-date'] ?? old.pattern ?? ''
  const to = now['x-date'] ?? now.pattern ?? ''
  const either = 'date or datetime'
  const tightened = before === '' || (old['x-date'] === either && now['x-date'] !== undefined)
  const loosened = after === '' || (now['x-date'] === either && old['x-date'] !== undefined)
  return [{
    kind: tightened ? 'format-tightened' : loosened ? 'format-loosened' : 'format-changed',
    from,
    to,
  }]
}

function codesOf(schema: SchemaNode): string[] | undefined {
  return (schema['enum'] as unknown[] | undefined)
    ?.filter((one) => one !== '' && one !== null).map(String)
}

function codesFound(old: SchemaNode, now: SchemaNode): Found[] {
  const [before, after] = [codesOf(old), codesOf(now)]
  const dictionary = (schema: SchemaNode): string => schema['x-dictionary'] ?? ''
  if (before === undefined && after === undefined) return []
  if (before === undefined) return [{ kind: 'codes-imposed', from: '', to: dictionary(now) }]
  if (after === undefined) return [{ kind: 'codes-lifted', from: dictionary(old), to: '' }]
  const list = (kind: Kind, codes: readonly string[], side: 'from' | 'to'): Found[] =>
    codes.length === 0 ? [] : [{ kind, from: '', to: '', [side]: codes.join(' ') }]
  const meaning = (schema: SchemaNode, code: string): string => schema['x-meanings']?.[code] ?? ''
  const renamed = before.filter((code) => after.includes(code)
    && meaning(old, code) !== meaning(now, code))
  return [
    ...list('code-added', after.filter((code) => !before.includes(code)), 'to'),
    ...list('code-removed', before.filter((code) => !after.includes(code)), 'from'),
    ...renamed.map((code): Found => ({
      kind: 'meaning-changed',
      from: `${code} ${meaning(old, code)}`,
      to: `${code} ${meaning(now, code)}`,
    })),
  ]
}

/** What differs between two versions of one field, apart from its name and whether it is needed. */
export function valueDifferences(old: SchemaNode, now: SchemaNode): Found[] {
  const type = typeFound(old, now)
  const digits = decimalFound(old, now)
  // Another type brings other digits and another format with it; that is told once.
  const details = type.length > 0 ? [] : digits.length > 0 ? digits : formatFound(old, now)
  return [...type, ...lengthFound(old, now), ...details, ...rangeFound(old, now),
    ...codesFound(old, now)]
}
