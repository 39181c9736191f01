/** Words of the tables in Chinese, for pages and terminals. */
import { readTable } from '../tsv.ts'
import type { FieldShape } from './model.ts'

export const FAMILIES: Readonly<Record<string, string>> = {
  session: '签到签退', person: '人员', card: '凭证介质', query: '查询', filing: '备案',
  pharmacy: '药店购药', outpatient: '门诊', inpatient: '住院', settlement: '结算',
  reconciliation: '对账', clearing: '清算', catalogue: '目录', 'risk-control': '医保智能监管',
  'settlement-list': '结算清单', 'clinical-record': '临床信息', stock: '进销存',
  prescription: '电子处方', mobile: '移动支付', family: '家庭共济', file: '文件传输', other: '其他',
}

const TYPES: Readonly<Record<string, string>> = {
  string: '字符型', number: '数值型', date: '日期型', datetime: '日期时间型', object: '对象',
  array: '数组', boolean: '布尔型', bytes: '二进制',
}

const EDITIONS: Readonly<Record<string, string>> = {
  H: '湖南', M: '内蒙古、河北', S: '江苏', L: '吉林',
}

/** Type and length as the tables print them, e.g. 数值型 and 16,2. */
export function typeAndLength(field: FieldShape): [type: string, length: string] {
  const length = field.length === null ? '' : String(field.length)
  const digits = field.scale === null ? length : `${length},${field.scale}`
  return [TYPES[field.type] ?? field.type, digits]
}

/** Names of the editions behind their letters, e.g. `H,L`. */
export function editionNames(letters: string): string {
  return letters.split(',').map((one) => EDITIONS[one] ?? one).join('、')
}

/** Who calls whom, in Chinese. */
export function directionText(direction: string): string {
  return direction === 'platform->institution'
    ? '医保平台 → 定点医药机构' : '定点医药机构 → 医保平台'
}

let notes: ReadonlyMap<string, string> | undefined

/** A remark of the tables or of an edition in Chinese; undefined when nobody translated it. */
export function noteInChinese(note: string): string | undefined {
  if (note === '') return ''
  const lengths = /^length (\d+) is shorter than the longest code \((\d+)\)$/.exec(note)
  if (lengths !== null) return `表列长度${lengths[1]}短于最长代码（${lengths[2]}位），以代码为准`
  notes ??= new Map(readTable('build/notes-zh.tsv')
    .map((row) => [row['note'] ?? '', row['zh'] ?? '']))
  return notes.get(note)
}
