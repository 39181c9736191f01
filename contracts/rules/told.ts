/** What a broken rule means for the reader: which rule, at which field, on whose authority. */
import type { ErrorObject } from 'ajv/dist/2020.js'
import { violation } from '../violation.ts'
import type { SchemaNode, Violation } from '../violation.ts'
import { ruleOf } from './rules.ts'
import type { ConditionRule } from './rules.ts'

/**
 * Errors that each tell something: not those inside a broken `then`, which the rule around it
 * tells, and not those that only say that a warning was given.
 */
export function tellingErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const inside = errors
    .filter((error) => error.keyword === 'if' && brokenRule(error) !== undefined)
    .map((error) => `${error.schemaPath.slice(0, -'if'.length)}then/`)
  return errors.filter((error) => error.keyword !== 'x-warn'
    && !inside.some((path) => error.schemaPath.startsWith(path)))
}

/** The rule that an error breaks; undefined when it breaks the field table. */
export function brokenRule(error: ErrorObject): ConditionRule | undefined {
  const schema = (error.parentSchema ?? {}) as SchemaNode
  const named = schema['x-rules'] as Readonly<Record<string, string>> | undefined
  const id: unknown = schema['x-rule'] ?? named?.[error.keyword] ?? error.params['rule']
  return typeof id === 'string' ? ruleOf(id) : undefined
}

/**
 * The violation of a rule.
 * @param root schema of what was validated, for the titles of its fields
 * @param base pointer of what was validated
 */
export function fromRule(
  rule: ConditionRule,
  error: ErrorObject,
  root: SchemaNode,
  base: string,
): Violation {
  const ofNode = error.keyword === 'if' || error.keyword === 'x-ordered'
  const field = ofNode && rule.field !== undefined ? rule.field : undefined
  const path = error.instancePath + (field === undefined ? '' : `/${field}`)
  const value = valueOf(rule, error, field)
  const at = { pointer: base + path, title: titleAt(root, path) }
  const plain = violation('condition', at, rule.expected, value, rule.severity)
  const name = at.title === '' ? plain.field : `「${at.title}」${plain.field}`
  return {
    ...plain,
    condition: rule.id,
    ...(rule.requirement === '' ? {} : { requirement: rule.requirement }),
    message: {
      zh: `${name}: ${rule.title.zh}; 应为 ${rule.expected.zh}, 实为 ${plain.actual}`,
      en: `${plain.field}: ${rule.title.en}; expected ${rule.expected.en}, got ${plain.actual}`,
    },
  }
}

/** What the reader is shown: the value that is wrong, wherever the error stands. */
function valueOf(rule: ConditionRule, error: ErrorObject, field: string | undefined): unknown {
  if (error.keyword === 'x-unique') return error.params['value']
  if ('once' in rule.must) return counted(rule.must.once, error.data)
  return field === undefined
    ? error.data
    : (error.data as Readonly<Record<string, unknown>>)[field]
}

/** How many rows have the mark: more telling than the rows themselves. */
function counted(mark: Readonly<Record<string, string>>, rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows
  return rows.filter((row: Readonly<Record<string, unknown>>) =>
    Object.entries(mark).every(([name, value]) => row[name] === value)).length
}

function titleAt(root: SchemaNode, path: string): string {
  const parts = path.split('/').slice(1)
  const found = parts.reduce<SchemaNode | undefined>((schema, part) =>
    /^\d+$/.test(part) ? schema?.items : schema?.properties?.[part], root)
  const title = found?.title ?? ''
  return title === parts.at(-1) ? '' : title
}
