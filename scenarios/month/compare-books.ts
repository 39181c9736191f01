/** Are the parties' books what the second book-keeper's are? One finding for each thing amiss. */
import type { AuditRow } from '../auditor.ts'
import type { Usage } from './second-books.ts'

export type PartyKind = 'place-of-care' | 'hub' | 'insured-place'

/** A settlement as it stands in a party's books; the names are the columns. Amounts in fen. */
export interface BookedRow {
  readonly setl_id: string
  readonly kind: 'forward' | 'refund' | 'reversal'
  readonly reverses: string | null
  readonly msgid: string
  readonly psn_no: string
  readonly fixmedins_code: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly clr_type: string
  readonly setl_time: string
  readonly medfee_fen: number
  readonly fund_fen: number
  readonly account_fen: number
  readonly cash_fen: number
}

/** Everything one party wrote down. */
export interface PartyBooks {
  readonly party: string
  readonly kind: PartyKind
  readonly rows: readonly BookedRow[]
  /** Sum of postings by settlement; 0 in sound books. */
  readonly unbalanced: readonly { readonly setl_id: string; readonly total: number }[]
  /** Sum of postings by account. */
  readonly accounts: ReadonlyMap<string, number>
  /** Sum of changes by `psn_no insutype year kind`; insured places only. */
  readonly accumulators: ReadonlyMap<string, number>
}

export interface BookFinding {
  readonly check: string
  readonly party: string
  /** Settlement, account or person that it is about. */
  readonly what: string
  readonly field: string
  readonly expected: string
  readonly actual: string
}

/** Columns compared with the second books, and what they should be. */
const COLUMNS: readonly (readonly [keyof BookedRow, (row: AuditRow) => string | number])[] = [
  ['psn_no', (row) => row.psn_no],
  ['fixmedins_code', (row) => row.institution],
  ['mdtrtarea_admvs', (row) => row.placeOfCare],
  ['insuplc_admdvs', (row) => row.insuredPlace],
  ['insutype', (row) => row.insutype],
  ['clr_type', (row) => row.clr_type],
  ['medfee_fen', (row) => row.medfeeFen],
  ['fund_fen', (row) => row.fundFen],
  ['account_fen', (row) => row.accountFen],
  ['cash_fen', (row) => row.cashFen],
]

/** Rows of one party against those it should have: none missing, none too many, none different. */
export function compareRows(books: PartyBooks, expected: readonly AuditRow[]): BookFinding[] {
  const { party } = books
  const wanted = new Map(expected.map((row) => [keyOf(row.kind, row.undoes || row.setl_id), row]))
  const found: BookFinding[] = []
  const seen = new Set<string>()
  const tell = (what: string, field: string, want: unknown, actual: unknown) =>
    found.push({
      check: 'month/rows', party, what, field, expected: String(want), actual: String(actual),
    })
  for (const row of books.rows) {
    const key = keyOf(row.kind, row.reverses ?? row.setl_id)
    const want = wanted.get(key)
    if (want === undefined || seen.has(key)) {
      tell(row.setl_id, 'row', 'no row', seen.has(key) ? 'a second one' : 'a row nobody spoke of')
      continue
    }
    seen.add(key)
    for (const [column, read] of COLUMNS) {
      if (row[column] !== read(want)) tell(row.setl_id, column, read(want), row[column])
    }
    const day = row.setl_time.slice(0, 10)
    if (day !== want.day) tell(row.setl_id, 'setl_time', want.day, day)
  }
  for (const [key, row] of wanted) {
    if (!seen.has(key)) tell(row.setl_id, 'row', `${row.kind} of ${row.msgid}`, 'no row')
  }
  return found
}

/** A refund and a reversal each have an id of their own at each party, but undo the same row. */
function keyOf(kind: AuditRow['kind'], setlId: string): string {
  return `${kind === 'forward' ? '+' : '-'}${setlId}`
}

/** Postings: each settlement adds up to nothing, each account to what was said. */
export function comparePostings(
  books: PartyBooks,
  expected: ReadonlyMap<string, number>,
): BookFinding[] {
  const { party, unbalanced, accounts } = books
  const tell = (what: string, field: string, want: number, actual: number): BookFinding => ({
    check: 'month/postings', party, what, field, expected: String(want), actual: String(actual),
  })
  const names = new Set([...expected.keys(), ...accounts.keys()])
  return [
    ...unbalanced.map(({ setl_id, total }) => tell(setl_id, 'postings', 0, total)),
    ...[...names].sort().flatMap((name) => {
      const [want, actual] = [expected.get(name) ?? 0, accounts.get(name) ?? 0]
      return want === actual ? [] : [tell(name, 'account', want, actual)]
    }),
  ]
}

/** What the accounts of a party should come to, by the chart of accounts. */
export function accountsOf(kind: PartyKind, rows: readonly AuditRow[]): Map<string, number> {
  const accounts = new Map<string, number>()
  const add = (account: string, fen: number) => {
    if (fen !== 0) accounts.set(account, (accounts.get(account) ?? 0) + fen)
  }
  for (const row of rows) {
    const owedFen = row.fundFen + row.accountFen
    if (kind === 'place-of-care') {
      add(`institution:${row.institution}`, row.medfeeFen)
      add(`insured:${row.insuredPlace}`, -owedFen)
      add(`cash:${row.institution}`, -row.cashFen)
    } else if (kind === 'insured-place') {
      for (const [fund, fen] of Object.entries(row.funds)) add(`fund:${fund}`, -fen)
      add(`personal-account:${row.psn_no}`, -row.accountFen)
      add(`place-of-care:${row.placeOfCare}`, owedFen)
    }
  }
  return accounts
}

/** Accumulators of one insured place against what its settlements told, undone ones left out. */
export function compareAccumulators(
  books: PartyBooks,
  usages: readonly Usage[],
  undone: ReadonlySet<string>,
): BookFinding[] {
  const expected = new Map<string, number>()
  for (const { setlId, psnNo, insutype, year, used } of usages) {
    if (undone.has(setlId)) continue
    for (const [kind, amount] of Object.entries(used)) {
      if (amount === 0) continue
      const key = `${psnNo} ${insutype} ${year} ${kind}`
      expected.set(key, (expected.get(key) ?? 0) + amount)
    }
  }
  const kinds = new Set(usages.flatMap(({ used }) => Object.keys(used)))
  const told = [...books.accumulators].filter(([key]) => kinds.has(key.split(' ')[3] ?? ''))
  const actual = new Map(told)
  return [...new Set([...expected.keys(), ...actual.keys()])].sort().flatMap((key) => {
    const [want, is] = [expected.get(key) ?? 0, actual.get(key) ?? 0]
    if (want === is) return []
    const check = 'month/accumulators'
    const { party } = books
    return [{ check, party, what: key, field: 'sum', expected: `${want}`, actual: `${is}` }]
  })
}

/**
 * Balances of personal accounts, as every answer told them: each is the one before, less what the
 * account paid and plus what was given back, and none is negative.
 */
export function compareBalances(
  rows: readonly AuditRow[],
  usages: readonly Usage[],
): BookFinding[] {
  const told = new Map(usages.map((usage) => [usage.setlId, usage.balanceFen]))
  const balances = new Map<string, number>()
  const found: BookFinding[] = []
  for (const row of rows) {
    const before = balances.get(row.psn_no)
    const after = row.kind === 'forward' ? told.get(row.setl_id) : undefined
    const expected = before === undefined ? undefined : before - row.accountFen
    const balance = after ?? expected
    if (balance === undefined) continue
    balances.set(row.psn_no, balance)
    if (balance >= 0 && (expected === undefined || expected === balance)) continue
    found.push({
      check: 'month/balances', party: 'insured-place', what: `${row.psn_no} ${row.setl_id}`,
      field: 'balc', expected: String(expected ?? 'at least 0'), actual: String(balance),
    })
  }
  return found
}
