/**
 * Days, limits and choices of clearing. A number that no published document states is a parameter
 * with a usual value, never law; `weight` says which is which.
 */

/** What an authority sets for its clearing. Days are days of the month that follows. */
export interface ClearingParameters {
  /** The place of care confirms last month with its institutions by this day. */
  readonly confirmationDay: number
  /** The place of care declares last month's confirmed fees by this day. */
  readonly declarationDay: number
  /** The hub makes the sheets on this day. */
  readonly sheetDay: number
  /** Both sides of a sheet have confirmed it by this day. */
  readonly signingDay: number
  /** Working days in which an institution may object after it was told its totals. */
  readonly objectionDays: number
  /** Working days for the payer's application, the payment, and the receiver's receipt. */
  readonly applicationDays: number
  readonly paymentDays: number
  readonly receiptDays: number
  /** Working days from claim to payment of an institution; 1 where it is paid at once. */
  readonly institutionDays: number
  /** Days after a settlement until the details of a stay have reached the insured area. */
  readonly detailDays: number
  /** Working days after the last audit in which a hospital applies for reconciliation. */
  readonly reconciliationDays: number
  /** Fees may be declared this many months after their own. */
  readonly lateMonths: number
  /** Last day (MM-dd) on which fees of the year before may be declared. */
  readonly lastYearUntil: string
  /** A side that says nothing until the signing day: taken to agree, or left open. */
  readonly silentSide: 'agrees' | 'stays-open'
  /** A sheet below zero: carried into the pair's next sheet, or paid back by the place of care. */
  readonly negativeSheet: 'offset' | 'collect'
  /** A due day that is a day off moves to the next working day. */
  readonly shiftToWorkingDay: boolean
  /** First month (yyyyMM) with an order for employees and one for residents. */
  readonly splitByInsuranceFrom: string
  /** First month (yyyyMM) in which medical aid has an order of its own. */
  readonly medicalAidFrom: string
}

/** What holds when nobody sets anything else. */
export const CLEARING_PARAMETERS: ClearingParameters = {
  confirmationDay: 20,
  declarationDay: 20,
  sheetDay: 21,
  signingDay: 25,
  objectionDays: 5,
  applicationDays: 5,
  paymentDays: 10,
  receiptDays: 5,
  institutionDays: 10,
  detailDays: 3,
  reconciliationDays: 30,
  lateMonths: 2,
  lastYearUntil: '03-31',
  silentSide: 'agrees',
  negativeSheet: 'offset',
  shiftToWorkingDay: true,
  splitByInsuranceFrom: '202501',
  medicalAidFrom: '202504',
}

/** Whether a published document states the value, and the rule that a reader can look up. */
interface Standing {
  readonly rule: string
  readonly weight: 'sourced' | 'unsourced'
}

const sourced = (rule: string): Standing => ({ rule, weight: 'sourced' })
const unsourced = (rule: string): Standing => ({ rule, weight: 'unsourced' })

/** Where each value comes from; a finding that rests on an unsourced one may only warn. */
export const STANDING: Readonly<Record<keyof ClearingParameters, Standing>> = {
  confirmationDay: sourced('RULE-175'),
  declarationDay: unsourced('RULE-179'),
  sheetDay: unsourced('RULE-181'),
  signingDay: unsourced('RULE-182'),
  objectionDays: sourced('RULE-178'),
  applicationDays: unsourced('RULE-184'),
  paymentDays: unsourced('RULE-184'),
  receiptDays: unsourced('RULE-184'),
  institutionDays: sourced('RULE-193'),
  detailDays: unsourced('RULE-085'),
  reconciliationDays: sourced('RULE-194'),
  lateMonths: unsourced('RULE-180'),
  lastYearUntil: unsourced('RULE-180'),
  silentSide: unsourced('RULE-182'),
  negativeSheet: unsourced('RULE-189'),
  shiftToWorkingDay: unsourced('RULE-179'),
  splitByInsuranceFrom: sourced('RULE-240'),
  medicalAidFrom: sourced('RULE-240'),
}
