/**
 * Divides a stay by days: at the turn of the year where the pack splits it, and on the day of a
 * late filing where that only helps from then on (RULE-044, RULE-108). Each sum is the average
 * cost of a day × days, cumulated, so that the last part is what is left.
 */
import { beijingTime, epochOf } from '../clock.ts'
import { divideHalfUp } from '../money.ts'
import type { Switches } from '../policy/policy-pack.ts'
import type { CareCategory, Claim, FeeSums } from './claim.ts'

/** A run of days of one year and one category. */
export interface Division {
  readonly year: string
  readonly from: string
  readonly days: number
  /** Days of the whole stay. */
  readonly ofDays: number
  readonly category: CareCategory
  readonly fees: FeeSums
  readonly lines: readonly FeeSums[] | undefined
}

const DAY = 86_400_000

/** The parts of a claim in the order of time; one where nothing divides it. */
export function divide(claim: Claim, switches: Switches): readonly Division[] {
  const { stay } = claim
  const year = claim.settledOn.slice(0, 4)
  const late = switches.lateFiling === 'from-filing-day' ? stay?.lateFiling : undefined
  if (stay === undefined || (switches.crossYear === 'at-discharge' && late === undefined)) {
    const { category, fees, lines } = claim
    return [{ year, from: '', days: 0, ofDays: 0, category, fees, lines }]
  }
  const shift = switches.dayCount === 'admission-day' ? 0 : 1
  const first = numberOf(stay.admittedOn) + shift
  // A stay of one day has that day, whichever end is counted.
  const end = Math.max(first + 1, numberOf(stay.dischargedOn) + shift)
  const filed = late === undefined ? first : numberOf(late.filedOn)
  const starts = new Set([first])
  if (filed > first && filed < end) starts.add(filed)
  if (switches.crossYear === 'by-days') {
    for (const day of turnsOfYear(first, end)) starts.add(day)
  }
  const cuts = Array.from(starts).sort((one, other) => one - other)
  const ends = cuts.map((_, index) => (cuts[index + 1] ?? end) - first)
  const sums = allocated(claim.fees, ends)
  const lines = claim.lines?.map((line) => allocated(line, ends))
  return cuts.map((day, index) => {
    const own = lines?.map((line) => line[index] ?? NO_FEES)
    return {
      year: switches.crossYear === 'by-days' ? dayOf(day).slice(0, 4) : year,
      from: dayOf(day),
      days: (ends[index] ?? 0) - (ends[index - 1] ?? 0),
      ofDays: end - first,
      category: late !== undefined && day < filed ? late.before : claim.category,
      // Divided lines make up their part exactly, which the divided sums need not.
      fees: own === undefined ? (sums[index] ?? NO_FEES) : sumOf(own),
      lines: own,
    }
  })
}

/** Four sums over the parts; `ends` are days from the first to the end of each part. */
function allocated(fees: FeeSums, ends: readonly number[]): FeeSums[] {
  const own = ofSum(fees.ownFen, ends)
  const overLimit = ofSum(fees.overLimitFen, ends)
  const payFirst = ofSum(fees.payFirstFen, ends)
  const inScope = ofSum(fees.inScopeFen, ends)
  return ends.map((_, index) => ({
    ownFen: own[index] ?? 0,
    overLimitFen: overLimit[index] ?? 0,
    payFirstFen: payFirst[index] ?? 0,
    inScopeFen: inScope[index] ?? 0,
  }))
}

function ofSum(fen: number, ends: readonly number[]): number[] {
  const days = BigInt(ends.at(-1) ?? 1)
  const upTo = ends.map((end) => divideHalfUp(BigInt(fen) * BigInt(end), days))
  return upTo.map((amount, index) => amount - (upTo[index - 1] ?? 0))
}

const NO_FEES: FeeSums = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }

/** Adds fee sums up. */
export function sumOf(lines: readonly FeeSums[]): FeeSums {
  const sum = { ...NO_FEES }
  for (const line of lines) {
    sum.ownFen += line.ownFen
    sum.overLimitFen += line.overLimitFen
    sum.payFirstFen += line.payFirstFen
    sum.inScopeFen += line.inScopeFen
  }
  return sum
}

/** Days since the epoch, so that a day is one number. */
function numberOf(day: string): number {
  return Math.round((epochOf(day) - EPOCH) / DAY)
}

const EPOCH = epochOf('1970-01-01')

/** New Year's days after the first day and before the end. */
function turnsOfYear(first: number, end: number): number[] {
  const [from, to] = [Number(dayOf(first).slice(0, 4)), Number(dayOf(end - 1).slice(0, 4))]
  return Array.from({ length: to - from }, (_, index) => numberOf(`${from + index + 1}-01-01`))
}

function dayOf(number: number): string {
  return beijingTime(EPOCH + number * DAY).slice(0, 10)
}
