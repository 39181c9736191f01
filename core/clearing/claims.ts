/** What an institution claims (3203): only settlements of its own books, each claimed once. */
import { casePostings } from '../case-payment/payment.ts'
import type { Settled } from '../settled.ts'
import { settledBetween } from '../settled.ts'
import { addDays } from '../days.ts'
import type { Store } from '../store/store.ts'
import { STATE, fileDocument, post, takeStep } from './books.ts'
import type { Signers, StepTaken } from './books.ts'
import { clearingClass } from './kinds.ts'
import { documentOf, stateOf } from './lookup.ts'
import type { Office } from './office.ts'

/** Whose settlements of which days; clr_type is the row's own or its out-of-area class. */
export interface ClaimScope {
  readonly institution: string
  readonly clearingType: string
  /** yyyy-MM-dd, both included. */
  readonly from: string
  readonly to: string
}

/** Totals of a claim; undoing rows count negative, also as persons. */
export interface ClaimTotals {
  readonly persons: number
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** A stay that is paid by case: what it is worth, and who bears it; fen, below zero when undone. */
export interface ClaimedCase {
  readonly setlId: string
  readonly institution: string
  readonly placeOfCare: string
  readonly insuredPlace: string
  readonly hospitalFen: number
  readonly insuredFen: number
  readonly visitAreaFen: number
}

export interface ClaimBody extends ClaimScope, ClaimTotals {
  /** clr_way: 1 by item, 40 DRG, 50 DIP; one for all rows of the claim (RULE-238). */
  readonly clearingWay: string
  /** Empty when paid by item. */
  readonly cases: readonly ClaimedCase[]
  readonly office: string
  readonly operator: string
}

/** The institution's settlements that a claim may contain, in the order of time. */
export function claimable(store: Store, scope: ClaimScope): Settled[] {
  const { institution, clearingType, from, to } = scope
  return settledBetween(store, from, addDays(to, 1), institution).filter(
    (row) => row.clearingType === clearingType || clearingClass(row) === clearingType,
  )
}

/** Adds up rows. */
export function totalsOf(rows: readonly Settled[]): ClaimTotals {
  const sum = (key: 'feeFen' | 'fundFen' | 'accountFen' | 'cashFen') =>
    rows.reduce((total, row) => total + row[key], 0)
  return {
    persons: rows.reduce((count, { reverses }) => count + (reverses === null ? 1 : -1), 0),
    feeFen: sum('feeFen'),
    fundFen: sum('fundFen'),
    accountFen: sum('accountFen'),
    cashFen: sum('cashFen'),
  }
}

/** The claim that contains a settlement and was not withdrawn; undefined when there is none. */
export function claimOfSettlement(store: Store, setlId: string): string | undefined {
  return store
    .all<{ number: string }>('select number from clearing_claimed where setl_id = ?', setlId)
    .map(({ number }) => number)
    .find((number) => stateOf(store, number) !== STATE.closed)
}

/** Writes a claim with its rows; inside a commit. */
export function fileClaim(
  office: Office,
  claim: { readonly number: string; readonly month: string; readonly body: ClaimBody },
  rows: readonly Settled[],
): void {
  const { number, month, body } = claim
  const head = { number, month, party: body.institution, parent: '' }
  const byItemFen = body.fundFen + body.accountFen
  const amountFen = body.cases.length === 0
    ? byItemFen
    : body.cases.reduce((sum, { hospitalFen }) => sum + hospitalFen, 0)
  fileDocument(office, { ...head, kind: 'claim', amountFen, body })
  const signers = { operator: body.operator, approver: '' }
  takeStep(office, number, { state: STATE.declared, signers })
  for (const { setlId } of rows) {
    const sql = 'insert into clearing_claimed (number, setl_id) values (?, ?)'
    office.store.run(sql, number, setlId)
  }
  post(office.store, number, STATE.declared, [
    { account: `institution/${body.institution}`, amountFen },
    { account: `owed-to-institutions/${body.office}`, amountFen: -amountFen },
    ...body.cases.flatMap((one) => casePostings(one, one)),
  ])
}

/** Takes a claim back with the exact negative of what it posted; inside a commit. */
export function takeBackClaim(office: Office, number: string, signers: Signers): void {
  takeStep(office, number, { state: STATE.closed, signers, note: 'withdrawn' })
  const posted = office.store.all<{ account: string; fen: number }>(
    `select account, amount_fen as fen from clearing_posting where number = ? and state = ?
      order by id`,
    number,
    STATE.declared,
  )
  const back = posted.map(({ account, fen }) => ({ account, amountFen: -fen }))
  post(office.store, number, STATE.closed, back)
}

/** The agency accepts (20), reviews (30) or has reviewed (40) a claim. */
export async function advanceClaim(
  office: Office,
  number: string,
  state: 20 | 30 | 40,
  signers: Signers,
): Promise<StepTaken> {
  documentOf(office.store, 'claim', number)
  return office.store.commit(() => takeStep(office, number, { state, signers }))
}
