/** Inpatient cases; the amounts of the worked examples are written out, to the fen. */
import type { CasePlan } from './case-maker.ts'
import { referralFiling } from './filings.ts'
import { exampleLines } from './fees.ts'
import type { Place } from './place.ts'

/** What every stay proves. */
const STAY = [
  'RULE-006',
  'RULE-074',
  'RULE-075',
  'RULE-077',
  'IF-ORDER-IPT',
  'IF-TRIAL',
  'IF-ECHO',
  'IF-MAINDIAG',
]

/** What recovery from an answer lost after the commit proves. */
const LOST_ANSWER = ['RULE-153', 'RULE-154', 'RULE-155', 'RULE-162', 'IF-OMSGID']

/** Nine days, discharged on the day everything is settled. */
const NINE_DAYS = {
  med_type: '2101',
  begntime: '2026-02-21 09:30:00',
  endtime: '2026-03-02 08:00:00',
}

/** Worked example 1 in fen: fund, person, account, cash. All have the total fee of 1,568,309. */
const EXAMPLE_1 = {
  points: [892_719, 675_590, 100_000, 575_590],
  'pay-first': [903_774, 664_535, 100_000, 564_535],
  multiplier: [910_573, 657_736, 100_000, 557_736],
  local: [1_011_748, 556_561, 100_000, 456_561],
} as const

type Mode = keyof typeof EXAMPLE_1

export function inpatientPlans(place: Place): CasePlan[] {
  return [
    example1(place, 'points', { zh: '转诊备案，支付比例降10个百分点', en: 'ten points off' }),
    example1(place, 'pay-first', { zh: '转诊备案，先行自付10%', en: 'ten per cent paid first' }),
    example1(place, 'multiplier', { zh: '转诊备案，支付比例打九折', en: 'ratio times 0.9' }),
    example1(place, 'local', { zh: '本统筹区参保，不降比例', en: 'local, no reduction' }),
    example2(place),
    {
      ...stay(place),
      name: 'inpatient/emergency/unfiled',
      title: { zh: '急诊抢救入院：未备案，视同备案', en: 'Emergency admission, unfiled: deemed filed' },
      requirements: [...STAY, 'RULE-048', ...atTier3(place, ['RULE-050'])],
      person: { insuplc_admdvs: place.points, insutype: '310' },
      voucher: '02',
      visit: { ...NINE_DAYS, med_type: '13', extension: { IPT_TYPE: '2' } },
      sheet: { lines: exampleLines(1, 1) },
      expected: {
        liveSettlements: 1,
        // Five points off: 80 % of 1,190,292 is 952,233.6, so 952,234.
        ...amountsAtTier3(place, { fund_pay_sumamt: 952_234, psn_cash_pay: 616_075 }),
      },
    },
    {
      ...stay(place),
      name: 'inpatient/refund-same-day',
      title: { zh: '住院当日退费（2305）', en: 'Inpatient refund the same day (2305)' },
      requirements: [...STAY, 'IF-REFUND', 'RULE-158'],
      sheet: { lines: exampleLines(1, 1), acct_used_flag: '1', refund: true },
      expected: { liveSettlements: 0 },
    },
    {
      ...stay(place),
      name: 'inpatient/answer-lost/after-commit',
      title: { zh: '住院结算应答丢失（已入账）：查询、冲正', en: 'Answer to 2304 lost after commit' },
      requirements: [...STAY, ...LOST_ANSWER, 'RULE-164'],
      sheet: { lines: exampleLines(1, 1), acct_used_flag: '1' },
      faults: [{ infno: '2304', nth: 1, kind: 'lost-after-commit' }],
      expected: { liveSettlements: 1 },
    },
  ]
}

function stay(place: Place) {
  return {
    journey: 'inpatient' as const,
    at: place.hospital,
    person: {
      insuplc_admdvs: place.points,
      insutype: '310',
      accountBalanceFen: 100_000,
      filing: referralFiling(place),
    },
    visit: NINE_DAYS,
  }
}

function example1(place: Place, mode: Mode, how: { zh: string; en: string }): CasePlan {
  const areas = {
    points: place.points,
    'pay-first': place.payFirst,
    multiplier: place.multiplier,
    local: place.local,
  }
  const [fund = 0, person = 0, account = 0, cash = 0] = EXAMPLE_1[mode]
  const base = stay(place)
  return {
    ...base,
    name: `inpatient/${mode === 'local' ? 'local' : 'referral'}/${mode}`,
    title: { zh: `住院：职工，${how.zh}`, en: `Inpatient, employee: ${how.en}` },
    requirements: [
      ...STAY,
      'RULE-090',
      ...atTier3(place, mode === 'local' ? ['RULE-002'] : ['RULE-098', 'RULE-002']),
    ],
    person: {
      ...base.person,
      insuplc_admdvs: areas[mode],
      filing: mode === 'local' ? null : referralFiling(place),
    },
    sheet: { lines: exampleLines(1, 1), acct_used_flag: '1' },
    expected: {
      liveSettlements: 1,
      ...amountsAtTier3(place, {
        medfee_sumamt: 1_568_309,
        fulamt_ownpay_amt: 32_000,
        overlmt_selfpay: 109_500,
        preselfpay_amt: 156_517,
        inscp_scp_amt: 1_270_292,
        fund_pay_sumamt: fund,
        psn_part_amt: person,
        acct_pay: account,
        psn_cash_pay: cash,
      }),
    },
  }
}

function example2(place: Place): CasePlan {
  return {
    ...stay(place),
    name: 'inpatient/unfiled/cap-illness-aid',
    title: {
      zh: '住院：居民低保，未备案，触及封顶线，大病保险与医疗救助',
      en: 'Inpatient, resident on relief, unfiled: pool cap, critical illness, medical aid',
    },
    requirements: [...STAY, 'RULE-090', ...atTier3(place, ['RULE-116', 'RULE-119'])],
    person: {
      insuplc_admdvs: place.points,
      insutype: '390',
      identities: ['2303'],
      yearToDate: {
        poolFen: 8_600_000,
        criticalIllnessBaseFen: 1_200_000,
        medicalAidFen: 1_850_000,
        inpatientStays: 2,
        outpatientDeductibleFen: 0,
        outpatientPoolFen: 0,
      },
    },
    sheet: { lines: exampleLines(2, 1) },
    expected: {
      liveSettlements: 1,
      ...amountsAtTier3(place, {
        medfee_sumamt: 24_873_150,
        fulamt_ownpay_amt: 1_284_050,
        overlmt_selfpay: 336_000,
        preselfpay_amt: 2_217_317,
        inscp_scp_amt: 21_035_783,
        act_pay_dedc: 80_000,
        hifp_pay: 1_400_000,
        hifmi_pay: 14_638_626,
        maf_pay: 1_150_000,
        fund_pay_sumamt: 17_188_626,
        psn_part_amt: 7_684_524,
        psn_cash_pay: 7_684_524,
      }),
    },
  }
}

/** Rows that only the amounts of the worked examples prove. */
function atTier3(place: Place, rows: readonly string[]): readonly string[] {
  return place.hospital.tier === '3' ? rows : []
}

/** The worked examples are for a tier-3 hospital; another tier has other ratios. */
function amountsAtTier3(place: Place, amounts: Readonly<Record<string, number>>) {
  if (place.hospital.tier !== '3') return {}
  return { amounts, amountsSource: 'worked examples 1 and 2, by hand' }
}
