/** Identities that every settlement answer keeps, also with negative amounts (E1 to E9). */
import { formatFen } from '../../core/money.ts'
import { amountFen, textOf } from './read.ts'
import type { Row } from './read.ts'

/** One identity that does not hold; amounts as text for the reader. */
export interface Broken {
  readonly identity: string
  readonly requirement: string
  readonly pointer: string
  readonly expected: string
  readonly actual: string
}

const FUNDS = [
  'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay',
]
const PARTS = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt']

/** What does not add up in a `setlinfo` and its `setldetail` rows. */
export function brokenIdentities(info: Row, details: readonly Row[]): Broken[] {
  const cash = info['psn_cash_pay'] ?? info['pdn_cash_pay']
  const fen = (field: string) => amountFen(field === 'psn_cash_pay' ? cash : info[field])
  const sum = (fields: readonly string[]) =>
    fields.reduce<number | null>((all, field) => plus(all, fen(field) ?? null), 0)
  const hospital = fen('hosp_part_amt') ?? 0
  const shared = plus(sum(['fund_pay_sumamt', 'psn_part_amt']), hospital)
  return [
    ...unequal('medfee_sumamt', PARTS.join(' + '), 'RULE-089', fen('medfee_sumamt'), sum(PARTS)),
    ...unequal('medfee_sumamt', 'fund_pay_sumamt + psn_part_amt + hosp_part_amt', 'RULE-089',
      fen('medfee_sumamt'), shared),
    ...unequal('psn_part_amt', 'acct_pay + psn_cash_pay', 'RULE-091', fen('psn_part_amt'),
      sum(['acct_pay', 'psn_cash_pay'])),
    ...brokenFunds(fen('fund_pay_sumamt'), sum(FUNDS), fen('hifdm_pay') ?? 0),
    ...brokenDetails(details, fen),
  ]
}

/** Each line is exactly its four parts. */
export function brokenLines(lines: readonly Row[]): Broken[] {
  return lines.flatMap((line) => {
    const parts = ['fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt']
      .map((field) => amountFen(line[field]))
    const sum = parts.reduce<number | null>(plus, 0)
    return unequal('det_item_fee_sumamt', 'own + over limit + pay-first + in scope', 'RULE-078',
      amountFen(line['det_item_fee_sumamt']), sum)
  })
}

/** The interface leaves open whether hifdm_pay is inside oth_pay: either way is right. */
function brokenFunds(total: number | null, sum: number | null, disabled: number): Broken[] {
  if (total === sum || total === plus(sum, disabled)) return []
  return unequal('fund_pay_sumamt', 'Σ *_pay', 'RULE-090', total, sum)
}

/** Account rows and rows the hospital bears are no fund, so rows are never simply added up. */
function brokenDetails(details: readonly Row[], fen: (field: string) => number | null): Broken[] {
  if (details.length === 0) return []
  const rows = details.map((row) => ({
    type: textOf(row['fund_pay_type']),
    fen: amountFen(row['fund_payamt']) ?? 0,
  }))
  const add = (wanted: (type: string) => boolean) =>
    rows.filter((row) => wanted(row.type)).reduce((all, row) => all + row.fen, 0)
  const isAccount = (type: string) => type.startsWith('3102') || type === '390500'
  const isHospital = (type: string) => /^(?:9999|6301|6401)/.test(type)
  const funds = add((type) => !isAccount(type) && !isHospital(type))
  return [
    ...unequal('fund_pay_sumamt', 'Σ fund rows', 'RULE-090', fen('fund_pay_sumamt'), funds),
    ...unequal('acct_pay', 'Σ account rows', 'RULE-091', fen('acct_pay'), add(isAccount)),
  ]
}

/** A side that is missing or null cannot be compared. */
function unequal(
  field: string,
  right: string,
  requirement: string,
  actual: number | null,
  expected: number | null,
): Broken[] {
  if (actual === null || expected === null || actual === expected) return []
  return [{
    identity: `${field} = ${right}`,
    requirement,
    pointer: `/output/setlinfo/${field}`,
    expected: formatFen(expected),
    actual: formatFen(actual),
  }]
}

function plus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}
