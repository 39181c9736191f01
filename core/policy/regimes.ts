/** The six regimes as data: what the documents of a time say, and what is ours is named so. */
import type { FilingCategory, Regime, RegimeId } from './regime.ts'
import { NOTICE_22, REPLY_GUIZHOU, REPLY_LIAONING, REPLY_NATIONAL } from './regime-documents.ts'
import { NOTICE_ANSHAN, PAYMENT_BY_CASE, PROCEDURE_22, REPORT_TIANJIN } from './regime-documents.ts'

const LONG_TERM = ['retiree-resettled', 'long-term-resident', 'long-term-worker'] as const
const SIX: readonly FilingCategory[] = [...LONG_TERM, 'referral', 'emergency', 'other-temporary']

/** 高血压、糖尿病、恶性肿瘤门诊放化疗、尿毒症透析、器官移植术后抗排异治疗 (RULE-130). */
const FIVE_DISEASES = ['M03900', 'M01600', 'M00503', 'M07803', 'M07804', 'M08300']

/** 慢阻肺、类风湿关节炎、冠心病、病毒性肝炎、强直性脊柱炎 besides (RULE-131). */
const TEN_DISEASES = [
  ...FIVE_DISEASES, 'M05300', 'M06900', 'M04600', 'M00201', 'M00202', 'M07200',
]

const REFERRAL_2011: Regime = {
  id: 'R-2011-LN',
  title: { zh: '2011年辽宁省内转诊', en: 'Liaoning 2011: referrals inside the province' },
  documents: [REPLY_LIAONING],
  effectiveFrom: '2011-01-01',
  switchBy: null,
  categories: ['referral'],
  reach: { referral: 'institution' },
  emergency: 'manual',
  unfiled: 'refuse',
  lateFiling: false,
  twoWay: false,
  unconditionalReferrals: false,
  scopes: ['intra-province'],
  insurance: ['310'],
  kinds: ['inpatient'],
  chronicDiseases: [],
  largestDropBp: null,
  caseBasedPayment: false,
  splitOrders: 'none',
  unsourced: ['effectiveFrom', 'reach', 'lateFiling', 'insurance', 'kinds'],
}

const RESETTLED_2016: Regime = {
  ...REFERRAL_2011,
  id: 'R-2016-LN',
  title: { zh: '2016年辽宁省内异地居住', en: 'Liaoning 2016: residence elsewhere in the province' },
  effectiveFrom: '2015-07-01',
  categories: ['retiree-resettled', 'long-term-worker', 'referral'],
  reach: { 'retiree-resettled': 'city', 'long-term-worker': 'city', referral: 'institution' },
  unsourced: ['effectiveFrom', 'reach', 'lateFiling', 'kinds'],
}

const NATIONAL_2017: Regime = {
  ...REFERRAL_2011,
  id: 'R-2017-NAT',
  title: { zh: '2017年国家平台跨省住院', en: 'National platform 2017: stays in other provinces' },
  documents: [REPORT_TIANJIN],
  effectiveFrom: '2016-08-01',
  categories: [...LONG_TERM, 'referral'],
  reach: {
    'retiree-resettled': 'province',
    'long-term-resident': 'province',
    'long-term-worker': 'province',
    referral: 'institution',
  },
  scopes: ['cross-province'],
  insurance: ['310', '390'],
  unsourced: ['effectiveFrom', 'emergency', 'unfiled', 'lateFiling', 'twoWay'],
}

const ANSHAN_2021: Regime = {
  ...NATIONAL_2017,
  id: 'R-2021-LN',
  title: { zh: '2021年辽宁（鞍山）提升便利', en: 'Liaoning 2021 (Anshan): easier access' },
  documents: [NOTICE_ANSHAN],
  effectiveFrom: '2021-02-20',
  categories: [...LONG_TERM, 'referral', 'emergency'],
  reach: {
    'retiree-resettled': 'city',
    'long-term-resident': 'city',
    'long-term-worker': 'city',
    referral: 'institution',
    emergency: 'institution',
  },
  emergency: 'before-discharge',
  unconditionalReferrals: true,
  scopes: ['intra-province', 'cross-province'],
  kinds: ['inpatient', 'outpatient', 'pharmacy'],
  unsourced: ['categories', 'reach', 'lateFiling', 'twoWay', 'insurance'],
}

const NATIONAL_2023: Regime = {
  ...ANSHAN_2021,
  id: 'R-2023-NAT',
  title: { zh: '2022年22号文件', en: 'National notice 22 of 2022' },
  documents: [NOTICE_22, PROCEDURE_22, REPLY_NATIONAL],
  effectiveFrom: '2022-07-01',
  switchBy: '2023-01-01',
  categories: SIX,
  reach: Object.fromEntries(SIX.map((category) => [category, 'city'] as const)),
  emergency: 'deemed',
  unfiled: 'settle-reduced',
  lateFiling: true,
  twoWay: true,
  unconditionalReferrals: false,
  kinds: ['inpatient', 'outpatient', 'chronic', 'pharmacy'],
  chronicDiseases: FIVE_DISEASES,
  largestDropBp: { referralAndEmergency: 1000, otherTemporary: 2000 },
  unsourced: ['effectiveFrom', 'unfiled', 'unconditionalReferrals'],
}

const NATIONAL_2025: Regime = {
  ...NATIONAL_2023,
  id: 'R-2025',
  title: { zh: '2025年按病种付费、分险种拆单', en: '2025: payment by case, split payment orders' },
  documents: [NOTICE_22, PROCEDURE_22, PAYMENT_BY_CASE, REPLY_GUIZHOU],
  effectiveFrom: '2025-01-01',
  switchBy: '2025-12-31',
  chronicDiseases: TEN_DISEASES,
  caseBasedPayment: true,
  splitOrders: 'by-insurance-and-aid',
  unsourced: ['effectiveFrom', 'unfiled', 'unconditionalReferrals'],
}

/** All regimes, the earliest first. */
export const REGIMES: readonly Regime[] = [
  REFERRAL_2011, RESETTLED_2016, NATIONAL_2017, ANSHAN_2021, NATIONAL_2023, NATIONAL_2025,
]

/** The regime of this id. */
export function regimeOf(id: RegimeId): Regime {
  const found = REGIMES.find((one) => one.id === id)
  if (found === undefined) throw new NoRegime(`there is no regime ${String(id)}`)
  return found
}

/** From this day on an area is under that regime. */
export interface RegimeSwitch {
  readonly from: string
  readonly regime: RegimeId
}

/** No regime is in force on a day, or a list of switches cannot be. */
export class NoRegime extends Error {
  override readonly name = 'NoRegime'
}

/**
 * The regime of an area on a day (RULE-010). `switches` are the area's own days in any order; the
 * latest that has come counts.
 * @throws NoRegime before the first, when two fall on one day, or on an unknown regime
 */
export function regimeOn(switches: readonly RegimeSwitch[], day: string): Regime {
  const come = switches
    .filter(({ from }) => from <= day)
    .toSorted((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0))
  const last = come.at(-1)
  if (last === undefined) throw new NoRegime(`no regime is in force on ${day}`)
  if (come.at(-2)?.from === last.from) throw new NoRegime(`two regimes begin on ${last.from}`)
  return regimeOf(last.regime)
}
