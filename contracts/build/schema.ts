/** JSON Schema 2020-12 of one transaction, from its shape. */
import { codesOf } from '../dictionaries.ts'
import { fieldRules, listRules, nodeRules } from '../rules/compile.ts'
import type { RulePlace } from '../rules/compile.ts'
import type { Direction, FieldShape, NodeShape } from './model.ts'

export type Schema = Readonly<Record<string, unknown>>

const DATE = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const TIME = ' ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d'

function stringSchema(field: FieldShape): Schema {
  const type = field.required ? 'string' : ['string', 'null']
  const codes = codesOf(field.dictionary)
  if (codes.size === 0) {
    return {
      type,
      ...(field.required ? { minLength: 1 } : {}),
      ...(field.length === null ? {} : { maxLength: field.length }),
    }
  }
  const sorted = [...codes.keys()].toSorted()
  const longest = Math.max(...sorted.map((code) => code.length))
  return {
    type,
    maxLength: Math.max(field.length ?? 0, longest),
    enum: field.required ? sorted : [...sorted, '', null],
    'x-dictionary': field.dictionary,
    'x-meanings': Object.fromEntries(codes),
  }
}

/** Requests take text too, because many senders quote their numbers; answers are ours to keep. */
function numberSchema(field: FieldShape, direction: Direction): Schema {
  const types = direction === 'input' ? ['number', 'string'] : ['number']
  if (!field.required) types.push('null')
  const digits = field.length === null ? true : [field.length, field.scale ?? 0]
  return { type: types.length === 1 ? types[0] : types, 'x-decimal': digits }
}

function dateSchema(field: FieldShape): Schema {
  const dateTime = field.note.includes('date-time')
  const text = field.type === 'datetime' ? DATE + TIME : dateTime ? `${DATE}(${TIME})?` : DATE
  const kind = field.type === 'datetime' ? 'datetime' : dateTime ? 'date or datetime' : 'date'
  return {
    type: field.required ? 'string' : ['string', 'null'],
    pattern: field.required ? `^${text}$` : `^(${text})?$`,
    'x-date': kind,
  }
}

function typeSchema(field: FieldShape, direction: Direction): Schema {
  const orNull = (type: string): Schema => ({ type: field.required ? type : [type, 'null'] })
  switch (field.type) {
    case 'number': return numberSchema(field, direction)
    case 'date':
    case 'datetime': return dateSchema(field)
    case 'boolean': return orNull('boolean')
    case 'object': return orNull('object')
    case 'array': return orNull('array')
    case 'bytes': return { type: ['string', 'array', ...(field.required ? [] : ['null'])] }
    default: return stringSchema(field)
  }
}

function fieldSchema(field: FieldShape, place: RulePlace): Schema {
  const typed = typeSchema(field, place.direction)
  return {
    title: field.title,
    ...(field.note === '' ? {} : { description: field.note }),
    ...typed,
    ...fieldRules(place, field.name, typed['type']),
  }
}

function objectSchema(node: NodeShape, place: RulePlace): Schema {
  const required = node.members.filter((one) => one.required).map((one) => one.name)
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(node.members.map((one) => [
      one.name,
      one.kind === 'field'
        ? fieldSchema(one, place)
        : nodeSchema(one, { ...place, node: one.name }),
    ])),
    ...nodeRules(place, fieldNames(node)),
  }
}

function fieldNames(node: NodeShape): string[] {
  return node.members.filter((one) => one.kind === 'field').map((one) => one.name)
}

/** A list may be empty in an answer, never in a request that must have it. */
function nodeSchema(node: NodeShape, place: RulePlace): Schema {
  const item = objectSchema(node, place)
  const type = node.required ? 'array' : ['array', 'null']
  const about = {
    title: node.title,
    ...(node.note === '' ? {} : { description: node.note }),
    'x-node': node.many ? 'many' : 'one',
  }
  if (!node.many) return { ...about, ...item, type: node.required ? 'object' : ['object', 'null'] }
  const filled = node.required && place.direction === 'input' ? { minItems: 1 } : {}
  return { ...about, type, ...filled, items: item, ...listRules(place, fieldNames(node)) }
}

/** The whole document of a transaction; a direction that carries nothing has no definition. */
export function transactionSchema(
  infno: string,
  title: string,
  input: NodeShape | undefined,
  output: NodeShape | undefined,
): Schema {
  const of = (node: NodeShape, direction: Direction, name: string): Schema =>
    ({ ...nodeSchema(node, { infno, direction, node: node.name }), title: `${title} ${name}` })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:liantiao:transaction:${infno}`,
    title: `${infno} ${title}`,
    $defs: {
      ...(input === undefined ? {} : { request: of(input, 'input', '交易输入') }),
      ...(output === undefined ? {} : { response: of(output, 'output', '交易输出') }),
    },
  }
}
