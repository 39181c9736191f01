/**
 * The second book-keeper: makes the books of every institution anew from what was said on the wire
 * alone. What the platform accepted counts even when its answer was lost, because it was booked.
 */
import { poolingAreaOf } from '../contracts/areas.ts'
import { baseOf, kindOf } from './checks/kinds.ts'
import { amountFen, isRecord, rowsOf, textOf } from './checks/read.ts'
import type { Row } from './checks/read.ts'
import type { BookRow, Heard } from './evidence.ts'
import { oppositeFen } from '../core/money.ts'

/** One row; undoing rows are negative. Amounts in fen. */
export interface AuditRow extends BookRow {
  readonly institution: string
  /** Pooling areas, as the envelope says; '' when nobody knows the area. */
  readonly placeOfCare: string
  readonly insuredPlace: string
  /** Day of the settlement time, yyyy-MM-dd. */
  readonly day: string
  /** What each fund paid, by fund_pay_type; the personal account is none of them. */
  readonly funds: Readonly<Record<string, number>>
  /** The exchange it was booked by. */
  readonly n: number
  readonly case: string
  /** Forward row that this one undoes; '' for a forward row. */
  readonly undoes: string
  /** The institution was told. */
  readonly told: boolean
}

export interface Audit {
  readonly rows: readonly AuditRow[]
  /** Forward rows that nothing has undone. */
  readonly live: readonly AuditRow[]
}

export interface Total {
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
  /** Settlements minus what undid them. */
  readonly count: number
}

/** Takes messages one after another; what it keeps grows with the settlements alone. */
export interface Auditor {
  hear(heard: Heard): void
  audit(): Audit
}

/** Books of all institutions, in the order of the wire. A message sent twice is booked once. */
export function audit(heard: readonly Heard[]): Audit {
  const auditor = createAuditor()
  for (const one of heard) auditor.hear(one)
  return auditor.audit()
}

/** An auditor with empty books. */
export function createAuditor(): Auditor {
  const books = emptyBooks()
  return {
    hear(heard) {
      if (!heard.accepted) return
      const known = heard.msgid === '' ? undefined : books.byMessage.get(heard.msgid)
      const before = known === undefined ? undefined : books.rows[known]
      if (known !== undefined && before !== undefined) {
        // The same message again brings the same answer; now the institution may know of it.
        books.rows[known] = { ...before, told: before.told || heard.delivered }
        return
      }
      const row = rowOf(heard, books)
      if (row !== undefined) enter(books, row)
    },
    audit: () => {
      const { rows, undone } = books
      const live = rows.filter((row) => row.kind === 'forward' && !undone.has(row.setl_id))
      return { rows, live }
    },
  }
}

/** Rows with what finds them again: positions by message and by settlement. */
interface Books {
  readonly rows: AuditRow[]
  readonly byMessage: Map<string, number>
  /** Forward rows by settlement id; a message can make another one with the same id. */
  readonly bySettlement: Map<string, number>
  readonly undone: Set<string>
}

function emptyBooks(): Books {
  return { rows: [], byMessage: new Map(), bySettlement: new Map(), undone: new Set() }
}

function enter({ rows, byMessage, bySettlement, undone }: Books, row: AuditRow): void {
  const position = rows.push(row) - 1
  if (row.msgid !== '') byMessage.set(row.msgid, position)
  if (row.kind === 'forward' && !bySettlement.has(row.setl_id)) {
    bySettlement.set(row.setl_id, position)
  }
  if (row.undoes !== '') undone.add(row.undoes)
}

/** Sums of rows: institution, insurance type, clearing type and day are the caller's choice. */
export function totalOf(rows: readonly BookRow[]): Total {
  const sum = (amount: (row: BookRow) => number) => rows.reduce((all, row) => all + amount(row), 0)
  return {
    medfeeFen: sum((row) => row.medfeeFen),
    fundFen: sum((row) => row.fundFen),
    accountFen: sum((row) => row.accountFen),
    cashFen: sum((row) => row.cashFen),
    count: sum((row) => (row.kind === 'forward' ? 1 : -1)),
  }
}

function rowOf(heard: Heard, books: Books): AuditRow | undefined {
  const info = heard.output['setlinfo']
  const sent = heard.node('data')[0] ?? {}
  const kind = kindOf(heard.infno)
  if (kind === 'settle') return isRecord(info) ? forwardRow(heard, info) : undefined
  if (kind === 'refund') {
    const original = liveRow(books, books.bySettlement.get(textOf(sent['setl_id'])))
    return isRecord(info) && original !== undefined ? refundRow(heard, info, original) : undefined
  }
  if (kind !== 'reversal') return undefined
  const original = liveRow(books, books.byMessage.get(textOf(sent['omsgid'])))
  return original === undefined ? undefined : undoing(heard, original, 'reversal')
}

function liveRow({ rows, undone }: Books, position: number | undefined): AuditRow | undefined {
  const row = position === undefined ? undefined : rows[position]
  return row?.kind === 'forward' && !undone.has(row.setl_id) ? row : undefined
}

function forwardRow(heard: Heard, info: Row): AuditRow {
  const sent = heard.node('data')[0] ?? heard.node('druginfo')[0] ?? {}
  return {
    ...placeOf(heard),
    kind: 'forward',
    setl_id: textOf(info['setl_id']),
    mdtrt_id: textOf(info['mdtrt_id']),
    psn_no: textOf(info['psn_no']) || textOf(sent['psn_no']),
    insutype: textOf(info['insutype']) || textOf(sent['insutype']),
    clr_type: textOf(info['clr_type']),
    medfeeFen: amountFen(info['medfee_sumamt']) ?? 0,
    fundFen: amountFen(info['fund_pay_sumamt']) ?? 0,
    accountFen: amountFen(info['acct_pay']) ?? 0,
    cashFen: amountFen(info['psn_cash_pay']) ?? 0,
    day: textOf(info['setl_time']).slice(0, 10) || heard.at.slice(0, 10),
    funds: fundsOf(heard),
    undoes: '',
  }
}

/** The answer's own amounts; 2208 alone spells its cash pdn_cash_pay, and 2103 may leave it out. */
function refundRow(heard: Heard, info: Row, original: AuditRow): AuditRow {
  const mirror = undoing(heard, original, 'refund')
  const cash = baseOf(heard.infno) === '2208' ? info['pdn_cash_pay'] : undefined
  return {
    ...mirror,
    setl_id: textOf(info['setl_id']),
    medfeeFen: amountFen(info['medfee_sumamt']) ?? mirror.medfeeFen,
    fundFen: amountFen(info['fund_pay_sumamt']) ?? mirror.fundFen,
    accountFen: amountFen(info['acct_pay']) ?? mirror.accountFen,
    cashFen: amountFen(cash ?? info['psn_cash_pay']) ?? mirror.cashFen,
    day: textOf(info['setl_time']).slice(0, 10) || mirror.day,
  }
}

function undoing(heard: Heard, original: AuditRow, kind: 'refund' | 'reversal'): AuditRow {
  return {
    ...original,
    ...placeOf(heard),
    kind,
    day: heard.at.slice(0, 10),
    undoes: original.setl_id,
    medfeeFen: oppositeFen(original.medfeeFen),
    fundFen: oppositeFen(original.fundFen),
    accountFen: oppositeFen(original.accountFen),
    cashFen: oppositeFen(original.cashFen),
    funds: Object.fromEntries(
      Object.entries(original.funds).map(([fund, fen]) => [fund, oppositeFen(fen)]),
    ),
  }
}

function placeOf(heard: Heard) {
  const { n, msgid, institution, delivered: told, envelope } = heard
  const placeOfCare = poolingAreaOf(textOf(envelope?.['mdtrtarea_admvs'])) ?? ''
  const insuredPlace = poolingAreaOf(textOf(envelope?.['insuplc_admdvs'])) ?? ''
  return { n, msgid, institution, placeOfCare, insuredPlace, case: heard.case, told }
}

/** Code of the personal account among the payers of a settlement. */
const ACCOUNT = '310200'

function fundsOf(heard: Heard): Record<string, number> {
  const funds: Record<string, number> = {}
  for (const detail of rowsOf(heard.output['setldetail'])) {
    const [fund, fen] = [textOf(detail['fund_pay_type']), amountFen(detail['fund_payamt']) ?? 0]
    if (fund !== ACCOUNT && fen !== 0) funds[fund] = (funds[fund] ?? 0) + fen
  }
  return funds
}
