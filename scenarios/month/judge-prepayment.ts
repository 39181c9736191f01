/**
 * Judges the prepayment report: what is held and what is to be cleared are made anew from the
 * second book-keeper's rows, and usage is compared by multiplying, so that no cent is rounded away.
 */
import type { AuditRow } from '../auditor.ts'
import type { BookFinding } from './compare-books.ts'

/** The parts of a month's prepayment that are judged here. */
export interface PrepaymentJudged {
  /** yyyyMM */
  readonly month: string
  readonly basis: { readonly spanDays: number; readonly months: number }
  readonly report: {
    readonly pairs: readonly {
      readonly placeOfCare: string
      readonly insuredPlace: string
      readonly heldFen: number
      readonly toBeClearedFen: number
      readonly usageBp: number | null
      readonly level: string
    }[]
  }
}

/** Warning lines in parts of a hundred (RULE-198, RULE-199). */
const [YELLOW, RED] = [70n, 90n]

/** One line for each pair whose money, usage or level is not what its settlements make it. */
export function judgePrepayment(paper: PrepaymentJudged, rows: readonly AuditRow[]): BookFinding[] {
  const found: BookFinding[] = []
  const tell = (pair: string, field: string, expected: unknown, actual: unknown) =>
    found.push({
      check: 'month/prepayment', party: 'agencies', what: `${paper.month} ${pair}`, field,
      expected: String(expected), actual: String(actual),
    })
  const expected = expectedOf(paper, rows)
  const told = new Map(paper.report.pairs.map((one) => [nameOf(one), one]))
  for (const pair of [...new Set([...expected.keys(), ...told.keys()])].sort()) {
    const [should, is] = [expected.get(pair), told.get(pair)]
    if (should === undefined || is === undefined) {
      tell(pair, 'pair', should === undefined ? 'none' : 'one', is === undefined ? 'none' : 'one')
      continue
    }
    if (BigInt(is.heldFen) !== should.heldFen) tell(pair, 'heldFen', should.heldFen, is.heldFen)
    if (BigInt(is.toBeClearedFen) !== should.usedFen) {
      tell(pair, 'toBeClearedFen', should.usedFen, is.toBeClearedFen)
    }
    const level = levelOf(should)
    if (is.level !== level) tell(pair, 'level', level, is.level)
    if (!isUsage(is.usageBp, should)) {
      tell(pair, 'usageBp', `${should.usedFen} / ${should.heldFen}`, is.usageBp)
    }
  }
  return found
}

interface Money {
  readonly heldFen: bigint
  readonly usedFen: bigint
}

/** Pairs that have something to clear, from the rows alone. */
function expectedOf({ month, basis }: PrepaymentJudged, rows: readonly AuditRow[]) {
  const outside = rows.filter((row) =>
    row.day.slice(0, 7).replace('-', '') === month && row.placeOfCare !== row.insuredPlace)
  return new Map([...Map.groupBy(outside, nameOf)]
    .filter(([, own]) => own.some((row) => row.fundFen !== 0 || row.accountFen !== 0))
    .map(([pair, own]): [string, Money] => {
      const early = own.filter((row) => Number(row.day.slice(8)) <= 3 * basis.spanDays)
      // A third of three spans, times the months: half up to the fen, once.
      const sixfold = 2n * BigInt(basis.months) * sumOf(early) + 3n
      return [pair, { heldFen: sixfold / 6n, usedFen: sumOf(own) }]
    }))
}

function sumOf(rows: readonly AuditRow[]): bigint {
  return rows.reduce((sum, row) => sum + BigInt(row.fundFen + row.accountFen), 0n)
}

function levelOf({ heldFen, usedFen }: Money): string {
  if (usedFen <= 0n) return 'none'
  if (usedFen * 100n >= heldFen * RED) return 'red'
  return usedFen * 100n >= heldFen * YELLOW ? 'yellow' : 'none'
}

/** True when the told basis points are the whole ones below used ÷ held; null: nothing is held. */
function isUsage(told: number | null, { heldFen, usedFen }: Money): boolean {
  if (told === null || heldFen === 0n) return told === null && heldFen === 0n
  const scaled = (usedFen < 0n ? 0n : usedFen) * 10_000n
  return BigInt(told) * heldFen <= scaled && scaled < BigInt(told + 1) * heldFen
}

function nameOf({ placeOfCare, insuredPlace }: { placeOfCare: string; insuredPlace: string }) {
  return `${insuredPlace}-${placeOfCare}`
}
