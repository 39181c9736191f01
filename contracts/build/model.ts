/**
 * The shape of one direction of a transaction: the table of its fields as a tree, with the
 * national edition and the rule for provincial fields applied. Schemas and types are made of it.
 */
import { nationalEdition } from '../edition.ts'
import type { Setting } from '../edition.ts'
import { readTable } from '../tsv.ts'
import type { Row } from '../tsv.ts'

export type Direction = 'input' | 'output'

export interface FieldShape {
  readonly kind: 'field'
  readonly name: string
  readonly title: string
  readonly type: string
  /** Longest text in characters, or digits in all of a number; null when the table is silent. */
  readonly length: number | null
  /** Digits after the point; null reads as an integer when a length is given. */
  readonly scale: number | null
  readonly required: boolean
  readonly dictionary: string
  readonly note: string
}

export interface NodeShape {
  readonly kind: 'node'
  /** Key on the wire; '' for the root, which is `input` or `output` itself. */
  readonly name: string
  readonly title: string
  readonly many: boolean
  readonly required: boolean
  readonly note: string
  readonly members: readonly (FieldShape | NodeShape)[]
}

/** Everything the builder needs to know about where it is. */
interface Place {
  readonly infno: string
  readonly direction: Direction
  /** True when other editions were compared, so that a field of Hunan alone says something. */
  readonly compared: boolean
  readonly rows: readonly Row[]
}

function matches(pattern: string, value: string): boolean {
  return pattern === '*' || pattern === value
}

function settingOf(place: Place, node: string, field: string): Setting {
  const found = nationalEdition().fields.filter((one) =>
    matches(one.infno, place.infno) && matches(one.direction, place.direction)
    && matches(one.node, node) && matches(one.field, field))
  return Object.assign({}, ...found.map((one) => one.set)) as Setting
}

function nodeSettingOf(place: Place, node: string): Setting {
  const found = nationalEdition().nodes.filter((one) => matches(one.infno, place.infno)
    && matches(one.direction, place.direction) && matches(one.node, node))
  return Object.assign({}, ...found.map((one) => one.set)) as Setting
}

function numberOrNull(cell: string): number | null {
  return cell === '' ? null : Number(cell)
}

function fieldShape(place: Place, row: Row): FieldShape {
  const { node = '', field = '', title = '', dictionary = '', note = '' } = row
  const set = settingOf(place, node, field)
  const hunanOnly = row['editions'] === 'H' && place.compared
  return {
    kind: 'field',
    name: field,
    title,
    type: set.type ?? row['type'] ?? 'string',
    length: set.length ?? numberOrNull(row['length'] ?? ''),
    scale: numberOrNull(row['scale'] ?? ''),
    required: set.required ?? (row['required'] === 'yes' && !hunanOnly),
    dictionary,
    note,
  }
}

/**
 * Fields first, then the nodes inside; a node takes the place of a field that names it. Rows that
 * travel in a file are no part of the message.
 */
function membersOf(place: Place, node: string): (FieldShape | NodeShape)[] {
  const inFile = place.rows.some((row) =>
    row['node'] === node && row['type']?.startsWith('file') === true)
  const fields = place.rows
    .filter((row) => row['node'] === node && row['field'] !== '' && !inFile)
    .map((row) => fieldShape(place, row))
  const children = place.rows.filter((row) =>
    row['field'] === '' && (row['parent'] ?? '') === (node === '-' ? '' : node)
    && row['node'] !== '-' && row['type']?.startsWith('file') !== true)
  const nodes = children.map((row) => nodeShape(place, row, fields))
  if (node === '-') nodes.push(...wrappers(place))
  const taken = new Set(nodes.map((one) => one.name))
  return [...fields.filter((one) => !taken.has(one.name)), ...nodes]
}

/** Parents that the table only mentions: plain wrappers around their nodes, such as `data`. */
function wrappers(place: Place): NodeShape[] {
  const nodes = place.rows.filter((row) => row['field'] === '')
  const known = new Set(nodes.map((row) => row['node']))
  const named = nodes
    .filter((row) => row['type']?.startsWith('file') !== true)
    .map((row) => row['parent'] ?? '')
  const bare = new Set(named.filter((parent) => parent !== '' && !known.has(parent)))
  return [...bare].map((name) => {
    const members = membersOf(place, name)
    const required = members.some((one) => one.required)
    return { kind: 'node', name, title: name, many: false, required, note: '', members }
  })
}

function nodeShape(place: Place, row: Row, siblings: readonly FieldShape[]): NodeShape {
  const node = row['node'] ?? ''
  const name = row['key'] === '' || row['key'] === undefined ? node : row['key']
  const members = membersOf(place, node)
  const named = siblings.find((one) => one.name === name)
  return {
    kind: 'node',
    name,
    title: named?.title ?? name,
    many: row['type'] === 'many',
    required: nodeSettingOf(place, node).required
      ?? named?.required ?? members.some((one) => one.required),
    note: row['note'] ?? '',
    members,
  }
}

/**
 * `input` or `output` of a transaction as a tree; undefined when that direction carries nothing.
 * A field that only Hunan's edition has is optional where other editions were compared.
 */
export function shapeOf(transaction: Row, direction: Direction): NodeShape | undefined {
  const infno = transaction['infno'] ?? ''
  const all = readTable(`tables/fields/${infno}.tsv`)
  const rows = all.filter((row) => row['direction'] === direction)
  const compared = transaction[`compared_${direction}`] !== ''
  const place: Place = { infno, direction, compared, rows }
  const members = membersOf(place, '-')
  if (members.length === 0) return undefined
  const many = rows.some((row) =>
    row['node'] === '-' && row['field'] === '' && row['type'] === 'many')
  return { kind: 'node', name: '', title: '', many, required: true, note: '', members }
}
