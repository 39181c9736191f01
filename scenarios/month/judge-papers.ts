/**
 * Judges what the agencies make of the books: reconciliation files, clearing sheets and orders, the
 * audit report. Every figure is made anew from the second book-keeper's rows.
 */
import type { AuditRow } from '../auditor.ts'
import type { BookFinding } from './compare-books.ts'

/** The parts of a reconciliation, a clearing and an audit report that are judged here. */
export interface ReconciliationPaper {
  readonly day: string
  readonly scope: string
  readonly result: '0' | '1'
  readonly differences: readonly unknown[]
  readonly files: readonly {
    readonly party: string
    readonly rows: number
    readonly totals: readonly (GroupSums & {
      readonly insutype: string
      readonly clearingType: string
      readonly placeOfCare: string
      readonly insuredPlace: string
      readonly funds: Readonly<Record<string, number>>
    })[]
  }[]
}

interface GroupSums {
  readonly count: number
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

interface PairLine {
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly insutype: string
  readonly payer: string
}

export interface ClearingPaper {
  /** yyyyMM */
  readonly month: string
  readonly sheets: readonly {
    readonly number: string
    readonly totalFen: number
    readonly lines: readonly (PairLine & {
      readonly settledFen: number
      readonly undoneFen: number
      readonly totalFen: number
    })[]
  }[]
  readonly orders: readonly {
    readonly number: string
    readonly sheet: string
    readonly group: string
    readonly direction: string
    readonly payableFen: number
    readonly lines: readonly (PairLine & {
      readonly amountFen: number
      readonly carriedFen: number
    })[]
  }[]
  readonly states: Readonly<Record<string, number>>
}

export interface AuditPaper {
  readonly scopes: readonly {
    readonly scope: string
    readonly settlements: number
    readonly audited: number
  }[]
  readonly parity: boolean
}

/** Days and scopes: files of all parties with exactly our totals, and no difference left. */
export function judgeReconciliations(
  papers: readonly ReconciliationPaper[],
  rows: readonly AuditRow[],
): BookFinding[] {
  const expected = new Map<string, Map<string, string>>()
  for (const [day, own] of Map.groupBy(rows, (row) => `${row.day} ${scopeOf(row)}`)) {
    expected.set(day, totalsOf(own))
  }
  const found: BookFinding[] = []
  const tell = finder('month/reconciliation', found)
  const seen = new Set<string>()
  for (const { day, scope, result, differences, files } of papers) {
    const key = `${day} ${scope}`
    seen.add(key)
    if (result !== '0' || differences.length > 0) {
      tell('agencies', key, 'differences', 'none', differences.length)
    }
    const want = expected.get(key) ?? new Map<string, string>()
    for (const { party, totals } of files) {
      const told = new Map(totals.map((one) => [
        groupKey(one.insutype, one.clearingType, one.placeOfCare, one.insuredPlace),
        sumsText(one, one.funds),
      ]))
      compareMaps(want, told, (group, is, should) =>
        tell(party, `${key} ${group}`, 'total', should, is))
    }
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) tell('agencies', key, 'file', 'a reconciliation', 'none')
  }
  return found
}

/** Sheets: each payer of each pair owes what the month's settlements less undoings come to. */
export function judgeSheets(paper: ClearingPaper, rows: readonly AuditRow[]): BookFinding[] {
  const expected = new Map<string, number>()
  for (const row of rows) {
    if (row.day.slice(0, 7).replace('-', '') !== paper.month) continue
    if (row.placeOfCare === row.insuredPlace) continue
    for (const [payer, fen] of payersOf(row)) add(expected, lineKey({ ...row, payer }), fen)
  }
  const told = new Map<string, number>()
  const found: BookFinding[] = []
  const tell = finder('month/clearing', found)
  for (const { number, lines, totalFen } of paper.sheets) {
    for (const line of lines) add(told, lineKey(line), line.settledFen + line.undoneFen)
    const sum = lines.reduce((all, line) => all + line.totalFen, 0)
    if (sum !== totalFen) tell('hub', number, 'totalFen', sum, totalFen)
  }
  compareMaps(expected, told, (key, is, should) =>
    tell('hub', `${paper.month} ${key}`, 'sheet', should, is))
  return found
}

/** Orders: together what the sheets say, each of one kind of fund, and paid to the last fen. */
export function judgeOrders(paper: ClearingPaper): BookFinding[] {
  const found: BookFinding[] = []
  const tell = finder('month/orders', found)
  const [sheets, orders] = [new Map<string, number>(), new Map<string, number>()]
  for (const { number, lines } of paper.sheets) {
    for (const line of lines) add(sheets, `${number} ${lineKey(line)}`, line.totalFen)
  }
  for (const { number, sheet, group, payableFen, direction, lines } of paper.orders) {
    for (const line of lines) {
      add(orders, `${sheet} ${lineKey(line)}`, line.amountFen)
      const own = fundGroup(line.payer)
      if (own !== group) tell('hub', number, 'payer', group, `${line.payer} of ${own}`)
    }
    const sum = lines.reduce((all, line) => all + line.amountFen + line.carriedFen, 0)
    if (sum !== payableFen) tell('hub', number, 'payableFen', sum, payableFen)
    const state = paper.states[number] ?? 0
    const moves = direction === 'pay' || direction === 'collect'
    if (moves && state !== PAID) tell('hub', number, 'state', PAID, state)
  }
  compareMaps(sheets, orders, (key, is, should) => tell('hub', key, 'orders', should, is))
  return found
}

/** Every settlement was audited, and everybody by the same rules. */
export function judgeAudit(paper: AuditPaper, rows: readonly AuditRow[]): BookFinding[] {
  const found: BookFinding[] = []
  const tell = finder('month/audit', found)
  const forward = rows.filter(({ kind }) => kind === 'forward')
  const counts = Map.groupBy(forward, (row) => scopeOf(row))
  for (const scope of ['local', 'intra-province', 'cross-province']) {
    const told = paper.scopes.find((one) => one.scope === scope)
    const count = counts.get(scope)?.length ?? 0
    for (const field of ['settlements', 'audited'] as const) {
      if (told?.[field] !== count) tell('agencies', scope, field, count, told?.[field])
    }
  }
  if (!paper.parity) tell('agencies', 'all scopes', 'rules', 'the same', 'different ones')
  return found
}

/** clr_stas of an order that is paid. */
const PAID = 60

/** Local, within the province, or across: by the first two digits of the pooling areas. */
export function scopeOf({ placeOfCare, insuredPlace }: AuditRow): string {
  if (placeOfCare === insuredPlace) return 'local'
  return placeOfCare.slice(0, 2) === insuredPlace.slice(0, 2) ? 'intra-province' : 'cross-province'
}

/** Employees, residents and medical aid are paid by orders of their own. */
function fundGroup(payer: string): string {
  if (payer.startsWith('61')) return 'medical-aid'
  return payer.startsWith('39') ? 'resident' : 'employee'
}

const ACCOUNT = '310200'

function payersOf(row: AuditRow): [string, number][] {
  return [...Object.entries(row.funds), [ACCOUNT, row.accountFen] as [string, number]]
}

function lineKey({ insuredPlace, placeOfCare, insutype, payer }: PairLine): string {
  return `${insuredPlace}-${placeOfCare} ${insutype} ${payer}`
}

function groupKey(...parts: readonly string[]): string {
  return parts.join(' ')
}

/** Totals of a day by insurance type, clearing type and pair, as texts that can be compared. */
function totalsOf(rows: readonly AuditRow[]): Map<string, string> {
  const groups = Map.groupBy(rows, (row) =>
    groupKey(row.insutype, row.clr_type, row.placeOfCare, row.insuredPlace))
  return new Map([...groups].map(([key, own]) => {
    const sum = (read: (row: AuditRow) => number) => own.reduce((all, row) => all + read(row), 0)
    const funds: Record<string, number> = {}
    for (const row of own) {
      for (const [fund, fen] of Object.entries(row.funds)) funds[fund] = (funds[fund] ?? 0) + fen
    }
    const sums = {
      count: sum(({ kind }) => (kind === 'forward' ? 1 : -1)),
      feeFen: sum((row) => row.medfeeFen),
      fundFen: sum((row) => row.fundFen),
      accountFen: sum((row) => row.accountFen),
      cashFen: sum((row) => row.cashFen),
    }
    return [key, sumsText(sums, funds)]
  }))
}

function sumsText(sums: GroupSums, funds: Readonly<Record<string, number>>): string {
  const { count, feeFen, fundFen, accountFen, cashFen } = sums
  const parts = Object.entries(funds)
    .filter(([, fen]) => fen !== 0)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([fund, fen]) => `${fund}=${fen}`)
  return [count, feeFen, fundFen, accountFen, cashFen, ...parts].join(' ')
}

function add(sums: Map<string, number>, key: string, fen: number): void {
  const sum = (sums.get(key) ?? 0) + fen
  if (sum === 0) sums.delete(key)
  else sums.set(key, sum)
}

function compareMaps(
  expected: ReadonlyMap<string, string | number>,
  told: ReadonlyMap<string, string | number>,
  tell: (key: string, is: string | number, should: string | number) => void,
): void {
  for (const key of [...new Set([...expected.keys(), ...told.keys()])].sort()) {
    const [should, is] = [expected.get(key) ?? 'none', told.get(key) ?? 'none']
    if (should !== is) tell(key, is, should)
  }
}

function finder(check: string, found: BookFinding[]) {
  return (party: string, what: string, field: string, expected: unknown, actual: unknown) => {
    const row = { check, party, what, field, expected: String(expected), actual: String(actual) }
    found.push(row)
  }
}
