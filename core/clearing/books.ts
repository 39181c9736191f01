/**
 * Clearing's own books: documents with numbers, their steps, and double entry. Nothing is changed
 * or deleted, states only move forward, and money steps carry two names (RULE-186, RULE-243).
 */
import type { Posting } from '../books.ts'
import { Unbalanced } from '../books.ts'
import type { Store } from '../store/store.ts'
import { stateOf } from './lookup.ts'
import { ClearingFault, nowOf } from './office.ts'
import type { Office } from './office.ts'
import { isLate } from './schedule.ts'

/** clr_stas of the wire; 51 and 52 are the inner steps between cleared and paid. */
export const STATE = {
  declared: 10,
  accepted: 20,
  reviewing: 30,
  reviewed: 40,
  cleared: 50,
  applied: 51,
  transferred: 52,
  paid: 60,
  /** Ended without payment: withdrawn, or set off in a later order. */
  closed: 900,
} as const

export type DocumentKind =
  | 'month' | 'statement' | 'declaration' | 'sheet' | 'signature' | 'order' | 'payment'
  | 'receipt' | 'claim' | 'finding' | 'application'

export interface ClearingDocument<Body = unknown> {
  readonly number: string
  readonly kind: DocumentKind
  readonly month: string
  readonly party: string
  readonly parent: string
  readonly amountFen: number
  readonly body: Body
}

/** Who signs; the system alone signs what no money hangs on. */
export interface Signers {
  readonly operator: string
  readonly approver: string
}

export const BY_SYSTEM: Signers = { operator: 'system', approver: '' }

export interface StepTaken {
  readonly number: string
  readonly state: number
  readonly at: string
  readonly operator: string
  readonly approver: string
  readonly due: string
  readonly late: 0 | 1
  readonly note: string
}

/** Writes a document; inside a commit. */
export function fileDocument(office: Office, document: ClearingDocument): void {
  const { number, kind, month, party, parent, amountFen, body } = document
  office.store.run(
    `insert into clearing_document (number, kind, month, party, parent, amount_fen, body, made_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    number, kind, month, party, parent, amountFen, JSON.stringify(body), nowOf(office),
  )
}

interface NewStep {
  readonly state: number
  readonly signers: Signers
  readonly due?: string
  readonly note?: string
}

/** Moves a document on; inside a commit. @throws ClearingFault when it would stand or go back */
export function takeStep(office: Office, number: string, step: NewStep): StepTaken {
  const { state, signers, due = '', note = '' } = step
  const before = stateOf(office.store, number)
  if (before >= state) {
    throw new ClearingFault('wrong-state', `${number} is at ${before} and cannot go to ${state}`)
  }
  const alone = signers.approver === '' || signers.approver === signers.operator
  if (alone && MONEY_STATES.has(state)) {
    throw new ClearingFault('one-person', `${number} needs an operator and another approver`)
  }
  const at = nowOf(office)
  const late = due !== '' && isLate(at, due) ? 1 : 0
  office.store.run(
    `insert into clearing_step (number, state, at, operator, approver, due, late, note)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    number, state, at, signers.operator, signers.approver, due, late, note,
  )
  return { number, state, at, ...signers, due, late, note }
}

const MONEY_STATES: ReadonlySet<number> = new Set([STATE.applied, STATE.transferred, STATE.paid])

/** Books one step's postings; inside a commit. @throws Unbalanced */
export function post(
  store: Store,
  number: string,
  state: number,
  postings: readonly Posting[],
): void {
  const sum = postings.reduce((total, { amountFen }) => total + amountFen, 0)
  if (sum !== 0) throw new Unbalanced(`document ${number} is off by ${sum} fen`)
  for (const { account, amountFen } of postings) {
    if (amountFen === 0) continue
    store.run(
      `insert into clearing_posting (number, state, account, amount_fen) values (?, ?, ?, ?)`,
      number, state, account, amountFen,
    )
  }
}
