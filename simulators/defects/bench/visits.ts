/** Sound visits of every kind for the tests of the defects, each for a hospital of its own. */
import type { CaseSheet, FeeLine, Visit } from '../../../contracts/case.ts'

const BASE: CaseSheet = {
  name: '',
  journey: 'outpatient',
  mdtrtarea_admvs: '520100',
  fixmedins_code: 'H52010012345',
  startsAt: '2026-03-02 09:00:00',
  acct_used_flag: '1',
}

const CARE: Visit = {
  insutype: '310',
  med_type: '11',
  ipt_otp_no: 'M1',
  begntime: '2026-03-02 09:00:00',
  dept_code: '0301',
  dept_name: '呼吸内科',
  caty: 'A03.01',
  dr_code: 'D520100000001',
  dr_name: '测试医师',
  diagnoses: [
    { diag_code: 'J06.900', diag_name: '急性上呼吸道感染' },
    { diag_code: 'R05.x00', diag_name: '咳嗽' },
  ],
}

function line(serial: string, pric: string, cnt: string): FeeLine {
  return {
    feedetl_sn: serial,
    med_list_codg: `XJ01CAA04${serial}`,
    medins_list_codg: `Y${serial}`,
    name: '阿莫西林胶囊',
    pric,
    cnt,
  }
}

/** One line of a price that ends at the fen, and one of a price that does not. */
const WHOLE = line('1', '39.50', '3')
const FINE = line('2', '0.125', '30')

function patient(certno: string, card_sn = ''): NonNullable<CaseSheet['person']> {
  return {
    psn_name: '测试甲',
    psn_cert_type: '01',
    certno,
    credential: {
      mdtrt_cert_type: card_sn === '' ? '02' : '03',
      mdtrt_cert_no: certno,
      card_sn,
    },
  }
}

function sheet(
  kind: CaseSheet['journey'],
  care: Partial<Visit>,
  more: Partial<CaseSheet> = {},
): CaseSheet {
  return {
    ...BASE,
    journey: kind,
    person: patient('990100198001010012'),
    visit: { ...CARE, ...care },
    lines: [WHOLE],
    ...more,
  }
}

export interface Scenario {
  /** Performed one after another in one hospital; the books are compared at the end of the day. */
  readonly sheets: readonly CaseSheet[]
  /** Transaction whose first answer is lost; '' when none is. */
  readonly lost: string
}

function scenario(sheets: readonly CaseSheet[], lost = ''): Scenario {
  return { sheets, lost }
}

const STAY: Partial<Visit> = {
  med_type: '21',
  endtime: '2026-03-05 10:00:00',
  extension: { IPT_TYPE: '1' },
}

/** By name; every defect shows in some of them and in no other. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ordinary: scenario([sheet('outpatient', {})]),
  'several lines': scenario([sheet('outpatient', {}, { lines: [WHOLE, FINE] })]),
  emergency: scenario([
    sheet('outpatient', { med_type: '13', extension: { OTP_ER_REFL_FLAG: '1' } }),
  ]),
  chronic: scenario([sheet('outpatient', { med_type: '14', dise_codg: 'M03900' })]),
  'fees added': scenario([
    sheet('outpatient', {}, { linesAddedAfterTrial: [line('3', '2', '1')] }),
  ]),
  refund: scenario([sheet('outpatient', {}, { refund: true })]),
  card: scenario([sheet('outpatient', {}, { person: patient('990100198502020029', 'S1') })]),
  'two patients': scenario([
    sheet('outpatient', {}),
    sheet('outpatient', {}, { person: patient('990100198502020029') }),
  ]),
  stay: scenario([sheet('inpatient', STAY)]),
  pharmacy: scenario([sheet('pharmacy', { med_type: '41' })]),
  'lost 2207': scenario([sheet('outpatient', {})], '2207'),
  'lost 2304': scenario([sheet('inpatient', STAY)], '2304'),
  'lost 2204': scenario([sheet('outpatient', {})], '2204'),
}

/** The evening after the visits. */
export const DAY_END: CaseSheet = { ...BASE, journey: 'day-end' }
