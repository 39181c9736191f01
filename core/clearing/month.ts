/** The hub's work on the sheet day: a month's reconciled settlements become sheets and orders. */
import type { Posting } from '../books.ts'
import type { Settled } from '../settled.ts'
import { newAdjustments } from './adjustments.ts'
import { BY_SYSTEM, STATE, fileDocument, post, takeStep } from './books.ts'
import { choose } from './candidates.ts'
import type { LeftOut } from './candidates.ts'
import { payersOf } from './kinds.ts'
import { documentsOf, documentsOfParty, findDocument, stateOf } from './lookup.ts'
import { ClearingFault, nowOf } from './office.ts'
import type { Office } from './office.ts'
import { ordersOf } from './orders.ts'
import type { PaymentOrder } from './orders.ts'
import { isLate, scheduleOf } from './schedule.ts'
import { sheetNumber, sheetsOf } from './sheets.ts'
import type { Adjustment, Sheet } from './sheets.ts'

export interface MonthInput {
  /** yyyyMM of the fees. */
  readonly month: string
  /** Settlements of the month and whatever of earlier months may still be open. */
  readonly settled: readonly Settled[]
  /** Settlement ids that reconciliation left open. */
  readonly unreconciled: readonly string[]
  readonly adjustments?: readonly Adjustment[]
  /** Only places of care that declared the month are cleared; every one when false. */
  readonly needsDeclaration?: boolean
}

/** What clearing a month came to; schema `contracts/schemas/clearing.schema.json`. */
export interface MonthClearing {
  readonly schema: 'liantiao/clearing/1'
  readonly month: string
  readonly madeAt: string
  /** Made after the day that the parameters set. */
  readonly late: boolean
  readonly sheets: readonly Sheet[]
  readonly orders: readonly PaymentOrder[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Makes the sheets and orders of a month, once: asked again it gives what it made. What was left
 * out comes in with a later month (RULE-176, RULE-180).
 * @throws ClearingFault `not-yet` before the sheet day, and for adjustments that cannot be
 */
export async function clearMonth(office: Office, input: MonthInput): Promise<MonthClearing> {
  return office.store.commit(() => {
    const number = `QSY${input.month}`
    const made = findDocument<MonthClearing>(office.store, number)
    if (made !== undefined) return made.body
    const clearing = compute(office, input)
    const totalFen = clearing.sheets.reduce((sum, sheet) => sum + sheet.totalFen, 0)
    const head = { month: input.month, parent: '', amountFen: totalFen }
    fileDocument(office, { ...head, number, kind: 'month', party: 'hub', body: clearing })
    for (const sheet of clearing.sheets) writeSheet(office, sheet)
    for (const order of clearing.orders) writeOrder(office, order)
    writeItems(office, input, clearing)
    return clearing
  })
}

function compute(office: Office, input: MonthInput): MonthClearing {
  const { store, parameters, calendar } = office
  const { month } = input
  const madeAt = nowOf(office)
  const { sheets: due } = scheduleOf(month, parameters, calendar)
  if (madeAt.slice(0, 10) < due) throw new ClearingFault('not-yet', `sheets are made on ${due}`)
  const { items, leftOut } = choose({
    month,
    day: madeAt.slice(0, 10),
    settled: input.settled,
    unreconciled: new Set(input.unreconciled),
    cleared: clearedOf(store, input.settled),
    ...(input.needsDeclaration === true ? { declared: declaredPlaces(office, month) } : {}),
    parameters,
  })
  const sheets = sheetsOf(month, items, newAdjustments(store, input.adjustments ?? []))
  const orders = sheets.flatMap((sheet) =>
    ordersOf(sheet, openCarried(office, sheet).flatMap(({ lines }) => lines), parameters),
  )
  return {
    schema: 'liantiao/clearing/1',
    month,
    madeAt,
    late: isLate(madeAt, due),
    sheets,
    orders,
    leftOut,
  }
}

function clearedOf(store: Office['store'], settled: readonly Settled[]): Set<string> {
  const known = 'select 1 from clearing_item where setl_id = ?'
  const ids = settled.flatMap(({ setlId, reverses }) => [setlId, reverses ?? setlId])
  return new Set(ids.filter((id) => store.get(known, id) !== undefined))
}

function declaredPlaces({ store }: Office, month: string): Set<string> {
  return new Set(documentsOf(store, 'declaration', month).map(({ party }) => party))
}

/** Orders of this pair below zero that nothing was set off against yet. */
function openCarried({ store }: Office, sheet: Sheet): PaymentOrder[] {
  return documentsOfParty<PaymentOrder>(store, 'order', pairName(sheet))
    .map(({ body }) => body)
    .filter((order) => order.direction === 'carry' && stateOf(store, order.number) < STATE.paid)
}

function writeSheet(office: Office, sheet: Sheet): void {
  const { number, month } = sheet
  const document = { number, month, party: pairName(sheet), parent: `QSY${month}` }
  for (const carried of openCarried(office, sheet)) {
    const note = `set off in ${number}`
    takeStep(office, carried.number, { state: STATE.closed, signers: BY_SYSTEM, note })
  }
  fileDocument(office, { ...document, kind: 'sheet', amountFen: sheet.totalFen, body: sheet })
  takeStep(office, number, { state: STATE.declared, signers: BY_SYSTEM })
  const { sheets: due } = scheduleOf(month, office.parameters, office.calendar)
  takeStep(office, number, { state: STATE.accepted, signers: BY_SYSTEM, due })
  post(office.store, number, STATE.accepted, owed(sheet))
  for (const { id, reason, setlId, payer, amountFen } of sheet.adjustments) {
    office.store.run(
      `insert into clearing_adjustment (id, reason, setl_id, payer, amount_fen, sheet)
       values (?, ?, ?, ?, ?, ?)`,
      id, reason, setlId, payer, amountFen, number,
    )
  }
}

/** What each fund of an insured place owes each place of care, seen from both sides. */
function owed({ lines }: Sheet): Posting[] {
  return lines.flatMap(({ insuredPlace, placeOfCare, payer, totalFen }) => [
    { account: `payable/${insuredPlace}/${placeOfCare}/${payer}`, amountFen: -totalFen },
    { account: `receivable/${placeOfCare}/${insuredPlace}/${payer}`, amountFen: totalFen },
  ])
}

function writeOrder(office: Office, order: PaymentOrder): void {
  const { number, month, sheet, payableFen } = order
  const document = { number, month, party: pairName(order), parent: sheet }
  fileDocument(office, { ...document, kind: 'order', amountFen: payableFen, body: order })
}

function writeItems(office: Office, input: MonthInput, { leftOut }: MonthClearing): void {
  const out = new Set(leftOut.map(({ setlId }) => setlId))
  for (const item of input.settled) {
    if (out.has(item.setlId)) continue
    office.store.run(
      'insert into clearing_item (setl_id, reverses, sheet) values (?, ?, ?)',
      item.setlId, item.reverses ?? '', sheetNumber(input.month, item),
    )
    for (const [payer, fen] of payersOf(item)) {
      office.store.run(
        'insert into clearing_amount (setl_id, payer, amount_fen) values (?, ?, ?)',
        item.setlId, payer, fen,
      )
    }
  }
}

/** The two parties of a sheet or an order as one word. */
export function pairName({ payer, receiver }: Pick<Sheet, 'payer' | 'receiver'>): string {
  return `${payer}-${receiver}`
}
