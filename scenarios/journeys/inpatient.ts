/** Inpatient stay: 1101 → 2001 → 2401 → 2301 → 2402 → 2303 → 2304, and 2305 for a refund. */
import type { CaseSheet, FeeLine } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { ask } from './ask.ts'
import { claimOf, refundOf } from './claim.ts'
import { inpatientLine } from './fee-lines.ts'
import { credentialOf, extensionOf, identify, patientSheet, stepFor } from './patient.ts'
import type { Patient } from './patient.ts'
import { receiptOf } from './receipt.ts'
import type { Receipt } from './receipt.ts'

/** Lines go up in batches of at most this many, so that no message grows without bound. */
const LINES_PER_UPLOAD = 100

/** Returns what the patient carries home: one receipt, and its negative after a refund. */
export function* inpatient(sheet: CaseSheet): Journey<Receipt[]> {
  const patient = yield* identify(sheet)
  const mdtrtId = yield* admit(sheet, patient)
  const { lines } = patientSheet(sheet)
  yield* upload(sheet, patient, mdtrtId, lines)
  yield* discharge(sheet, patient, mdtrtId)
  const trial = yield* settle(sheet, patient, mdtrtId, lines, '2303')
  const settled = yield* settle(sheet, patient, mdtrtId, lines, '2304', trial)
  const receipt = receiptOf(settled)
  if (sheet.refund !== true) return [receipt]
  const refund = yield* ask<Outputs['2305']>(
    stepFor(patient, '2305', refundOf(receipt, patient)),
  )
  return [receipt, receiptOf({ ...refund.setlinfo, psn_no: patient.psn_no })]
}

function* admit(sheet: CaseSheet, patient: Patient): Journey<string> {
  const { visit } = patientSheet(sheet)
  const main = visit.diagnoses[0]
  const { psn_cert_type, ...credential } = credentialOf(sheet, patient)
  const admitted = yield* ask<Outputs['2401']>(
    stepFor(patient, '2401', {
      mdtrtinfo: {
        ...credential,
        cert_type: psn_cert_type,
        insutype: patient.insutype,
        coner_name: '',
        tel: '',
        begntime: visit.begntime,
        med_type: visit.med_type,
        ipt_no: visit.ipt_otp_no,
        medrcdno: visit.ipt_otp_no,
        atddr_no: visit.dr_code,
        chfpdr_name: visit.dr_name,
        adm_diag_dscr: main?.diag_name ?? '',
        adm_dept_codg: visit.dept_code,
        adm_dept_name: visit.dept_name,
        adm_bed: '1-01',
        dscg_maindiag_code: main?.diag_code ?? '',
        dscg_maindiag_name: main?.diag_name ?? '',
        main_cond_dscr: '',
        dise_codg: visit.dise_codg ?? '',
        dise_name: visit.dise_name ?? '',
        exp_content: extensionOf(visit),
        insuplc_admdvs: patient.insuplc_admdvs,
        mdtrtarea_admvs: sheet.mdtrtarea_admvs,
      },
      // The patient's condition on admission is part of this table, not of the discharge's.
      diseinfo: diagnosesOf(sheet, patient).map((row) => ({ ...row, adm_cond: '' })),
    }),
  )
  return admitted.result.mdtrt_id
}

function* upload(
  sheet: CaseSheet,
  patient: Patient,
  mdtrtId: string,
  lines: readonly FeeLine[],
): Journey {
  const { visit } = patientSheet(sheet)
  for (let from = 0; from < lines.length; from += LINES_PER_UPLOAD) {
    yield* ask(
      stepFor(patient, '2301', {
        feedetail: lines.slice(from, from + LINES_PER_UPLOAD).map((line) => ({
          mdtrt_id: mdtrtId,
          psn_no: patient.psn_no,
          ...inpatientLine(line, visit),
        })),
      }),
    )
  }
}

function* discharge(sheet: CaseSheet, patient: Patient, mdtrtId: string): Journey {
  const { visit } = patientSheet(sheet)
  yield* ask(
    stepFor(patient, '2402', {
      dscginfo: {
        mdtrt_id: mdtrtId,
        psn_no: patient.psn_no,
        insutype: patient.insutype,
        endtime: visit.endtime ?? visit.begntime,
        dise_codg: visit.dise_codg ?? '',
        dise_name: visit.dise_name ?? '',
        cop_flag: '',
        dscg_dept_codg: visit.dept_code,
        dscg_dept_name: visit.dept_name,
        dscg_bed: '1-01',
        dscg_way: '1',
        die_date: '',
        exp_content: '',
      },
      diseinfo: diagnosesOf(sheet, patient).map((row) => ({ mdtrt_id: mdtrtId, ...row })),
    }),
  )
}

/** 2303 asks, 2304 settles what was asked: the four sums of the trial go back unchanged. */
function* settle(
  sheet: CaseSheet,
  patient: Patient,
  mdtrtId: string,
  lines: readonly FeeLine[],
  infno: '2303' | '2304',
  trial?: Outputs['2303']['setlinfo'],
): Journey<Outputs['2304']['setlinfo']> {
  const { visit } = patientSheet(sheet)
  const settled = yield* ask<Outputs['2304']>(
    stepFor(patient, infno, {
      data: {
        ...claimOf(sheet, patient, mdtrtId, lines, trial),
        mid_setl_flag: '0',
        dscgTime: (visit.endtime ?? visit.begntime).slice(0, 10),
        insuplc_admdvs: patient.insuplc_admdvs,
        mdtrtarea_admvs: sheet.mdtrtarea_admvs,
      },
    }),
  )
  return settled.setlinfo
}

function diagnosesOf(sheet: CaseSheet, patient: Patient) {
  const { visit } = patientSheet(sheet)
  return visit.diagnoses.map((diagnosis, index) => ({
    psn_no: patient.psn_no,
    diag_type: '1',
    maindiag_flag: index === 0 ? '1' : '0',
    diag_srt_no: index + 1,
    ...diagnosis,
    diag_dept: visit.dept_name,
    dise_dor_no: visit.dr_code,
    dise_dor_name: visit.dr_name,
    diag_time: visit.begntime,
  }))
}
