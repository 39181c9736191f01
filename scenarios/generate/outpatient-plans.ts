/** Outpatient cases. Each has a person of its own. */
import type { CasePlan } from './case-maker.ts'
import { longTermFiling } from './filings.ts'
import { addedLine, hypertensionLines, outpatientLines } from './fees.ts'
import type { Place } from './place.ts'

/** What every outpatient visit proves. */
const VISIT = [
  'RULE-006', 'RULE-074', 'RULE-075', 'RULE-077', 'IF-ORDER-OTP', 'IF-TRIAL', 'IF-ECHO',
]

export function outpatientPlans(seed: number, place: Place): CasePlan[] {
  const visit: VisitPlan = {
    journey: 'outpatient',
    at: place.hospital,
    person: {
      insuplc_admdvs: place.points,
      insutype: '310',
      accountBalanceFen: 20_000,
      filing: longTermFiling(place),
    },
  }
  return [...ordinary(seed, place, visit), ...disturbed(seed, visit)]
}

type VisitPlan = Required<Pick<CasePlan, 'journey' | 'at' | 'person'>>

/** The kinds of outpatient care. */
function ordinary(seed: number, place: Place, visit: VisitPlan): CasePlan[] {
  return [
    {
      ...visit,
      name: 'outpatient/ordinary/employee/long-term',
      title: { zh: '普通门诊：职工，已办长期居住备案', en: 'Ordinary outpatient, filed long-term' },
      requirements: [...VISIT, 'IF-INPUT', 'RULE-152'],
      sheet: { lines: outpatientLines(seed, 1, 1), acct_used_flag: '1' },
      expected: { liveSettlements: 1 },
    },
    {
      ...visit,
      name: 'outpatient/emergency/unfiled',
      title: { zh: '门诊急诊：未备案，视同备案', en: 'Outpatient emergency, unfiled: deemed filed' },
      requirements: [...VISIT, 'RULE-049'],
      person: { insuplc_admdvs: place.points, insutype: '310' },
      voucher: '02',
      visit: { med_type: '13', extension: { OTP_ER_REFL_FLAG: '1' } },
      sheet: { lines: outpatientLines(seed, 2, 1) },
      expected: { liveSettlements: 1 },
    },
    {
      ...visit,
      name: 'outpatient/chronic/hypertension',
      title: { zh: '门诊慢特病：高血压', en: 'Chronic outpatient: hypertension' },
      requirements: [...VISIT, 'RULE-132'],
      person: {
        ...visit.person,
        chronic: [{ code: 'M03900', name: '高血压', begndate: '2025-01-01' }],
      },
      voucher: '01',
      visit: {
        med_type: '14',
        dise_codg: 'M03900',
        dise_name: '高血压',
        diagnoses: [{ diag_code: 'I10.x00', diag_name: '高血压' }],
      },
      sheet: { lines: hypertensionLines(1), acct_used_flag: '1' },
      expected: { liveSettlements: 1 },
    },
  ]
}

/** What can come between the visit and the receipt. */
function disturbed(seed: number, visit: VisitPlan): CasePlan[] {
  return [
    {
      ...visit,
      name: 'outpatient/fees-changed-after-trial',
      title: { zh: '预结算后费用变化：重新预结算', en: 'Fees changed after pre-settlement' },
      requirements: VISIT,
      sheet: {
        lines: outpatientLines(seed, 4, 1),
        linesAddedAfterTrial: addedLine(11),
        acct_used_flag: '1',
      },
      expected: { liveSettlements: 1 },
    },
    {
      ...visit,
      name: 'outpatient/refund-same-day',
      title: { zh: '门诊当日退费（2208）', en: 'Outpatient refund the same day (2208)' },
      requirements: [...VISIT, 'IF-REFUND', 'RULE-158'],
      sheet: { lines: outpatientLines(seed, 5, 1), acct_used_flag: '1', refund: true },
      expected: { liveSettlements: 0 },
    },
    {
      ...visit,
      name: 'outpatient/answer-lost/after-commit',
      title: { zh: '门诊结算应答丢失（已入账）：查询、冲正', en: 'Answer to 2207 lost after commit' },
      requirements: [...VISIT, 'RULE-153', 'RULE-154', 'RULE-155', 'RULE-162', 'IF-OMSGID'],
      sheet: { lines: outpatientLines(seed, 6, 1), acct_used_flag: '1' },
      faults: [{ infno: '2207', nth: 1, kind: 'lost-after-commit' }],
      expected: { liveSettlements: 1 },
    },
    {
      ...visit,
      name: 'outpatient/answer-lost/before-commit',
      title: { zh: '门诊结算请求丢失（未入账）：查询、冲正', en: 'Request 2207 lost before commit' },
      requirements: [...VISIT, 'RULE-153', 'RULE-154'],
      sheet: { lines: outpatientLines(seed, 7, 1), acct_used_flag: '1' },
      faults: [{ infno: '2207', nth: 1, kind: 'lost-before-commit' }],
      expected: { liveSettlements: 1 },
    },
  ]
}
