/**
 * The second book-keeper: makes the books of every institution anew from what was said on the wire
 * alone. What the platform accepted counts even when its answer was lost, because it was booked.
 */
import { baseOf, kindOf } from './checks/kinds.ts'
import { amountFen, isRecord, textOf } from './checks/read.ts'
import type { Row } from './checks/read.ts'
import type { BookRow, Heard } from './evidence.ts'

/** One row; undoing rows are negative. Amounts in fen. */
export interface AuditRow extends BookRow {
  readonly institution: string
  /** Day of the settlement time, yyyy-MM-dd. */
  readonly day: string
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

/** Books of all institutions, in the order of the wire. A message sent twice is booked once. */
export function audit(heard: readonly Heard[]): Audit {
  const rows: AuditRow[] = []
  const undone = new Set<string>()
  for (const one of heard) {
    if (!one.accepted) continue
    const known = rows.findIndex((row) => row.msgid === one.msgid && one.msgid !== '')
    const before = rows[known]
    if (before !== undefined) {
      // The same message again brings the same answer; now the institution may know of it.
      rows[known] = { ...before, told: before.told || one.delivered }
      continue
    }
    const row = rowOf(one, rows, undone)
    if (row === undefined) continue
    rows.push(row)
    if (row.undoes !== '') undone.add(row.undoes)
  }
  const live = rows.filter((row) => row.kind === 'forward' && !undone.has(row.setl_id))
  return { rows, live }
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

function rowOf(
  heard: Heard,
  rows: readonly AuditRow[],
  undone: ReadonlySet<string>,
): AuditRow | undefined {
  const info = heard.output['setlinfo']
  const sent = heard.node('data')[0] ?? {}
  const kind = kindOf(heard.infno)
  if (kind === 'settle') return isRecord(info) ? forwardRow(heard, info) : undefined
  if (kind === 'refund') {
    const id = textOf(sent['setl_id'])
    const original = liveRow(rows, undone, (row) => row.setl_id === id)
    return isRecord(info) && original !== undefined ? refundRow(heard, info, original) : undefined
  }
  if (kind !== 'reversal') return undefined
  const omsgid = textOf(sent['omsgid'])
  const original = liveRow(rows, undone, (row) => row.msgid === omsgid)
  return original === undefined ? undefined : undoing(heard, original, 'reversal')
}

function liveRow(
  rows: readonly AuditRow[],
  undone: ReadonlySet<string>,
  wanted: (row: AuditRow) => boolean,
): AuditRow | undefined {
  return rows.find((row) => row.kind === 'forward' && !undone.has(row.setl_id) && wanted(row))
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
    medfeeFen: minus(original.medfeeFen),
    fundFen: minus(original.fundFen),
    accountFen: minus(original.accountFen),
    cashFen: minus(original.cashFen),
  }
}

function placeOf(heard: Heard) {
  const { n, msgid, institution, delivered: told } = heard
  return { n, msgid, institution, case: heard.case, told }
}

/** The opposite amount, without a negative zero. */
function minus(fen: number): number {
  return fen === 0 ? 0 : -fen
}
