/** A month through all parties, with its back office, judged; `liantiao simulate` prints it. */
import { allSettlements } from '../../core/books.ts'
import { sha256 } from '../../core/ids.ts'
import type { Store } from '../../core/store/store.ts'
import type { Country } from '../../simulators/world/country.ts'
import { openBackOffice } from './back-office.ts'
import type { BackOffice, MonthPapers } from './back-office.ts'
import type { MonthPlan } from './business.ts'
import type { BookFinding } from './compare-books.ts'
import { judgeMonth } from './judge-month.ts'
import { playMonth } from './play.ts'
import { readBooks } from './read-books.ts'
import { openSecondBooks } from './second-books.ts'
import { validated } from './validated.ts'

/** What a simulated month came to; schema `contracts/schemas/simulation.schema.json`. */
export interface Simulation {
  readonly schema: 'liantiao/simulation/1'
  readonly seed: number
  /** yyyy-MM */
  readonly month: string
  readonly journeys: number
  readonly messages: number
  readonly settlements: number
  /** Refunds and reversals. */
  readonly undoings: number
  /** Fees settled and not undone. */
  readonly settledFen: number
  /** Findings of the auditor, over all books and papers. */
  readonly differences: number
  /** Messages, requests and answers, that break their contract. */
  readonly violations: number
  readonly parties: number
  readonly reconciliations: { readonly files: number; readonly unequal: number }
  readonly clearing: readonly {
    readonly month: string
    readonly sheets: number
    readonly orders: number
    /** What the orders come to, negative ones below zero. */
    readonly payableFen: number
  }[]
  readonly audited: number
  /** Over the settlement rows of all parties. */
  readonly digest: string
  readonly findings: readonly BookFinding[]
}

export interface SimulateOptions {
  /** Opens the database of a party. */
  readonly bookFor: (party: string) => Store
  readonly onDay?: (day: string, journeys: number) => void
}

/** Findings that a record carries; the rest is counted in `differences`. */
const MOST_FINDINGS = 1000

/** Plays and judges a month. The same plan gives the same record. */
export async function simulateMonth(
  plan: MonthPlan,
  { bookFor, onDay }: SimulateOptions,
): Promise<Simulation> {
  const second = openSecondBooks()
  const contracts = validated()
  let office: BackOffice | undefined
  const played = await playMonth(plan, {
    said(message) {
      second.said(message)
      contracts.said(message)
    },
    async dayEnded(day, country, clock, journeys) {
      office ??= openBackOffice(country, clock, plan.month)
      await office.endDay(day)
      onDay?.(day, journeys)
    },
  }, bookFor)
  const { country } = played
  try {
    if (office === undefined) throw new RangeError(`${plan.month} has no day`)
    const papers = await office.endMonth()
    const parties = [...country.stores].map(([name, store]) => readBooks(name, store))
    const findings = judgeMonth(parties, papers, second)
    const rows = second.rows()
    const forward = rows.filter(({ kind }) => kind === 'forward')
    return {
      schema: 'liantiao/simulation/1',
      seed: plan.seed,
      month: plan.month,
      journeys: played.visits,
      messages: played.messages,
      settlements: forward.length,
      undoings: rows.length - forward.length,
      settledFen: rows.reduce((sum, { medfeeFen }) => sum + medfeeFen, 0),
      differences: findings.length,
      violations: contracts.violations(),
      parties: parties.length,
      ...summaryOf(papers),
      digest: digestOf(country),
      findings: findings.slice(0, MOST_FINDINGS),
    }
  } finally {
    country.close()
  }
}

function summaryOf({ reconciliations, clearings, audit }: MonthPapers) {
  return {
    reconciliations: {
      files: reconciliations.length,
      unequal: reconciliations.filter(({ result }) => result !== '0').length,
    },
    clearing: clearings.map(({ month, sheets, orders }) => ({
      month,
      sheets: sheets.length,
      orders: orders.length,
      payableFen: orders.reduce((sum, { payableFen }) => sum + payableFen, 0),
    })),
    audited: audit.scopes.reduce((sum, { audited }) => sum + audited, 0),
  }
}

/** One digest for all books: rows in the order of party and id, without the answers as sent. */
function digestOf({ stores }: Country): string {
  const parts = [...stores].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return sha256(parts.map(([name, store]) => {
    const rows = allSettlements(store).map((row) => JSON.stringify({ ...row, body: '' }))
    return `${name} ${sha256(rows.join('\n'))}`
  }).join('\n'))
}
