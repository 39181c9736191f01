/** The ways to break what the table says of one field or one node. */
import type { Rule, SchemaNode } from '../violation.ts'
import type { MessageChange } from './change.ts'
import { alwaysBreaks } from './condition-breaks.ts'

/** One way to break one rule. */
export interface Break {
  readonly title: string
  readonly pointer: string
  readonly rule: Rule
  readonly condition?: string
  readonly change: MessageChange
}

export interface FieldPlace {
  readonly pointer: string
  readonly required: boolean
  readonly schema: SchemaNode
}

/** A node that is missing, empty, or something else than a node. */
export function nodeBreaks({ pointer, required, schema }: FieldPlace): Break[] {
  const many = schema['x-node'] === 'many'
  return [
    ...(required
      ? [{ title: '节点缺失', pointer, rule: 'missing-node' as const, change: { remove: [pointer] } }]
      : []),
    setTo(pointer, '节点不是对象或列表', 'type', 'text'),
    ...(schema['minItems'] === undefined || !many ? [] : [setTo(pointer, '列表为空', 'empty', [])]),
  ]
}

/** A row of a list that is no object. */
export function rowBreak(pointer: string): Break {
  return setTo(pointer, '行不是对象', 'type', 'text')
}

/** Every way to break one field: each example breaks one rule and leaves the others alone. */
export function fieldBreaks(place: FieldPlace): Break[] {
  const { pointer, required, schema } = place
  return [
    ...(required
      ? [{ title: '缺失', pointer, rule: 'required' as const, change: { remove: [pointer] } }]
      : []),
    ...blankBreaks(place),
    setTo(pointer, '类型不符', 'type', wrongType(schema)),
    ...codeBreaks(place),
    ...decimalBreaks(place),
    ...dateBreaks(place),
    ...alwaysBreaks(schema, pointer),
  ]
}

function setTo(pointer: string, title: string, rule: Rule, value: unknown): Break {
  return { title, pointer, rule, change: { set: { [pointer]: value } } }
}

function typesOf(schema: SchemaNode): readonly string[] {
  return [schema.type ?? []].flat()
}

function wrongType(schema: SchemaNode): unknown {
  const types = typesOf(schema)
  if (!types.includes('number') && types.includes('string')) return 7
  return types.includes('boolean') || types.includes('string') ? {} : '7'
}

/** A number sent as empty text is wrong even where nothing need be sent. */
function blankBreaks({ pointer, required, schema }: FieldPlace): Break[] {
  const types = typesOf(schema)
  if (types.includes('number') && types.includes('string')) {
    return [setTo(pointer, '数值为空文本', 'empty-number', '')]
  }
  if (!required) return []
  const held = schema.minLength ?? schema['enum'] ?? schema.pattern
  return [setTo(pointer, '为空', 'empty', held === undefined ? null : '')]
}

function codeBreaks({ pointer, schema }: FieldPlace): Break[] {
  // Too long for its codes is not among them: a code list bounds its own length.
  if (schema['enum'] !== undefined) return [setTo(pointer, '不在字典内', 'dictionary', '~')]
  const { minLength = 0, maxLength } = schema
  return [
    ...(maxLength === undefined
      ? [] : [setTo(pointer, '超长', 'length', '长'.repeat(maxLength + 1))]),
    ...(minLength > 1 ? [setTo(pointer, '过短', 'length', '短'.repeat(minLength - 1))] : []),
  ]
}

function decimalBreaks({ pointer, schema }: FieldPlace): Break[] {
  const digits = schema['x-decimal']
  if (digits === undefined) return []
  const text = typesOf(schema).includes('string')
  const letters = text ? [setTo(pointer, '不是数值', 'decimal', 'abc')] : []
  if (digits === true) return letters
  const [precision, scale] = digits
  const tooFine = `0.${'0'.repeat(scale)}1`
  const tooLarge = `1${'0'.repeat(precision - scale)}`
  return [
    ...letters,
    setTo(pointer, `小数超过 ${scale} 位`, 'decimal', text ? tooFine : Number(tooFine)),
    setTo(pointer, `整数超过 ${precision - scale} 位`, 'decimal', text ? tooLarge : Number(tooLarge)),
  ]
}

function dateBreaks({ pointer, schema }: FieldPlace): Break[] {
  const kind = schema['x-date']
  if (kind === undefined) {
    const ofRule = schema['x-rules'] !== undefined
    return schema.pattern === undefined || ofRule ? [] : [setTo(pointer, '格式不符', 'format', '~')]
  }
  const time = kind === 'datetime' ? ' 09:00:00' : ''
  return [
    setTo(pointer, '日期格式不符', 'date', `2026/03/02${time}`),
    setTo(pointer, '日期不存在', 'date', `2026-02-30${time}`),
    ...(kind === 'datetime' ? [setTo(pointer, '缺时间', 'date', '2026-03-02')] : []),
  ]
}
