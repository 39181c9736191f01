/**
 * Numbers of prepayment. The two warning lines are published; the others are usual values without
 * a published source, and never law.
 */
export interface PrepaymentParameters {
  /** Yearly amount in months of the fourth quarter's average (RULE-196, unsourced). */
  readonly months: number
  /** MM-dd: fixed and paid by (RULE-197, unsourced); 02-29 stands for the end of February. */
  readonly fixedBy: string
  readonly paidBy: string
  /** Warning lines in basis points of what is held (RULE-198, RULE-199). */
  readonly yellowBp: number
  readonly redBp: number
  /** Working days after the sheet was signed for a request of more (RULE-201, unsourced). */
  readonly requestDays: number
  /** Working days from a request until the money is there (unsourced). */
  readonly receiptDays: number
}

export const PREPAYMENT_PARAMETERS: PrepaymentParameters = {
  months: 2,
  fixedBy: '01-31',
  paidBy: '02-29',
  yellowBp: 7_000,
  redBp: 9_000,
  requestDays: 3,
  receiptDays: 10,
}
