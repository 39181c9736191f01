/**
 * A case: data for one journey. Journeys are code, cases are data; no code ever stands in here.
 * The party under test is told the {@link CaseSheet} only; `world`, `faults` and `expected` stay
 * with the harness. Schema: `schemas/case.schema.json`.
 */

export type JourneyName = 'sign-in' | 'outpatient' | 'inpatient' | 'pharmacy' | 'day-end'

/** What the patient shows at the desk (就诊凭证). */
export interface Credential {
  /** 01 e-voucher token, 02 ID card, 03 social-security card. */
  readonly mdtrt_cert_type: '01' | '02' | '03'
  readonly mdtrt_cert_no: string
  /** Card recognition code; mandatory when the type is 03, else ''. */
  readonly card_sn: string
}

/** One item the hospital charges, as its own price list has it. */
export interface FeeLine {
  /** Numeric serial, unique in the visit, at most 15 digits. */
  readonly feedetl_sn: string
  readonly med_list_codg: string
  readonly medins_list_codg: string
  readonly name: string
  /** Unit price in yuan, at most 6 decimals, as text so that no digit is lost. */
  readonly pric: string
  /** Quantity, at most 4 decimals. */
  readonly cnt: string
}

export interface Diagnosis {
  readonly diag_code: string
  readonly diag_name: string
}

/** What happens to the patient in the institution. */
export interface Visit {
  readonly insutype: string
  readonly med_type: string
  readonly ipt_otp_no: string
  /** yyyy-MM-dd HH:mm:ss */
  readonly begntime: string
  /** Discharge, inpatients only. */
  readonly endtime?: string
  readonly dept_code: string
  readonly dept_name: string
  readonly caty: string
  readonly dr_code: string
  readonly dr_name: string
  /** The first one is the main diagnosis. */
  readonly diagnoses: readonly Diagnosis[]
  /** Chronic disease (门诊慢特病) treated; mandatory when `med_type` is 14. */
  readonly dise_codg?: string
  readonly dise_name?: string
  /** Keys of `exp_content`, e.g. OTP_ER_REFL_FLAG for an emergency. */
  readonly extension?: Readonly<Record<string, string>>
}

/** All that the hospital is told: nothing that a real desk would not know. */
export interface CaseSheet {
  readonly name: string
  readonly journey: JourneyName
  /** Place of care (就医地) of that institution, six digits. */
  readonly mdtrtarea_admvs: string
  /** Which of the party's institutions performs it. */
  readonly fixmedins_code: string
  /** Virtual business time of the first message; each message takes one second. */
  readonly startsAt: string
  readonly person?: {
    readonly psn_name: string
    readonly psn_cert_type: string
    readonly certno: string
    readonly credential: Credential
  }
  readonly visit?: Visit
  readonly lines?: readonly FeeLine[]
  /** Lines that the doctor adds after the first pre-settlement: it must be asked again. */
  readonly linesAddedAfterTrial?: readonly FeeLine[]
  /** May the personal account pay? 0 no, 1 own account. */
  readonly acct_used_flag?: '0' | '1'
  /** The patient brings everything back the same day: settle, then refund. */
  readonly refund?: boolean
}

export type FilingCategory = 'long-term' | 'referral' | 'other-temporary'

/** The person as the insured place knows him: the truth that 1101 and 2001 answer from. */
export interface InsuredPerson {
  readonly psn_no: string
  readonly psn_name: string
  readonly psn_cert_type: string
  readonly certno: string
  readonly gend: string
  readonly naty: string
  readonly brdy: string
  readonly card_no: string
  readonly card_sn: string
  readonly ecToken: string
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly psn_type: string
  readonly emp_name: string
  /** psn_idet_type codes, e.g. 2303 低保救助对象. */
  readonly identities: readonly string[]
  readonly accountBalanceFen: number
  readonly filing: null | {
    readonly category: FilingCategory
    /** Place the filing is for: a city (six digits). */
    readonly placeOfCare: string
    readonly begndate: string
    readonly enddate: string
  }
  /** Chronic diseases registered (M + 5 digits). */
  readonly chronic: readonly {
    readonly code: string
    readonly name: string
    readonly begndate: string
  }[]
  /** Specification of his social-security card; the ministry's, 2.00, when left out. */
  readonly card?: { readonly standard: 'ministry' | 'local'; readonly version: string }
  /** How he is insured over time; always, without interruption, when left out. */
  readonly enrolment?: Enrolment
  /** cvlserv_lv of a civil servant, '' without a grade; nobody's when left out. */
  readonly civilServantGrade?: string
  /** Covered by the enterprise supplement (企业补充). */
  readonly enterpriseSupplement?: boolean
  /** psn_no of the relative whose account he may use (共济), insured at the same place. */
  readonly familyAccountOf?: string
  /** Years that raise the cap of critical-illness insurance. */
  readonly capBonusYears?: { readonly continuousYears: number; readonly zeroClaimYears: number }
  /** Used this year before the case begins. */
  readonly yearToDate: {
    readonly poolFen: number
    readonly criticalIllnessBaseFen: number
    readonly medicalAidFen: number
    readonly inpatientStays: number
    readonly outpatientDeductibleFen: number
    readonly outpatientPoolFen: number
    readonly poolBaseFen?: number
    readonly deductibleFen?: number
    readonly largeAmountFen?: number
    readonly criticalIllnessFen?: number
    readonly medicalAidBaseFen?: number
  }
}

/** States of one person's insurance, and what a late enrolment costs him. Days yyyy-MM-dd. */
export interface Enrolment {
  /** Ascending; each state holds until the next one begins. Not insured before the first. */
  readonly states: readonly { readonly from: string; readonly state: 'active' | 'suspended' }[]
  /** Enrolled or enrolled again after the time for it: benefits begin after a waiting period. */
  readonly late?: {
    readonly on: string
    readonly fixedMonths: number
    readonly lapsedYears: number
    readonly repaidYears: number
  }
  /** Enrolled within this many days of birth, a newborn is covered from birth. */
  readonly newbornDays?: number
}

/** A planted network fault, on the n-th message of one kind in this case. */
export interface Fault {
  readonly infno: string
  readonly nth: number
  /** before: the platform never saw it. after: it was booked and the answer got lost. */
  readonly kind: 'lost-before-commit' | 'lost-after-commit'
}

/** What the case must lead to; amounts in fen, written by hand where the worked examples say so. */
export interface Expected {
  /** How many live (neither refunded nor reversed) settlements remain. */
  readonly liveSettlements: number
  readonly amounts?: Readonly<Record<string, number>>
  /** Where the amounts come from, for the reader. */
  readonly amountsSource?: string
}

export interface Case {
  readonly schema: 'liantiao/case/1'
  readonly title: { readonly zh: string; readonly en: string }
  /** Requirement rows this case proves. */
  readonly requirements: readonly string[]
  readonly sheet: CaseSheet
  readonly world?: InsuredPerson
  readonly faults: readonly Fault[]
  readonly expected: Expected
}
