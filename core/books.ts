/**
 * The books every party keeps: settlements and double-entry postings, append only. Refund and
 * reversal add the exact negative; nothing is ever changed.
 */
import type { Store } from './store/store.ts'
import { oppositeFen } from './money.ts'

/** One settlement, refund or reversal. Amounts in fen, negative for the undoing kinds. */
export interface SettlementRow {
  readonly setl_id: string
  readonly kind: 'forward' | 'refund' | 'reversal'
  /** The forward settlement that this one undoes. */
  readonly reverses: string | null
  /** Message that led to it. */
  readonly msgid: string
  readonly infno: string
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly fixmedins_code: string
  /** Pooling area of the place of care. */
  readonly mdtrtarea_admvs: string
  /** Pooling area of the insured place. */
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly clr_type: string
  /** yyyy-MM-dd HH:mm:ss, given by the insured place. */
  readonly setl_time: string
  readonly medfee_fen: number
  readonly fund_fen: number
  readonly account_fen: number
  readonly cash_fen: number
  /** The answer as sent, for queries. */
  readonly body: string
}

/** Money from one account to another, as one row an account. */
export interface Posting {
  readonly account: string
  readonly amountFen: number
}

/** Postings of one settlement must add up to nothing. */
export class Unbalanced extends Error {
  override readonly name = 'Unbalanced'
}

const COLUMNS = [
  'setl_id', 'kind', 'reverses', 'msgid', 'infno', 'mdtrt_id', 'psn_no', 'fixmedins_code',
  'mdtrtarea_admvs', 'insuplc_admdvs', 'insutype', 'clr_type', 'setl_time', 'medfee_fen',
  'fund_fen', 'account_fen', 'cash_fen', 'body',
] as const

const INSERT = `insert into settlement (${COLUMNS.join(', ')})
 values (${COLUMNS.map(() => '?').join(', ')})`

/** Writes a settlement with its postings; inside a commit. @throws Unbalanced */
export function book(store: Store, row: SettlementRow, postings: readonly Posting[]): void {
  const sum = postings.reduce((total, posting) => total + posting.amountFen, 0)
  if (sum !== 0) throw new Unbalanced(`settlement ${row.setl_id} is off by ${sum} fen`)
  store.run(INSERT, ...COLUMNS.map((column) => row[column]))
  for (const { account, amountFen } of postings) {
    if (amountFen === 0) continue
    store.run(
      'insert into posting (setl_id, account, amount_fen) values (?, ?, ?)',
      row.setl_id,
      account,
      amountFen,
    )
  }
}

/** The mirror of a settlement's postings, read from the books themselves. */
export function mirrorPostings(store: Store, setlId: string): Posting[] {
  return store
    .all<{ account: string; amount_fen: number }>(
      'select account, amount_fen from posting where setl_id = ?',
      setlId,
    )
    .map((row) => ({ account: row.account, amountFen: -row.amount_fen }))
}

/** Any row of the books by its id. */
export function settlement(store: Store, setlId: string): SettlementRow | undefined {
  return store.get<SettlementRow>('select * from settlement where setl_id = ?', setlId)
}

/** The forward settlement that a message made, live or not. */
export function settlementOfMessage(store: Store, msgid: string): SettlementRow | undefined {
  return store.get<SettlementRow>(
    "select * from settlement where msgid = ? and kind = 'forward'",
    msgid,
  )
}

/** The newest live settlement of a visit. */
export function liveSettlementOfVisit(store: Store, mdtrtId: string): SettlementRow | undefined {
  return store.get<SettlementRow>(
    `select * from settlement s where mdtrt_id = ? and kind = 'forward'
       and not exists (select 1 from settlement u where u.reverses = s.setl_id)
     order by setl_time desc, setl_id limit 1`,
    mdtrtId,
  )
}

/** Every row of the books, in the order of the ids. */
export function allSettlements(store: Store): SettlementRow[] {
  return store.all<SettlementRow>('select * from settlement order by setl_id')
}

/** True when a refund or a reversal has undone the settlement. */
export function isUndone(store: Store, setlId: string): boolean {
  return store.get('select 1 from settlement where reverses = ?', setlId) !== undefined
}

/** The row that undoes another one: every amount negated, everything else its own. */
export function undoing(
  original: SettlementRow,
  own: Pick<SettlementRow, 'setl_id' | 'kind' | 'msgid' | 'infno' | 'setl_time' | 'body'>,
): SettlementRow {
  return {
    ...original,
    ...own,
    reverses: original.setl_id,
    medfee_fen: oppositeFen(original.medfee_fen),
    fund_fen: oppositeFen(original.fund_fen),
    account_fen: oppositeFen(original.account_fen),
    cash_fen: oppositeFen(original.cash_fen),
  }
}
