/** What the platform says about its books: 3201 totals and 5203 one settlement. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { liveSettlementOfVisit, settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import type { Effect } from '../desk.ts'
import { payLocOf, scopeOf } from '../hub/scope.ts'
import { formatFen } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { amountFen } from './amounts.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'

interface Totals {
  readonly medfee_fen: number
  readonly fund_fen: number
  readonly account_fen: number
  /** Settlements minus refunds and reversals. */
  readonly count: number
}

/** 3201: refunds count negative; the day is that of the settlement time (RULE-168, RULE-170). */
export function compareTotals(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3201']['data']>(request, 'data')
  const ours = totalsOf(context, request.fixmedins_code, data)
  const pairs: readonly (readonly [string, number, number])[] = [
    ['医疗费总额medfee_sumamt', ours.medfee_fen, amountFen('medfee_sumamt', data.medfee_sumamt)],
    ['基金支付总额fund_pay_sumamt', ours.fund_fen, amountFen('fund_pay_sumamt', data.fund_pay_sumamt)],
    ['个人账户支付acct_pay', ours.account_fen, amountFen('acct_pay', data.acct_pay)],
  ]
  const unequal = pairs
    .filter(([, expected, actual]) => expected !== actual)
    .map(([field, expected, actual]) => `${field}中心${formatFen(expected)}机构${formatFen(actual)}`)
  const count = Number(data.fixmedins_setl_cnt)
  if (count !== ours.count) unequal.push(`笔数fixmedins_setl_cnt中心${ours.count}机构${count}`)
  const stmtinfo = {
    setl_optins: data.setl_optins,
    stmt_rslt: unequal.length === 0 ? '0' : '1',
    stmt_rslt_dscr: unequal.length === 0 ? '平' : unequal.join('；').slice(0, 200),
  }
  return { output: { stmtinfo } }
}

/** 5203: one settlement; without a setl_id the newest live one of the visit. */
export function querySettlement(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['5203']['data']>(request, 'data')
  const setlId = data.setl_id ?? ''
  const row =
    setlId === ''
      ? liveSettlementOfVisit(context.store, data.mdtrt_id)
      : settlement(context.store, setlId)
  if (
    row === undefined ||
    row.psn_no !== data.psn_no ||
    row.mdtrt_id !== data.mdtrt_id ||
    row.fixmedins_code !== request.fixmedins_code
  ) {
    throw new Refusal('unknown-settlement', { setlId })
  }
  return { output: answer(context, row) }
}

function totalsOf(
  context: PlatformContext,
  institution: string,
  data: Inputs['3201']['data'],
): Totals {
  const totals = context.store.get<Totals>(
    `select coalesce(sum(medfee_fen), 0) as medfee_fen, coalesce(sum(fund_fen), 0) as fund_fen,
            coalesce(sum(account_fen), 0) as account_fen,
            coalesce(sum(case kind when 'forward' then 1 else -1 end), 0) as count
       from settlement
      where fixmedins_code = ? and insutype = ? and clr_type = ? and setl_time between ? and ?`,
    institution,
    data.insutype,
    data.clr_type,
    `${data.stmt_begndate.slice(0, 10)} 00:00:00`,
    `${data.stmt_enddate.slice(0, 10)} 23:59:59`,
  )
  return totals ?? { medfee_fen: 0, fund_fen: 0, account_fen: 0, count: 0 }
}

function answer(context: PlatformContext, row: SettlementRow) {
  const settled = JSON.parse(row.body) as Outputs['2207']
  const info = settled.setlinfo
  const institution = context.institution(row.fixmedins_code)
  return {
    setlinfo: {
      ...info,
      psn_pay: info.psn_part_amt,
      cash_payamt: info.psn_cash_pay,
      pay_loc: payLocOf(scopeOf(row.mdtrtarea_admvs, row.insuplc_admdvs)),
      fixmedins_code: row.fixmedins_code,
      fixmedins_name: institution?.fixmedins_name ?? '',
      begndate: row.setl_time.slice(0, 10),
      enddate: row.setl_time.slice(0, 10),
      refd_setl_flag: row.kind === 'forward' ? '0' : '1',
      year: row.setl_time.slice(0, 4),
    },
    setldetail: settled.setldetail,
  }
}
