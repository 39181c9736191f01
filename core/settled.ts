/**
 * Settlements as the back office reads them from anybody's books: one row each, with the money of
 * every fund. Reconciliation, clearing, prepayment, audit and key figures all start from here.
 */
import type { Outputs } from '../contracts/generated/types.ts'
import { settlement } from './books.ts'
import type { SettlementRow } from './books.ts'
import { fenOf } from './money.ts'
import type { Store } from './store/store.ts'

/** Code of the personal account among the payers (fund_pay_type): it is no fund. */
const ACCOUNT = '310200'

/** A settlement, refund or reversal; amounts in fen, negative for the undoing kinds. */
export interface Settled {
  readonly setlId: string
  readonly kind: SettlementRow['kind']
  /** The settlement that this one undoes, else null. */
  readonly reverses: string | null
  readonly msgid: string
  readonly infno: string
  readonly visitId: string
  readonly psnNo: string
  readonly institution: string
  /** Pooling areas, six digits. */
  readonly placeOfCare: string
  readonly insuredPlace: string
  readonly insutype: string
  readonly medType: string
  readonly clearingType: string
  /** yyyy-MM-dd HH:mm:ss, Beijing; the insured place's word decides the day (RULE-168). */
  readonly settledAt: string
  readonly feeFen: number
  readonly inScopeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
  /** Voucher shown at the desk (mdtrt_cert_type), '' where nobody said. */
  readonly voucher: string
  /** What each fund pays, by fund_pay_type; adds up to `fundFen`. */
  readonly funds: Readonly<Record<string, number>>
}

/**
 * The rows of these books whose time lies in [from, to), in the order of time and id.
 * @param from yyyy-MM-dd HH:mm:ss, or a day for its first second
 * @param to likewise, exclusive
 * @param institution only the rows of this one, found by an index of its own
 */
export function settledBetween(
  store: Store,
  from: string,
  to: string,
  institution?: string,
): Settled[] {
  const rows = institution === undefined
    ? store.all<BookedRow>(`${ROWS} ${IN_TIME}`, from, to)
    : store.all<BookedRow>(`${ROWS} ${OF_ONE}`, institution, from, to)
  return rows.map((row) => settledOf(store, row))
}

/** One row of these books by its settlement id. */
export function settledById(store: Store, setlId: string): Settled | undefined {
  const row = store.get<BookedRow>(`${ROWS} where s.setl_id = ?`, setlId)
  return row === undefined ? undefined : settledOf(store, row)
}

/** A row of the books with the few parts of its answer, or of the undone one's, that count here. */
type BookedRow = Omit<SettlementRow, 'body'> & { readonly facts: string }

/** Funds that are picked out one by one; an answer with more of them is read as a whole. */
const PICKED = 8
const FUND_PATHS = Array.from({ length: PICKED }, (_, at) =>
  `'$.setldetail[${at}].fund_pay_type', '$.setldetail[${at}].fund_payamt'`)

/**
 * The database picks these parts out of the answer: an answer carries its whole explanation, and
 * making objects of all of it took most of the time of a month's clearing.
 */
const ROWS = `select s.setl_id, s.kind, s.reverses, s.msgid, s.infno, s.mdtrt_id, s.psn_no,
    s.fixmedins_code, s.mdtrtarea_admvs, s.insuplc_admdvs, s.insutype, s.clr_type, s.setl_time,
    s.medfee_fen, s.fund_fen, s.account_fen, s.cash_fen,
    json_extract(coalesce(f.body, s.body), '$.setlinfo.med_type', '$.setlinfo.mdtrt_cert_type',
      '$.setlinfo.inscp_scp_amt', '$.setldetail[${PICKED}].fund_pay_type',
      ${FUND_PATHS.join(', ')}) as facts
  from settlement s left join settlement f on f.setl_id = s.reverses`

const IN_TIME = 'where s.setl_time >= ? and s.setl_time < ? order by s.setl_time, s.setl_id'
const OF_ONE = `where s.fixmedins_code = ? and s.setl_time >= ? and s.setl_time < ?
  order by s.setl_time, s.setl_id`

type SetlInfo = Outputs['2207']['setlinfo']

/** In the order in which the query names them; null where the answer has none. */
type Facts = readonly [
  medType: SetlInfo['med_type'] | null,
  voucher: SetlInfo['mdtrt_cert_type'] | null,
  inScope: SetlInfo['inscp_scp_amt'] | null,
  /** Fund after the last one that was picked: there are more than these. */
  more: string | null,
  /** Fund and amount in turn. */
  ...picked: readonly (string | number | null)[],
]

/** One row with its money; an undoing row takes the fund parts of what it undoes, negated. */
function settledOf(store: Store, row: BookedRow): Settled {
  const [medType, voucher, inScope, more, ...picked] = JSON.parse(row.facts) as Facts
  const details = more === null ? pairsOf(picked) : allDetails(store, row)
  const sign = row.kind === 'forward' ? 1 : -1
  return {
    setlId: row.setl_id,
    kind: row.kind,
    reverses: row.reverses,
    msgid: row.msgid,
    infno: row.infno,
    visitId: row.mdtrt_id,
    psnNo: row.psn_no,
    institution: row.fixmedins_code,
    placeOfCare: row.mdtrtarea_admvs,
    insuredPlace: row.insuplc_admdvs,
    insutype: row.insutype,
    medType: medType ?? '',
    clearingType: row.clr_type,
    settledAt: row.setl_time,
    feeFen: row.medfee_fen,
    inScopeFen: times(sign, fenOf(inScope ?? 0)),
    fundFen: row.fund_fen,
    accountFen: row.account_fen,
    cashFen: row.cash_fen,
    voucher: voucher ?? '',
    funds: fundsOf(details, sign),
  }
}

type FundPart = Pick<Outputs['2207']['setldetail'][number], 'fund_pay_type' | 'fund_payamt'>

function pairsOf(picked: readonly (string | number | null)[]): FundPart[] {
  return Array.from({ length: PICKED }, (_, at) => at * 2).flatMap((at) => {
    const [fund, amount] = [picked[at] ?? null, picked[at + 1] ?? null]
    return fund === null ? [] : [{ fund_pay_type: String(fund), fund_payamt: amount as number }]
  })
}

function allDetails(store: Store, { setl_id, reverses }: BookedRow): readonly FundPart[] {
  const answer = JSON.parse(settlement(store, reverses ?? setl_id)?.body ?? '{}') as Answer
  return answer.setldetail ?? []
}

type Answer = Partial<Pick<Outputs['2207'], 'setldetail'>>

function fundsOf(details: readonly FundPart[], sign: 1 | -1): Record<string, number> {
  const funds: Record<string, number> = {}
  for (const { fund_pay_type: fund, fund_payamt: amount } of details) {
    const fen = times(sign, fenOf(amount))
    if (fund === ACCOUNT || fen === 0) continue
    funds[fund] = (funds[fund] ?? 0) + fen
  }
  return funds
}

/** Without a negative zero, which no comparison takes for zero. */
function times(sign: 1 | -1, fen: number): number {
  return fen === 0 ? 0 : sign * fen
}
