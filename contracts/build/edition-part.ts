/** What a page says about editions: who has which field, and where our baseline deviates. */
import { nationalEdition } from '../edition.ts'
import type { Setting } from '../edition.ts'
import { readTable } from '../tsv.ts'
import type { Row } from '../tsv.ts'
import type { Contract } from './contract.ts'
import { editionNames, noteInChinese } from './words.ts'

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => string

const SIDES: Readonly<Record<string, string>> = { input: '输入', output: '输出' }

function sideOf(row: { readonly direction?: string }): string {
  return SIDES[row.direction ?? ''] ?? '输入、输出'
}

function settingText(set: Setting): string {
  const parts = [
    set.required === undefined ? '' : set.required ? '改为必填' : '改为选填',
    set.type === undefined ? '' : `类型改为${set.type}`,
    set.length === undefined ? '' : `长度改为${set.length}`,
  ]
  return parts.filter((one) => one !== '').join('，')
}

function deviations(infno: string): string[][] {
  const { fields, nodes } = nationalEdition()
  const named = [...fields, ...nodes.map((one) => ({ ...one, field: '' }))]
  return named.filter((one) => one.infno === infno).map((one) => [
    sideOf(one), one.field === '' ? `\`${one.node}\`（节点）` : `\`${one.field}\``,
    settingText(one.set), noteInChinese(one.reason) ?? one.reason,
  ])
}

/** Fields that only Hunan prints, in directions that were compared with other editions. */
function hunanOnly(infno: string): Row[] {
  const row = readTable('tables/transactions.tsv').find((one) => one['infno'] === infno) ?? {}
  return readTable(`tables/fields/${infno}.tsv`).filter((one) => one['field'] !== ''
    && one['editions'] === 'H' && (row[`compared_${one['direction']}`] ?? '') !== '')
}

/** The part of a page about editions. */
export function editionPart(contract: Contract, table: Table): string {
  const changed = deviations(contract.infno)
  const local = hunanOnly(contract.infno)
  const elsewhere = readTable('tables/fields-elsewhere.tsv')
    .filter((row) => row['infno'] === contract.infno)
  const parts = [
    ...(changed.length === 0 ? [] : [
      `国家基线与印刷字段表不同之处：\n\n${table(['方向', '对象', '改动', '理由'], changed)}`,
    ]),
    ...(local.length === 0 ? [] : [
      `仅湖南版有、其他版本没有的字段（一律选填）：${local.map((row) =>
        `${sideOf(row)}\`${row['field']}\``).join('、')}。`,
    ]),
    ...(elsewhere.length === 0 ? [] : [
      `其他版本另有的字段：\n\n${table(['方向', '字段', '版本'], elsewhere.map((row) =>
        [sideOf(row), `\`${row['field']}\``, editionNames(row['editions'] ?? '')]))}`,
    ]),
  ]
  return `## 版本差异\n\n${parts.length === 0 ? '未见差异。' : parts.join('\n\n')}`
}
