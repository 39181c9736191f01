/** The periodic circular (通报): provinces side by side, ranked by what they are held to. */
import { avoidable } from '../figures/manual.ts'
import type { ManualEntry } from '../figures/manual.ts'
import { FIGURE_PARAMETERS } from '../figures/parameters.ts'
import type { FigureParameters } from '../figures/parameters.ts'
import { ranksOf, ratioOf } from '../figures/ratio.ts'
import type { Ratio } from '../figures/ratio.ts'
import { outOfArea } from '../figures/totals.ts'
import { provinceOf } from '../hub/scope.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { issueFigures } from './issues.ts'
import { provinceTotals } from './provinces.ts'
import type { ProvinceTotals } from './provinces.ts'
import { answeredInTime, ticketCounts, ticketsAt } from './ticket-counts.ts'
import type { TicketCount } from './ticket-counts.ts'

export interface RankedProvince extends ProvinceTotals {
  /** Of its insured: settled directly out of area, of those and avoidable claims by hand. */
  readonly direct: Ratio
  /** Answers in time, of answers given or overdue. */
  readonly answers: Ratio
  /** From 1; null where there is nothing to rank. Equal shares have one rank. */
  readonly directRank: number | null
  readonly answerRank: number | null
}

/** Schema `contracts/schemas/collaboration.schema.json`. */
export interface Circular {
  readonly schema: 'liantiao/collaboration/1'
  readonly report: 'circular'
  readonly title: string
  readonly from: string
  readonly to: string
  readonly provinces: readonly RankedProvince[]
  readonly tickets: readonly TicketCount[]
  /** Issue list by class; empty when no list is named. */
  readonly issues: ReturnType<typeof issueFigures>
}

export interface CircularInput {
  /** yyyy-MM-dd HH:mm:ss or yyyy-MM-dd; `to` is exclusive. */
  readonly from: string
  readonly to: string
  readonly manual: readonly ManualEntry[]
  /** Whose settlements are reported; the desk's own when left out. */
  readonly books?: readonly Store[]
  /** The issue list that is reported with it. */
  readonly issueList?: string
  readonly parameters?: FigureParameters
}

/** The circular of [from, to), from the books and the tickets of that time (RULE-215). */
export function circularOf(store: Store, input: CircularInput): Circular {
  const { from, to, manual, books = [store], parameters = FIGURE_PARAMETERS } = input
  const rows = books.flatMap((one) => outOfArea(settledBetween(one, from, to)))
  const tickets = ticketsAt(store, to)
  const byHand = avoidable(manual, from, to, parameters.couldHaveBeenDirect)
  const named = [
    ...byHand.map(({ insuredPlace }) => provinceOf(insuredPlace)),
    ...tickets.map(({ asked }) => provinceOf(asked)),
  ]
  const provinces = provinceTotals(rows, named).map((one) => {
    const net = [one.outbound, one.within].reduce((sum, t) => sum + t.settlements - t.undone, 0)
    const missed = byHand.filter((claim) => provinceOf(claim.insuredPlace) === one.province).length
    const direct = ratioOf(net, net + missed)
    return { ...one, direct, answers: answeredInTime(tickets, one.province, { from, to }) }
  })
  const directRanks = ranksOf(provinces.map(({ direct }) => direct))
  const answerRanks = ranksOf(provinces.map(({ answers }) => answers))
  return {
    schema: 'liantiao/collaboration/1',
    report: 'circular',
    title: '异地就医直接结算情况通报',
    from,
    to,
    provinces: provinces.map((one, at) => ({
      ...one,
      directRank: directRanks[at] ?? null,
      answerRank: answerRanks[at] ?? null,
    })),
    tickets: ticketCounts(tickets, from, to),
    issues: input.issueList === undefined ? [] : issueFigures(store, input.issueList),
  }
}
