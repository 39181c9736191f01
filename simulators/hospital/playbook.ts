/**
 * What a hospital knows to do. The journeys come in from outside, so that a hospital is the same
 * whoever wrote its procedures, and a defect is a different procedure, not a different hospital.
 */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'

/** What a patient is handed; amounts in fen. */
export interface ReceiptRow {
  readonly setl_id: string
  readonly cashFen: number
}

/** The institution's own total for one insurance type and clearing type of a day. */
export interface BookTotal {
  readonly insutype: string
  readonly clr_type: string
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly count: number
}

export interface Playbook {
  /** The visit of a case sheet, from identification to receipt. */
  readonly visit: (sheet: CaseSheet) => Journey<readonly ReceiptRow[]>
  /** Returns the sign-in number. */
  readonly signIn: (operator: string) => Journey<string>
  readonly signOut: (signNo: string, operator: string) => Journey
  /** Compares the day's totals; returns whether each was equal. */
  readonly dayEnd: (
    sheet: CaseSheet,
    totals: readonly BookTotal[],
  ) => Journey<readonly { readonly equal: boolean; readonly description: string }[]>
  /** What the desk does about lost answers, around any of the above. */
  readonly careful: <Result>(journey: Journey<Result>) => Journey<Result>
}
