/** The ways to break the conditional rules that a schema names: each rule says how itself. */
import type { SchemaNode } from '../violation.ts'
import type { MessageChange } from './change.ts'
import type { Break } from './field-breaks.ts'
import { fieldsOf } from './compile.ts'
import { ruleOf } from './rules.ts'
import type { Change, ConditionRule } from './rules.ts'

/** Breaks of the rules over a node, or over the rows of a list; `value` is what stands there. */
export function conditionBreaks(schema: SchemaNode, value: unknown, pointer: string): Break[] {
  return rulesIn(schema).map((rule) => {
    const [field] = fieldsOf(rule)
    const twice = 'unique' in rule.must && Array.isArray(value)
      ? `/${value.length}/${rule.must.unique}` : ''
    const place = field === undefined ? pointer + twice : `${pointer}/${field}`
    const change = fitting(rule.breaks, schema)
    return broken(rule, place, messageChange(change, value, pointer, ''))
  })
}

/** Dates without their dashes where the field has room for no more (yyyyMMdd). */
function fitting(change: Change, schema: SchemaNode): Change {
  if (change.set === undefined) return change
  const set = Object.entries(change.set).map(([name, wanted]) => {
    const room = schema.properties?.[name]?.maxLength ?? Infinity
    const isLong = typeof wanted === 'string' && wanted.length > room
    return [name, isLong ? wanted.replaceAll('-', '') : wanted] as const
  })
  return { ...change, set: Object.fromEntries(set) }
}

/** Breaks of the rules that one field is always held to. */
export function alwaysBreaks(schema: SchemaNode, pointer: string): Break[] {
  const at = pointer.lastIndexOf('/')
  const [node, field] = [pointer.slice(0, at), pointer.slice(at + 1)]
  return rulesIn(schema).map((rule) =>
    broken(rule, pointer, messageChange(rule.breaks, undefined, node, field)))
}

/** The rules that a schema names, violations before warnings. */
export function rulesIn(schema: SchemaNode): ConditionRule[] {
  const parts = [schema['allOf'], schema['x-warn']] as (readonly SchemaNode[] | undefined)[]
  const named = [schema['x-rules'], schema['x-extension']]
    .flatMap((one) => Object.values(one ?? {}))
  const ids = [...parts.flatMap((one) => one ?? []).map((part) => part['x-rule']), ...named]
  return [...new Set(ids)].flatMap((id) => ruleOf(String(id)) ?? [])
}

/** A rule's change as pointers into the message; `pointer` is the node, or the list. */
export function messageChange(
  change: Change,
  value: unknown,
  pointer: string,
  field: string,
): MessageChange {
  if (change.repeat !== undefined && Array.isArray(value)) {
    const [first] = value as readonly object[]
    return { set: { [`${pointer}/${value.length}`]: { ...first, ...change.repeat } } }
  }
  return {
    set: Object.fromEntries(Object.entries(change.set ?? {}).map(([name, wanted]) =>
      [`${pointer}/${name === '$field' ? field : name}`, wanted])),
  }
}

function broken(rule: ConditionRule, pointer: string, change: MessageChange): Break {
  return { title: rule.title.zh, pointer, rule: 'condition', condition: rule.id, change }
}
