/** Every reason why a filing is refused, with what would cure it. */

/** Reason and cure in Chinese; `{name}` is filled in from the details. */
const FAULTS = {
  'unknown-person': ['人员编号{psn_no}未在本参保地登记', '核对人员编号和参保地后重新提交'],
  'certno-checksum': ['证件号码{certno}校验位不符', '核对身份证号码后重新提交'],
  'certno-mismatch': ['证件号码与参保登记不一致', '按参保登记的证件号码更正'],
  'insured-area': ['参保地{code}不是本参保地{area}', '提交到该人员的参保地'],
  insutype: ['险种{insutype}与参保登记不一致', '按参保登记的险种更正'],
  'unknown-area': ['就医地区划{code}不存在', '填写6位地市或直辖市区划代码'],
  'home-area': ['就医地{code}就在参保统筹区内，无需备案', '直接就医'],
  'province-area': ['{regime}下不能备案到省{code}，须备案到地市或直辖市', '填写就医地市区划代码'],
  'institution-missing': ['{category}须备案到一家就医机构', '填写定点医药机构编号'],
  'institution-unknown': ['定点医药机构编号{code}不存在', '核对定点医药机构编号'],
  'institution-area': ['机构{code}不在就医地{area}', '核对机构编号和就医地区划'],
  category: ['{regime}没有备案类别{category}', '改用现行备案类别'],
  dates: ['开始日期{begndate}和结束日期{enddate}不成立', '更正起止日期'],
  documents: ['缺少材料：{documents}', '补齐材料后重新提交'],
  promise: ['本参保地不接受个人承诺书', '提交长期居住证明'],
  'not-nominated': ['{from}不是本参保地指定的转诊医疗机构', '由指定医疗机构上传转诊意见'],
  'channel-closed': ['本参保地自{from}起开通线上备案', '到经办窗口办理'],
  overlap: ['已有有效的长期异地备案{serial}（就医地{area}）', '办理备案变更，或先取消原备案'],
  'emergency-by-hand': ['现行政策下急诊不办理备案', '凭材料手工报销'],
  'emergency-list': ['诊断{code}不在急危重病参考目录内', '申请专家组认定，认定后手工报销'],
  'no-stay': ['没有在院的急诊住院登记', '在入院后、出院前申请；已出院的手工报销'],
  'unknown-filing': ['备案{serial}不存在或不属于该人员', '核对待遇申报明细流水号'],
  'not-in-force': ['备案{serial}已{state}', '重新申请备案'],
  locked: ['长期异地备案自{from}起方可变更或取消', '于{from}或之后申请'],
  'not-renewable': ['备案{serial}不是同一疾病的临时备案', '按新备案申请'],
  'nothing-due': ['备案{serial}没有待补材料', '无需处理'],
} as const satisfies Record<string, readonly [zh: string, cure: string]>

export type FaultCode = keyof typeof FAULTS

export interface FilingFault {
  readonly code: FaultCode
  readonly zh: string
  readonly cure: string
}

/** The fault with its details filled in. */
export function fault(
  code: FaultCode,
  details: Readonly<Record<string, string>> = {},
): FilingFault {
  const [zh, cure] = FAULTS[code]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => details[key] ?? '')
  return { code, zh: fill(zh), cure: fill(cure) }
}
