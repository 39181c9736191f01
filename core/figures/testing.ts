/** Random books for tests: settlements between a few places, some of them undone. */
import fc from 'fast-check'
import { book } from '../books.ts'
import { settledRow, undoingRow } from '../clearing/testing.ts'
import { beijingTime, epochOf } from '../clock.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { rowOf } from '../testing-rows.ts'

export const PLACES = ['520100', '520300', '210300', '210200', '110000'] as const

/** Two days and a bit, so that a report leaves some rows out at either end. */
const FIRST = epochOf('2026-03-09 12:00:00')
const SECONDS = 200_000

const draft = fc.record({
  insuredPlace: fc.constantFrom(...PLACES),
  placeOfCare: fc.constantFrom(...PLACES),
  insutype: fc.constantFrom('310', '390'),
  clearingType: fc.constantFrom('11', '21', '14', '41'),
  voucher: fc.constantFrom('', '01', '02', '03', '99'),
  fundFen: fc.integer({ min: 0, max: 5_000_000 }),
  cashFen: fc.integer({ min: 0, max: 2_000_000 }),
  accountFen: fc.integer({ min: 0, max: 50_000 }),
  inScopeFen: fc.integer({ min: 1, max: 6_000_000 }),
  second: fc.integer({ min: 0, max: SECONDS }),
  undoneAfter: fc.option(fc.integer({ min: 1, max: SECONDS }), { nil: null }),
})

/** Right rows with the rows that undo some of them; in the order in which they were drawn. */
export const someBooks: fc.Arbitrary<Settled[]> = fc
  .array(draft, { minLength: 1, maxLength: 25 })
  .map((drafts) => drafts.flatMap(({ second, undoneAfter, fundFen, ...own }, at) => {
    const time = (seconds: number) => beijingTime(FIRST + seconds * 1000)
    const funds: Record<string, number> = fundFen === 0 ? {} : { '310100': fundFen }
    const row = settledRow(`S${at}`, { ...own, fundFen, funds, settledAt: time(second) })
    if (undoneAfter === null) return [row]
    return [row, undoingRow(row, time(second + undoneAfter))]
  }))

/** Writes rows into books as the parties do; an undoing row after what it undoes. */
export function enterRows(store: Store, rows: readonly Settled[]): Promise<void> {
  return store.commit(() => {
    for (const row of rows) {
      const { feeFen, cashFen, accountFen, fundFen } = row
      book(store, rowOf(row), [
        { account: 'institution', amountFen: feeFen },
        { account: 'cash', amountFen: -cashFen },
        { account: 'insured', amountFen: -fundFen - accountFen },
      ])
    }
  })
}
