/** The figures of a period: each with definition, its two numbers and what it is held against. */
import { divideHalfUp } from '../money.ts'
import type { Settled } from '../settled.ts'
import type { RelayEntry } from '../hub/relay-figures.ts'
import { avoidable } from './manual.ts'
import type { ManualEntry } from './manual.ts'
import type { FigureParameters } from './parameters.ts'
import { ratioOf, reaches } from './ratio.ts'
import type { Ratio } from './ratio.ts'
import { netCount, outOfArea } from './totals.ts'
import { WORDS } from './words.ts'
import type { FigureId } from './words.ts'

/** One figure. `value` is a share in basis points or, where `unit` says so, fen for one visit. */
export interface Figure {
  readonly id: FigureId
  readonly rule: string
  readonly titleZh: string
  readonly titleEn: string
  readonly definitionZh: string
  readonly definitionEn: string
  readonly numerator: number
  readonly denominator: number
  readonly unit: 'basis-points' | 'fen'
  /** Null where there is nothing to divide by. */
  readonly value: number | null
  /** A target that was met or missed, or a band that was left, which only warns. */
  readonly marks: readonly Mark[]
}

export interface Mark {
  readonly against: string
  readonly outcome: 'met' | 'missed' | 'inside' | 'warning' | 'information'
}

export interface Period {
  /** yyyy-MM-dd HH:mm:ss or yyyy-MM-dd; `to` is exclusive. */
  readonly from: string
  readonly to: string
}

const INPATIENT = '21'
/** Transactions that settle: outpatient, inpatient, pharmacy. */
const SETTLING: ReadonlySet<string> = new Set(['2207', '2304', '2102'])

/** Direct settlement rate with its targets (RULE-253). */
export function directRate(
  rows: readonly Settled[],
  manual: readonly ManualEntry[],
  { from, to }: Period,
  { couldHaveBeenDirect, directTargetsBp }: FigureParameters,
): Figure {
  const direct = netCount(outOfArea(rows))
  const byHand = avoidable(manual, from, to, couldHaveBeenDirect).length
  const ratio = ratioOf(direct, direct + byHand)
  const marks = ratio.bp === null ? [] : directTargetsBp.map((bp) => ({
    against: percent(bp),
    outcome: reaches(ratio, bp) ? 'met' as const : 'missed' as const,
  }))
  return share('direct-settlement-rate', ratio, marks)
}

/** Voucher rate (RULE-254). */
export function voucherRate(rows: readonly Settled[], { vouchers }: FigureParameters): Figure {
  const all = outOfArea(rows)
  const shown = all.filter(({ voucher }) => vouchers.includes(voucher))
  return share('voucher-rate', ratioOf(netCount(shown), netCount(all)), [])
}

/** The funds' share of in-scope inpatient fees; outside its band it warns (RULE-255). */
export function inScopeRatio(
  rows: readonly Settled[],
  group: 'employee' | 'resident',
  parameters: FigureParameters,
): Figure {
  const insutype = group === 'employee' ? '310' : '390'
  const stays = rows.filter((row) => row.clearingType === INPATIENT && row.insutype === insutype)
  const sum = (amount: (row: Settled) => number) =>
    stays.reduce((total, row) => total + amount(row), 0)
  const ratio = ratioOf(sum((row) => row.fundFen), sum((row) => row.inScopeFen))
  const [low, high] = group === 'employee'
    ? parameters.employeeBandBp
    : parameters.residentBandBp
  // What is left of the whole tells, without rounding, that the share is not above the band.
  const rest = { ...ratio, numerator: ratio.denominator - ratio.numerator }
  const inside = reaches(ratio, low) && reaches(rest, 10_000 - high)
  const marks = ratio.bp === null ? [] : [{
    against: `${percent(low)}–${percent(high)}`,
    outcome: inside ? 'inside' as const : 'warning' as const,
  }]
  return share(`in-scope-ratio-${group}`, ratio, marks)
}

/** What the funds took off a visit on average, half up to the fen; for comparison (RULE-257). */
export function averageRelief(
  rows: readonly Settled[],
  { nationalReliefFen }: FigureParameters,
): Figure {
  const all = outOfArea(rows)
  const numerator = all.reduce((total, { fundFen }) => total + fundFen, 0)
  const denominator = netCount(all)
  const value = denominator > 0 ? divideHalfUp(BigInt(numerator), BigInt(denominator)) : null
  const against = `${nationalReliefFen} fen`
  const marks = value === null ? [] : [{ against, outcome: 'information' as const }]
  return figure('average-relief', { numerator, denominator, unit: 'fen', value, marks })
}

/** Settlement messages that got through, of all but repeated ones (RULE-250). */
export function successRate(entries: readonly RelayEntry[]): Figure {
  const asked = entries.filter((one) => SETTLING.has(one.infno) && one.outcome !== 'repeated')
  const passed = asked.filter(({ outcome }) => outcome === 'passed').length
  return share('settlement-success-rate', ratioOf(passed, asked.length), [])
}

/** Institutions that are open for care from elsewhere, of all that the directory lists. */
export function directoryCoverage(counts: { readonly open: number; readonly listed: number }) {
  return share('directory-coverage', ratioOf(counts.open, counts.listed), [])
}

function share(id: FigureId, { numerator, denominator, bp }: Ratio, marks: readonly Mark[]) {
  return figure(id, { numerator, denominator, unit: 'basis-points', value: bp, marks })
}

function figure(
  id: FigureId,
  own: Pick<Figure, 'numerator' | 'denominator' | 'unit' | 'value' | 'marks'>,
): Figure {
  return { id, ...WORDS[id], ...own }
}

/** 8,000 as `80%`. */
function percent(bp: number): string {
  return `${bp / 100}%`
}
