/** What is wrong with one message or file, in one clear line. */

export type Rule =
  | 'required' | 'empty' | 'missing-node' | 'type' | 'length' | 'dictionary' | 'decimal'
  | 'empty-number' | 'date' | 'format' | 'misspelt' | 'unknown-field' | 'unknown-key'
  | 'literal-null' | 'unknown-transaction' | 'mismatch' | 'condition'

export interface Violation {
  /** JSON pointer into the message, e.g. /input/data/certno. */
  readonly pointer: string
  /** Name of the field on the wire. */
  readonly field: string
  /** Chinese title of the field; '' when nobody knows it. */
  readonly title: string
  readonly rule: Rule
  readonly severity: 'violation' | 'warning'
  /** Which of `rules/rules.json` is broken; only with the rule `condition`. */
  readonly condition?: string
  /** Row of `requirements.tsv` that a condition names. */
  readonly requirement?: string
  readonly expected: string
  /** What was seen, at most 60 characters. */
  readonly actual: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** A schema as plain data, as far as reading its titles and properties goes. */
export interface SchemaNode {
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly 'x-node'?: string
  readonly 'x-dictionary'?: string
  readonly 'x-meanings'?: Readonly<Record<string, string>>
  readonly 'x-decimal'?: readonly [number, number] | true
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly 'x-date'?: string
  /** What a pattern or a `contains` asks for, in words. */
  readonly 'x-expected'?: { readonly zh: string; readonly en: string }
  readonly [keyword: string]: unknown
}

const RULES: Readonly<Record<Rule, readonly [zh: string, en: string]>> = {
  required: ['必填项缺失', 'required but missing'],
  empty: ['必填项为空', 'required but empty'],
  'missing-node': ['节点缺失', 'node is missing'],
  type: ['类型不符', 'wrong type'],
  length: ['长度不符', 'wrong length'],
  dictionary: ['不在字典内', 'not in the dictionary'],
  decimal: ['数值格式或精度不符', 'not a number of this precision'],
  'empty-number': ['空数值应传 "0"', 'an empty number must be sent as "0"'],
  date: ['日期格式不符', 'wrong date format'],
  format: ['格式不符', 'wrong format'],
  misspelt: ['字段名拼写错误', 'misspelt name'],
  'unknown-field': ['字段表中没有此字段', 'not in the field table'],
  'unknown-key': ['没有此键', 'unknown key'],
  'literal-null': ['不应传文本 null', 'the literal text null'],
  'unknown-transaction': ['没有此交易', 'no such transaction'],
  mismatch: ['与所报交易不一致', 'does not match'],
  condition: ['条件不满足', 'condition not met'],
}

/** A value for the reader: JSON text, at most 60 characters, `-` for nothing. */
export function shown(value: unknown): string {
  if (value === undefined) return '-'
  const text = JSON.stringify(value) ?? typeof value
  const characters = [...text]
  return characters.length <= 60 ? text : `${characters.slice(0, 59).join('')}…`
}

/** The last part of a JSON pointer. */
function fieldOf(pointer: string): string {
  const last = pointer.slice(pointer.lastIndexOf('/') + 1)
  return last.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** What was expected: a text that reads alike in both languages, or one for each. */
export type Expected = string | { readonly zh: string; readonly en: string }

/** One violation with its two sentences. */
export function violation(
  rule: Rule,
  at: { readonly pointer: string; readonly title: string; readonly field?: string },
  expected: Expected,
  value: unknown,
  severity: Violation['severity'] = 'violation',
): Violation {
  const field = at.field ?? fieldOf(at.pointer)
  const actual = shown(value)
  const [zh, en] = RULES[rule]
  const name = at.title === '' || at.title === field ? field : `「${at.title}」${field}`
  const wanted = typeof expected === 'string' ? { zh: expected, en: expected } : expected
  const { pointer, title } = at
  const message = {
    zh: `${name}: ${zh}; 应为 ${wanted.zh}, 实为 ${actual}`,
    en: `${field}: ${en}; expected ${wanted.en}, got ${actual}`,
  }
  return { pointer, field, title, rule, severity, expected: wanted.en, actual, message }
}
