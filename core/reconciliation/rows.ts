/** Rows of anybody's books as reconciliation sees them: what is one event, and what is compared. */
import type { Settled } from '../settled.ts'
import type { PartyName, Sums } from './reconciliation.ts'

/** Rows by party; a party that is left out has none. */
export type RowsByParty = Partial<Readonly<Record<PartyName, readonly Settled[]>>>

/** Amounts that must agree to the fen; there is no tolerance (RULE-173). */
export const AMOUNTS = ['feeFen', 'inScopeFen', 'fundFen', 'accountFen', 'cashFen'] as const

/** What is not money and must agree as well: whose, where, which kind, by which message. */
export const MARKS = [
  'visitId', 'psnNo', 'institution', 'placeOfCare', 'insuredPlace', 'insutype', 'medType',
  'clearingType', 'msgid', 'infno',
] as const

/** The settlement that a row makes or undoes. */
export function orderOf(row: Settled): string {
  return row.reverses ?? row.setlId
}

/** One key at every party, although each gives its undoing rows ids of its own. */
export function eventOf(row: Settled): string {
  return row.reverses === null ? `forward:${row.setlId}` : `undo:${row.reverses}`
}

/** The day a row belongs to, by the time of settlement and no other (RULE-168). */
export function dayOf(row: Settled): string {
  return row.settledAt.slice(0, 10)
}

/** Funds as one text, `310100=12345`, in the order of their codes. */
export function fundsText(funds: Settled['funds']): string {
  let text = ''
  for (const code of Object.keys(funds).sort()) {
    if (funds[code] !== 0) text += `${text === '' ? '' : ','}${code}=${funds[code]}`
  }
  return text
}

/** Lines of rows that were asked for before: a day asks for each of its rows twice. */
const lines = new WeakMap<Settled, string>()

/** All that must be the same at every party, as one line. */
export function comparedLine(row: Settled): string {
  const known = lines.get(row)
  if (known !== undefined) return known
  let line = `${eventOf(row)}\t${row.kind}\t${dayOf(row)}`
  for (const name of MARKS) line += `\t${row[name]}`
  for (const name of AMOUNTS) line += `\t${row[name]}`
  line += `\t${fundsText(row.funds)}`
  lines.set(row, line)
  return line
}

/** Sums of rows in fen; settlements less undoing rows as `count`. */
export function sumsOf(rows: readonly Settled[]): Sums {
  const sums = { count: 0, feeFen: 0, inScopeFen: 0, fundFen: 0, accountFen: 0, cashFen: 0 }
  for (const row of rows) {
    sums.count += row.reverses === null ? 1 : -1
    for (const name of AMOUNTS) sums[name] += row[name]
  }
  return sums
}

/** Sums by payer's code, none with zero, in the order of the codes. */
export function fundSums(rows: readonly Settled[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { funds } of rows) {
    for (const code of Object.keys(funds)) {
      sums.set(code, (sums.get(code) ?? 0) + (funds[code] ?? 0))
    }
  }
  const paying = [...sums].filter(([, fen]) => fen !== 0)
  return Object.fromEntries(paying.toSorted(([left], [right]) => byText(left, right)))
}

/** The order of texts by their code units: the same on every machine. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Rows in the order of every file, whatever the order they came in. */
export function inOrder(rows: readonly Settled[]): Settled[] {
  const keyOf = (row: Settled) => `${eventOf(row)}\t${row.settledAt}\t${row.setlId}`
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }))
  return keyed.toSorted((left, right) => byText(left.key, right.key)).map(({ row }) => row)
}
