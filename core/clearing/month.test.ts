import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { stateOf } from './lookup.ts'
import { clearMonth } from './month.ts'
import { officeOf } from './office.ts'
import type { ClearingParameters } from './parameters.ts'
import type { Adjustment } from './sheets.ts'
import { settledRow, undoingRow } from './testing.ts'

let store: Store
let clock: VirtualClock
beforeEach(() => {
  store = openStore(':memory:')
  clock = virtualClock('2026-04-21 09:00:00')
})
afterEach(() => store.close())

const office = (set: Partial<ClearingParameters> = {}) => officeOf(store, clock, set)
const march = { month: '202603', unreconciled: [] as string[] }

const RECOVERY: Adjustment = {
  id: 'JC-1',
  reason: 'recovery',
  insuredPlace: '210300',
  placeOfCare: '520100',
  insutype: '310',
  clearingClass: '99968',
  payer: '310100',
  amountFen: -30_000,
  setlId: 'S1',
  note: '追回违规费用',
}

describe('the sheets of a month', () => {
  test('areas meet under their province, provinces under the nation '
    + '(RULE-187, RULE-188)', async () => {
    const settled = [
      settledRow('S1'),
      settledRow('S2', { insuredPlace: '520300' }),
      settledRow('S3', { clearingType: '14' }),
      settledRow('S4', { clearingType: '41' }),
      settledRow('S5', { clearingType: '13' }),
      settledRow('S6', { insuredPlace: '520100' }),
    ]
    const { sheets, leftOut } = await clearMonth(office(), { ...march, settled })
    expect(sheets.map(({ scope, hub, payer, receiver }) => [scope, hub, payer, receiver])).toEqual([
      ['cross-province', 'national', '210000', '520000'],
      ['intra-province', '520000', '520300', '520100'],
    ])
    const classes = sheets.map(({ lines }) => [...new Set(lines.map((one) => one.clearingClass))])
    expect(classes).toEqual([['9974', '9987', '99963', '99968'], ['9909']])
    expect(leftOut).toEqual([{ setlId: 'S6', reason: 'local' }])
  })

  test('made again they are the same, and they are what their schema says', async () => {
    const settled = [settledRow('S1')]
    const first = await clearMonth(office(), { ...march, settled })
    clock.set('2026-04-22 09:00:00')
    const more = [...settled, settledRow('S2')]
    expect(await clearMonth(office(), { ...march, settled: more })).toEqual(first)
    expect(checkDocument('clearing', first)).toEqual([])
    expect(checkDocument('clearing', { ...first, month: 'March' })).not.toEqual([])
  })

  test('are not made before their day, and late after it (RULE-181)', async () => {
    clock.set('2026-04-20 23:59:59')
    const input = { ...march, settled: [settledRow('S1')] }
    await expect(clearMonth(office(), input)).rejects.toThrow(/2026-04-21/)
    clock.set('2026-04-22 00:00:00')
    expect((await clearMonth(office(), input)).late).toBe(true)
  })

  test('what is not reconciled waits for the month in which it is (RULE-176)', async () => {
    const open = settledRow('S1')
    const settled = [open, settledRow('S2'), undoingRow(open, '2026-03-12 10:00:00')]
    const first = await clearMonth(office(), { ...march, settled, unreconciled: ['S1'] })
    expect(first.leftOut).toEqual([
      { setlId: 'S1', reason: 'unreconciled' },
      { setlId: 'S1-U', reason: 'undoes-what-is-out' },
    ])
    clock.set('2026-05-21 09:00:00')
    const second = await clearMonth(office(), { month: '202604', settled, unreconciled: [] })
    expect(second.sheets.map(({ settlements, undoings, totalFen }) => [
      settlements, undoings, totalFen,
    ])).toEqual([[1, 1, 0]])
  })

  test.for([
    ['one month', '202603', '2026-04-21 09:00:00', undefined],
    ['two months', '202602', '2026-04-21 09:00:00', undefined],
    ['three months', '202601', '2026-04-21 09:00:00', 'too-late'],
    ['last year, in March', '202511', '2026-03-31 09:00:00', undefined],
    ['last year, in April', '202512', '2026-04-21 09:00:00', 'too-late'],
  ] as const)('fees %s old (RULE-180)', async ([, month, now, reason]) => {
    clock.set(now)
    const settledAt = `${month.slice(0, 4)}-${month.slice(4)}-28 10:00:00`
    const settled = [settledRow('S1', { settledAt })]
    const cleared = now.startsWith('2026-04') ? '202603' : '202602'
    const { leftOut } = await clearMonth(office(), { month: cleared, unreconciled: [], settled })
    expect(leftOut).toEqual(reason === undefined ? [] : [{ setlId: 'S1', reason }])
  })
})

describe('the orders of a sheet', () => {
  const mixed = [
    settledRow('S1', { funds: { '310100': 70_000, '320100': 4_000, '610100': 9_000 } }),
    settledRow('S2', { insutype: '390', funds: { '390100': 40_000, '390200': 6_000 } }),
  ]

  test('one for employees, one for residents, one for aid (RULE-240, RULE-241)', async () => {
    const { sheets, orders } = await clearMonth(office(), { ...march, settled: mixed })
    expect(orders.map(({ group, payableFen, accountFen }) => [group, payableFen, accountFen]))
      .toEqual([['resident', 46_000, 0], ['medical-aid', 9_000, 0], ['employee', 78_000, 4_000]])
    // The account that a family shared with a resident is an employee's all the same.
    const payers = orders.map(({ lines }) => lines.map(({ payer }) => payer).toSorted())
    expect(payers).toEqual([['390100', '390200'], ['610100'], [
      '310100', '310200', '310200', '320100',
    ]])
    const total = orders.reduce((sum, { payableFen }) => sum + payableFen, 0)
    expect(total).toBe(sheets[0]?.totalFen)
  })

  test.for([
    ['2024-12-10', '202412', '2025-01-21', ['all']],
    ['2025-03-10', '202503', '2025-04-21', ['resident', 'employee']],
    ['2025-04-10', '202504', '2025-05-21', ['resident', 'medical-aid', 'employee']],
  ] as const)('fees of %s by their regime (RULE-240)', async ([day, month, now, groups]) => {
    clock.set(`${now} 09:00:00`)
    const settled = mixed.map((row) => ({ ...row, settledAt: `${day} 10:00:00` }))
    const { orders } = await clearMonth(office(), { month, settled, unreconciled: [] })
    expect(orders.map(({ group }) => group)).toEqual(groups)
  })

  test('a refund of last month is below zero in its own fund ' +
    '(RULE-157, RULE-189, RULE-244)', async () => {
    const [employee] = mixed
    if (employee === undefined) throw new RangeError('no settlement')
    const undoing = undoingRow(employee, '2026-04-03 10:00:00')
    await clearMonth(office(), { ...march, settled: [employee] })
    clock.set('2026-05-21 09:00:00')
    const settled = [employee, undoing, settledRow('S9', { funds: { '310100': 100_000 } })]
    const { orders } = await clearMonth(office(), { month: '202604', settled, unreconciled: [] })
    const payable = orders.map(({ group, payableFen }) => [group, payableFen])
    expect(payable).toEqual([['medical-aid', -9_000], ['employee', 26_000]])
  })

  test('below zero: set off against the next order, or collected (RULE-189)', async () => {
    const row = settledRow('S1')
    const undoing = undoingRow(row, '2026-04-03 10:00:00')
    await clearMonth(office(), { ...march, settled: [row] })
    clock.set('2026-05-21 09:00:00')
    const may = { month: '202604', settled: [undoing], unreconciled: [] }
    const carried = await clearMonth(office(), may)
    expect(carried.orders.map(({ direction }) => direction)).toEqual(['carry'])
    clock.set('2026-06-22 09:00:00')
    const next = settledRow('S2', { settledAt: '2026-05-02 10:00:00' })
    const june = { month: '202605', settled: [next], unreconciled: [] }
    const { orders } = await clearMonth(office(), june)
    expect(orders.map(({ carriedFen, payableFen, direction }) => [
      carriedFen, payableFen, direction,
    ])).toEqual([[-77_000, 0, 'none']])
    expect(stateOf(store, carried.orders[0]?.number ?? '')).toBe(900)

    const other = openStore(':memory:')
    clock.set('2026-05-21 09:00:00')
    const collecting = officeOf(other, clock, { negativeSheet: 'collect' })
    await clearMonth(collecting, { month: '202604', settled: [row, undoing], unreconciled: ['S1'] })
    clock.set('2026-06-22 09:00:00')
    const collected = await clearMonth(collecting, {
      month: '202605',
      settled: [],
      unreconciled: [],
      adjustments: [{ ...RECOVERY, reason: 'correction' }],
    })
    expect(collected.orders.map(({ direction }) => direction)).toEqual(['collect'])
    other.close()
  })
})

describe('adjustments', () => {
  test('recovered money returns to the insured area, once (RULE-191)', async () => {
    await clearMonth(office(), { ...march, settled: [settledRow('S1')] })
    clock.set('2026-05-21 09:00:00')
    const adjustments = [RECOVERY]
    const may = { month: '202604', settled: [], unreconciled: [], adjustments }
    const { sheets } = await clearMonth(office(), may)
    expect(sheets.map(({ totalFen }) => totalFen)).toEqual([-30_000])
    clock.set('2026-06-22 09:00:00')
    const june = await clearMonth(office(), { ...may, month: '202605' })
    expect(june.sheets).toEqual([])
  })

  test.for([
    ['more than was paid (RULE-223)', { amountFen: -70_001 }, /takes back 70001/],
    ['without a settlement', { setlId: '' }, /no settlement/],
    ['without a reason (RULE-188)', { note: ' ' }, /no reason/],
    ['of nothing', { amountFen: 0 }, /no money/],
    ['within one area', { placeOfCare: '210300' }, /local/],
  ] as const)('are refused: %s', async ([, own, message]) => {
    await clearMonth(office(), { ...march, settled: [settledRow('S1')] })
    clock.set('2026-05-21 09:00:00')
    const adjustments = [{ ...RECOVERY, ...own }]
    const may = { month: '202604', settled: [], unreconciled: [], adjustments }
    await expect(clearMonth(office(), may)).rejects.toThrow(message)
  })
})
