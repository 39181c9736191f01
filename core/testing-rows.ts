/** Rows of the books for tests of the back office. */
import type { SettlementRow } from './books.ts'
import { yuanOf } from './money.ts'
import type { Settled } from './settled.ts'

/** The row of the books that is read as this settlement. */
export function rowOf(row: Settled): SettlementRow {
  const details = Object.entries(row.funds)
    .map(([fund, fen]) => ({ fund_pay_type: fund, fund_payamt: yuanOf(fen) }))
  const setlinfo = {
    med_type: row.medType,
    inscp_scp_amt: yuanOf(row.inScopeFen),
    mdtrt_cert_type: row.voucher,
    psn_name: '测试甲',
  }
  return {
    setl_id: row.setlId,
    kind: row.kind,
    reverses: row.reverses,
    msgid: row.msgid,
    infno: row.infno,
    mdtrt_id: row.visitId,
    psn_no: row.psnNo,
    fixmedins_code: row.institution,
    mdtrtarea_admvs: row.placeOfCare,
    insuplc_admdvs: row.insuredPlace,
    insutype: row.insutype,
    clr_type: row.clearingType,
    setl_time: row.settledAt,
    medfee_fen: row.feeFen,
    fund_fen: row.fundFen,
    account_fen: row.accountFen,
    cash_fen: row.cashFen,
    body: row.kind === 'forward' ? JSON.stringify({ setlinfo, setldetail: details }) : '{}',
  }
}
