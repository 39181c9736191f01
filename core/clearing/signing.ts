/** Both sides of a sheet confirm it; then the notices of payment and collection go out. */
import { addWorkingDays } from '../calendar.ts'
import { BY_SYSTEM, STATE, fileDocument, takeStep } from './books.ts'
import type { Signers } from './books.ts'
import { documentOf, documentsOf, documentsUnder, findDocument, stateOf } from './lookup.ts'
import { nowOf } from './office.ts'
import type { Office } from './office.ts'
import type { PaymentOrder } from './orders.ts'
import { isLate, scheduleOf } from './schedule.ts'
import type { Sheet } from './sheets.ts'

export type Side = 'payer' | 'receiver'

const SIDES: readonly Side[] = ['payer', 'receiver']

/** One side confirms a sheet; the second one makes it reviewed. Saying it twice changes nothing. */
export async function signSheet(
  office: Office,
  number: string,
  side: Side,
  signers: Signers,
): Promise<{ late: boolean; reviewed: boolean }> {
  const { month, body } = documentOf<Sheet>(office.store, 'sheet', number)
  const { signing: due } = scheduleOf(month, office.parameters, office.calendar)
  return office.store.commit(() => {
    const own = `${number}-Q-${side}`
    if (findDocument(office.store, own) === undefined) {
      const head = { number: own, month, party: body[side], parent: number, amountFen: 0 }
      fileDocument(office, { ...head, kind: 'signature', body: { side } })
      takeStep(office, own, { state: STATE.reviewed, signers, due })
    }
    const reviewed = silentSides(office, number).length === 0
    if (reviewed && stateOf(office.store, number) < STATE.reviewed) {
      takeStep(office, number, { state: STATE.reviewed, signers, due })
    }
    return { late: isLate(nowOf(office), due), reviewed }
  })
}

/** A sheet that a side let lie until after the signing day, and what came of it. */
export interface SilentSheet {
  readonly number: string
  readonly sides: readonly Side[]
  readonly outcome: 'taken-as-agreed' | 'stays-open'
}

/** After the signing day: the default rule for whoever was silent (RULE-182); others go on. */
export async function closeSigning(office: Office, month: string): Promise<SilentSheet[]> {
  const { store, parameters } = office
  const { signing: due } = scheduleOf(month, parameters, office.calendar)
  if (!isLate(nowOf(office), due)) return []
  return store.commit(() => {
    const open = documentsOf(store, 'sheet', month).filter(
      ({ number }) => stateOf(store, number) < STATE.reviewed,
    )
    return open.map(({ number }) => {
      const sides = silentSides(office, number)
      if (parameters.silentSide === 'stays-open') return { number, sides, outcome: 'stays-open' }
      const note = `silent: ${sides.join(', ')}`
      takeStep(office, number, { state: STATE.reviewed, signers: BY_SYSTEM, due, note })
      return { number, sides, outcome: 'taken-as-agreed' }
    })
  })
}

/** Notices for every sheet that is reviewed and has none (RULE-183); gives their numbers. */
export async function issueNotices(office: Office, month: string): Promise<string[]> {
  const { store, parameters, calendar } = office
  const { notices: due } = scheduleOf(month, parameters, calendar)
  return store.commit(() => {
    const sheets = documentsOf(store, 'sheet', month).filter(
      ({ number }) => stateOf(store, number) === STATE.reviewed,
    )
    for (const { number } of sheets) {
      takeStep(office, number, { state: STATE.cleared, signers: BY_SYSTEM, due })
      for (const { body } of ordersUnder(office, number)) notify(office, body, due)
      closeSheetWhenDone(office, number)
    }
    return sheets.map(({ number }) => number)
  })
}

function notify(office: Office, order: PaymentOrder, due: string): void {
  const done = { signers: BY_SYSTEM, due, note: order.direction }
  takeStep(office, order.number, { state: STATE.cleared, ...done })
  if (order.direction === 'none') takeStep(office, order.number, { state: STATE.closed, ...done })
}

/** Marks a sheet as paid when each of its orders is paid, set off, or waits to be set off. */
export function closeSheetWhenDone(office: Office, sheet: string): void {
  const orders = ordersUnder(office, sheet)
  const open = orders.some(
    ({ number, body }) =>
      body.direction !== 'carry' && stateOf(office.store, number) < STATE.paid,
  )
  if (open || stateOf(office.store, sheet) >= STATE.paid) return
  const { month } = documentOf(office.store, 'sheet', sheet)
  const { payment: due } = scheduleOf(month, office.parameters, office.calendar)
  // No money moves here: it moved with the orders, each with two names.
  const signers = { operator: 'system', approver: 'orders' }
  takeStep(office, sheet, { state: STATE.paid, signers, due })
}

/** When the step after the given state of an order is due (RULE-184). */
export function orderDue(office: Office, state: number, since: string): string {
  const { applicationDays, paymentDays, receiptDays } = office.parameters
  const days: Readonly<Record<number, number>> = {
    [STATE.cleared]: applicationDays,
    [STATE.applied]: paymentDays,
    [STATE.transferred]: receiptDays,
  }
  return addWorkingDays(since.slice(0, 10), days[state] ?? 0, office.calendar)
}

function ordersUnder({ store }: Office, sheet: string) {
  return documentsUnder<PaymentOrder>(store, sheet).filter(({ kind }) => kind === 'order')
}

function silentSides({ store }: Office, sheet: string): Side[] {
  return SIDES.filter((side) => findDocument(store, `${sheet}-Q-${side}`) === undefined)
}
