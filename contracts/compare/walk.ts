/** Differences between two schemas of one message, field by field. */
import type { SchemaNode } from '../violation.ts'
import type { Difference, Kind } from './change.ts'
import { valueDifferences } from './values.ts'

type Properties = Readonly<Record<string, SchemaNode>>

/** Whether an object or a list of objects, and not a field. */
function isNode(schema: SchemaNode): boolean {
  return schema['x-node'] !== undefined || schema.properties !== undefined
}

/** The object of a node: of a list, one row. */
function rowOf(schema: SchemaNode): SchemaNode {
  return schema.items ?? schema
}

function needs(schema: SchemaNode, name: string): boolean {
  return ((schema['required'] ?? []) as readonly string[]).includes(name)
}

/** True when two nodes have at least three of five members in common. */
function alike(old: SchemaNode, now: SchemaNode): boolean {
  const before = Object.keys(rowOf(old).properties ?? {})
  const after = new Set(Object.keys(rowOf(now).properties ?? {}))
  const shared = before.filter((name) => after.has(name)).length
  const all = before.length + after.size - shared
  return all > 0 && shared / all >= 0.6
}

type Member = readonly [name: string, schema: SchemaNode]

function sameThing(one: Member, other: Member): boolean {
  const [[oldName, old], [newName, now]] = [one, other]
  if (isNode(old) !== isNode(now)) return false
  const titled = old.title !== undefined && old.title === now.title
    && old.title !== oldName && now.title !== newName
  return titled || (isNode(old) && alike(old, now))
}

/** Old name and new name of what was renamed: the same title, or nearly the same members. */
function renames(old: Properties, now: Properties): Map<string, string> {
  const gone = Object.entries(old).filter(([name]) => !(name in now))
  const come = Object.entries(now).filter(([name]) => !(name in old))
  const pairs = new Map<string, string>()
  for (const one of gone) {
    const match = come.filter((other) => sameThing(one, other))
    const rivals = gone.filter((other) => match[0] !== undefined && sameThing(other, match[0]))
    if (match.length === 1 && rivals.length === 1) pairs.set(one[0], match[0]?.[0] ?? '')
  }
  return pairs
}

/** Conditions by their names, those of a list and of its rows together. */
function rulesOf(schema: SchemaNode): Map<string, string> {
  const rules = [schema, ...(schema.items === undefined ? [] : [schema.items])].flatMap((one) =>
    (one['allOf'] ?? []) as readonly { readonly 'x-rule'?: string }[])
  return new Map(rules.map((one) =>
    [one['x-rule'] ?? JSON.stringify(one), JSON.stringify(one)]))
}

/** A rule that only warns breaks nobody and is not compared. */
function ruleDifferences(old: SchemaNode, now: SchemaNode, pointer: string): Difference[] {
  const [before, after] = [rulesOf(old), rulesOf(now)]
  const told = (kind: Kind, from: string, to: string): Difference =>
    ({ kind, pointer, title: old.title ?? '', from, to })
  return [
    ...[...after.keys()].filter((id) => !before.has(id)).map((id) => told('rule-added', '', id)),
    ...[...before].flatMap(([id, text]) => {
      const other = after.get(id)
      if (other === undefined) return [told('rule-removed', id, '')]
      return other === text ? [] : [told('rule-changed', id, id)]
    }),
  ]
}

function memberDifferences(old: SchemaNode, now: SchemaNode, pointer: string): Difference[] {
  const [before, after] = [old.properties ?? {}, now.properties ?? {}]
  const renamed = renames(before, after)
  const newNames = new Set(renamed.values())
  const single = (how: 'added' | 'removed', [name, schema]: Member, owner: SchemaNode) => {
    const kind = `${isNode(schema) ? 'node' : 'field'}-${how}-` +
      `${needs(owner, name) ? 'required' : 'optional'}` as Kind
    return { kind, pointer: `${pointer}/${name}`, title: schema.title ?? '', from: '', to: '' }
  }
  const added = Object.entries(after)
    .filter(([name]) => !(name in before) && !newNames.has(name))
    .map(([name, schema]) => single('added', [name, schema], now))
  const others = Object.entries(before).flatMap(([name, schema]): Difference[] => {
    const to = renamed.get(name) ?? name
    const other = after[to]
    if (other === undefined) return [single('removed', [name, schema], old)]
    const at = { pointer: `${pointer}/${name}`, title: other.title ?? '' }
    const kind: Kind = isNode(schema) ? 'node-renamed' : 'field-renamed'
    const needed = needs(old, name)
    const need: Kind = needed ? 'now-optional' : 'now-required'
    return [
      ...(to === name ? [] : [{ ...at, kind, from: name, to }]),
      ...(needed === needs(now, to) ? [] : [{ ...at, kind: need, from: '', to: '' }]),
      ...differences(schema, other, at.pointer),
    ]
  })
  return [...others, ...added]
}

/** Everything that differs between two versions of one schema, in the order of the old one. */
export function differences(old: SchemaNode, now: SchemaNode, pointer: string): Difference[] {
  const at = { pointer, title: now.title ?? '' }
  const titles = old.title === now.title ? []
    : [{ ...at, kind: 'title-changed' as const, from: old.title ?? '', to: now.title ?? '' }]
  if (!isNode(old) || !isNode(now)) {
    const values = valueDifferences(old, now).map((one) => ({ ...at, ...one }))
    return [...titles, ...values, ...ruleDifferences(old, now, pointer)]
  }
  const [before, after] = [old.items !== undefined, now.items !== undefined]
  const many = before === after ? []
    : [{ ...at, kind: 'many-changed' as const, from: says(before), to: says(after) }]
  const [empty, filled] = [old['minItems'] === undefined, now['minItems'] !== undefined]
  const rows = before !== after || empty !== filled ? []
    : [{ ...at, kind: (filled ? 'rows-required' : 'rows-optional') as Kind, from: '', to: '' }]
  return [
    ...titles, ...many, ...rows,
    ...ruleDifferences(old, now, pointer),
    ...memberDifferences(rowOf(old), rowOf(now), pointer),
  ]
}

function says(many: boolean): string {
  return many ? 'many' : 'one'
}
