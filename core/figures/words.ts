/** What each figure is, in words: whoever quotes a rate quotes its definition with it. */

export type FigureId =
  | 'direct-settlement-rate' | 'voucher-rate' | 'in-scope-ratio-employee'
  | 'in-scope-ratio-resident' | 'average-relief' | 'settlement-success-rate' | 'directory-coverage'

interface Words {
  readonly rule: string
  readonly titleZh: string
  readonly titleEn: string
  readonly definitionZh: string
  readonly definitionEn: string
}

const NET_ZH = '撤销和冲正在发生之日按负一计'
const NET_EN = 'refunds and reversals count minus one on their own day'

function inScope(group: string, zh: string): Words {
  return {
    rule: 'RULE-255',
    titleZh: `${zh}住院政策范围内基金支付比例`,
    titleEn: `Fund share of in-scope inpatient fees, ${group}`,
    definitionZh: `${zh}住院结算的基金支付总额÷符合政策范围金额，含本地和异地，${NET_ZH}；` +
      '超出参考区间仅提示',
    definitionEn: `fund payments ÷ in-scope fees of inpatient settlements of ${group}, at home ` +
      `and elsewhere; ${NET_EN}; outside the band it only warns`,
  }
}

export const WORDS: Readonly<Record<FigureId, Words>> = {
  'direct-settlement-rate': {
    rule: 'RULE-253',
    titleZh: '异地就医直接结算率',
    titleEn: 'Direct settlement rate',
    definitionZh: '异地直接结算笔数÷（异地直接结算笔数＋本可直接结算的异地手工报销笔数），' +
      `${NET_ZH}；“本可直接结算”按手工报销原因认定，口径为本项目自定`,
    definitionEn: 'out-of-area settlements made directly ÷ (those + out-of-area claims by hand ' +
      `that could have been direct); ${NET_EN}; the cause of a claim decides whether it could ` +
      'have been; this definition is ours',
  },
  'voucher-rate': {
    rule: 'RULE-254',
    titleZh: '凭证结算率',
    titleEn: 'Voucher rate',
    definitionZh: '出示医保电子凭证、身份证或社保卡并经验证的异地结算笔数÷全部异地结算笔数，' +
      NET_ZH,
    definitionEn: 'out-of-area settlements with a verified voucher (e-voucher, identity card, ' +
      `social-security card) ÷ all out-of-area settlements; ${NET_EN}`,
  },
  'in-scope-ratio-employee': inScope('employees', '职工医保'),
  'in-scope-ratio-resident': inScope('residents', '居民医保'),
  'average-relief': {
    rule: 'RULE-257',
    titleZh: '次均减少垫付',
    titleEn: 'Average relief of a visit',
    definitionZh: `异地直接结算的基金支付总额÷异地直接结算笔数，单位为分，${NET_ZH}`,
    definitionEn: `fund payments of out-of-area settlements ÷ their number, in fen; ${NET_EN}`,
  },
  'settlement-success-rate': {
    rule: 'RULE-250',
    titleZh: '结算成功率',
    titleEn: 'Settlement success rate',
    definitionZh: '转接后成功应答的结算报文数÷转接的结算报文数，重发报文不计',
    definitionEn: 'settlement messages that were relayed and answered with success ÷ settlement ' +
      'messages relayed; repeated ones are not counted',
  },
  'directory-coverage': {
    rule: 'RULE-256',
    titleZh: '联网机构覆盖率',
    titleEn: 'Directory coverage',
    definitionZh: '当日至少开通一类异地直接结算的定点医药机构数÷目录中的定点医药机构数',
    definitionEn: 'institutions open for at least one kind of out-of-area settlement on the day ' +
      '÷ institutions in the directory',
  },
}
