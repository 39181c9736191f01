/** Identities of one settlement answer; they hold for refunds too, with every sign turned. */
import { textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import { addUp, compare, fenAt, sumAt, together } from './identity.ts'
import type { Breach, Identity, Weighing } from './identity.ts'

const FUNDS = [
  'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay',
]
const PARTS = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt']

export const SETTLEMENT_IDENTITIES: readonly Identity<'settlement'>[] = [
  identity('E1', 'RULE-089', '医疗费总额 = 全自费 + 超限价 + 先行自付 + 符合政策范围',
    'medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt',
    ({ info }) => compare('/medfee_sumamt', fenAt(info, 'medfee_sumamt'), sumAt(info, PARTS))),
  identity('E2', 'RULE-089', '医疗费总额 = 基金支付总额 + 个人负担总额 + 医院负担',
    'medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt',
    ({ info }) => compare('/medfee_sumamt', fenAt(info, 'medfee_sumamt'), addUp([
      sumAt(info, ['fund_pay_sumamt', 'psn_part_amt']),
      fenAt(info, 'hosp_part_amt') ?? 0,
    ]))),
  identity('E3', 'RULE-091', '个人负担总额 = 个人账户支出 + 个人现金支出',
    'psn_part_amt = acct_pay + psn_cash_pay',
    ({ info }) => compare('/psn_part_amt', fenAt(info, 'psn_part_amt'), addUp([
      fenAt(info, 'acct_pay'),
      cashOf(info),
    ]))),
  identity('E4', 'IF-E04', '0 ≤ 账户共济支付 ≤ 个人账户支出, 且仅在使用共济账户时大于0',
    '0 ≤ acct_mulaid_pay ≤ acct_pay, above 0 only with acct_used_flag 2', mutualAid),
  identity('E5', 'RULE-090', '基金支付总额 = 各项基金支出之和 (伤残补助可在其他支出之内或之外)',
    'fund_pay_sumamt = the sum of its funds, hifdm_pay inside oth_pay or beside it', funds),
  identity('E6', 'RULE-090', '基金支付总额 = 分项中基金之和, 不含账户和医院负担',
    'fund_pay_sumamt = Σ setldetail rows that are neither account nor hospital',
    ({ info, details }) => overRows(details, () => compare('/fund_pay_sumamt',
      fenAt(info, 'fund_pay_sumamt'), rowSum(details, isFund)))),
  identity('E7', 'IF-E07', '个人账户支出 = 账户分项之和; 医院负担 = 医院负担分项之和',
    'acct_pay = Σ account rows; hosp_part_amt = Σ hospital rows',
    ({ info, details }) => overRows(details, () => together([
      compare('/acct_pay', fenAt(info, 'acct_pay'), rowSum(details, isAccount)),
      hospitalRows(info, details),
    ]))),
  identity('E16', 'IF-E16', '0 ≤ 实际支付起付线 ≤ 符合政策范围金额; 0 ≤ 支付比例 ≤ 1',
    '0 ≤ act_pay_dedc ≤ inscp_scp_amt; 0 ≤ pool_prop_selfpay ≤ 1', bounds),
]

function identity(
  id: string,
  requirement: string,
  zh: string,
  en: string,
  check: Identity<'settlement'>['check'],
): Identity<'settlement'> {
  return { id, requirement, title: { zh, en }, inferred: false, appliesTo: 'settlement', check }
}

/** 2208 alone spells its cash pdn_cash_pay. */
function cashOf(info: Row): number | null {
  return fenAt(info, 'psn_cash_pay') ?? fenAt(info, 'pdn_cash_pay')
}

function mutualAid({ info, acctUsedFlag = '' }: { info: Row; acctUsedFlag?: string }): Weighing {
  const [aid, account] = [fenAt(info, 'acct_mulaid_pay'), fenAt(info, 'acct_pay')]
  if (aid === null || account === null) return { looked: 0, breaches: [] }
  const pointer = '/acct_mulaid_pay'
  const unasked: Breach[] = aid !== 0 && acctUsedFlag !== '' && acctUsedFlag !== '2'
    ? [{ pointer, expected: 0, actual: aid }]
    : []
  return { looked: 1, breaches: [...within(pointer, aid, account), ...unasked].slice(0, 1) }
}

/** The interface leaves open whether hifdm_pay is inside oth_pay: either way is right. */
function funds({ info }: { info: Row }): Weighing {
  const [total, listed] = [fenAt(info, 'fund_pay_sumamt'), sumAt(info, FUNDS)]
  const disabled = fenAt(info, 'hifdm_pay') ?? 0
  const beside = compare('/fund_pay_sumamt', total, addUp([listed, disabled]))
  if (disabled === 0) return beside
  const inside = compare('/fund_pay_sumamt', total, listed)
  if (inside.looked > 0 && inside.breaches.length === 0) {
    return { ...inside, practice: 'hifdm_pay-inside-oth_pay' }
  }
  return beside.breaches.length > 0 || beside.looked === 0
    ? beside
    : { ...beside, practice: 'hifdm_pay-beside-oth_pay' }
}

function isAccount(type: string): boolean {
  return type.startsWith('3102') || type === '390500'
}

function isHospital(type: string): boolean {
  return /^(?:9999|6301|6401)/.test(type)
}

function isFund(type: string): boolean {
  return !isAccount(type) && !isHospital(type)
}

function rowSum(details: readonly Row[], wanted: (type: string) => boolean): number {
  return details.filter((row) => wanted(textOf(row['fund_pay_type'])))
    .reduce((sum, row) => sum + (fenAt(row, 'fund_payamt') ?? 0), 0)
}

/** Without rows there is nothing to add up. */
function overRows(details: readonly Row[], weigh: () => Weighing): Weighing {
  return details.length === 0 ? { looked: 0, breaches: [] } : weigh()
}

/** Whether waived amounts (6301, 6401) count as hospital-borne is not said: either is right. */
function hospitalRows(info: Row, details: readonly Row[]): Weighing {
  const stated = fenAt(info, 'hosp_part_amt')
  const borne = rowSum(details, (type) => type.startsWith('9999'))
  const all = rowSum(details, isHospital)
  return compare('/hosp_part_amt', stated, stated === borne ? borne : all)
}

function bounds({ info }: { info: Row }): Weighing {
  const [deductible, scope] = [fenAt(info, 'act_pay_dedc'), fenAt(info, 'inscp_scp_amt')]
  const share = textOf(info['pool_prop_selfpay'])
  const ratio = share === '' ? null : Number(share)
  const wrong = ratio !== null && !(ratio >= 0 && ratio <= 1)
  const known = deductible !== null && scope !== null
  return {
    looked: (known ? 1 : 0) + (ratio === null ? 0 : 1),
    breaches: [
      ...(known ? within('/act_pay_dedc', deductible, scope) : []),
      ...(wrong ? [{ pointer: '/pool_prop_selfpay', expected: '0…1', actual: share }] : []),
    ],
  }
}

/** Between nothing and a limit, which is negative in a refund. */
function within(pointer: string, amount: number, limit: number): Breach[] {
  const [least, most] = [Math.min(0, limit), Math.max(0, limit)]
  if (amount >= least && amount <= most) return []
  return [{ pointer, expected: amount < least ? least : most, actual: amount }]
}
