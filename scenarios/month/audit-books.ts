/** Judges the books of all parties against the second book-keeper's. */
import type { AuditRow } from '../auditor.ts'
import {
  accountsOf, compareAccumulators, compareBalances, comparePostings, compareRows,
} from './compare-books.ts'
import type { BookFinding, PartyBooks } from './compare-books.ts'
import type { SecondBooks } from './second-books.ts'

/** One line for each thing amiss, in the order of the parties; empty when all books are right. */
export function auditBooks(
  parties: readonly PartyBooks[],
  second: Pick<SecondBooks, 'rows' | 'usages'>,
): BookFinding[] {
  const rows = second.rows()
  const usages = second.usages()
  const undone = new Set(rows.map(({ undoes }) => undoes))
  const placeOf = new Map(rows.map((row) => [row.setl_id, row.insuredPlace]))
  const found = parties.flatMap((books) => {
    const mine = rows.filter((row) => concerns(books, row))
    const accounts = accountsOf(books.kind, mine)
    const amiss = compareRows(books, mine)
    // A hub posts by pairs of its own; what it owes is judged by its rows and by the clearing.
    if (books.kind !== 'hub') amiss.push(...comparePostings(books, accounts))
    if (books.kind === 'insured-place') {
      const area = books.party.slice('insured-'.length)
      const own = usages.filter(({ setlId }) => placeOf.get(setlId) === area)
      amiss.push(...compareAccumulators(books, own, undone))
    }
    return amiss
  })
  return [...found, ...compareBalances(rows, usages)]
}

/** Whose rows: the place of care has all, an insured place its own, a hub what passed it. */
function concerns({ party, kind }: PartyBooks, row: AuditRow): boolean {
  if (kind === 'place-of-care') return true
  if (kind === 'insured-place') return row.insuredPlace === party.slice('insured-'.length)
  if (row.insuredPlace === row.placeOfCare) return false
  const [insured, care] = [row.insuredPlace.slice(0, 2), row.placeOfCare.slice(0, 2)]
  return insured === care ? party === `hub-${care}` : party === 'hub-national'
}
