/** One difference between two versions of the interface, and whom it breaks. */

/** Whose messages stop being right, or who is told what he did not expect. */
export type Breaks = 'senders' | 'receivers' | 'both' | 'nobody'

/**
 * Every kind of change. The rule behind the table: what forbids messages that were right breaks who
 * sends them; what allows messages that were wrong breaks who receives them. A receiver is expected
 * to pass over names that it does not know.
 */
const KINDS = {
  'transaction-added': ['nobody', '新增交易', 'transaction added'],
  'transaction-removed': ['both', '删除交易', 'transaction removed'],
  'direction-changed': ['both', '调用方向改变', 'direction changed'],
  'field-added-optional': ['nobody', '新增选填字段', 'optional field added'],
  'field-added-required': ['senders', '新增必填字段', 'required field added'],
  'field-removed-optional': ['nobody', '删除选填字段', 'optional field removed'],
  'field-removed-required': ['receivers', '删除必填字段', 'required field removed'],
  'field-renamed': ['both', '字段改名', 'field renamed'],
  'node-added-optional': ['nobody', '新增选填节点', 'optional node added'],
  'node-added-required': ['senders', '新增必填节点', 'required node added'],
  'node-removed-optional': ['nobody', '删除选填节点', 'optional node removed'],
  'node-removed-required': ['receivers', '删除必填节点', 'required node removed'],
  'node-renamed': ['both', '节点改名', 'node renamed'],
  'many-changed': ['both', '单行与多行互换', 'one row became many, or many one'],
  'rows-required': ['senders', '列表不得再为空', 'list may no longer be empty'],
  'rows-optional': ['receivers', '列表可以为空', 'list may now be empty'],
  'now-required': ['senders', '选填改为必填', 'optional became required'],
  'now-optional': ['receivers', '必填改为选填', 'required became optional'],
  'type-changed': ['both', '类型改变', 'type changed'],
  'type-narrowed': ['senders', '类型收窄', 'fewer types allowed'],
  'type-widened': ['receivers', '类型放宽', 'more types allowed'],
  'length-tightened': ['senders', '长度收紧', 'length tightened'],
  'length-loosened': ['receivers', '长度放宽', 'length loosened'],
  'decimal-tightened': ['senders', '数值位数收紧', 'fewer digits allowed'],
  'decimal-loosened': ['receivers', '数值位数放宽', 'more digits allowed'],
  'decimal-changed': ['both', '数值位数改变', 'digits changed both ways'],
  'range-tightened': ['senders', '取值范围收紧', 'range tightened'],
  'range-loosened': ['receivers', '取值范围放宽', 'range loosened'],
  'range-changed': ['both', '取值范围改变', 'range changed both ways'],
  'format-tightened': ['senders', '格式收紧', 'format tightened'],
  'format-loosened': ['receivers', '格式放宽', 'format loosened'],
  'format-changed': ['both', '格式改变', 'format changed'],
  'code-added': ['receivers', '新增代码', 'code added'],
  'code-removed': ['senders', '删除代码', 'code removed'],
  'codes-imposed': ['senders', '改为只能取字典代码', 'free text became a code list'],
  'codes-lifted': ['receivers', '不再限于字典代码', 'code list became free text'],
  'meaning-changed': ['both', '代码含义改变', 'meaning of a code changed'],
  'rule-added': ['senders', '新增条件', 'condition added'],
  'rule-removed': ['receivers', '取消条件', 'condition removed'],
  'rule-changed': ['both', '条件改变', 'condition changed'],
  'title-changed': ['nobody', '名称改变', 'title changed'],
} as const satisfies Readonly<Record<string, readonly [Breaks, zh: string, en: string]>>

export type Kind = keyof typeof KINDS

export type Side = 'request' | 'response'
export type Party = 'institution' | 'platform'

/** What was seen at one place, before it is known whose place it is. */
export interface Difference {
  readonly kind: Kind
  /** JSON pointer into the message, list rows left out, e.g. /input/data/psn_no. */
  readonly pointer: string
  /** Chinese title of the field; '' when there is none. */
  readonly title: string
  readonly from: string
  readonly to: string
}

export interface Change extends Difference {
  /** Number of the transaction; `*` is the envelope of them all. */
  readonly transaction: string
  /** '' when the transaction as a whole is meant. */
  readonly side: Side | ''
  readonly breaks: Breaks
  /** Who is broken: the institution sends requests and receives answers, unless it is called. */
  readonly parties: readonly Party[]
  readonly message: { readonly zh: string; readonly en: string }
}

const ZH_BREAKS = {
  senders: '破坏发送方', receivers: '破坏接收方', both: '破坏收发双方', nobody: '无害',
}
const ZH_PARTY = { institution: '医药机构', platform: '医保平台' }
const ZH_SIDE = { request: '请求', response: '应答', '': '' }

function partiesOf(breaks: Breaks, side: Side | '', called: boolean): Party[] {
  if (breaks === 'nobody') return []
  if (breaks === 'both' || side === '') return ['institution', 'platform']
  const institutionSends = (side === 'request') !== called
  return [(breaks === 'senders') === institutionSends ? 'institution' : 'platform']
}

/**
 * The change that a difference is for one transaction.
 * @param called true when the platform calls the institution
 */
export function changeOf(
  transaction: string,
  side: Side | '',
  called: boolean,
  difference: Difference,
): Change {
  const [breaks, zh, en] = KINDS[difference.kind]
  const parties = partiesOf(breaks, side, called)
  const { pointer, title, from, to } = difference
  const shown = (value: string): string => value === '' ? '-' : value
  const values = from === '' && to === '' ? '' : ` ${shown(from)} → ${shown(to)}`
  const named = title === '' || pointer.endsWith(`/${title}`) ? '' : `「${title}」`
  const who = parties.map((one) => ZH_PARTY[one]).join('、')
  const place = [transaction, side, pointer].filter((one) => one !== '').join(' ')
  const placeZh = [transaction, ZH_SIDE[side], pointer].filter((one) => one !== '').join(' ')
  const message = {
    zh: `${placeZh}${named}：${zh}${values}（${ZH_BREAKS[breaks]}${who === '' ? '' : `：${who}`}）`,
    en: `${place}: ${en}${values} (` +
      `${breaks === 'nobody' ? 'harmless' : `breaks ${breaks}: ${parties.join(', ')}`})`,
  }
  return { ...difference, transaction, side, breaks, parties, message }
}

/** Every kind of change there is; tests hold that each one can be seen. */
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[]
