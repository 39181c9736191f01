/** Names on the wire: misspelt and unknown fields, and the literal text null. */
import { readTable } from './tsv.ts'
import { violation } from './violation.ts'
import type { SchemaNode, Violation } from './violation.ts'

const TABLED = { zh: '字段表所列字段', en: 'a tabled field' }

let loaded: ReadonlyMap<string, readonly string[]> | undefined

function load(): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>()
  for (const { wrong = '', right = '' } of readTable('misspellings.tsv')) {
    all.set(wrong, [...(all.get(wrong) ?? []), right])
  }
  return all
}

/** The name that this unknown one most likely stands for, when the message lacks that one. */
function meantBy(
  name: string,
  properties: Readonly<Record<string, SchemaNode>>,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  loaded ??= load()
  const lower = name.toLowerCase()
  const sameLetters = Object.keys(properties).filter((known) => known.toLowerCase() === lower)
  return [...(loaded.get(name) ?? []), ...sameLetters]
    .find((right) => right in properties && !(right in data))
}

interface Walk {
  readonly found: Violation[]
  /** Unknown names already reported, by node and name: a hundred rows give one warning. */
  readonly seen: Set<string>
}

function unknownName(
  data: Readonly<Record<string, unknown>>,
  schema: SchemaNode,
  pointer: string,
  name: string,
): Violation {
  const properties = schema.properties ?? {}
  const right = meantBy(name, properties, data)
  const at = { pointer: `${pointer}/${name}`, field: name }
  if (right === undefined) {
    return violation('unknown-field', { ...at, title: '' }, TABLED, data[name], 'warning')
  }
  const title = properties[right]?.title ?? ''
  return violation('misspelt', { ...at, title }, right, name)
}

function walkObject(
  data: Readonly<Record<string, unknown>>,
  schema: SchemaNode,
  pointer: string,
  walk: Walk,
): void {
  const properties = schema.properties ?? {}
  const lacksNode = Object.entries(properties).some(([name, one]) =>
    one['x-node'] !== undefined && requiredOf(schema).includes(name) && !(name in data))
  for (const [name, value] of Object.entries(data)) {
    const inside = properties[name]
    if (inside !== undefined) walkValue(value, inside, `${pointer}/${name}`, walk)
    else report(unknownName(data, schema, pointer, name), lacksNode, walk)
  }
}

function report(found: Violation, lacksNode: boolean, walk: Walk): void {
  if (found.rule === 'unknown-field') {
    const place = found.pointer.replaceAll(/\/\d+(?=\/)/g, '')
    if (lacksNode || walk.seen.has(place)) return
    walk.seen.add(place)
  }
  walk.found.push(found)
}

function requiredOf(schema: SchemaNode): readonly string[] {
  return (schema['required'] as readonly string[] | undefined) ?? []
}

function walkValue(data: unknown, schema: SchemaNode, pointer: string, walk: Walk): void {
  if (typeof data === 'string' && /^null$/i.test(data)) {
    const at = { pointer, title: schema.title ?? '' }
    walk.found.push(violation('literal-null', at, '""', data, 'warning'))
  } else if (Array.isArray(data)) {
    const items = schema.items
    if (items === undefined) return
    for (const [at, one] of data.entries()) walkValue(one, items, `${pointer}/${at}`, walk)
  } else if (typeof data === 'object' && data !== null && schema.properties !== undefined) {
    walkObject(data as Record<string, unknown>, schema, pointer, walk)
  }
}

/**
 * Names that the schema does not have, and texts that say null. When a required node is missing,
 * the fields beside it are not reported: they were put one level too high, which is one mistake.
 */
export function nameFindings(data: unknown, schema: SchemaNode, pointer: string): Violation[] {
  const walk: Walk = { found: [], seen: new Set() }
  walkValue(data, schema, pointer, walk)
  return walk.found
}
