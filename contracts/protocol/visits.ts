/** The two lives of a visit (interface sections on outpatient and inpatient business). */
import type { Guard, Machine, Transition } from './machine.ts'

export type OutpatientState =
  | 'absent'
  | 'registered'
  | 'described'
  | 'charged'
  | 'tried'
  | 'settled'

const OTP = 'IF-ORDER-OTP'
const IPT = 'IF-ORDER-IPT'
const LEFT_WITH_FEES = ['discharged-charged', 'discharged-tried'] as const

/** A row that takes back an earlier transaction. */
function undoing<State extends string>(
  infno: string,
  undoes: string,
  from: readonly State[],
  to: State,
  guard?: Guard,
): Transition<State>[] {
  const requirement = infno.startsWith('22') ? OTP : IPT
  return [{ infno, from, to, undoes, requirement, ...(guard === undefined ? {} : { guard }) }]
}

/** 2201 → 2203 → 2204 → 2206 → 2207; undone strictly backwards: 2208 → 2205 → 2202. */
export const outpatientMachine: Machine<OutpatientState> = {
  id: 'outpatient',
  title: { zh: '门诊就诊', en: 'Outpatient visit' },
  initial: 'absent',
  states: {
    absent: { zh: '未挂号', en: 'not registered' },
    registered: { zh: '已挂号', en: 'registered' },
    described: { zh: '已传就诊信息', en: 'described' },
    charged: { zh: '已传明细', en: 'charged' },
    tried: { zh: '已预结算', en: 'pre-settled' },
    settled: { zh: '已结算', en: 'settled' },
  },
  transitions: [
    { infno: '2201', from: ['absent'], to: 'registered', requirement: OTP },
    { infno: '2203', from: ['registered', 'described'], to: 'described', requirement: OTP },
    // A diagnosis may be sent again, e.g. to void one. Another kind of care has another benefit,
    // so what was calculated before no longer holds.
    { infno: '2203', from: ['charged', 'tried'], to: 'charged', requirement: OTP },
    // New lines make an earlier pre-settlement worthless; after a settlement they open a new one.
    {
      infno: '2204',
      from: ['described', 'charged', 'tried', 'settled'],
      to: 'charged',
      requirement: OTP,
    },
    { infno: '2206', from: ['charged', 'tried'], to: 'tried', requirement: 'IF-TRIAL' },
    { infno: '2207', from: ['tried'], to: 'settled', requirement: 'IF-TRIAL' },
    // The lines come back, but what was calculated before the refund no longer holds.
    {
      infno: '2208',
      from: ['settled'],
      to: 'charged',
      undoes: '2207',
      requirement: 'RULE-158',
    },
    {
      infno: '2208',
      from: ['charged', 'tried'],
      to: 'charged',
      guard: 'other-batch-settled',
      undoes: '2207',
      requirement: 'RULE-158',
    },
    ...undoing('2205', '2204', ['charged', 'tried'], 'charged', 'lines-left'),
    ...undoing('2205', '2204', ['charged', 'tried'], 'settled', 'other-batch-settled'),
    ...undoing('2205', '2204', ['charged', 'tried'], 'described'),
    // With "0000" there may be nothing to take back, and nothing is wrong with that.
    ...undoing('2205', '2204', ['described'], 'described'),
    ...undoing('2202', '2201', ['registered', 'described'], 'absent'),
  ],
}

export type InpatientState =
  | 'absent'
  | 'admitted'
  | 'charged'
  | 'tried'
  | 'discharged'
  | 'discharged-charged'
  | 'discharged-tried'
  | 'settled'

/** 2401 → 2301 → 2402 → 2303 → 2304; undone backwards: 2305 → 2405 → 2302 → 2404. */
export const inpatientMachine: Machine<InpatientState> = {
  id: 'inpatient',
  title: { zh: '住院', en: 'Inpatient stay' },
  initial: 'absent',
  states: {
    absent: { zh: '未入院', en: 'not admitted' },
    admitted: { zh: '在院，无明细', en: 'admitted, no fees' },
    charged: { zh: '在院，有明细', en: 'admitted with fees' },
    tried: { zh: '在院，已试算', en: 'admitted, trial made' },
    discharged: { zh: '已出院，无明细', en: 'discharged, no fees' },
    'discharged-charged': { zh: '已出院，有明细', en: 'discharged with fees' },
    'discharged-tried': { zh: '已出院，已预结算', en: 'discharged, pre-settled' },
    settled: { zh: '已结算', en: 'settled' },
  },
  transitions: [
    { infno: '2401', from: ['absent'], to: 'admitted', requirement: IPT },
    // 2403 edits the admission; what was calculated before it no longer holds.
    { infno: '2403', from: ['admitted'], to: 'admitted', requirement: IPT },
    { infno: '2403', from: ['charged', 'tried'], to: 'charged', requirement: IPT },
    { infno: '2301', from: ['admitted', 'charged', 'tried'], to: 'charged', requirement: IPT },
    // The last lines often come after the patient has gone.
    {
      infno: '2301',
      from: ['discharged', 'discharged-charged', 'discharged-tried'],
      to: 'discharged-charged',
      requirement: IPT,
    },
    { infno: '2402', from: ['admitted'], to: 'discharged', requirement: IPT },
    { infno: '2402', from: ['charged'], to: 'discharged-charged', requirement: IPT },
    { infno: '2402', from: ['tried'], to: 'discharged-tried', requirement: IPT },
    { infno: '2303', from: ['charged', 'tried'], to: 'tried', requirement: 'IF-TRIAL' },
    {
      infno: '2303',
      from: ['discharged-charged', 'discharged-tried'],
      to: 'discharged-tried',
      requirement: 'IF-TRIAL',
    },
    { infno: '2304', from: ['discharged-tried'], to: 'settled', requirement: 'IF-TRIAL' },
    // mid_setl_flag 1: part of a long stay is settled while the patient stays.
    {
      infno: '2304',
      from: ['tried'],
      to: 'admitted',
      guard: 'mid-stay',
      requirement: 'RULE-109',
    },
    {
      infno: '2305',
      from: ['settled'],
      to: 'discharged-charged',
      undoes: '2304',
      requirement: 'RULE-158',
    },
    // A settlement made in the middle of the stay is taken back while the stay goes on.
    {
      infno: '2305',
      from: ['admitted', 'charged', 'tried'],
      to: 'charged',
      guard: 'other-batch-settled',
      undoes: '2304',
      requirement: 'RULE-158',
    },
    {
      infno: '2305',
      from: ['discharged', ...LEFT_WITH_FEES],
      to: 'discharged-charged',
      guard: 'other-batch-settled',
      undoes: '2304',
      requirement: 'RULE-158',
    },
    ...undoing('2405', '2402', ['discharged'], 'admitted'),
    ...undoing('2405', '2402', ['discharged-charged'], 'charged'),
    ...undoing('2405', '2402', ['discharged-tried'], 'tried'),
    ...undoing('2302', '2301', ['charged', 'tried'], 'charged', 'lines-left'),
    ...undoing('2302', '2301', ['charged', 'tried'], 'admitted'),
    ...undoing('2302', '2301', LEFT_WITH_FEES, 'discharged-charged', 'lines-left'),
    ...undoing('2302', '2301', LEFT_WITH_FEES, 'discharged'),
    ...undoing('2302', '2301', ['admitted'], 'admitted'),
    ...undoing('2302', '2301', ['discharged'], 'discharged'),
    ...undoing('2404', '2401', ['admitted'], 'absent'),
  ],
}
