/** One readable page in Chinese (Markdown) for each transaction, and the index of them all. */
import type { CodeList } from './code-lists.ts'
import { conditionsIn } from './conditions.ts'
import type { Contract } from './contract.ts'
import { editionPart } from './edition-part.ts'
import type { FieldShape, NodeShape } from './model.ts'
import { related } from './related.ts'
import { directionText, FAMILIES, noteInChinese, typeAndLength } from './words.ts'

/** A table of Markdown; bars inside a cell would end it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function told(note: string): string {
  return noteInChinese(note) ?? note
}

function fieldRow(field: FieldShape): string[] {
  const [type, length] = typeAndLength(field)
  const required = field.required ? '是' : ''
  return [`\`${field.name}\``, field.title, type, length, required, field.dictionary,
    told(field.note)]
}

/** Every node with its path below `input` or `output`, outer ones first. */
export function nodesOf(root: NodeShape, path: string): [path: string, node: NodeShape][] {
  const inner = root.members.filter((one) => one.kind === 'node')
  return [[path, root], ...inner.flatMap((one) =>
    nodesOf(one, `${path}.${one.name}${one.many ? '[]' : ''}`))]
}

/** Every field of a direction. */
export function fieldsOf(root: NodeShape | undefined): FieldShape[] {
  return (root?.members ?? []).flatMap((one) => one.kind === 'field' ? [one] : fieldsOf(one))
}

function nodeText([path, node]: [string, NodeShape]): string {
  const fields = node.members.filter((one) => one.kind === 'field')
  const inner = node.members.filter((one) => one.kind === 'node')
  const kind = `${node.many ? '多行' : '单行'}，${node.required ? '必填' : '选填'}`
  const note = node.note === '' ? '' : `。${told(node.note)}`
  const below = inner.length === 0 ? '' : `\n\n下级节点：${inner.map((one) =>
    `\`${one.name}\`${one.title === one.name ? '' : `（${one.title}）`}`).join('、')}`
  const rows = fields.length === 0 ? '' : `\n\n${table(
    ['字段', '中文名', '类型', '长度', '必填', '字典', '说明'], fields.map(fieldRow))}`
  return `### ${path}\n\n${kind}${note}${below}${rows}`
}

function directionPart(title: string, root: NodeShape | undefined, key: string): string {
  const nodes = root === undefined ? [] : nodesOf(root, root.many ? `${key}[]` : key)
  return `## ${title}\n\n${nodes.length === 0 ? '无。' : nodes.map(nodeText).join('\n\n')}`
}

/** What a page needs beside its contract. */
export interface PageContext {
  /** The transactions that it may point to. */
  readonly contracts: readonly Contract[]
  readonly dictionaries: readonly CodeList[]
  /** Where the request is posted in the layout with one path each. */
  readonly path: string
  /** What differs from the national baseline, one sentence each; none in the baseline itself. */
  readonly changes: readonly string[]
  readonly request: object
  readonly response: object
}

function conditionPart(contract: Contract): string {
  const rows = conditionsIn(contract.schema).map((one) =>
    [one.id, one.title.zh, one.expected.zh, one.requirement])
  return `## 字段间条件\n\n${rows.length === 0 ? '无。'
    : table(['编号', '条件', '应为', '要求条目'], rows)}`
}

function dictionaryPart(contract: Contract, dictionaries: readonly CodeList[]): string {
  const names = new Set([...fieldsOf(contract.input), ...fieldsOf(contract.output)]
    .map((one) => one.dictionary).filter((one) => one !== ''))
  const used = dictionaries.filter((one) => names.has(one.dictionary))
  const parts = used.map(({ dictionary, title, codes }) =>
    `### ${dictionary} ${title}\n\n${table(['代码', '含义'], codes.map((one) =>
      [one.code, one.addedBy === '' ? one.meaning : `${one.meaning}（版本补充）`]))}`)
  return `## 所用字典\n\n${parts.length === 0 ? '无。' : parts.join('\n\n')}`
}

function relatedPart(contract: Contract, all: readonly Contract[]): string {
  const lines = related(contract, all).map(({ other, why }) =>
    `- [${other.infno} ${other.title}](${other.infno}.md)：${why}`)
  return `## 相关交易\n\n${lines.length === 0 ? '无。' : lines.join('\n')}`
}

function samplePart({ request, response }: PageContext): string {
  const block = (message: object): string =>
    `\`\`\`json\n${JSON.stringify(message, null, 2)}\n\`\`\``
  return `## 示例请求\n\n${block(request)}\n\n## 示例应答\n\n${block(response)}`
}

/** The page of one transaction. */
export function pageOf(contract: Contract, context: PageContext): string {
  const facts = [
    ['方向', directionText(contract.direction)],
    ['类别', FAMILIES[contract.family] ?? contract.family],
    ['分交易地址', `\`${context.path}\``],
    ...(contract.note === '' ? [] : [['说明', told(contract.note)]]),
  ]
  const changes = context.changes.length === 0 ? []
    : [`## 与国家基线的差异\n\n${context.changes.map((one) => `- ${one}`).join('\n')}`]
  return [
    `# ${contract.infno} ${contract.title}`,
    table(['项目', '内容'], facts),
    ...changes,
    directionPart('交易输入', contract.input, 'input'),
    directionPart('交易输出', contract.output, 'output'),
    conditionPart(contract),
    dictionaryPart(contract, context.dictionaries),
    editionPart(contract, table),
    relatedPart(contract, context.contracts),
    samplePart(context),
  ].join('\n\n') + '\n'
}

/** The list of all transactions, with a link from each number to `link(infno)`. */
export function indexPage(
  contracts: readonly Contract[],
  link = (infno: string) => `schemas/${infno}.json`,
): string {
  const count = (root: NodeShape | undefined): string => String(fieldsOf(root).length)
  const rows = contracts.map((one) => [
    `[${one.infno}](${link(one.infno)})`, one.title, FAMILIES[one.family] ?? one.family,
    directionText(one.direction), count(one.input), count(one.output),
  ])
  return [
    '# 交易一览',
    `由\`contracts/tables\`生成（\`npm run build:contracts\`），请勿手工修改。共${rows.length}个交易。` +
      '字段表、字典、示例报文与OpenAPI文档由`liantiao contracts export DIR`导出。',
    table(['交易编号', '名称', '类别', '方向', '输入字段', '输出字段'], rows),
  ].join('\n\n') + '\n'
}
