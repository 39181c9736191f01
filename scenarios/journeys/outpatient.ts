/** Outpatient visit: 1101 → 2001 → 2201 → 2203 → 2204 → 2206 → 2207, and 2208 for a refund. */
import type { CaseSheet, FeeLine } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { ask } from './ask.ts'
import { claimOf, refundOf } from './claim.ts'
import { outpatientLine } from './fee-lines.ts'
import { credentialOf, extensionOf, identify, patientSheet, stepFor } from './patient.ts'
import type { Patient } from './patient.ts'
import { receiptOf } from './receipt.ts'
import type { Receipt } from './receipt.ts'

/** Returns what the patient carries home: one receipt, and its negative after a refund. */
export function* outpatient(sheet: CaseSheet): Journey<Receipt[]> {
  const patient = yield* identify(sheet)
  const mdtrtId = yield* register(sheet, patient)
  yield* diagnose(sheet, patient, mdtrtId)
  const { lines } = patientSheet(sheet)
  yield* upload(sheet, patient, mdtrtId, lines)
  let charged = lines
  let trial = yield* settle(sheet, patient, mdtrtId, charged, '2206')
  if (sheet.linesAddedAfterTrial !== undefined) {
    // The fees changed, so what was calculated before no longer holds: it is asked again.
    yield* upload(sheet, patient, mdtrtId, sheet.linesAddedAfterTrial)
    charged = [...lines, ...sheet.linesAddedAfterTrial]
    trial = yield* settle(sheet, patient, mdtrtId, charged, '2206')
  }
  const settled = yield* settle(sheet, patient, mdtrtId, charged, '2207', trial)
  const receipt = receiptOf(settled)
  if (sheet.refund !== true) return [receipt]
  const refund = yield* ask<Outputs['2208']>(
    stepFor(patient, '2208', refundOf(receipt, patient)),
  )
  return [receipt, receiptOf({ ...refund.setlinfo, psn_cash_pay: refund.setlinfo.pdn_cash_pay })]
}

function* register(sheet: CaseSheet, patient: Patient): Journey<string> {
  const { visit } = patientSheet(sheet)
  const registered = yield* ask<Outputs['2201']>(
    stepFor(patient, '2201', {
      data: {
        ...credentialOf(sheet, patient),
        insutype: patient.insutype,
        begntime: visit.begntime,
        psn_type: patient.psn_type,
        psn_name: patient.psn_name,
        ipt_otp_no: visit.ipt_otp_no,
        atddr_no: visit.dr_code,
        dr_name: visit.dr_name,
        dept_code: visit.dept_code,
        dept_name: visit.dept_name,
        caty: visit.caty,
        exp_content: '',
      },
    }),
  )
  return registered.data.mdtrt_id
}

function* diagnose(sheet: CaseSheet, patient: Patient, mdtrtId: string): Journey {
  const { visit } = patientSheet(sheet)
  const main = visit.diagnoses[0]
  yield* ask(
    stepFor(patient, '2203', {
      mdtrtinfo: {
        mdtrt_id: mdtrtId,
        psn_no: patient.psn_no,
        med_type: visit.med_type,
        begntime: visit.begntime,
        main_cond_dscr: '',
        dise_type_code: '',
        dise_codg: visit.dise_codg ?? main?.diag_code ?? '',
        dise_name: visit.dise_name ?? main?.diag_name ?? '',
        birctrl_type: '',
        birctrl_matn_date: '',
        exp_content: extensionOf(visit),
      },
      diseinfo: visit.diagnoses.map((diagnosis, index) => ({
        diag_type: '1',
        diag_srt_no: index + 1,
        ...diagnosis,
        diag_dept: visit.dept_name,
        dise_dor_no: visit.dr_code,
        dise_dor_name: visit.dr_name,
        diag_time: visit.begntime,
        vali_flag: '1',
      })),
    }),
  )
}

function* upload(
  sheet: CaseSheet,
  patient: Patient,
  mdtrtId: string,
  lines: readonly FeeLine[],
): Journey {
  const { visit } = patientSheet(sheet)
  yield* ask(
    stepFor(patient, '2204', {
      feedetail: lines.map((line) => ({
        mdtrt_id: mdtrtId,
        psn_no: patient.psn_no,
        chrg_bchno: visit.ipt_otp_no,
        dise_codg: visit.dise_codg ?? '',
        ...outpatientLine(line, visit),
      })),
    }),
  )
}

/** 2206 asks, 2207 settles what was asked: the four sums of the trial go back unchanged. */
function* settle(
  sheet: CaseSheet,
  patient: Patient,
  mdtrtId: string,
  lines: readonly FeeLine[],
  infno: '2206' | '2207',
  trial?: Outputs['2206']['setlinfo'],
): Journey<Outputs['2207']['setlinfo']> {
  const { visit } = patientSheet(sheet)
  const settled = yield* ask<Outputs['2207']>(
    stepFor(patient, infno, {
      data: {
        ...claimOf(sheet, patient, mdtrtId, lines, trial),
        med_type: visit.med_type,
        chrg_bchno: visit.ipt_otp_no,
      },
    }),
  )
  return settled.setlinfo
}
