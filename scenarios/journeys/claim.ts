/** What 2206, 2207, 2303 and 2304 have in common: who asks, how much, and what was tried before. */
import type { CaseSheet, FeeLine } from '../../contracts/case.ts'
import { yuanOf } from '../../core/money.ts'
import { totalFen } from './fee-lines.ts'
import { credentialOf, extensionOf, patientSheet } from './patient.ts'
import type { Patient } from './patient.ts'

/** The four sums of a pre-settlement's answer. */
export interface FourSums {
  readonly fulamt_ownpay_amt: number
  readonly overlmt_selfpay: number
  readonly preselfpay_amt: number
  readonly inscp_scp_amt: number
}

/** A pre-settlement names the person; a settlement sends the sums of its trial back unchanged. */
export function claimOf(
  sheet: CaseSheet,
  patient: Patient,
  mdtrtId: string,
  lines: readonly FeeLine[],
  trial: FourSums | undefined,
) {
  return {
    ...credentialOf(sheet, patient),
    ...(trial === undefined
      ? { psn_type: patient.psn_type, psn_name: patient.psn_name }
      : {
          invono: '',
          fulamt_ownpay_amt: trial.fulamt_ownpay_amt,
          overlmt_selfpay: trial.overlmt_selfpay,
          preselfpay_amt: trial.preselfpay_amt,
          inscp_scp_amt: trial.inscp_scp_amt,
        }),
    medfee_sumamt: yuanOf(totalFen(lines)),
    psn_setlway: '01',
    mdtrt_id: mdtrtId,
    insutype: patient.insutype,
    acct_used_flag: sheet.acct_used_flag ?? '0',
    exp_content: extensionOf(patientSheet(sheet).visit),
  }
}

/** What a refund names: the settlement, its visit and its person. */
export function refundOf(settled: { setl_id: string; mdtrt_id: string }, patient: Patient) {
  return {
    data: {
      setl_id: settled.setl_id,
      mdtrt_id: settled.mdtrt_id,
      psn_no: patient.psn_no,
      exp_content: '',
    },
  }
}
