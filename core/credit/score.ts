/**
 * Credit of an institution: six sub-scores, each a fixed number of points less what its events
 * take away (RULE-226). A pure function of the events and the table; `docs/audit.md` states it.
 */

/** 协议履行、基金绩效、基金监管、满意度评价、自律管理、社会信用 */
export type Aspect =
  | 'agreement' | 'performance' | 'supervision' | 'satisfaction' | 'self-discipline' | 'society'

export const ASPECTS: readonly Aspect[] = [
  'agreement', 'performance', 'supervision', 'satisfaction', 'self-discipline', 'society',
]

export interface CreditEvent {
  /** Made from what happened, so that the same thing counts once. */
  readonly id: string
  readonly institution: string
  /** yyyy-MM-dd */
  readonly day: string
  readonly aspect: Aspect
  /** A merit gives points back within its aspect, never above the aspect's own. */
  readonly nature: 'merit' | 'general' | 'serious' | 'grave'
  readonly circumstances: 'mitigated' | 'ordinary' | 'aggravated'
  /** Money concerned, 0 for none. */
  readonly amountFen: number
  readonly reason: { readonly zh: string; readonly en: string }
}

/** Numbers of the function, in hundredths of a point; local parameters without a source. */
export interface ScoreTable {
  /** Full marks by aspect; together 10,000. */
  readonly full: Readonly<Record<Aspect, number>>
  readonly byNature: Readonly<Record<CreditEvent['nature'], number>>
  /** Basis points. */
  readonly byCircumstances: Readonly<Record<CreditEvent['circumstances'], number>>
  /** Ascending; the last row whose amount is reached gives the factor in basis points. */
  readonly byAmount: readonly { readonly fromFen: number; readonly factorBp: number }[]
}

export const DEFAULT_SCORE_TABLE: ScoreTable = {
  full: {
    agreement: 3_000,
    performance: 1_500,
    supervision: 2_500,
    satisfaction: 1_000,
    'self-discipline': 1_000,
    society: 1_000,
  },
  byNature: { merit: -100, general: 100, serious: 300, grave: 800 },
  byCircumstances: { mitigated: 5_000, ordinary: 10_000, aggravated: 15_000 },
  byAmount: [
    { fromFen: 0, factorBp: 10_000 },
    { fromFen: 1_000_000, factorBp: 12_000 },
    { fromFen: 10_000_000, factorBp: 15_000 },
    { fromFen: 100_000_000, factorBp: 20_000 },
  ],
}

export interface Score {
  /** 0 to 10,000: hundredths of a point. */
  readonly total: number
  readonly aspects: Readonly<Record<Aspect, number>>
  /** What each event took (or, negative, gave), by event id, sorted. */
  readonly trace: readonly { readonly event: string; readonly points: number }[]
}

/** The score of one institution. Repeated events count once; their order does not matter. */
export function scoreOf(
  events: readonly CreditEvent[],
  table: ScoreTable = DEFAULT_SCORE_TABLE,
): Score {
  const once = [...new Map(events.map((event) => [event.id, event])).values()]
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
  const aspects = Object.fromEntries(
    ASPECTS.map((aspect) => {
      const taken = once
        .filter((event) => event.aspect === aspect)
        .reduce((sum, event) => sum + pointsOf(event, table), 0)
      return [aspect, Math.min(table.full[aspect], Math.max(0, table.full[aspect] - taken))]
    }),
  ) as Record<Aspect, number>
  return {
    total: ASPECTS.reduce((sum, aspect) => sum + aspects[aspect], 0),
    aspects,
    trace: once.map((event) => ({ event: event.id, points: pointsOf(event, table) })),
  }
}

/** Nature × circumstances × amount, rounded down to whole hundredths towards nothing. */
function pointsOf(event: CreditEvent, table: ScoreTable): number {
  const reached = table.byAmount.filter(({ fromFen }) => fromFen <= event.amountFen).at(-1)
  const factorBp = event.nature === 'merit' ? 10_000 : reached?.factorBp ?? 10_000
  const circumstancesBp = table.byCircumstances[event.circumstances]
  const points = table.byNature[event.nature] * circumstancesBp * factorBp
  return Math.trunc(points / 100_000_000)
}
