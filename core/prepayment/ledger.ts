/** The prepayment ledger: documents, steps with two names, postings that add up to nothing. */
import { OFFICIAL_CALENDAR } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'
import { Unbalanced } from '../books.ts'
import type { Posting } from '../books.ts'
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { PREPAYMENT_PARAMETERS } from './parameters.ts'
import type { PrepaymentParameters } from './parameters.ts'

/** Who keeps prepayment. */
export interface Treasury {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: Calendar
  readonly parameters: PrepaymentParameters
}

/** A treasury with the official calendar and the usual parameters. */
export function treasuryOf(
  store: Store,
  clock: Clock,
  set: Partial<PrepaymentParameters> = {},
): Treasury {
  const parameters = { ...PREPAYMENT_PARAMETERS, ...set }
  return { store, clock, calendar: OFFICIAL_CALENDAR, parameters }
}

/** A step that cannot be taken; nothing is written then. */
export class PrepaymentFault extends Error {
  override readonly name = 'PrepaymentFault'
}

/** Whose money, at whose place. */
export interface PrepaidPair {
  readonly insuredPlace: string
  readonly placeOfCare: string
}

export interface PrepaymentDocument extends PrepaidPair {
  readonly number: string
  readonly kind: 'yearly' | 'top-up' | 'pooled-use' | 'repayment' | 'interest' | 'layer'
  readonly year: string
  readonly amountFen: number
  readonly body: unknown
}

/** States of a document: fixed or requested, paid out, received. */
export const REQUESTED = 10
export const RECEIVED = 60

/** Two different persons (RULE-243). */
export interface TwoPersons {
  readonly operator: string
  readonly approver: string
}

/** Writes a document; inside a commit. */
export function fileAway(treasury: Treasury, document: PrepaymentDocument): void {
  const { number, kind, year, insuredPlace, placeOfCare, amountFen, body } = document
  if (!Number.isSafeInteger(amountFen) || amountFen < 0) {
    throw new PrepaymentFault(`${number}: ${amountFen} fen is no amount`)
  }
  treasury.store.run(
    `insert into prepayment_document
       (number, kind, year, insured_place, place_of_care, amount_fen, body, made_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    number, kind, year, insuredPlace, placeOfCare, amountFen, JSON.stringify(body),
    beijingTime(treasury.clock.now()),
  )
}

/** Takes a step and says whether it came late; inside a commit. */
export function move(
  treasury: Treasury,
  number: string,
  step: { readonly state: number; readonly due: string; readonly by: TwoPersons },
): { late: boolean } {
  const { state, due, by } = step
  if (by.approver === '' || by.approver === by.operator) {
    throw new PrepaymentFault(`${number} needs an operator and another approver`)
  }
  const at = beijingTime(treasury.clock.now())
  const late = due !== '' && at.slice(0, 10) > due
  treasury.store.run(
    `insert into prepayment_step (number, state, at, operator, approver, due, late)
     values (?, ?, ?, ?, ?, ?, ?)`,
    number, state, at, by.operator, by.approver, due, late ? 1 : 0,
  )
  return { late }
}

/** Books postings of a document; inside a commit. @throws Unbalanced */
export function postTo(store: Store, number: string, postings: readonly Posting[]): void {
  const sum = postings.reduce((total, { amountFen }) => total + amountFen, 0)
  if (sum !== 0) throw new Unbalanced(`prepayment ${number} is off by ${sum} fen`)
  for (const { account, amountFen } of postings) {
    store.run(
      'insert into prepayment_posting (number, account, amount_fen) values (?, ?, ?)',
      number, account, amountFen,
    )
  }
}

/** Balance of one account; fen. */
export function prepaidBalance(store: Store, account: string): number {
  const row = store.get<{ fen: number | null }>(
    'select sum(amount_fen) as fen from prepayment_posting where account = ?',
    account,
  )
  return row?.fen ?? 0
}
