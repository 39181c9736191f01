/** What an edition changes in a schema once it is made: names, keywords and code lists. */
import { codesOf } from '../dictionaries.ts'
import type { Edition } from '../edition.ts'
import { speaksOf } from './shape.ts'
import type { ShapePlace } from './shape.ts'

type Schema = Readonly<Record<string, unknown>>

/** The code lists that an edition changes, whole. */
export function changedLists(edition: Edition): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const lists = new Map<string, Map<string, string>>()
  for (const { dictionary, add, remove = [], only } of edition.dictionaries) {
    const printed = lists.get(dictionary) ?? codesOf(dictionary)
    const codes = new Map([
      ...(only === undefined ? printed : Object.entries(only)), ...Object.entries(add),
    ])
    for (const code of remove) codes.delete(code)
    lists.set(dictionary, codes)
  }
  return lists
}

/** Renames, keywords and code lists of one direction of a transaction. */
export function changedSchema(schema: Schema, place: ShapePlace, edition: Edition): Schema {
  return changedNode(schema, '-', place, edition, changedLists(edition))
}

function changedNode(
  schema: Schema,
  node: string,
  place: ShapePlace,
  edition: Edition,
  lists: ReturnType<typeof changedLists>,
): Schema {
  const here = edition.nodes.filter((one) => speaksOf(one, place, node))
  const more = Object.assign({}, ...here.map((one) => one.set.keywords ?? {})) as Schema
  const items = schema['items'] as Schema | undefined
  if (items?.['properties'] !== undefined) {
    const inside = changedObject(items, node, place, edition, lists)
    return { ...schema, ...more, items: inside }
  }
  return { ...changedObject(schema, node, place, edition, lists), ...more }
}

function changedObject(
  schema: Schema,
  node: string,
  place: ShapePlace,
  edition: Edition,
  lists: ReturnType<typeof changedLists>,
): Schema {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    .map(([name, one]): [string, Schema] => {
      if (one['x-node'] !== undefined) return [name, changedNode(one, name, place, edition, lists)]
      const set = edition.fields
        .filter((entry) => entry.field === name && speaksOf(entry, place, node))
        .map((entry) => entry.set.keywords ?? {})
      return [name, Object.assign({}, listed(one, lists), ...set) as Schema]
    })
  const made = { ...schema, properties: Object.fromEntries(properties) }
  return edition.renamed
    .filter((entry) => speaksOf(entry, place, node) && entry.field in made.properties)
    .reduce<Schema>((so, { field, to }) => renamed(so, field, to), made)
}

/** A field of a changed dictionary takes the edition's codes, and keeps what else it allows. */
function listed(schema: Schema, lists: ReturnType<typeof changedLists>): Schema {
  const codes = lists.get(schema['x-dictionary'] as string | undefined ?? '')
  if (codes === undefined) return schema
  const sorted = [...codes.keys()].toSorted()
  const empty = (schema['enum'] as unknown[]).filter((one) => one === '' || one === null)
  return {
    ...schema,
    maxLength: Math.max(Number(schema['maxLength']), ...sorted.map((code) => code.length)),
    enum: [...sorted, ...empty],
    'x-meanings': Object.fromEntries(codes),
  }
}

/** A property under its new name, also where conditions of the same object speak of it. */
function renamed(schema: Schema, from: string, to: string): Schema {
  const properties = Object.entries((schema['properties'] ?? {}) as Schema)
    .map(([name, one]) => [name === from ? to : name, one])
  const rest = Object.fromEntries(['required', 'allOf', 'x-warn']
    .filter((keyword) => schema[keyword] !== undefined)
    .map((keyword) => [keyword, said(schema[keyword], from, to)]))
  return { ...schema, properties: Object.fromEntries(properties), ...rest }
}

function said(value: unknown, from: string, to: string): unknown {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((one) => said(one, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) =>
    [name === from ? to : name, said(one, from, to)]))
}
