/**
 * Settlements as the back office reads them from anybody's books: one row each, with the money of
 * every fund. Reconciliation, clearing, prepayment, audit and key figures all start from here.
 */
import type { Outputs } from '../contracts/generated/types.ts'
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
 */
export function settledBetween(store: Store, from: string, to: string): Settled[] {
  return store
    .all<SettlementRow & { forward_body: string | null }>(
      `select s.*, f.body as forward_body from settlement s
         left join settlement f on f.setl_id = s.reverses
        where s.setl_time >= ? and s.setl_time < ? order by s.setl_time, s.setl_id`,
      from,
      to,
    )
    .map(settledOf)
}

/** One row with its money; an undoing row takes the fund parts of what it undoes, negated. */
function settledOf(row: SettlementRow & { forward_body: string | null }): Settled {
  const forward = row.kind === 'forward'
  const answer = JSON.parse(forward ? row.body : (row.forward_body ?? '{}')) as Answer
  const sign = forward ? 1 : -1
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
    medType: answer.setlinfo?.med_type ?? '',
    clearingType: row.clr_type,
    settledAt: row.setl_time,
    feeFen: row.medfee_fen,
    inScopeFen: times(sign, fenOf(answer.setlinfo?.inscp_scp_amt ?? 0)),
    fundFen: row.fund_fen,
    accountFen: row.account_fen,
    cashFen: row.cash_fen,
    voucher: answer.setlinfo?.mdtrt_cert_type ?? '',
    funds: fundsOf(answer, sign),
  }
}

type Answer = Partial<Pick<Outputs['2207'], 'setlinfo' | 'setldetail'>>

function fundsOf({ setldetail = [] }: Answer, sign: 1 | -1): Record<string, number> {
  const funds: Record<string, number> = {}
  for (const { fund_pay_type: fund, fund_payamt: amount } of setldetail) {
    if (fund === ACCOUNT || fenOf(amount) === 0) continue
    funds[fund] = (funds[fund] ?? 0) + times(sign, fenOf(amount))
  }
  return funds
}

/** Without a negative zero, which no comparison takes for zero. */
function times(sign: 1 | -1, fen: number): number {
  return fen === 0 ? 0 : sign * fen
}
