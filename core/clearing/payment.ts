/**
 * An order is applied for, paid and received, each by a document and two persons (RULE-184,
 * RULE-243). What the fund pays never exceeds the order; a bank's fee is never the fund's.
 */
import { NotAudited } from '../audit/records.ts'
import type { Posting } from '../books.ts'
import { STATE, fileDocument, post, takeStep } from './books.ts'
import type { Signers, StepTaken } from './books.ts'
import { balanceOf, documentOf, documentsUnder, findDocument, stateOf, stepsOf } from './lookup.ts'
import { ClearingFault, nowOf } from './office.ts'
import type { Office } from './office.ts'
import type { PaymentOrder } from './orders.ts'
import { closeSheetWhenDone, orderDue } from './signing.ts'
import type { Store } from '../store/store.ts'

/** The payer's agency asks its finance office to pay. */
export async function applyForPayment(
  office: Office,
  number: string,
  signers: Signers,
): Promise<StepTaken> {
  const order = orderAt(office, number, STATE.cleared)
  if (order.direction === 'carry') {
    throw new ClearingFault('wrong-state', `${number} is set off, not paid`)
  }
  const due = dueOf(office, number)
  return office.store.commit(() => takeStep(office, number, { state: STATE.applied, signers, due }))
}

/** Money that left the payer. */
export interface Payment {
  /** The bank's reference: the same one is the same payment. */
  readonly reference: string
  readonly amountFen: number
  /** What makes up for a bank fee comes from the agency's own budget, never from the fund. */
  readonly source?: 'fund' | 'administration'
}

/**
 * Finance pays, at once or in parts. A reference said again is answered as before.
 * @throws ClearingFault `paid-twice` when the fund would pay more than the order
 * @throws NotAudited when a settlement of the sheet has no audit record (RULE-219)
 */
export async function payOrder(
  office: Office,
  number: string,
  payment: Payment,
  signers: Signers,
): Promise<{ document: string; again: boolean }> {
  const { store } = office
  const document = `${number}-F-${payment.reference}`
  return store.commit(() => {
    if (findDocument(store, document) !== undefined) return { document, again: true }
    requirePositive(payment.amountFen)
    const order = orderFrom(office, number, STATE.applied)
    requireSheetAudited(store, order.sheet)
    const { source = 'fund', amountFen } = payment
    const paidFen = sumUnder(office, number, 'payment', 'fund')
    if (source === 'fund' && paidFen + amountFen > Math.abs(order.payableFen)) {
      throw new ClearingFault('paid-twice', `${number} would be paid ${paidFen + amountFen} fen`)
    }
    const head = { number: document, month: order.month, party: sendingSide(order) }
    const body = { source, reference: payment.reference }
    fileDocument(office, { ...head, kind: 'payment', parent: number, amountFen, body })
    takeStep(office, document, { state: STATE.transferred, signers })
    const own = `administration/${order.payer}`
    const from = source === 'fund' ? bank(sendingSide(order), order) : own
    post(store, document, STATE.transferred, [
      { account: from, amountFen: -amountFen },
      { account: transit(number), amountFen },
    ])
    if (stateOf(store, number) < STATE.transferred) {
      const due = dueOf(office, number)
      takeStep(office, number, { state: STATE.transferred, signers, due })
    }
    return { document, again: false }
  })
}

/** No money for settlements that nobody looked at. @throws NotAudited */
function requireSheetAudited(store: Store, sheet: string): void {
  const missing = store.all<{ setl_id: string }>(
    `select i.setl_id from clearing_item i where i.sheet = ? and i.reverses = '' and not exists
       (select 1 from audit_record r where r.setl_id = i.setl_id) order by i.setl_id`,
    sheet,
  )
  if (missing.length > 0) throw new NotAudited(missing.map(({ setl_id }) => setl_id))
}

/** Money that arrived, as the receiver tells. */
export interface Receipt {
  readonly reference: string
  readonly amountFen: number
  /** What a bank kept on the way: booked to the payer's own budget (RULE-192). */
  readonly bankFeeFen?: number
}

/** What a receipt came to; `finding` when the amount is not what the order says. */
export interface Received {
  readonly document: string
  readonly bookedFen: number
  readonly finding: { readonly kind: 'short' | 'over'; readonly fen: number } | null
  readonly paid: boolean
}

/** The receiver feeds back what came in. More than is under way is found, and not booked. */
export async function receivePayment(
  office: Office,
  number: string,
  receipt: Receipt,
  signers: Signers,
): Promise<Received> {
  const { store } = office
  const document = `${number}-S-${receipt.reference}`
  return store.commit(() => {
    const before = findDocument<Received>(store, document)
    if (before !== undefined) return before.body
    const { amountFen, bankFeeFen = 0 } = receipt
    requirePositive(amountFen)
    const order = orderFrom(office, number, STATE.transferred)
    const underWay = balanceOf(store, transit(number)) - bankFeeFen
    if (bankFeeFen < 0 || underWay < 0) {
      throw new ClearingFault('bad-amount', `${number}: a bank fee above what is under way`)
    }
    const bookedFen = Math.min(amountFen, underWay)
    const doneFen = sumUnder(office, number, 'receipt') + bookedFen
    const openFen = Math.abs(order.payableFen) - doneFen
    const received: Received = {
      document,
      bookedFen,
      finding: findingOf(amountFen - bookedFen, openFen),
      paid: openFen === 0,
    }
    const head = { number: document, month: order.month, party: receivingSide(order) }
    const filed = { parent: number, amountFen: bookedFen, body: received }
    fileDocument(office, { ...head, kind: 'receipt', ...filed })
    takeStep(office, document, { state: STATE.paid, signers })
    post(store, document, STATE.paid, [
      { account: transit(number), amountFen: -bookedFen - bankFeeFen },
      { account: bank(receivingSide(order), order), amountFen: bookedFen },
      { account: `bank-fee/${order.payer}`, amountFen: bankFeeFen },
    ])
    if (openFen === 0) closeOrder(office, order, signers)
    return received
  })
}

/** The order is paid: what each fund owed is owed no more, on both sides. */
function closeOrder(office: Office, order: PaymentOrder, signers: Signers): void {
  const { number, sheet, lines } = order
  takeStep(office, number, { state: STATE.paid, signers, due: dueOf(office, number) })
  const postings = lines.flatMap(({ insuredPlace, placeOfCare, payer, amountFen, carriedFen }) => {
    const fen = amountFen + carriedFen
    return [
      { account: `payable/${insuredPlace}/${placeOfCare}/${payer}`, amountFen: fen },
      { account: `receivable/${placeOfCare}/${insuredPlace}/${payer}`, amountFen: -fen },
    ] satisfies Posting[]
  })
  post(office.store, number, STATE.paid, postings)
  closeSheetWhenDone(office, sheet)
}

function findingOf(overFen: number, openFen: number): Received['finding'] {
  if (overFen > 0) return { kind: 'over', fen: overFen }
  return openFen > 0 ? { kind: 'short', fen: openFen } : null
}

function sumUnder(
  office: Office,
  number: string,
  kind: 'payment' | 'receipt',
  source?: 'fund',
): number {
  return documentsUnder<{ source?: string }>(office.store, number)
    .filter((one) => one.kind === kind && (source === undefined || one.body.source === source))
    .reduce((sum, { amountFen }) => sum + amountFen, 0)
}

function orderAt({ store }: Office, number: string, state: number): PaymentOrder {
  const { body } = documentOf<PaymentOrder>(store, 'order', number)
  const now = stateOf(store, number)
  if (now !== state) throw new ClearingFault('wrong-state', `${number} is at ${now}, not ${state}`)
  return body
}

function orderFrom({ store }: Office, number: string, state: number): PaymentOrder {
  const { body } = documentOf<PaymentOrder>(store, 'order', number)
  const now = stateOf(store, number)
  if (now < state || now >= STATE.paid) {
    throw new ClearingFault('wrong-state', `${number} is at ${now}`)
  }
  return body
}

/** When the order's next step is due, counted from its last one. */
function dueOf(office: Office, number: string): string {
  const last = stepsOf(office.store, number).at(-1)
  return orderDue(office, last?.state ?? 0, last?.at ?? nowOf(office))
}

function requirePositive(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen <= 0) {
    throw new ClearingFault('bad-amount', `${fen} fen cannot be paid`)
  }
}

function sendingSide({ direction, payer, receiver }: PaymentOrder): string {
  return direction === 'collect' ? receiver : payer
}

function receivingSide({ direction, payer, receiver }: PaymentOrder): string {
  return direction === 'collect' ? payer : receiver
}

function bank(party: string, { group }: PaymentOrder): string {
  return `bank/${party}/${group}`
}

function transit(number: string): string {
  return `transit/${number}`
}
