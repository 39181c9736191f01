/** The one way a party says no. Every refusal is in this catalogue, with whose fault it is. */

/** Whose part refuses: the place of care, the hub between two places, or the insured place. */
export type Side = 'platform' | 'hub' | 'insured-place'

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
  'planned-stop': '平台计划停机（{from}至{to}）：{reason}；本报文未处理，请在停机结束后重发',
  'institution-applied': '定点医药机构{code}已申请接入，尚未通过联调测试',
  'institution-tested': '定点医药机构{code}已通过联调测试，尚未开通异地就医直接结算',
  'institution-suspended': '定点医药机构{code}自{since}起暂停服务（{reason}），不能办理新的就诊',
  'institution-closed': '定点医药机构{code}自{since}起已关闭（{reason}）',
  'kind-not-opened': '定点医药机构{code}在{day}未开通{kind}直接结算',
  'practitioner-barred': '费用明细{sn}的医师{code}自{since}起已{word}医保支付资格',
  'practitioner-unknown': '费用明细{sn}的医师{code}不在本机构的医保医师名册中',
  'line-mapping': '费用明细{sn}的机构目录编码{local}与医疗目录编码{code}的对照{fault}，请先完成对照',
  'mapping-overlap': '机构目录编码{local}在{from}至{to}已对照{code}，同一编码不得同时对照两个',
  'mapping-unknown': '机构目录编码{local}与医疗目录编码{code}没有可撤销的对照',
  'department-exists': '科室{code}已登记，请使用3402变更',
  'department-unknown': '科室{code}（{name}）未登记或已撤销',
  'line-refund': '费用明细{sn}为退费，原费用流水号{original}不存在、本身是退费或项目单价不同',
  'line-refund-more': '费用明细{sn}退费超过原费用{original}：尚可退数量{count}、金额{amount}',
  'line-refunded': '费用明细{sn}已有退费明细，须先撤销退费明细',
  'line-external': '费用明细{sn}为外检（etip_flag=1），须填写外检医院编码etip_hosp_code',
  'line-outside': '费用明细{sn}为外检外购，须先办理登记（2505，业务申请类型20）',
  'injury-promise': '外伤就诊须先办理意外伤害备案（2507），或在入院登记/就诊信息中标明TRUM_FLAG=1',
  'third-party': '该就诊涉及第三方责任（REL_TTP_FLAG=1），医保基金不予支付',
  'day-surgery': '日间手术（医疗类别28）住院{hours}小时，超过{limit}小时，请先用2403改为普通住院',
  'own-data-only': '只能查询本机构的数据：{field}为{value}',
  'unknown-institution': '定点医药机构编号fixmedins_code未登记：{code}',
  'wrong-place-of-care': '就医地mdtrtarea_admvs（{sent}）与机构登记的区划（{registered}）不一致',
  'unknown-area': '医保区划{field}不存在：{code}',
  'unconnected-area': '参保地{code}未接入本平台',
  'msgid-reused': '发送方报文ID重复：{msgid}已用于内容不同的报文，请使用新的msgid',
  'msgid-reversed': '报文{msgid}已被冲正，不能再确认',
  'unknown-sign-no': '签到流水号sign_no无效：{signNo}，请先调用9001签到',
  'unknown-person': '该参保人的基本信息为空：未找到凭证对应的人员',
  'person-mismatch': '人证不符：{field}与参保登记不一致',
  'card-invalid': '社会保障卡{card}已失效（{why}），请使用有效凭证',
  'card-standard': '社会保障卡（规范版本{version}）不符合部颁标准，不能异地使用，请换发新卡或使用其他凭证',
  'token-expired': '医保电子凭证令牌已于{until}过期，请重新展码',
  'token-used': '医保电子凭证令牌已使用，请重新展码',
  'token-unknown': '医保电子凭证须使用展码取得的令牌',
  agent: '代办购药登记不完整或不正确：{fault}',
  'family-account': '不能使用共济人个人账户：{why}',
  prescription: '电子处方{rxno}不能使用：{why}',
  'not-registered': '未办理双通道药品登记，请先在参保地登记并选定药店（2505，业务申请类型32）',
  'not-named': '双通道药品须在选定的药店购买：{named}',
  stranger: '人员{psnNo}未在本机构出示凭证，也没有在本机构的就诊，不能查询',
  'refund-final': '购药退费{setlId}已记账，不能冲正，请重新购药结算',
  'unknown-psn-no': '人员编号psn_no不存在：{psnNo}',
  'not-insured': '险种{insutype}未处于正常参保状态',
  'not-filed': '未办理异地就医备案，{medType}不能直接结算；急诊请上传OTP_ER_REFL_FLAG',
  filing: '备案不予办理：{message}',
  'claim-by-hand': '{why}，不能直接结算，请凭材料到参保地手工报销',
  'claimed-by-hand': '该就诊已申请手工报销（{claim}），不能重复结算',
  'not-two-way': '{why}，不能在参保地直接结算',
  'not-entitled': '{reason}，不享受待遇',
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
  'line-digits': '费用明细流水号feedetl_sn应为非零数字，超过15位时须以字符串发送：{sn}',
  'unknown-line': '费用明细feedetl_sn不存在或已结算：{sn}',
  'line-date': '费用明细{sn}发生时间{time}早于就诊开始或晚于当前时间',
  'line-sign': '费用明细{sn}数量或金额不大于零，且未注明原费用流水号',
  'unknown-item': '费用明细{sn}的医疗目录编码{code}不在就医地目录中，请先完成对照',
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
  'used-later': '结算{setlId}的年度累计已被之后的结算{later}使用，须先撤销或冲正后者',
  'not-open': '参保地未开通{what}的异地直接结算',
  'already-undone': '结算{setlId}已撤销或已冲正',
  'not-reversible': '交易{oinfno}不可冲正，仅支持{allowed}',
  'nothing-to-reverse': '未找到原交易：omsgid {omsgid}',
  'reversal-mismatch': '冲正内容与原交易不符：{field}（{actual}）',
  'insured-place': '参保地拒绝：{message}',
  hub: '异地就医结算平台拒绝：{message}',
  'wrong-hub': '就医地{placeOfCare}与参保地{insuredPlace}之间的业务不由本平台（{hub}）转接',
  'not-opened': '就医地{placeOfCare}与参保地{insuredPlace}之间{reason}',
  'hub-stopped': '平台计划停机（{from}至{to}）：{reason}，请恢复后再发',
  'parts-differ': '参保地应答金额不平，不予转接：{what}',
  'not-own-agency': '机构{code}不由本经办机构（{area}）转接，请连接所属经办机构',
  'wrong-insured-place': '参保地insuplc_admdvs（{sent}）与就诊登记的参保地（{registered}）不一致',
  'local-by-default': '参保地区划insuplc_admdvs为空，按本地（{area}）就医处理：{message}',
  'audit-hit': '审核结果{hit}不存在或不属于本机构',
  'audit-reason': '审核结果{hit}须填写继续执行的原因dspo_way_rea，或返回修改',
  'audit-stop': '审核结果{hit}（{title}）不允许继续执行，须修改后重新提交',
  'audit-open': '就诊{mdtrtId}尚有未反馈的事中预警{hit}，请先通过3103反馈',
  'audit-foreign': '编号{code}不是本机构，只能办理本机构的审核业务',
  'clearing-total': '清算申请{field}不符：平台{expected}，申报{actual}',
  'clearing-claimed': '结算{setlId}已在清算申请{claim}中，不得重复申报',
  'clearing-unknown': '清算申请{claim}不存在或不属于本机构',
  'clearing-state': '清算{what}当前状态为{state}，不能办理交易{infno}',
  'clearing-empty': '{period}没有可清算的结算记录',
  'clearing-rows': '异地清分{field}不符：{what}',
  'case-list': '结算清单{what}',
  'case-exit': '特病单议退出申请{what}',
  'unknown-file': '文件不存在或不属于本机构：{number}',
  'foreign-file': '文件只能由本机构上传和下载：fixmedins_code为{code}',
  'file-expired': '文件{number}已过下载截止时间{until}，请重新上传或重新对账',
  'file-size': '文件过大：{bytes}字节，上限{limit}字节，请分批上传',
  'file-content': '文件内容不可读：{reason}',
  'detail-line': '对账明细文件第{line}行：{reason}',
  'detail-totals': '对账明细与报文不符：{field}文件合计{expected}，报文{actual}',
  'detail-negative': '对账明细不完整：{setlId}已退费，缺少对应的负数行',
  'not-reconciled': '{day}的日对账尚未完成，请稍后再查',
  'unknown-task': '对账任务查询号不存在：{task}',
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
