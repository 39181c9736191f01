/** Keywords about objects, about choices, and about conditions. */
import type { SchemaNode } from '../violation.ts'
import { parts } from './part.ts'
import type { Keywords, Part, Place } from './part.ts'

/** More codes than this are looked up rather than compared one by one. */
const MOST_COMPARED = 5

function at(value: string, name: string): string {
  return `${value}[${JSON.stringify(name)}]`
}

/** Every object has these names already, so reading one does not say that it was sent. */
function isInherited(name: string): boolean {
  return name in {}
}

/** A function over an object that also counts its names: as many as are known, and no other. */
function namedObject(properties: Readonly<Record<string, SchemaNode>>, place: Place): Part {
  const required = new Set(place.schema['required'] as readonly string[] | undefined)
  const lines = Object.entries(properties).flatMap(([name, schema]) => {
    const { code } = place.partOf(schema, 'value')
    const absent = required.has(name) ? ['else return false'] : []
    return [
      `value = ${at('box', name)}`,
      'if (value !== undefined) {',
      `  if (!(${code})) return false`,
      '  names += 1',
      '}', ...absent,
    ]
  })
  const function_ = place.program.define('box', [
    'let names = 0',
    'let value',
    ...lines,
    'for (const name in box) names -= 1',
    'return names === 0',
  ].join('\n'))
  return parts.surely(`${function_}(${place.value})`)
}

function propertiesPart(properties: Readonly<Record<string, SchemaNode>>, place: Place): Part {
  if (Object.keys(properties).some(isInherited)) return parts.doubt
  if (place.named) return namedObject(properties, place)
  return parts.all(Object.entries(properties).map(([name, schema]) => {
    const inside = at(place.value, name)
    return parts.any([
      parts.exactly(`${inside} === undefined`), place.partOf(schema, inside),
    ])
  }))
}

/** Where names are counted, those of them that are known have been asked for there. */
function requiredPart(names: readonly string[], { schema, value, named }: Place): Part {
  if (names.some(isInherited)) return parts.doubt
  const asked = names.filter((name) => !named || schema.properties?.[name] === undefined)
  return parts.all(asked.map((name) => parts.exactly(`${at(value, name)} !== undefined`)))
}

/** All that an object holds; only where no names are known beside it. */
function everyPart(schema: SchemaNode, place: Place): Part {
  if (place.schema.properties !== undefined || place.named) return parts.doubt
  const inside = place.partOf(schema, 'value')
  const name = place.program.define('box', [
    'for (const name in box) {',
    '  const value = box[name]',
    `  if (!(${inside.code})) return false`,
    '}',
    'return true',
  ].join('\n'))
  return { code: `${name}(${place.value})`, exact: inside.exact }
}

function enumPart(values: readonly unknown[], { program, value }: Place): Part {
  if (values.some((one) => typeof one === 'object' && one !== null)) return parts.doubt
  if (values.length > MOST_COMPARED) {
    return parts.exactly(`${program.constant(new Set(values))}.has(${value})`)
  }
  return parts.any(values.map((one) => parts.exactly(`${value} === ${JSON.stringify(one)}`)))
}

/** The consequence is asked first: it is the shorter, and mostly true. */
function conditionPart(condition: SchemaNode, place: Place): Part {
  const consequence = (place.schema['then'] ?? {}) as SchemaNode
  return parts.any([
    place.partOf(consequence, place.value, false),
    parts.not(place.partOf(condition, place.value, false)),
  ])
}

function everyRule(rules: readonly SchemaNode[], place: Place): Part {
  return parts.all(rules.map((one) => place.partOf(one, place.value, false)))
}

export const structureKeywords: Keywords = {
  required: { object: requiredPart },
  properties: { object: propertiesPart },
  additionalProperties: { object: everyPart },
  'x-ordered': {
    object: ([from, to]: [string, string], { value }) =>
      parts.surely(`isOrdered(${at(value, from)}, ${at(value, to)})`),
  },
  enum: { any: enumPart },
  const: { any: (value: unknown, place) => enumPart([value], place) },
  allOf: { any: everyRule },
  'x-warn': { any: everyRule },
  anyOf: {
    any: (some: readonly SchemaNode[], place) =>
      parts.any(some.map((one) => place.partOf(one, place.value, false))),
  },
  not: {
    any: (schema: SchemaNode, place) => parts.not(place.partOf(schema, place.value, false)),
  },
  if: { any: conditionPart },
}
