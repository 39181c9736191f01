/** What agencies report of a month: each day's care elsewhere, and the key figures of all of it. */
import { dailyReport } from '../../core/collaboration/daily-report.ts'
import type { DailyReport } from '../../core/collaboration/daily-report.ts'
import { addDays } from '../../core/days.ts'
import { directoryCounts } from '../../core/figures/coverage.ts'
import { diseaseOf } from '../../core/figures/disease.ts'
import { figureReport } from '../../core/figures/report.ts'
import type { FigureReport } from '../../core/figures/report.ts'
import { relayedBetween } from '../../core/hub/relay-figures.ts'
import { settledBetween } from '../../core/settled.ts'
import type { Books } from '../../simulators/world/country.ts'

export interface MonthReports {
  readonly daily: readonly DailyReport[]
  readonly figures: FigureReport
}

/** Reports of [from, to), days yyyy-MM-dd, from the hubs' books and logs and the platform's. */
export function monthReports({ placeOfCare, hubs }: Books, from: string, to: string): MonthReports {
  const daily: DailyReport[] = []
  for (let day = from; day < to; day = addDays(day, 1)) {
    daily.push(dailyReport(placeOfCare, day, hubs))
  }
  const figures = figureReport({ from, to }, {
    settled: settledBetween(placeOfCare, from, to),
    manual: [],
    relayed: hubs.flatMap((hub) => relayedBetween(hub, from, to)),
    directory: directoryCounts(placeOfCare, from),
    diseaseOf: (row) => diseaseOf(placeOfCare, row),
  })
  return { daily, figures }
}
