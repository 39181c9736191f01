/**
 * From a schema, a function that knows at a glance that a message is right. It takes the cases
 * that nearly all messages are, and doubts everything else: in doubt, and to say what is wrong,
 * the whole validation is asked, which costs twenty times as much.
 */
import type { SchemaNode } from '../violation.ts'
import { leafKeywords } from './leaves.ts'
import { listKeywords } from './lists.ts'
import { parts } from './part.ts'
import type { Kind, Part, Place } from './part.ts'
import { isDatePattern } from './patterns.ts'
import { emptyProgram } from './program.ts'
import type { Accept, Program } from './program.ts'
import { structureKeywords } from './structure.ts'

const keywords = new Map(
  Object.entries({ ...leafKeywords, ...listKeywords, ...structureKeywords }),
)

/** They ask nothing, or are read with another: `then` with `if`, the counts with `contains`. */
const REMARKS = new Set([
  'title', 'description', 'x-meanings', 'x-dictionary', 'x-node', 'x-expected', 'x-rule', 'x-rules',
  'type', 'then', 'minContains', 'maxContains',
])

/** Keywords that a text of a code list keeps or breaks before any message is seen. */
const SETTLED = new Set(['enum', 'minLength', 'maxLength'])

const NULL_TEXT = /^null$/i

/** Text that says null is long enough to be one, so most texts need no second look. */
const noNullText = (value: string) =>
  `${value}.length !== 4 || (${value}.charCodeAt(0) | 32) !== 110 || !isNullText(${value})`

const IS: Readonly<Record<string, (value: string) => string>> = {
  string: (value) => `typeof ${value} === 'string'`,
  number: (value) => `typeof ${value} === 'number' && ${value} - ${value} === 0`,
  boolean: (value) => `typeof ${value} === 'boolean'`,
  null: (value) => `${value} === null`,
  array: (value) => `Array.isArray(${value})`,
  object: (value) =>
    `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`,
}

/**
 * Compiles a schema, of a message part or of an envelope.
 * @returns true only when ajv and the names have nothing to say of a value, not even a warning;
 * false says nothing. A keyword that is not known here makes it false wherever it would count.
 */
export function acceptorOf(schema: SchemaNode): Accept {
  const program = emptyProgram()
  return program.finish(partOf(schema, 'value', program, true).code)
}

function partOf(schema: SchemaNode, value: string, program: Program, named: boolean): Part {
  const place: Place = {
    program, schema, value, named,
    partOf: (inside, there, also = named) => partOf(inside, there, program, also),
  }
  const names = Object.keys(schema).filter((name) => !REMARKS.has(name))
  if (names.some((name) => !keywords.has(name))) return parts.doubt
  const settled = settledCodes(schema, names, named)
  if (settled !== undefined) return keyword('enum', settled, 'any', place)
  const told = (kind: Kind): Part =>
    parts.all(names.map((name) => keyword(name, schema[name], kind, place)))
  const types = schema.type === undefined ? undefined : [schema.type].flat()
  // Where no type is asked, nobody has looked whether a text says null.
  if (types === undefined && named) return parts.doubt
  return parts.all([types === undefined
    ? parts.all(KINDS.map((kind) => guarded(kind, told(kind), value)))
    : parts.any(types.map((type) => typed(type, told, place))), told('any')])
}

const KINDS = ['string', 'number', 'array', 'object'] as const

function isKind(type: string): type is Kind {
  return (KINDS as readonly string[]).includes(type)
}

function keyword(name: string, argument: unknown, kind: Kind, place: Place): Part {
  const writer = keywords.get(name)?.[kind]
  return writer === undefined ? parts.kept : writer(argument as never, place)
}

/** What is asked of one type only, where the schema names no type: of others nothing is. */
function guarded(kind: (typeof KINDS)[number], asked: Part, value: string): Part {
  const is = parts.exactly(IS[kind]?.(value) ?? 'true')
  return asked.code === 'true' ? parts.kept : parts.any([parts.not(is), asked])
}

function typed(type: string, told: (kind: Kind) => Part, place: Place): Part {
  const is = IS[type]
  if (is === undefined) return parts.doubt
  const asked = isKind(type) ? told(type) : parts.kept
  const text = type === 'string' && place.named && canSayNull(place.schema)
    ? parts.surely(noNullText(place.value)) : parts.kept
  return parts.all([parts.exactly(is(place.value)), asked, text])
}

function canSayNull(schema: SchemaNode): boolean {
  const { maxLength = 4, minLength = 4 } = schema
  return maxLength >= 4 && minLength <= 4
    && schema['x-decimal'] === undefined && !isDatePattern(schema.pattern)
}

/** The codes that type and lengths leave, when they are all that is asked. */
function settledCodes(
  schema: SchemaNode,
  names: readonly string[],
  named: boolean,
): readonly unknown[] | undefined {
  if (schema['enum'] === undefined || schema.type === undefined) return undefined
  if (!names.every((name) => SETTLED.has(name))) return undefined
  const types = [schema.type].flat()
  const { minLength = 0, maxLength = Infinity } = schema
  return (schema['enum'] as readonly unknown[]).filter((code) => {
    if (typeof code !== 'string') return code === null && types.includes('null')
    const { length } = [...code]
    return types.includes('string') && length >= minLength && length <= maxLength
      && !(named && NULL_TEXT.test(code))
  })
}
