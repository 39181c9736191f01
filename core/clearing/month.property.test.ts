import fc from 'fast-check'
import { expect, test } from 'vitest'
import { virtualClock } from '../clock.ts'
import { addMonths } from '../days.ts'
import type { Settled } from '../settled.ts'
import { openStore } from '../store/store.ts'
import { groupOf, payersOf } from './kinds.ts'
import { allBalances } from './lookup.ts'
import { clearMonth } from './month.ts'
import type { MonthClearing } from './month.ts'
import { officeOf } from './office.ts'
import { CLEARING_PARAMETERS } from './parameters.ts'
import { settledRow, undoingRow } from './testing.ts'
import { CENTRAL, centralTransfers, netPositions, pairwiseTransfers } from './topologies.ts'
import { compareTexts } from '../compare.ts'

const AREAS = ['520100', '520300', '210300', '120000'] as const
const MONTHS = ['202512', '202601'] as const

/** One settlement, perhaps undone in its month or the next, perhaps left open. */
const event = fc.record({
  care: fc.constantFrom(...AREAS),
  insured: fc.constantFrom(...AREAS),
  resident: fc.boolean(),
  kind: fc.constantFrom('11', '14', '21', '41'),
  poolFen: fc.integer({ min: 0, max: 5_000_000 }),
  aidFen: fc.integer({ min: 0, max: 90_000 }),
  accountFen: fc.integer({ min: 0, max: 30_000 }),
  month: fc.constantFrom(...MONTHS),
  undone: fc.constantFrom('no', 'same', 'next'),
  open: fc.integer({ min: 0, max: 7 }).map((draw) => draw === 0),
})

type Drawn = (typeof event extends fc.Arbitrary<infer One> ? One : never)

function rowsOf(drawn: readonly Drawn[]): { rows: Settled[]; open: string[] } {
  const rows: Settled[] = []
  const open: string[] = []
  for (const [index, one] of drawn.entries()) {
    const day = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}-15 08:00:00`
    const row = settledRow(`S${index}`, {
      placeOfCare: one.care,
      insuredPlace: one.insured,
      insutype: one.resident ? '390' : '310',
      clearingType: one.kind,
      funds: { [one.resident ? '390100' : '310100']: one.poolFen, '610100': one.aidFen },
      accountFen: one.accountFen,
      settledAt: day(one.month),
    })
    rows.push(row)
    if (one.open) open.push(row.setlId)
    if (one.undone === 'same') rows.push(undoingRow(row, day(one.month)))
    if (one.undone === 'next') rows.push(undoingRow(row, day(addMonths(one.month, 1))))
  }
  return { rows, open }
}

/** Both months, each on its sheet day; what was open in the first month is found by the second. */
async function twoMonths(rows: readonly Settled[], open: readonly string[]) {
  const store = openStore(':memory:')
  const clock = virtualClock('2026-01-21 09:00:00')
  const office = officeOf(store, clock)
  const first = await clearMonth(office, { month: '202512', settled: rows, unreconciled: open })
  clock.set('2026-02-25 09:00:00')
  const second = await clearMonth(office, { month: '202601', settled: rows, unreconciled: [] })
  const balances = allBalances(store)
  store.close()
  return { first, second, balances }
}

/** Σ by pair of areas, fund and order group, straight from the settlements. */
function expectedSums(rows: readonly Settled[], month: string): Record<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    for (const [payer, fen] of payersOf(row)) {
      const group = groupOf(payer, row.insutype, month, CLEARING_PARAMETERS)
      const key = [row.insuredPlace, row.placeOfCare, group, payer].join('/')
      sums.set(key, (sums.get(key) ?? 0) + fen)
    }
  }
  return sorted(sums)
}

function orderSums({ orders }: MonthClearing): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { group, lines } of orders) {
    for (const { insuredPlace, placeOfCare, payer, amountFen } of lines) {
      const key = [insuredPlace, placeOfCare, group, payer].join('/')
      sums.set(key, (sums.get(key) ?? 0) + amountFen)
    }
  }
  return sorted(sums)
}

function sorted(sums: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(
    [...sums].filter(([, fen]) => fen !== 0).toSorted(([a], [b]) => compareTexts(a, b)),
  )
}

const EXACT = 'orders are the reconciled settlements, per fund and pair, each once'
test(`${EXACT} (RULE-176, RULE-188, RULE-189, RULE-242, RULE-244)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (drawn) => {
      const { rows, open } = rowsOf(drawn)
      const { first, second, balances } = await twoMonths(rows, open)
      const held = new Set(open)
      const outside = rows.filter((row) => row.insuredPlace !== row.placeOfCare)
      const isFirst = ({ setlId, reverses, settledAt }: Settled) =>
        settledAt < '2026-01' && !held.has(setlId) && !held.has(reverses ?? '')
      const isSecond = (row: Settled) => row.settledAt < '2026-02' && !isFirst(row)
      expect(orderSums(first)).toEqual(expectedSums(outside.filter(isFirst), '202512'))
      expect(orderSums(second)).toEqual(expectedSums(outside.filter(isSecond), '202601'))
      // What is owed on one side is claimed on the other, and nothing is left over.
      const total = Object.values(balances).reduce((sum, fen) => sum + fen, 0)
      expect(total).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('both topologies leave everybody with the same, adding up to nothing (RULE-188)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (drawn) => {
      const { rows, open } = rowsOf(drawn)
      const { first } = await twoMonths(rows, open)
      const pairwise = netPositions(pairwiseTransfers(first.orders))
      const central = netPositions(centralTransfers(first.orders))
      expect(central).toEqual(pairwise)
      expect(Object.keys(central).filter((key) => key.startsWith(CENTRAL))).toEqual([])
      expect(Object.values(pairwise).reduce((sum, fen) => sum + fen, 0)).toBe(0)
    }),
    { numRuns: 15 },
  )
})

test('the order of the settlements does not matter, to the byte', async () => {
  const shuffled = fc
    .array(event, { maxLength: 15 })
    .map(rowsOf)
    .chain(({ rows, open }) =>
      fc.record({
        rows: fc.constant(rows),
        open: fc.constant(open),
        again: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      }),
    )
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ rows, open, again }) => {
      const one = await twoMonths(rows, open)
      const other = await twoMonths(again, open)
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    }),
    { numRuns: 12 },
  )
})
