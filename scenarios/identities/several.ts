/** Identities between messages: a refund, a balance, a claim, a statement and a report. */
import { textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import { addUp, compare, fenAt, sumAt, together } from './identity.ts'
import type { Breach, Identity, Subjects, Weighing } from './identity.ts'

/** Every amount that a refund turns round; cash has two spellings and is added apart. */
const AMOUNTS = [
  'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'psn_part_amt', 'hosp_part_amt',
  'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt', 'act_pay_dedc',
  'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'hifdm_pay',
  'oth_pay', 'acct_mulaid_pay',
]

export const E14: Identity<'refund'> = {
  id: 'E14',
  requirement: 'RULE-158',
  title: {
    zh: '退费应答: 各项金额为原结算的负数并使用新的结算ID, 或原样返回原结算',
    en: 'a refund is answered with the negative of every amount under a new id, or the original',
  },
  inferred: false,
  appliesTo: 'refund',
  check: (subject) => {
    const [total, original] = [medfeeOf(subject.refund), medfeeOf(subject.original)]
    if (total === null || original === null) return { looked: 0, breaches: [] }
    const repeated = total === original && original !== 0
    const parts = [amounts(subject, repeated ? 1 : -1), ...(repeated ? [] : [ids(subject)])]
    const practice = repeated ? 'original-repeated' : 'negative-row'
    return { ...together(parts), practice }
  },
}

export const E15: Identity<'account'> = {
  id: 'E15',
  requirement: 'IF-E15',
  title: {
    zh: '结算后账户余额 = 结算前余额 − 个人账户支出',
    en: 'balc after = balc before − acct_pay',
  },
  inferred: true,
  appliesTo: 'account',
  check: ({ before, settled }) => {
    // What a relative's account paid leaves this balance alone.
    const own = addUp([fenAt(settled, 'acct_pay'), minus(fenAt(settled, 'acct_mulaid_pay') ?? 0)])
    return compare('/balc', fenAt(settled, 'balc'), addUp([fenAt(before, 'balc'), minus(own)]))
  },
}

export const E17: Identity<'claim'> = {
  id: 'E17',
  requirement: 'IF-E17',
  title: {
    zh: '清算申请: 医保认可费用总额 = 个人 (账户与现金) + 基金申报总额',
    en: 'a claim: med_sumfee = acct_pay + cash_payamt + fund_appy_sum',
  },
  inferred: false,
  appliesTo: 'claim',
  check: ({ claim }) => compare('/med_sumfee', fenAt(claim, 'med_sumfee'),
    sumAt(claim, ['acct_pay', 'cash_payamt', 'fund_appy_sum'])),
}

export const E18: Identity<'statement'> = {
  id: 'E18',
  requirement: 'IF-STMT',
  title: {
    zh: '对总账各项合计 = 期内结算之和, 退费为负; 笔数 = 结算笔数 − 退费笔数',
    en: 'a statement is the sum of its settlements, refunds negative; so is its count',
  },
  inferred: false,
  appliesTo: 'statement',
  check: ({ sent, settlements }) => {
    const sums = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'].map((field) =>
      compare(`/${field}`, fenAt(sent, field), addUp(settlements.map((row) => fenAt(row, field)))))
    return together([...sums, counted(sent, settlements)])
  },
}

export const E19: Identity<'report'> = {
  id: 'E19',
  requirement: 'IF-E19',
  title: {
    zh: '统计口径个人负担 = 医疗费总额 − 统筹 − 救助 − 全自费',
    en: 'own_share = medfee_sumamt − hifp_pay − maf_pay − fulamt_ownpay_amt',
  },
  inferred: false,
  appliesTo: 'report',
  check: ({ line }) => compare('/own_share', fenAt(line, 'own_share'), addUp([
    fenAt(line, 'medfee_sumamt'),
    minus(sumAt(line, ['hifp_pay', 'maf_pay', 'fulamt_ownpay_amt'])),
  ])),
}

function medfeeOf(info: Row): number | null {
  return fenAt(info, 'medfee_sumamt')
}

/** An amount that either row leaves out cannot be compared. */
function amounts({ refund, original }: Subjects['refund'], sign: 1 | -1): Weighing {
  const turned = (fen: number | null) => (fen === null || sign === 1 ? fen : minus(fen))
  return together([
    ...AMOUNTS.map((field) =>
      compare(`/${field}`, fenAt(refund, field), turned(fenAt(original, field)))),
    compare('/psn_cash_pay', cashOf(refund), turned(cashOf(original))),
  ])
}

/** 2208 alone spells its cash pdn_cash_pay. */
function cashOf(info: Row): number | null {
  return fenAt(info, 'pdn_cash_pay') ?? fenAt(info, 'psn_cash_pay')
}

function ids({ refund, original, msgid = '' }: Subjects['refund']): Weighing {
  const [own, first] = [textOf(refund['setl_id']), textOf(original['setl_id'])]
  const named = textOf(refund['medins_setl_id'])
  const same: Breach[] = own !== '' && own === first
    ? [{ pointer: '/setl_id', expected: `≠ ${first}`, actual: own }]
    : []
  const foreign: Breach[] = msgid !== '' && named !== '' && named !== msgid
    ? [{ pointer: '/medins_setl_id', expected: msgid, actual: named }]
    : []
  return { looked: 1, breaches: [...same, ...foreign] }
}

function counted(sent: Row, settlements: readonly Row[]): Weighing {
  const told = textOf(sent['fixmedins_setl_cnt'])
  if (!/^-?\d+$/.test(told)) return { looked: 0, breaches: [] }
  const net = settlements.reduce((sum, row) => sum + ((medfeeOf(row) ?? 0) < 0 ? -1 : 1), 0)
  const pointer = '/fixmedins_setl_cnt'
  const breaches = Number(told) === net ? [] : [{ pointer, expected: String(net), actual: told }]
  return { looked: 1, breaches }
}

function minus(fen: number | null): number | null {
  return fen === null || fen === 0 ? fen : -fen
}
