/** What a money identity is: a named sum that every right message keeps (E1 to E19). */
import { amountFen } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'

/** What the identities speak of; rows are wire rows, as they stand in messages. */
export interface Subjects {
  /** `setlinfo` and `setldetail` of one answer; the flag is the request's, '' if unknown. */
  readonly settlement: {
    readonly info: Row
    readonly details: readonly Row[]
    readonly acctUsedFlag?: string
  }
  /** Fee lines as they were sent. */
  readonly lines: { readonly lines: readonly Row[] }
  /** Fee lines as the platform split them. */
  readonly split: { readonly lines: readonly Row[] }
  /** Lines of a batch or visit, and the message or answer that has their total. */
  readonly batch: { readonly lines: readonly Row[]; readonly total: Row }
  /** `data` of a settlement and `setlinfo` of its pre-settlement; the split lines when known. */
  readonly echo: { readonly sent: Row; readonly trial: Row; readonly lines?: readonly Row[] }
  /** Both `setlinfo`; the message id is the refund's own, '' if unknown. */
  readonly refund: { readonly refund: Row; readonly original: Row; readonly msgid?: string }
  /** The balance known before, and `setlinfo` of the next settlement from that own account. */
  readonly account: { readonly before: Row; readonly settled: Row }
  /** `data` of 3203. */
  readonly claim: { readonly claim: Row }
  /** `data` of 3201 and the `setlinfo` rows it is about; refunds have negative amounts. */
  readonly statement: { readonly sent: Row; readonly settlements: readonly Row[] }
  /** One line of a statistical report, with `own_share`. */
  readonly report: { readonly line: Row }
}

/** A sum that does not hold. Amounts are integer fen; what is no amount is text. */
export interface Breach {
  /** JSON pointer from the subject's newest row, or from its list of lines. */
  readonly pointer: string
  readonly expected: number | string
  readonly actual: number | string
}

export interface Weighing {
  /** How many sums could be compared; what is missing or no number cannot. */
  readonly looked: number
  readonly breaches: readonly Breach[]
  /** Which of two accepted practices was seen, when both occur and can be told apart. */
  readonly practice?: string
}

export interface Identity<Kind extends keyof Subjects = keyof Subjects> {
  /** E1 to E19. */
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  /** Requirement row that a breach breaks. */
  readonly requirement: string
  /** True when no source says it outright: a breach is then a warning. */
  readonly inferred: boolean
  readonly appliesTo: Kind
  readonly check: (subject: Subjects[Kind]) => Weighing
}

/** Integer fen of one amount on the wire; null when it is missing or no amount. */
export function fenAt(row: Row, field: string): number | null {
  return amountFen(row[field])
}

/** Sum of several amounts; null as soon as one is missing. */
export function sumAt(row: Row, fields: readonly string[]): number | null {
  return addUp(fields.map((field) => fenAt(row, field)))
}

/** Sum of fen; null as soon as one is null. */
export function addUp(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  )
}

/** One comparison; a side that is null cannot be compared. */
export function compare(
  pointer: string,
  actual: number | null,
  expected: number | null,
  tolerance = 0,
): Weighing {
  if (actual === null || expected === null) return { looked: 0, breaches: [] }
  const holds = Math.abs(actual - expected) <= tolerance
  return { looked: 1, breaches: holds ? [] : [{ pointer, expected, actual }] }
}

/** Several comparisons as one. */
export function together(parts: readonly Weighing[]): Weighing {
  return {
    looked: parts.reduce((sum, { looked }) => sum + looked, 0),
    breaches: parts.flatMap(({ breaches }) => breaches),
  }
}
