import { afterEach, beforeEach, expect, test } from 'vitest'
import { moveMoney } from '../audit/money.ts'
import { clearMonth } from '../clearing/month.ts'
import { officeOf as clearingOffice } from '../clearing/office.ts'
import { settledRow, undoingRow } from '../clearing/testing.ts'
import { enterRows } from '../figures/testing.ts'
import type { Settled } from '../settled.ts'
import { openTicket } from './open.ts'
import { recoveriesOf, recoveryAdjustments } from './recovery.ts'
import { feeChecksOf } from './register.ts'
import { takeStep } from './step.ts'
import type { TestDesk } from './testing.ts'
import { ASKED, ASKER, asking, MATTERS, openDesk } from './testing.ts'
import type { FoundMoney } from './ticket.ts'

/** 77,000 fen come from funds and account; the rest is paid in cash. */
const stay = (feeFen: number, own: Partial<Settled> = {}) =>
  settledRow('S1', { cashFen: feeFen - 77_000, ...own })

let desk: TestDesk
beforeEach(() => {
  desk = openDesk('2026-03-20 09:00:00')
})
afterEach(() => desk.office.store.close())

const ask = () => openTicket(desk.office, asking(MATTERS['fee-check']))
const refused = (code: string) => expect.objectContaining({ name: 'TicketRefused', code })

/** Asked, investigated and reported. */
async function reported(recoveries: readonly FoundMoney[], at = '2026-04-26 23:59:59') {
  const { office, clock } = desk
  const { number } = await ask()
  await takeStep(office, number, { step: 'accepted', note: '' }, ASKED)
  await takeStep(office, number, { step: 'investigated', note: '调阅病案' }, ASKED)
  clock.set(at)
  const finding = recoveries.length === 0 ? 'genuine' as const : 'false-items' as const
  const doing = { step: 'reported', finding, recoveries, note: '核查报告' } as const
  return takeStep(office, number, doing, ASKED)
}

test.for([
  [[stay(3_000_000)], 'below-limit'],
  [[stay(9_000_000, { placeOfCare: '210200' })], 'not-checkable'],
  [[stay(9_000_000, { clearingType: '11' })], 'not-checkable'],
  [[stay(9_000_000), undoingRow(stay(9_000_000), '2026-03-11 09:00:00')], 'not-checkable'],
  [[stay(9_000_000, { insuredPlace: '210200' })], 'other-places'],
  [[], 'not-checkable'],
] as const)('%# cannot be checked (RULE-210)', async ([rows, code]) => {
  await enterRows(desk.office.store, rows)
  await expect(ask()).rejects.toEqual(refused(code))
})

test('one fen above is enough, once, and also in two settlements (RULE-210)', async () => {
  const part = settledRow('S0', { visitId: 'v-S1', cashFen: 23_001 })
  await enterRows(desk.office.store, [stay(2_900_000), part])
  expect((await ask()).batch).toBe('202603')
  desk.clock.advance(60_000)
  await expect(ask()).rejects.toEqual(refused('checked-already'))
  expect(feeChecksOf(desk.office.store, '202603')).toHaveLength(1)
})

test('exactly one fen above in one settlement is enough (RULE-210)', async () => {
  await enterRows(desk.office.store, [stay(3_000_001)])
  expect((await ask()).state).toBe('submitted')
})

test.for([
  ['2026-04-26 23:59:59', false],
  ['2026-04-27 00:00:00', true],
] as const)('a result of %s (RULE-211)', async ([at, late]) => {
  await enterRows(desk.office.store, [stay(3_000_001)])
  expect(await reported([], at)).toMatchObject({ late, state: 'reported' })
})

test.for([
  [[{ payer: '310100', amountFen: 70_001 }]],
  [[{ payer: '390100', amountFen: 1 }]],
  [[{ payer: '310100', amountFen: 0 }]],
  [[{ payer: '310100', amountFen: 0.5 }]],
] as const)('no more comes back than was paid: %o (RULE-223)', async ([recoveries]) => {
  await enterRows(desk.office.store, [stay(3_000_001)])
  await expect(reported(recoveries)).rejects.toEqual(refused('over-recovered'))
  expect(recoveryAdjustments(desk.office.store)).toEqual([])
})

test('a fund is named once, and genuine fees give nothing back', async () => {
  await enterRows(desk.office.store, [stay(3_000_001)])
  const twice = [{ payer: '310100', amountFen: 1 }, { payer: '310100', amountFen: 2 }]
  await expect(reported(twice)).rejects.toEqual(refused('says-nothing'))
  const [{ number } = { number: '' }] = feeChecksOf(desk.office.store, '202603')
  const recoveries = [{ payer: '310100', amountFen: 1 }]
  const doing = { step: 'reported', finding: 'genuine', recoveries, note: '核查' } as const
  const step = takeStep(desk.office, number, doing, ASKED)
  await expect(step).rejects.toEqual(refused('says-nothing'))
})

test('what the audit took back is not taken back again (RULE-223)', async () => {
  const { store } = desk.office
  await enterRows(store, [stay(3_000_001)])
  await store.commit(() => {
    store.run(
      'insert into audit_hit (hit_id, bill, institution, found_at, body) values (?, ?, ?, ?, ?)',
      'H1', 'S1', 'H52010000001', '2026-03-21', '{}',
    )
    moveMoney(store, {
      setlId: 'S1', hitId: 'H1', kind: 'recover', amountFen: 70_000,
      at: '2026-03-21 09:00:00', operator: '甲', reason: '重复收费',
    })
  })
  await expect(reported([{ payer: '310100', amountFen: 7_001 }]))
    .rejects.toEqual(refused('over-recovered'))
  const [{ number } = { number: '' }] = feeChecksOf(store, '202603')
  const recoveries = [{ payer: '310100', amountFen: 7_000 }]
  const doing = { step: 'reported', finding: 'false-items', recoveries, note: '核查' } as const
  expect((await takeStep(desk.office, number, doing, ASKED)).state).toBe('reported')
})

test('a stay that was undone meanwhile gives nothing back (RULE-223)', async () => {
  await enterRows(desk.office.store, [stay(3_000_001)])
  const { number } = await ask()
  await takeStep(desk.office, number, { step: 'accepted', note: '' }, ASKED)
  await takeStep(desk.office, number, { step: 'investigated', note: '' }, ASKED)
  await enterRows(desk.office.store, [undoingRow(stay(3_000_001), '2026-03-21 09:00:00')])
  const recoveries = [{ payer: '310100', amountFen: 1 }]
  const doing = { step: 'reported', finding: 'false-items', recoveries, note: '核查' } as const
  const step = takeStep(desk.office, number, doing, ASKED)
  await expect(step).rejects.toEqual(refused('over-recovered'))
})

test('false items flow back through the next clearing, once (RULE-214, RULE-223)', async () => {
  const { office, clock } = desk
  const { store } = office
  const settled = [stay(3_000_001)]
  await enterRows(store, settled)
  const found = [{ payer: '310100', amountFen: 70_000 }, { payer: '330100', amountFen: 1 }]
  const { number } = await reported(found)
  expect(recoveriesOf(store, number)).toEqual(found.map((one) => ({
    ticket: number, setlId: 'S1', ...one, foundAt: '2026-04-26 23:59:59',
  })))
  // Nothing was cleared for the stay yet, so nothing can come back.
  expect(recoveryAdjustments(store)).toEqual([])
  const clearing = clearingOffice(store, clock)
  const march = await clearMonth(clearing, { month: '202603', settled, unreconciled: [] })
  expect(march.sheets.map(({ totalFen }) => totalFen)).toEqual([77_000])
  clock.set('2026-05-21 09:00:00')
  const adjustments = recoveryAdjustments(store)
  const later = { settled: [], unreconciled: [], adjustments }
  const april = await clearMonth(clearing, { month: '202604', ...later })
  expect(april.sheets.map(({ totalFen }) => totalFen)).toEqual([-70_001])
  expect(april.sheets[0]?.adjustments.map(({ id, note }) => [id, note.includes(number)]))
    .toEqual([[`${number}/310100`, true], [`${number}/330100`, true]])
  clock.set('2026-06-22 09:00:00')
  const again = { ...later, adjustments: recoveryAdjustments(store) }
  expect((await clearMonth(clearing, { month: '202605', ...again })).sheets).toEqual([])
  const closed = await takeStep(office, number, { step: 'closed', note: '已追回' }, ASKER)
  expect(closed.state).toBe('closed')
})
