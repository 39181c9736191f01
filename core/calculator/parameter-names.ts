/** Names of the policy's parameters as a reader of a settlement meets them. */

export const PARAMETERS = {
  'reduction-size': { zh: '异地就医降低幅度', en: 'reduction for care elsewhere' },
  'drug-pay-first': { zh: '双通道药品先行自付比例', en: 'pay-first share of the drug class' },
  deductible: { zh: '起付标准', en: 'deductible' },
  'later-stay': { zh: '多次住院起付标准', en: 'deductible of later stays' },
  'age-limit': { zh: '加收起付线的年龄上限', en: 'age below which the deductible is higher' },
  'age-addition': { zh: '起付线加收', en: 'addition to the deductible' },
  'continuous-referral': { zh: '连续转诊起付线', en: 'deductible of continuous referral' },
  ratio: { zh: '支付比例', en: 'ratio' },
  'retired-bonus': { zh: '退休人员提高比例', en: 'addition for retired persons' },
  'annual-cap': { zh: '年度最高支付限额', en: 'annual cap' },
  'fixed-sum': { zh: '生育定额标准', en: 'fixed sum for maternity' },
  'start-line': { zh: '起付线', en: 'start line' },
  'cap-bonus': { zh: '封顶线奖励', en: 'bonus on the cap' },
  switch: { zh: '政策选项', en: 'switch' },
} as const

export type ParameterName = keyof typeof PARAMETERS

/** What a step is about, as a reader meets it: accumulators, and categories of care. */
export const SUBJECTS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  poolFen: { zh: '统筹支付', en: 'pooled fund' },
  poolBaseFen: { zh: '统筹支付基数', en: 'base of the pooled fund' },
  outpatientPoolFen: { zh: '门诊统筹支付', en: 'outpatient pooled fund' },
  outpatientPoolBaseFen: { zh: '门诊统筹基数', en: 'outpatient base' },
  chronicPoolFen: { zh: '慢特病支付', en: 'chronic care' },
  chronicPoolBaseFen: { zh: '慢特病基数', en: 'base of chronic care' },
  deductibleFen: { zh: '住院起付线', en: 'deductible of stays' },
  outpatientDeductibleFen: { zh: '门诊起付线', en: 'outpatient deductible' },
  chronicDeductibleFen: { zh: '慢特病起付线', en: 'deductible of chronic care' },
  largeAmountFen: { zh: '大额补助', en: 'large-amount fund' },
  criticalIllnessBaseFen: { zh: '大病基数', en: 'critical-illness base' },
  criticalIllnessFen: { zh: '大病支付', en: 'critical illness' },
  enterpriseFen: { zh: '企业补充', en: 'enterprise supplement' },
  civilServantFen: { zh: '公务员补助', en: 'civil-servant subsidy' },
  medicalAidBaseFen: { zh: '进入救助金额', en: 'entered medical aid' },
  medicalAidFen: { zh: '医疗救助', en: 'medical aid' },
  tiltedAidBaseFen: { zh: '进入倾斜救助金额', en: 'entered tilted aid' },
  tiltedAidFen: { zh: '倾斜救助', en: 'tilted aid' },
  maternityFen: { zh: '生育基金', en: 'maternity fund' },
  // Categories of care, which a part of a stay names.
  local: { zh: '本地', en: 'local' },
  'long-term': { zh: '长期异地备案', en: 'long-term filed' },
  returned: { zh: '返回参保地', en: 'returned' },
  referral: { zh: '转诊', en: 'referral' },
  emergency: { zh: '急诊抢救', en: 'emergency' },
  'other-temporary': { zh: '其他临时外出', en: 'other temporary leave' },
  unfiled: { zh: '未备案', en: 'unfiled' },
}
