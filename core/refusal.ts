/** The one way a party says no. Every refusal is in this catalogue, with whose fault it is. */

/** Whose part refuses: the place of care and hub, or the insured place. */
export type Side = 'platform' | 'insured-place'

/** Text in Chinese, as the wire carries it; `{name}` is filled in from the details. */
export const REFUSALS = {
  'not-json': '报文不是合法的JSON：{reason}',
  'not-utf8': '报文不是UTF-8编码：请将中文按UTF-8发送（疑似GBK）',
  'too-large': '报文过大：{bytes}字节，上限{limit}字节，请分批上传',
  contract: '{message}',
  'unknown-infno': '交易编号infno不存在：{infno}，请核对接口规范的交易清单',
  'not-simulated': '交易{infno}（{title}）存在，但本平台尚未模拟',
  'deep-json': '报文嵌套层数过多：上限{limit}层',
  'reserved-name': '报文含有不允许的字段名：{name}',
  'unknown-institution': '定点医药机构编号fixmedins_code未登记：{code}',
  'wrong-place-of-care': '就医地mdtrtarea_admvs（{sent}）与机构登记的区划（{registered}）不一致',
  'unknown-area': '医保区划{field}不存在：{code}',
  'unconnected-area': '参保地{code}未接入本平台',
  'msgid-reused': '发送方报文ID重复：{msgid}已用于内容不同的报文，请使用新的msgid',
  'msgid-reversed': '报文{msgid}已被冲正，不能再确认',
  'unknown-sign-no': '签到流水号sign_no无效：{signNo}，请先调用9001签到',
  'unknown-person': '该参保人的基本信息为空：未找到凭证对应的人员',
  'person-mismatch': '人证不符：{field}与参保登记不一致',
  'unknown-psn-no': '人员编号psn_no不存在：{psnNo}',
  'not-insured': '险种{insutype}未处于正常参保状态',
  'not-filed': '未办理异地就医备案，{medType}不能直接结算；急诊请上传OTP_ER_REFL_FLAG',
  'no-chronic': '未登记门诊慢特病{code}，请先办理2503备案',
  'missing-chronic': '医疗类别14（门诊慢特病）必须填写病种编码dise_codg',
  'bad-extension': '字段扩展exp_content应为JSON对象的文本',
  'unknown-visit': '就诊ID不存在或不属于该人员：{mdtrtId}',
  'wrong-kind': '就诊{mdtrtId}为{kind}，不能使用交易{infno}',
  'visit-exists': '住院/门诊号{number}已登记过，就诊流水不得重复',
  'open-stay': '该人员已有未结算的住院登记：{mdtrtId}',
  order: '交易顺序不符：{infno}之前须先完成{needed}',
  'line-amount': '费用明细{sn}金额不符：单价×数量应为{expected}，实际{actual}',
  'line-serial': '费用明细流水号feedetl_sn重复：{sn}',
  'line-digits': '费用明细流水号feedetl_sn应为不超过15位的非零数字：{sn}',
  'unknown-line': '费用明细feedetl_sn不存在或已结算：{sn}',
  'line-date': '费用明细{sn}发生时间{time}早于就诊开始或晚于当前时间',
  'line-sign': '费用明细{sn}数量或金额不大于零，且未注明原费用流水号',
  'unknown-item': '医疗目录编码{code}不在就医地目录中，请先完成对照',
  'no-lines': '没有可结算的费用明细：批次{batch}',
  'mixed-batch': '同一收费批次{batch}的病种编码dise_codg应相同，请按病种分批上传',
  'lines-settled': '费用明细已结算，须先撤销结算再撤销明细',
  'fee-total': '医疗费总额不符：明细合计{expected}，medfee_sumamt为{actual}',
  'amount-range': '金额超出可处理的范围：{field}为{value}',
  'four-sums': '{field}与预结算不符：应为{expected}，实际{actual}',
  'trial-stale': '费用在预结算之后发生变化，请重新预结算（{trial}）',
  'already-settled': '该就诊已结算：setl_id {setlId}，不能重复结算',
  'unknown-settlement': '结算记录不存在：{setlId}',
  'visit-settled': '该就诊有未撤销的结算{setlId}，须先撤销结算',
  'already-undone': '结算{setlId}已撤销或已冲正',
  'not-reversible': '交易{oinfno}不可冲正，仅支持{allowed}',
  'nothing-to-reverse': '未找到原交易：omsgid {omsgid}',
  'reversal-mismatch': '冲正内容与原交易不符：{field}（{actual}）',
  'insured-place': '参保地拒绝：{message}',
  'wrong-insured-place': '参保地insuplc_admdvs（{sent}）与就诊登记的参保地（{registered}）不一致',
  internal: '平台内部错误，请凭msgid联系平台：{msgid}',
} as const

export type RefusalCode = keyof typeof REFUSALS

/** Thrown by a use case; becomes `infcode` -1 with the text in `err_msg`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, details: Readonly<Record<string, string | number>> = {}) {
    const fill = (_: string, key: string) => String(details[key] ?? '')
    super(oneLine(REFUSALS[code].replace(/\{(\w+)\}/g, fill)))
    this.code = code
  }
}

/** Length of err_msg in the interface. */
const ERR_MSG_LENGTH = 200

/** What senders wrote may stand in a refusal, so it is made one clean line that fits err_msg. */
function oneLine(text: string): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  if (line.length <= ERR_MSG_LENGTH) return line
  // Cut before a character that takes two units, never through it.
  return `${line.slice(0, ERR_MSG_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
