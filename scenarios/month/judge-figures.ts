/** Judges what is reported: daily reports and key figures, counted a second way. */
import type { AuditRow } from '../auditor.ts'
import type { BookFinding } from './compare-books.ts'

interface Totals {
  readonly settlements: number
  readonly undone: number
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** The parts of the reports that are judged here. */
export interface ReportsJudged {
  readonly daily: readonly {
    readonly day: string
    readonly total: Totals
    readonly pairs: readonly (Totals & {
      readonly insuredPlace: string
      readonly placeOfCare: string
    })[]
  }[]
  readonly figures: {
    readonly from: string
    readonly to: string
    readonly totals: Totals
    readonly figures: readonly {
      readonly id: string
      readonly numerator: number
      readonly denominator: number
    }[]
    readonly outflow: readonly Totals[]
  }
}

/** One line for each figure that is not what the messages make it. */
export function judgeFigures(
  { daily, figures }: ReportsJudged,
  rows: readonly AuditRow[],
): BookFinding[] {
  const found: BookFinding[] = []
  const compare = (what: string, told: Totals | undefined, own: readonly AuditRow[]) => {
    for (const [field, expected] of Object.entries(totalsOf(own))) {
      const actual = told?.[field as keyof Totals]
      if (expected !== actual) tell(what, field, expected, actual)
    }
  }
  const tell = (what: string, field: string, expected: unknown, actual: unknown) =>
    found.push({
      check: 'month/figures', party: 'agencies', what, field,
      expected: String(expected), actual: String(actual),
    })
  const outside = rows.filter(({ placeOfCare, insuredPlace }) => placeOfCare !== insuredPlace)
  const days = Map.groupBy(outside, ({ day }) => day)
  const reported = new Map(daily.map((report) => [report.day, report]))
  for (const day of [...new Set([...days.keys(), ...reported.keys()])].sort()) {
    const own = days.get(day) ?? []
    compare(day, reported.get(day)?.total, own)
    const pairs = Map.groupBy(own, (row) => `${row.insuredPlace}-${row.placeOfCare}`)
    for (const [pair, some] of pairs) {
      const told = reported.get(day)?.pairs
        .find((one) => `${one.insuredPlace}-${one.placeOfCare}` === pair)
      compare(`${day} ${pair}`, told, some)
    }
  }
  const period = outside.filter(({ day }) => day >= figures.from && day < figures.to)
  compare('figures', figures.totals, period)
  compare('outflow', added(figures.outflow), period)
  // Nobody claims by hand in a simulated month: every settlement was direct.
  const net = netOf(period)
  const direct = figures.figures.find(({ id }) => id === 'direct-settlement-rate')
  for (const part of ['numerator', 'denominator'] as const) {
    if (direct?.[part] !== net) tell('direct-settlement-rate', part, net, direct?.[part])
  }
  return found
}

function netOf(rows: readonly AuditRow[]): number {
  return rows.reduce((sum, { kind }) => sum + (kind === 'forward' ? 1 : -1), 0)
}

function totalsOf(rows: readonly AuditRow[]): Totals {
  const sum = (read: (row: AuditRow) => number) => rows.reduce((all, row) => all + read(row), 0)
  return {
    settlements: sum(({ kind }) => (kind === 'forward' ? 1 : 0)),
    undone: sum(({ kind }) => (kind === 'forward' ? 0 : 1)),
    feeFen: sum((row) => row.medfeeFen),
    fundFen: sum((row) => row.fundFen),
    accountFen: sum((row) => row.accountFen),
    cashFen: sum((row) => row.cashFen),
  }
}

function added(all: readonly Totals[]): Totals {
  const sum = (field: keyof Totals) => all.reduce((total, one) => total + one[field], 0)
  return {
    settlements: sum('settlements'),
    undone: sum('undone'),
    feeFen: sum('feeFen'),
    fundFen: sum('fundFen'),
    accountFen: sum('accountFen'),
    cashFen: sum('cashFen'),
  }
}
