/** The key figures of a period as one document. */
import type { RelayEntry } from '../hub/relay-figures.ts'
import type { Settled } from '../settled.ts'
import type { Disease } from './disease.ts'
import type { ManualEntry } from './manual.ts'
import { outflowOf } from './outflow.ts'
import type { OutflowRow, OutflowShare } from './outflow.ts'
import { pairServices } from './pairs.ts'
import type { PairService } from './pairs.ts'
import { FIGURE_PARAMETERS } from './parameters.ts'
import type { FigureParameters } from './parameters.ts'
import {
  averageRelief,
  directoryCoverage,
  directRate,
  inScopeRatio,
  successRate,
  voucherRate,
} from './rates.ts'
import type { Figure, Period } from './rates.ts'
import { outOfArea, totalsOf } from './totals.ts'
import type { Totals } from './totals.ts'

/** What figures are made from; every list may come in any order. */
export interface FigureSources {
  /** Rows of the books in the period, local ones too. */
  readonly settled: readonly Settled[]
  readonly manual: readonly ManualEntry[]
  readonly relayed: readonly RelayEntry[]
  readonly directory: { readonly open: number; readonly listed: number }
  readonly diseaseOf: (row: Settled) => Disease
}

/** Schema `contracts/schemas/figures.schema.json`. */
export interface FigureReport extends Period {
  readonly schema: 'liantiao/figures/1'
  /** Of all care out of area. */
  readonly totals: Totals
  readonly figures: readonly Figure[]
  readonly pairs: readonly PairService[]
  readonly outflow: readonly OutflowRow[]
  readonly outflowShares: readonly OutflowShare[]
}

/** The figures of [from, to); the same sources in another order give the same document. */
export function figureReport(
  { from, to }: Period,
  sources: FigureSources,
  parameters: FigureParameters = FIGURE_PARAMETERS,
): FigureReport {
  const period = { from, to }
  const rows = sources.settled.filter(({ settledAt }) => settledAt >= from && settledAt < to)
  const outflow = outflowOf(rows, sources.diseaseOf, parameters)
  return {
    schema: 'liantiao/figures/1',
    ...period,
    totals: totalsOf(outOfArea(rows)),
    figures: [
      directRate(rows, sources.manual, period, parameters),
      voucherRate(rows, parameters),
      inScopeRatio(rows, 'employee', parameters),
      inScopeRatio(rows, 'resident', parameters),
      averageRelief(rows, parameters),
      successRate(sources.relayed),
      directoryCoverage(sources.directory),
    ],
    pairs: pairServices(sources.relayed),
    outflow: outflow.pairs,
    outflowShares: outflow.shares,
  }
}
