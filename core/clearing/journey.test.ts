import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotAudited } from '../audit/records.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { STATE } from './books.ts'
import { allBalances, balanceOf, stateOf } from './lookup.ts'
import { clearMonth } from './month.ts'
import { officeOf } from './office.ts'
import type { Office } from './office.ts'
import { overdueOf } from './overdue.ts'
import { applyForPayment, payOrder, receivePayment } from './payment.ts'
import { closeSigning, issueNotices, signSheet } from './signing.ts'
import {
  acceptSilently,
  confirmStatement,
  declareMonth,
  objectTo,
  sendStatements,
  statementNumber,
} from './statements.ts'
import { auditAll, bookRows, settledRow } from './testing.ts'

const TWO = { operator: '经办甲', approver: '复核乙' }
const SHEET = 'QS202603-000000-210000-520000'
const ORDER = `${SHEET}-Z`

let store: Store
let clock: VirtualClock
let office: Office
beforeEach(() => {
  store = openStore(':memory:')
  clock = virtualClock('2026-04-10 09:00:00')
  office = officeOf(store, clock)
})
afterEach(() => store.close())

const settled = [settledRow('S1')]
const march = { month: '202603', settled, unreconciled: [] }

/** From the sheet day to the notices. */
async function toNotices(): Promise<void> {
  await bookRows(store, settled)
  clock.set('2026-04-21 09:00:00')
  await clearMonth(office, march)
  await signSheet(office, SHEET, 'payer', TWO)
  await signSheet(office, SHEET, 'receiver', TWO)
  clock.set('2026-04-30 09:00:00')
  await issueNotices(office, '202603')
}

describe('institutions', () => {
  const number = statementNumber('202603', 'H52010000001')

  test.for([
    ['19', 0],
    ['20', 0],
    ['21', 1],
  ] as const)('confirm on the %sth (RULE-175)', async ([day, late]) => {
    await sendStatements(office, '202603', settled)
    clock.set(`2026-04-${day} 23:59:59`)
    expect(await confirmStatement(office, number, TWO)).toMatchObject({ late })
  })

  test('object within five working days; silence agrees (RULE-178)', async () => {
    await sendStatements(office, '202603', settled)
    clock.set('2026-04-17 09:00:00')
    expect(await acceptSilently(office, '202603')).toEqual([])
    expect(await objectTo(office, number, TWO, '少一笔')).toMatchObject({ state: 30 })

    const other = [settledRow('S2', { institution: 'H52010000009' })]
    await sendStatements(office, '202603', other)
    clock.set('2026-04-24 09:00:01')
    const silent = statementNumber('202603', 'H52010000009')
    await expect(objectTo(office, silent, TWO, '晚')).rejects.toThrow(/could be objected/)
    expect(await acceptSilently(office, '202603')).toEqual([silent])
  })

  test('a place of care that did not declare stays out of the month (RULE-179)', async () => {
    clock.set('2026-04-21 09:00:00')
    expect(await declareMonth(office, '202603', '520100', TWO)).toMatchObject({ late: 1 })
    const rows = [...settled, settledRow('S2', { placeOfCare: '520300' })]
    const input = { month: '202603', settled: rows, unreconciled: [], needsDeclaration: true }
    const { leftOut } = await clearMonth(office, input)
    expect(leftOut).toEqual([{ setlId: 'S2', reason: 'not-declared' }])
  })
})

describe('a sheet', () => {
  test('is reviewed when both sides signed, in time or late (RULE-182)', async () => {
    clock.set('2026-04-21 09:00:00')
    await clearMonth(office, march)
    expect(await signSheet(office, SHEET, 'payer', TWO)).toEqual({ late: false, reviewed: false })
    expect(await signSheet(office, SHEET, 'payer', TWO)).toEqual({ late: false, reviewed: false })
    // The 25th of April 2026 is a Saturday: the day moves to Monday.
    clock.set('2026-04-28 00:00:00')
    expect(await signSheet(office, SHEET, 'receiver', TWO)).toEqual({ late: true, reviewed: true })
  })

  test.for([
    ['agrees', 'taken-as-agreed', 40, [`${SHEET}`]],
    ['stays-open', 'stays-open', 20, []],
  ] as const)('whose side is silent %s, and others go on (RULE-182)', async (row) => {
    const [silentSide, outcome, state, noticed] = row
    office = officeOf(store, clock, { silentSide })
    clock.set('2026-04-21 09:00:00')
    await clearMonth(office, {
      ...march,
      settled: [...settled, settledRow('S2', { insuredPlace: '120000' })],
    })
    const other = 'QS202603-000000-120000-520000'
    await signSheet(office, SHEET, 'receiver', TWO)
    for (const side of ['payer', 'receiver'] as const) await signSheet(office, other, side, TWO)
    expect(await closeSigning(office, '202603')).toEqual([])
    clock.set('2026-04-28 00:00:00')
    expect(await closeSigning(office, '202603')).toEqual([
      { number: SHEET, sides: ['payer'], outcome },
    ])
    expect(stateOf(store, SHEET)).toBe(state)
    expect(await issueNotices(office, '202603')).toEqual([other, ...noticed])
  })

  test('walks a month over a weekend and the turn of the year, each step on its day '
    + '(RULE-181, RULE-183, RULE-185, RULE-186)', async () => {
    const december = [settledRow('S1', { settledAt: '2025-12-30 10:00:00' })]
    const sheet = SHEET.replace('202603', '202512')
    clock.set('2026-01-21 09:00:00')
    await clearMonth(office, { month: '202512', settled: december, unreconciled: [] })
    expect(overdueOf(office, '202512')).toEqual([])
    clock.set('2026-01-27 09:00:00')
    expect(overdueOf(office, '202512')).toMatchObject([{ number: sheet, due: '2026-01-26' }])
    await signSheet(office, sheet, 'payer', TWO)
    await signSheet(office, sheet, 'receiver', TWO)
    clock.set('2026-02-01 09:00:00')
    await issueNotices(office, '202512')
    const steps = overdueOf(office, '202512').map(({ number, state, doneAt }) => [
      number, state, doneAt?.slice(0, 10),
    ])
    expect(steps).toContainEqual([sheet, STATE.cleared, '2026-02-01'])
    clock.set('2026-02-26 09:00:00')
    expect(overdueOf(office, '202512')).toContainEqual({
      number: sheet, kind: 'sheet', state: STATE.cleared, due: '2026-02-25', doneAt: null,
    })
  })
})

describe('an order', () => {
  test('is not paid before every settlement in it was audited (RULE-219)', async () => {
    await toNotices()
    await applyForPayment(office, ORDER, TWO)
    const payment = { reference: 'B1', amountFen: 77_000 }
    await expect(payOrder(office, ORDER, payment, TWO)).rejects.toThrow(NotAudited)
    expect(balanceOf(store, 'bank/210000/employee')).toBe(0)
    await auditAll(store, '2026-04-30 09:00:00')
    expect(await payOrder(office, ORDER, payment, TWO)).toMatchObject({ again: false })
  })

  test('is applied for, paid and received; then nobody owes anything (RULE-184)', async () => {
    await toNotices()
    await auditAll(store, '2026-04-30 09:00:00')
    await applyForPayment(office, ORDER, TWO)
    await payOrder(office, ORDER, { reference: 'B1', amountFen: 77_000 }, TWO)
    const receipt = { reference: 'R1', amountFen: 77_000 }
    const received = await receivePayment(office, ORDER, receipt, TWO)
    expect(received).toMatchObject({ bookedFen: 77_000, finding: null, paid: true })
    expect([stateOf(store, ORDER), stateOf(store, SHEET)]).toEqual([60, 60])
    const open = Object.entries(allBalances(store)).filter(([, fen]) => fen !== 0)
    expect(open).toEqual([['bank/210000/employee', -77_000], ['bank/520000/employee', 77_000]])
  })

  test('each limit that passes is told (RULE-184)', async () => {
    await toNotices()
    const due = () => overdueOf(office, '202603').map(({ number, due: day }) => [number, day])
    // Five working days after the 30th of April, over the holiday; the 9th is worked.
    clock.set('2026-05-11 23:59:59')
    expect(due()).toEqual([])
    clock.set('2026-05-12 00:00:00')
    expect(due()).toEqual([[ORDER, '2026-05-11']])
    await applyForPayment(office, ORDER, TWO)
    expect(due()).toEqual([[ORDER, '2026-05-11']])
    clock.set('2026-05-27 00:00:00')
    expect(due()).toContainEqual([ORDER, '2026-05-26'])
  })

  test('takes two persons, and no step twice or backwards (RULE-186, RULE-243)', async () => {
    await toNotices()
    const alone = { operator: '经办甲', approver: '经办甲' }
    await expect(applyForPayment(office, ORDER, alone)).rejects.toThrow(/another approver/)
    const early = payOrder(office, ORDER, { reference: 'B1', amountFen: 1 }, TWO)
    await expect(early).rejects.toThrow(/is at 50/)
    await applyForPayment(office, ORDER, TWO)
    await expect(applyForPayment(office, ORDER, TWO)).rejects.toThrow(/is at 51/)
    const back = store.commit(() =>
      store.run(
        `insert into clearing_step (number, state, at, operator, approver, due, late, note)
         values (?, 50, '', 'a', 'b', '', 0, '')`,
        ORDER,
      ),
    )
    await expect(back).rejects.toThrow(/only moves forward/)
  })

  test('paid short or twice is found, and booked once (RULE-184, RULE-243)', async () => {
    await toNotices()
    await auditAll(store, '2026-04-30 09:00:00')
    await applyForPayment(office, ORDER, TWO)
    const first = { reference: 'B1', amountFen: 50_000 }
    expect(await payOrder(office, ORDER, first, TWO)).toMatchObject({ again: false })
    expect(await payOrder(office, ORDER, first, TWO)).toMatchObject({ again: true })
    const twice = payOrder(office, ORDER, { reference: 'B2', amountFen: 77_000 }, TWO)
    await expect(twice).rejects.toMatchObject({ code: 'paid-twice' })
    const short = await receivePayment(office, ORDER, { reference: 'R1', amountFen: 50_000 }, TWO)
    expect(short).toMatchObject({ finding: { kind: 'short', fen: 27_000 }, paid: false })
    await payOrder(office, ORDER, { reference: 'B3', amountFen: 27_000 }, TWO)
    const over = await receivePayment(office, ORDER, { reference: 'R2', amountFen: 77_000 }, TWO)
    expect(over).toMatchObject({
      bookedFen: 27_000, finding: { kind: 'over', fen: 50_000 }, paid: true,
    })
    expect(balanceOf(store, 'bank/520000/employee')).toBe(77_000)
  })

  test("a bank's fee is paid by the agency, never by the fund (RULE-192)", async () => {
    await toNotices()
    await auditAll(store, '2026-04-30 09:00:00')
    await applyForPayment(office, ORDER, TWO)
    await payOrder(office, ORDER, { reference: 'B1', amountFen: 77_000 }, TWO)
    const receipt = { reference: 'R1', amountFen: 76_990, bankFeeFen: 10 }
    const short = await receivePayment(office, ORDER, receipt, TWO)
    expect(short).toMatchObject({ finding: { kind: 'short', fen: 10 }, paid: false })
    const rest = { reference: 'B2', amountFen: 10, source: 'administration' } as const
    await payOrder(office, ORDER, rest, TWO)
    await receivePayment(office, ORDER, { reference: 'R2', amountFen: 10 }, TWO)
    expect(allBalances(store)).toMatchObject({
      'administration/210000': -10,
      'bank-fee/210000': 10,
      'bank/210000/employee': -77_000,
      'bank/520000/employee': 77_000,
    })
    expect(stateOf(store, ORDER)).toBe(60)
  })
})

test.for(['document', 'step', 'posting', 'item', 'amount'])('a cleared %s is never changed',
  async (table) => {
    clock.set('2026-04-21 09:00:00')
    await clearMonth(office, march)
    const column = table === 'item' || table === 'amount' ? 'setl_id' : 'number'
    const change = `update clearing_${table} set ${column} = 'z'`
    for (const sql of [change, `delete from clearing_${table}`]) {
      await expect(store.commit(() => store.run(sql))).rejects.toThrow(/never/)
    }
  })
