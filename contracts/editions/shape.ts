/** A transaction's tree of fields as one edition has it: set, added and dropped. */
import { readTable } from '../tsv.ts'
import { shapeOf } from '../build/model.ts'
import type { Direction, FieldShape, NodeShape } from '../build/model.ts'
import type { AddedField, Edition, EntryPlace, Setting } from '../edition.ts'

/** Where a shape comes from. */
export interface ShapePlace {
  readonly infno: string
  readonly direction: Direction
}

type Member = FieldShape | NodeShape

/** Does an entry speak of this place, and of this node? */
export function speaksOf(entry: EntryPlace, place: ShapePlace, node: string): boolean {
  const holds = (pattern: string, value: string): boolean => pattern === '*' || pattern === value
  return holds(entry.infno, place.infno) && holds(entry.direction, place.direction)
    && holds(entry.node, node)
}

/** The name by which entries call a node: `-` for the root. */
export function nodeName(node: { readonly name: string }): string {
  return node.name === '' ? '-' : node.name
}

const shapes = new Map<string, NodeShape | undefined>()

/** The national shape; undefined when that direction carries nothing or the number is unknown. */
export function nationalShape({ infno, direction }: ShapePlace): NodeShape | undefined {
  const key = `${infno} ${direction}`
  if (!shapes.has(key)) {
    const row = readTable('tables/transactions.tsv').find((one) => one['infno'] === infno)
    shapes.set(key, row === undefined ? undefined : shapeOf(row, direction))
  }
  return shapes.get(key)
}

/** Every node of a tree, the root first. */
export function nodesOf(shape: NodeShape): NodeShape[] {
  const inside = shape.members.filter((one) => one.kind === 'node')
  return [shape, ...inside.flatMap(nodesOf)]
}

/** The shape with the edition's settings, additions and droppings; names stay the national ones. */
export function changedShape(shape: NodeShape, place: ShapePlace, edition: Edition): NodeShape {
  const node = nodeName(shape)
  const set = Object.assign({}, ...edition.nodes
    .filter((one) => speaksOf(one, place, node)).map((one) => one.set)) as Setting
  const kept = shape.members.filter((one) => !edition.dropped.some((entry) =>
    entry.field === one.name && speaksOf(entry, place, node)))
  const members = [
    ...kept.map((one): Member => one.kind === 'node'
      ? changedShape(one, place, edition)
      : changedField(one, node, place, edition)),
    ...edition.added.filter((one) => speaksOf(one, place, node))
      .map((one) => fieldOf(one.field, one.as)),
    ...edition.addedNodes.filter((one) => speaksOf(one, place, node)).map(addedNode),
  ]
  return { ...shape, required: set.required ?? shape.required, members }
}

function changedField(
  field: FieldShape,
  node: string,
  place: ShapePlace,
  edition: Edition,
): FieldShape {
  const set = Object.assign({}, ...edition.fields
    .filter((one) => one.field === field.name && speaksOf(one, place, node))
    .map((one) => one.set)) as Setting
  const { required = field.required, type = field.type, length = field.length } = set
  return { ...field, required, type, length }
}

function fieldOf(name: string, as: AddedField): FieldShape {
  const { title, type, length = null, scale = null, required = false, dictionary = '' } = as
  return { kind: 'field', name, title, type, length, scale, required, dictionary, note: '' }
}

function addedNode(entry: Edition['addedNodes'][number]): NodeShape {
  const { like, members = {}, many, title, name } = entry
  const model = like === undefined ? undefined : nationalShape(like as ShapePlace)
  const copied = model === undefined
    ? []
    : nodesOf(model).find((one) => nodeName(one) === like?.node)?.members ?? []
  const own = Object.entries(members).map(([field, as]) => fieldOf(field, as))
  const inside = [...copied, ...own]
  return { kind: 'node', name, title, many, required: false, note: '', members: inside }
}
