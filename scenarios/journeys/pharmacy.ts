/** Purchase at a designated pharmacy: 1101 → 2001 → 2102, and 2103 when it is brought back. */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { yuanOf } from '../../core/money.ts'
import { ask } from './ask.ts'
import { refundOf } from './claim.ts'
import { pharmacyLine, totalFen } from './fee-lines.ts'
import { credentialOf, identify, patientSheet, stepFor } from './patient.ts'
import { receiptOf } from './receipt.ts'
import type { Receipt } from './receipt.ts'

/** Returns the receipt, and its negative after a refund. */
export function* pharmacy(sheet: CaseSheet): Journey<Receipt[]> {
  const { visit, lines } = patientSheet(sheet)
  const patient = yield* identify(sheet)
  const bought = yield* ask<Outputs['2102']>(
    stepFor(patient, '2102', {
      druginfo: {
        ...credentialOf(sheet, patient),
        psn_type: patient.psn_type,
        psn_name: patient.psn_name,
        begntime: visit.begntime,
        medfee_sumamt: yuanOf(totalFen(lines)),
        invono: '',
        insutype: patient.insutype,
        dise_codg: '',
        dise_name: '',
        acct_used_flag: sheet.acct_used_flag ?? '1',
        med_type: visit.med_type,
        exp_content: '',
      },
      drugdetail: lines.map((line) => pharmacyLine(line, visit)),
    }),
  )
  const receipt = receiptOf(bought.setlinfo)
  if (sheet.refund !== true) return [receipt]
  const refund = yield* ask<Outputs['2103']>(
    stepFor(patient, '2103', refundOf(receipt, patient)),
  )
  return [receipt, receiptOf({ ...refund.setlinfo, psn_cash_pay: cashBack(receipt) })]
}

/** The reply of 2103 may leave the cash out; what was paid in cash goes back in cash. */
function cashBack(receipt: Receipt): number {
  return yuanOf(-receipt.cashFen)
}
