/** A contract as a table on a terminal: Chinese facts in a frame of either language. */
import { dictionaryOf } from './code-lists.ts'
import { conditionsIn } from './conditions.ts'
import type { Contract } from './contract.ts'
import type { FieldShape, NodeShape } from './model.ts'
import { fieldsOf, nodesOf } from './pages.ts'
import { directionText, FAMILIES, typeAndLength } from './words.ts'

export type Frame = 'zh' | 'en'

const FRAME = {
  zh: {
    head: ['字段', '中文名', '类型', '长度', '必填', '字典'],
    many: '多行', one: '单行', required: '必填', optional: '选填', yes: '是', nothing: '无',
    input: '输入', output: '输出', codes: '字典', rules: '条件', more: (count: number) => `……共${count}个`,
  },
  en: {
    head: ['field', 'title', 'type', 'length', 'required', 'dictionary'],
    many: 'many rows', one: 'one row', required: 'required', optional: 'optional', yes: 'yes',
    nothing: 'nothing', input: 'Input', output: 'Output', codes: 'Dictionaries',
    rules: 'Conditions',
    more: (count: number) => `… (${count} in all)`,
  },
} as const

const MOST_CODES = 12

const WIDE = /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/

/** Columns that a text takes: a Chinese character takes two. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0)
}

/** Rows in columns, two spaces between them. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, at) =>
    Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))))
  return rows.map((row) => row.map((cell, at) =>
    cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - columnsOf(cell)))).join('  ').trimEnd())
}

function fieldRow(field: FieldShape, frame: Frame): string[] {
  const [type, length] = typeAndLength(field)
  const yes = field.required ? FRAME[frame].yes : ''
  const typed = frame === 'zh' ? type : field.type
  return [field.name, field.title, typed, length, yes, field.dictionary]
}

function nodeLines([path, node]: [string, NodeShape], frame: Frame): string[] {
  const words = FRAME[frame]
  const fields = node.members.filter((one) => one.kind === 'field')
  if (fields.length === 0) return []
  const rows = inColumns([words.head, ...fields.map((one) => fieldRow(one, frame))])
  const about = `${node.many ? words.many : words.one}, ` +
    `${node.required ? words.required : words.optional}`
  return ['', `${path} (${about})`, ...rows.map((row) => `  ${row}`)]
}

function directionLines(title: string, root: NodeShape | undefined, key: string, frame: Frame) {
  const nodes = root === undefined ? [] : nodesOf(root, root.many ? `${key}[]` : key)
  const lines = nodes.flatMap((one) => nodeLines(one, frame))
  return ['', `【${title}】${lines.length === 0 ? FRAME[frame].nothing : ''}`, ...lines]
}

function codeLines(contract: Contract, frame: Frame): string[] {
  const words = FRAME[frame]
  const names = new Set([...fieldsOf(contract.input), ...fieldsOf(contract.output)]
    .map((one) => one.dictionary).filter((one) => one !== ''))
  const lines = [...names].toSorted().map((name) => {
    const { title, codes } = dictionaryOf(name)
    const shown = codes.slice(0, MOST_CODES).map((one) => `${one.code} ${one.meaning}`)
    if (codes.length > MOST_CODES) shown.push(words.more(codes.length))
    return `  ${name} ${title}: ${shown.join('; ')}`
  })
  return lines.length === 0 ? [] : ['', `【${words.codes}】`, ...lines]
}

function ruleLines(contract: Contract, frame: Frame): string[] {
  const lines = conditionsIn(contract.schema).map((one) => `  ${one.id}: ${one.title[frame]}`)
  return lines.length === 0 ? [] : ['', `【${FRAME[frame].rules}】`, ...lines]
}

/** The whole contract, ready to be printed. */
export function contractText(contract: Contract, frame: Frame): string {
  const words = FRAME[frame]
  const direction = frame === 'zh' ? directionText(contract.direction) : contract.direction
  const family = frame === 'zh' ? FAMILIES[contract.family] ?? '' : contract.family
  return [
    `${contract.infno} ${contract.title}  ${direction}  ${family}`,
    ...directionLines(words.input, contract.input, 'input', frame),
    ...directionLines(words.output, contract.output, 'output', frame),
    ...ruleLines(contract, frame),
    ...codeLines(contract, frame),
    '',
  ].join('\n')
}
