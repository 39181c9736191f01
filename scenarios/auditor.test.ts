import { expect, test } from 'vitest'
import { audit, totalOf } from './auditor.ts'
import { caseOf, LINES, scene } from './checks/testing.ts'
import type { Plot } from './checks/testing.ts'
import { heardOf } from './evidence.ts'
import { lineAmountFen } from '../core/money.ts'

const FEE = LINES.reduce((sum, { pric, cnt }) => sum + lineAmountFen(pric, cnt), 0)

function booked(refund: boolean, plot: Plot = {}) {
  const { exchanges } = scene([caseOf('outpatient', { refund })], plot)
  return audit(exchanges.map(heardOf))
}

test('the fee of the sheet is 118.50 and 3.35', () => {
  expect(FEE).toBe(12_185)
})

test('a settlement is one live row with the amounts of its answer', () => {
  const { rows, live } = booked(false)
  expect(rows).toHaveLength(1)
  expect(live[0]).toMatchObject({
    kind: 'forward',
    setl_id: 'S2',
    institution: 'H52010012345',
    day: '2026-03-02',
    insutype: '310',
    clr_type: '11',
    medfeeFen: FEE,
    fundFen: 7_311,
    accountFen: 0,
    cashFen: 4_874,
  })
})

test('a refund adds the negative row, and nothing lives', () => {
  const { rows, live } = booked(true)
  expect(rows.map(({ kind, medfeeFen }) => [kind, medfeeFen])).toEqual([
    ['forward', FEE],
    ['refund', -FEE],
  ])
  expect(live).toEqual([])
  expect(totalOf(rows)).toEqual({ medfeeFen: 0, fundFen: 0, accountFen: 0, cashFen: 0, count: 0 })
})

test('a lost answer counts, its reversal undoes it, and the second settlement lives', () => {
  const { rows, live } = booked(false, { lose: { infno: '2207', booked: true } })
  expect(rows.map(({ kind, told }) => [kind, told])).toEqual([
    ['forward', false],
    ['reversal', true],
    ['forward', true],
  ])
  expect(live).toHaveLength(1)
  expect(totalOf(rows).medfeeFen).toBe(FEE)
})

test('what never reached the platform is not booked', () => {
  const { rows } = booked(false, { lose: { infno: '2207', booked: false } })
  expect(rows.map(({ kind }) => kind)).toEqual(['forward'])
})

test('the same message sent again is booked once, and then the institution knows', () => {
  const { exchanges } = scene([caseOf('outpatient')])
  const settled = exchanges.find(({ infno }) => infno === '2207')
  if (settled === undefined) throw new RangeError('the scene has no 2207')
  const lost = { ...settled, delivered: false }
  const { rows } = audit([lost, { ...settled, n: settled.n + 100 }].map(heardOf))
  expect(rows.map(({ told }) => told)).toEqual([true])
})
