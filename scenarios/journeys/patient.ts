/** What every visit begins with: who is this, where insured, may he be settled here? */
import type { CaseSheet, Visit } from '../../contracts/case.ts'
import type { Step } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { ask, JourneyStopped } from './ask.ts'

/** The person as the desk knows him after 1101. */
export interface Patient {
  readonly psn_no: string
  readonly psn_name: string
  readonly psn_cert_type: string
  readonly certno: string
  readonly psn_type: string
  readonly insutype: string
  /** Of the chosen insurance record, and of nothing else. */
  readonly insuplc_admdvs: string
}

type PatientSheet = Required<Pick<CaseSheet, 'person' | 'visit' | 'lines'>>

/** What a patient's case must have; a sheet without it was not made for a patient. */
export function patientSheet(sheet: CaseSheet): PatientSheet {
  const { person, visit, lines } = sheet
  if (person === undefined || visit === undefined || lines === undefined) {
    throw new JourneyStopped('', `case ${sheet.name} names no person, visit or fee lines`)
  }
  return { person, visit, lines }
}

/**
 * 1101, then 2001. One person can have several insurance records: the desk takes the one in force
 * for the visit's insurance type, and that record's insured place.
 */
export function* identify(sheet: CaseSheet) {
  const { person, visit } = patientSheet(sheet)
  const found = yield* ask<Outputs['1101']>({
    infno: '1101',
    insuplc_admdvs: '',
    input: {
      data: {
        ...person.credential,
        begntime: '',
        psn_cert_type: person.psn_cert_type,
        certno: person.certno,
        psn_name: person.psn_name,
      },
    },
  })
  const record = found.insuinfo.find(
    (row) => row.psn_insu_stas === '1' && row.insutype === visit.insutype,
  )
  if (record === undefined) throw new JourneyStopped('1101', 'no insurance record in force')
  if (found.baseinfo.psn_name !== person.psn_name) {
    throw new JourneyStopped('1101', 'the name on the credential is not the name of the record')
  }
  const patient: Patient = {
    psn_no: found.baseinfo.psn_no,
    psn_name: found.baseinfo.psn_name,
    psn_cert_type: found.baseinfo.psn_cert_type,
    certno: found.baseinfo.certno,
    psn_type: record.psn_type,
    insutype: record.insutype,
    insuplc_admdvs: record.insuplc_admdvs,
  }
  yield* ask<Outputs['2001']>({
    infno: '2001',
    insuplc_admdvs: patient.insuplc_admdvs,
    input: { data: entitlementQuestion(patient, visit, sheet.fixmedins_code) },
  })
  return patient
}

/** The credential fields that every message about the patient repeats. */
export function credentialOf(sheet: CaseSheet, patient: Patient) {
  const { person } = patientSheet(sheet)
  return {
    psn_no: patient.psn_no,
    mdtrt_cert_type: person.credential.mdtrt_cert_type,
    mdtrt_cert_no: person.credential.mdtrt_cert_no,
    card_sn: person.credential.card_sn,
    psn_cert_type: patient.psn_cert_type,
    certno: patient.certno,
  }
}

/** `exp_content` carries the cross-province keys as JSON text; '' when there is nothing to say. */
export function extensionOf(visit: Visit): string {
  return visit.extension === undefined ? '' : JSON.stringify(visit.extension)
}

/** A step about a known patient: routed to his insured place. */
export function stepFor(
  patient: Patient,
  infno: string,
  input: Readonly<Record<string, unknown>>,
): Step {
  return { infno, insuplc_admdvs: patient.insuplc_admdvs, input }
}

function entitlementQuestion(patient: Patient, visit: Visit, code: string) {
  return {
    psn_no: patient.psn_no,
    insutype: patient.insutype,
    fixmedins_code: code,
    med_type: visit.med_type,
    begntime: visit.begntime,
    endtime: '',
    dise_codg: visit.dise_codg ?? '',
    dise_name: visit.dise_name ?? '',
    oprn_oprt_code: '',
    oprn_oprt_name: '',
    matn_type: '',
    birctrl_type: '',
    exp_content: '',
  }
}

