import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import {
  fixYearly,
  heldFor,
  receiveTopUp,
  receiveYearly,
  requestTopUp,
  usageOf,
} from './accounts.ts'
import { collectLayer, coverFrom, coverOf } from './layers.ts'
import { prepaidBalance, treasuryOf } from './ledger.ts'
import type { Treasury } from './ledger.ts'
import { PREPAYMENT_PARAMETERS } from './parameters.ts'
import { bookInterest, borrow, claimOf, repay } from './pooling.ts'
import { prepaymentReport } from './report.ts'
import { topUpFen, warningLevel, yearlyAmountFen } from './usage.ts'

const TWO = { operator: '经办甲', approver: '复核乙' }
const PAIR = { insuredPlace: '210300', placeOfCare: '520100' }
const OTHER = { insuredPlace: '120000', placeOfCare: '520100' }

let store: Store
let clock: VirtualClock
let treasury: Treasury
beforeEach(() => {
  store = openStore(':memory:')
  clock = virtualClock('2026-01-20 09:00:00')
  treasury = treasuryOf(store, clock)
})
afterEach(() => store.close())

/** Fixed and paid in time: two months of 900,000 fen. */
async function prepaid(pair = PAIR): Promise<void> {
  clock.set('2026-01-20 09:00:00')
  await fixYearly(treasury, pair, '2026', [300_000, 1_500_000, 900_000], TWO)
  clock.set('2026-02-28 09:00:00')
  await receiveYearly(treasury, pair, '2026', TWO)
}

describe('the yearly amount', () => {
  test('is two months of the last quarter, a zero month included (RULE-196)', () => {
    expect(yearlyAmountFen([300_000, 0, 300_000], PREPAYMENT_PARAMETERS)).toBe(400_000)
    // 2 × 100 / 3 is 66.67 fen: rounded once, half up.
    expect(yearlyAmountFen([0, 0, 100], PREPAYMENT_PARAMETERS)).toBe(67)
    expect(yearlyAmountFen([-5, 0, 0], PREPAYMENT_PARAMETERS)).toBe(0)
  })

  test('is late after January, and paid late after February (RULE-197)', async () => {
    clock.set('2026-02-01 00:00:00')
    expect(await fixYearly(treasury, PAIR, '2026', [3, 3, 3], TWO)).toMatchObject({ late: true })
    clock.set('2026-02-28 23:59:59')
    expect(await receiveYearly(treasury, PAIR, '2026', TWO)).toMatchObject({ late: false })
    await fixYearly(treasury, OTHER, '2026', [3, 3, 3], TWO)
    clock.set('2026-03-01 00:00:00')
    expect(await receiveYearly(treasury, OTHER, '2026', TWO)).toMatchObject({ late: true })
  })

  test('moves once, by two persons, and is never changed', async () => {
    await prepaid()
    await expect(receiveYearly(treasury, PAIR, '2026', TWO)).rejects.toThrow(/only moves forward/)
    const alone = { operator: '甲', approver: '甲' }
    await expect(fixYearly(treasury, OTHER, '2026', [1, 1, 1], alone)).rejects.toThrow(/approver/)
    const change = store.commit(() => store.run('update prepayment_posting set amount_fen = 1'))
    await expect(change).rejects.toThrow(/never/)
    expect(heldFor(treasury, PAIR)).toBe(1_800_000)
  })
})

describe('usage', () => {
  test.for([
    [6_999, 10_000, 'none'],
    [7_000, 10_000, 'yellow'],
    [8_999, 10_000, 'yellow'],
    [9_000, 10_000, 'red'],
    [12_000, 10_000, 'red'],
    [1, 0, 'red'],
    [0, 0, 'none'],
    // 70 % of 999,999,999 fen lies between two fen.
    [699_999_999, 999_999_999, 'none'],
    [700_000_000, 999_999_999, 'yellow'],
  ] as const)('%d of %d is %s (RULE-198, RULE-199, RULE-200)', ([needed, held, level]) => {
    expect(warningLevel(needed, held, PREPAYMENT_PARAMETERS)).toBe(level)
  })

  test('never gets worse when more is held, and the top-up is the least that helps', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000_000 })
    const rank = { none: 0, yellow: 1, red: 2 }
    fc.assert(
      fc.property(fen, fen, fen, (needed, held, more) => {
        const level = (amount: number) => warningLevel(needed, amount, PREPAYMENT_PARAMETERS)
        expect(rank[level(held + more)]).toBeLessThanOrEqual(rank[level(held)])
        const least = topUpFen(needed, held, PREPAYMENT_PARAMETERS)
        if (least === 0) return
        expect(level(held + least)).not.toBe('red')
        expect(level(held + least - 1)).toBe('red')
      }),
      { numRuns: 500 },
    )
  })

  test('red opens the top-up, asked and received within limits (RULE-201)', async () => {
    await prepaid()
    const month = { month: '202603', toBeClearedFen: 1_700_000, signedOn: '2026-04-24' }
    const calm = { ...month, toBeClearedFen: 1_000_000 }
    await expect(requestTopUp(treasury, PAIR, calm, TWO)).rejects.toThrow(/not red/)
    const little = { ...month, amountFen: 1 }
    await expect(requestTopUp(treasury, PAIR, little, TWO)).rejects.toThrow(/leave usage red/)
    // Three working days after Friday the 24th end on Wednesday the 29th.
    clock.set('2026-04-29 23:59:59')
    const asked = await requestTopUp(treasury, PAIR, month, TWO)
    expect(asked).toMatchObject({ late: false, amountFen: 88_889 })
    expect(await receiveTopUp(treasury, asked.number, TWO)).toMatchObject({ late: false })
    expect(usageOf(treasury, PAIR, 1_700_000).level).toBe('yellow')
  })
})

describe('money of several areas at one place', () => {
  test("another's prepayment is used, and the claim is kept by area (RULE-203)", async () => {
    await prepaid()
    const use = { placeOfCare: '520100', lender: '210300', borrower: '120000', amountFen: 500_000 }
    await borrow(treasury, { ...use, id: 'U1' }, TWO)
    expect([heldFor(treasury, PAIR), claimOf(treasury, use)]).toEqual([1_300_000, 500_000])
    const more = { ...use, id: 'U2', amountFen: 1_300_001 }
    await expect(borrow(treasury, more, TWO)).rejects.toThrow(/holds 1300000/)
    await repay(treasury, { ...use, id: 'U1', amountFen: 200_000 }, TWO)
    expect([heldFor(treasury, PAIR), claimOf(treasury, use)]).toEqual([1_500_000, 300_000])
    const back = repay(treasury, { ...use, id: 'U3', amountFen: 300_001 }, TWO)
    await expect(back).rejects.toThrow(/only 300000/)
  })

  test('interest stays at the place of care (RULE-202)', async () => {
    await prepaid()
    const interest = { placeOfCare: '520100', year: '2026', amountFen: 1_234 }
    await bookInterest(treasury, interest, TWO)
    expect(prepaidBalance(store, 'interest-held/520100')).toBe(1_234)
    expect(heldFor(treasury, PAIR)).toBe(1_800_000)
  })

  test('it is a ledger apart from clearing (RULE-205)', async () => {
    await prepaid()
    expect(store.all('select * from clearing_posting')).toEqual([])
    const sum = 'select sum(amount_fen) as fen from prepayment_posting'
    expect(store.all(sum)).toEqual([{ fen: 0 }])
  })
})

describe('an empty fund', () => {
  test('delays the institution and warns; layers are kept apart (RULE-204, A4-14)', async () => {
    const basic = { id: 'C1', area: '210300', payer: '310100', amountFen: 1_000_000 }
    await collectLayer(treasury, basic, TWO)
    const cover = coverOf(treasury, '210300', { '610100': 9_000, '310100': 70_000 })
    expect(cover).toMatchObject([
      { payer: '310100', payment: 'on-time', missingFen: 0, warning: null },
      { payer: '610100', payment: 'delayed', missingFen: 9_000 },
    ])
    expect(coverFrom(9, 10, 'x').warning?.zh).toContain('待遇不变')
  })

  test('the report says who did not pay, and is what its schema says (RULE-197)', async () => {
    await prepaid()
    clock.set('2026-03-20 09:00:00')
    const needed = [{ ...PAIR, fen: 1_300_000 }, { ...OTHER, fen: 1 }]
    const report = prepaymentReport(treasury, '2026', needed)
    expect(report.pairs).toMatchObject([
      { insuredPlace: '120000', fixedFen: null, received: false, late: true, level: 'red' },
      { insuredPlace: '210300', fixedFen: 1_800_000, late: false, usageBp: 7_222, level: 'yellow' },
    ])
    expect(checkDocument('prepayment', report)).toEqual([])
    expect(checkDocument('prepayment', { ...report, year: 2026 })).not.toEqual([])
  })
})
