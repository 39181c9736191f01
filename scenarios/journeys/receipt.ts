/** What the patient gets in his hand, in fen. */
import { fenOf } from '../../core/money.ts'

export interface Receipt {
  readonly setl_id: string
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** The fields of `setlinfo` that a receipt prints. A reversing row may leave some out or null. */
export interface SettlementAmounts {
  readonly setl_id: string
  readonly mdtrt_id: string
  readonly psn_no?: string | null
  readonly medfee_sumamt: number
  readonly fund_pay_sumamt: number
  readonly acct_pay: number
  readonly psn_cash_pay: number
}

/** Reads the receipt out of a settlement's answer. */
export function receiptOf(setlinfo: SettlementAmounts): Receipt {
  return {
    setl_id: setlinfo.setl_id,
    mdtrt_id: setlinfo.mdtrt_id,
    psn_no: setlinfo.psn_no ?? '',
    medfeeFen: fenOf(setlinfo.medfee_sumamt),
    fundFen: fenOf(setlinfo.fund_pay_sumamt),
    accountFen: fenOf(setlinfo.acct_pay),
    cashFen: fenOf(setlinfo.psn_cash_pay),
  }
}
