/**
 * Do the parts of an insured place's answer add up? The hub never computes an amount; it only
 * refuses to pass on what contradicts itself (RULE-089, RULE-090, RULE-091).
 */
import { BadDecimal, fenOf, formatFen } from '../money.ts'

/** Transactions whose answer carries the parts of a settlement. */
const WITH_PARTS: ReadonlySet<string> = new Set([
  '2102', '2103', '2206', '2207', '2208', '2303', '2304', '2305',
])

/** Layers of the fund total. Whether hifdm_pay lies inside oth_pay differs between provinces. */
const LAYERS = [
  'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay',
] as const

type Info = Readonly<Record<string, unknown>>

/** What does not add up, for an incident; undefined when all is well or there are no amounts. */
export function brokenPart(
  infno: string,
  output: Readonly<Record<string, unknown>> | null,
): string | undefined {
  if (!WITH_PARTS.has(infno)) return undefined
  const info = output?.['setlinfo']
  if (typeof info !== 'object' || info === null) return 'setlinfo'
  try {
    return unequal(info as Info)
  } catch (reason) {
    if (reason instanceof BadDecimal) return reason.message
    throw reason
  }
}

function unequal(info: Info): string | undefined {
  const fee = fenAt(info, 'medfee_sumamt')
  const fund = fenAt(info, 'fund_pay_sumamt')
  const account = fenAt(info, 'acct_pay')
  // 2208 alone has another name for the cash.
  const cash = fenAt(info, info['psn_cash_pay'] === undefined ? 'pdn_cash_pay' : 'psn_cash_pay')
  // An undoing answer may leave these two empty.
  const person = isEmpty(info, 'psn_part_amt') ? account + cash : fenAt(info, 'psn_part_amt')
  const layers = LAYERS.reduce((sum, field) => sum + fenAt(info, field), 0)
  const inside = fund === layers
  return (
    differ('medfee_sumamt', fee, fund + person + fenAt(info, 'hosp_part_amt')) ??
    (inside ? undefined : differ('fund_pay_sumamt', fund, layers + fenAt(info, 'hifdm_pay'))) ??
    differ('psn_part_amt', person, account + cash)
  )
}

function differ(field: string, total: number, parts: number): string | undefined {
  if (total === parts) return undefined
  return `${field}=${formatFen(total)}, ${formatFen(parts)}`
}

function fenAt(info: Info, field: string): number {
  const value = info[field]
  if (isEmpty(info, field)) return 0
  return fenOf(typeof value === 'number' ? value : String(value))
}

function isEmpty(info: Info, field: string): boolean {
  const value = info[field]
  return value === undefined || value === null || value === ''
}
