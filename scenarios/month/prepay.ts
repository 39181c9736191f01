/** Prepayment in the simulated month: fixed from the month's own figures, then used by it. */
import type { MonthClearing } from '../../core/clearing/month.ts'
import type { VirtualClock } from '../../core/clock.ts'
import { addDays } from '../../core/days.ts'
import { fixYearly, receiveYearly } from '../../core/prepayment/accounts.ts'
import { treasuryOf } from '../../core/prepayment/ledger.ts'
import type { PrepaidPair } from '../../core/prepayment/ledger.ts'
import { prepaymentReport } from '../../core/prepayment/report.ts'
import type { PrepaymentReport } from '../../core/prepayment/report.ts'
import { settledBetween } from '../../core/settled.ts'
import type { Store } from '../../core/store/store.ts'

/**
 * A simulated month has no fourth quarter before it, so its own first days stand for one: three
 * spans of so many days are the three months, and the yearly amount is so many of their average.
 * Both numbers are choices of the simulation, and nobody's law.
 */
export interface PrepaymentBasis {
  readonly spanDays: number
  readonly months: number
}

/** Around three quarters of what is held are used, some pairs more and some less. */
export const PREPAYMENT_BASIS: PrepaymentBasis = { spanDays: 7, months: 6 }

/** The report, and what the yearly amounts were made from. */
export interface PrepaymentPaper {
  /** yyyyMM of the fees that are to be cleared. */
  readonly month: string
  readonly basis: PrepaymentBasis
  readonly report: PrepaymentReport
}

const TWO_PERSONS = { operator: '预付甲', approver: '预付乙' }
/** The year's figures are only known when its month is over. */
const YEAR_END = '12-31'

/** Fixes and receives the yearly amounts, and reports on them once the month has its sheets. */
export function openPrepayment(store: Store, clock: VirtualClock, basis: PrepaymentBasis) {
  const dates = { fixedBy: YEAR_END, paidBy: YEAR_END }
  const treasury = treasuryOf(store, clock, { ...dates, months: basis.months })
  return {
    /** @param month yyyy-MM */
    async fix(month: string): Promise<void> {
      const [year = ''] = month.split('-')
      for (const { quarterFen, ...pair } of quartersOf(store, month, basis)) {
        await fixYearly(treasury, pair, year, quarterFen, TWO_PERSONS)
        await receiveYearly(treasury, pair, year, TWO_PERSONS)
      }
    },
    report({ month, sheets }: MonthClearing): PrepaymentPaper {
      const report = prepaymentReport(treasury, month.slice(0, 4), toBeCleared(sheets))
      return { month, basis, report }
    },
  }
}

type Quarter = PrepaidPair & { readonly quarterFen: readonly [number, number, number] }

function quartersOf(store: Store, month: string, { spanDays }: PrepaymentBasis): Quarter[] {
  const first = `${month}-01`
  const from = (span: number) => addDays(first, span * spanDays)
  const sums = new Map<string, [number, number, number]>()
  for (const span of [0, 1, 2] as const) {
    for (const row of settledBetween(store, from(span), from(span + 1))) {
      if (row.placeOfCare === row.insuredPlace) continue
      const key = keyOf(row)
      const sum = sums.get(key) ?? [0, 0, 0]
      sum[span] += row.fundFen + row.accountFen
      sums.set(key, sum)
    }
  }
  return [...sums].toSorted(byKey).map(([key, quarterFen]) => ({ ...pairOf(key), quarterFen }))
}

function toBeCleared(sheets: MonthClearing['sheets']): (PrepaidPair & { fen: number })[] {
  const sums = new Map<string, number>()
  for (const line of sheets.flatMap(({ lines }) => lines)) {
    sums.set(keyOf(line), (sums.get(keyOf(line)) ?? 0) + line.totalFen)
  }
  return [...sums].toSorted(byKey).map(([key, fen]) => ({ ...pairOf(key), fen }))
}

function keyOf({ placeOfCare, insuredPlace }: PrepaidPair): string {
  return `${placeOfCare}/${insuredPlace}`
}

function pairOf(key: string): PrepaidPair {
  const [placeOfCare = '', insuredPlace = ''] = key.split('/')
  return { placeOfCare, insuredPlace }
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1
}
