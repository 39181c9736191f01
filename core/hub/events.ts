/**
 * What a hub books of a message that it passed: a row of its own for every settlement, refund and
 * reversal, taken from the insured place's answer and never computed. What the insured place owes
 * the place of care is a receivable of the one side and a payable to the other.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import {
  book,
  mirrorPostings,
  settlement,
  settlementOfMessage,
  undoing,
} from '../books.ts'
import type { SettlementRow } from '../books.ts'
import type { Clock } from '../clock.ts'
import { beijingTime } from '../clock.ts'
import { idFrom } from '../ids.ts'
import { fenOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'

type Settled = Outputs['2207']
type Output = Readonly<Record<string, unknown>> | null

/** Writes what an accepted answer means; inside a commit. */
export type Booking = (output: Output) => void

interface Keeper {
  readonly store: Store
  readonly clock: Clock
  /** Area in the ids that the hub gives to rows which nobody else has numbered. */
  readonly admdvs: string
}

const SETTLES: ReadonlySet<string> = new Set(['2102', '2207', '2304'])
const REFUNDS: ReadonlySet<string> = new Set(['2103', '2208', '2305'])

/**
 * What is to be booked when this message is accepted; nothing for one that moves no money.
 * @param placeOfCare pooling area
 * @param insuredPlace pooling area
 * @throws Refusal when it undoes a settlement that never came by here
 */
export function bookingOf(
  keeper: Keeper,
  request: RequestEnvelope,
  placeOfCare: string,
  insuredPlace: string,
): Booking {
  const { store } = keeper
  const { infno } = request
  if (SETTLES.has(infno)) {
    return (output) => {
      const row = rowOf(request, placeOfCare, insuredPlace, output as unknown as Settled)
      const pair = `${insuredPlace}>${placeOfCare}`
      const owedFen = row.fund_fen + row.account_fen
      book(store, row, [
        { account: `receivable:${pair}`, amountFen: owedFen },
        { account: `payable:${pair}`, amountFen: -owedFen },
      ])
    }
  }
  const named = namesIn(request)
  if (REFUNDS.has(infno)) {
    const original = settlement(store, named.setl_id)
    if (original?.kind !== 'forward') {
      throw new Refusal('unknown-settlement', { setlId: named.setl_id })
    }
    return (output) => {
      const { setlinfo } = output as unknown as Settled
      const { setl_id, setl_time } = setlinfo
      undo(store, original, request, { kind: 'refund', setl_id, setl_time }, output)
    }
  }
  if (infno !== '2601') return () => {}
  const original = settlementOfMessage(store, named.omsgid)
  if (original === undefined) return () => {}
  return () => {
    const setl_id = idFrom(keeper.admdvs, 'reversal', request.msgid)
    const setl_time = beijingTime(keeper.clock.now())
    undo(store, original, request, { kind: 'reversal', setl_id, setl_time }, {})
  }
}

function undo(
  store: Store,
  original: SettlementRow,
  { msgid, infno }: RequestEnvelope,
  own: Pick<SettlementRow, 'kind' | 'setl_id' | 'setl_time'>,
  output: Output,
): void {
  const row = undoing(original, { ...own, msgid, infno, body: JSON.stringify(output) })
  book(store, row, mirrorPostings(store, original.setl_id))
}

function rowOf(
  request: RequestEnvelope,
  placeOfCare: string,
  insuredPlace: string,
  output: Settled,
): SettlementRow {
  const { setlinfo: info } = output
  return {
    setl_id: info.setl_id,
    kind: 'forward',
    reverses: null,
    msgid: request.msgid,
    infno: request.infno,
    mdtrt_id: info.mdtrt_id,
    psn_no: info.psn_no,
    fixmedins_code: request.fixmedins_code,
    mdtrtarea_admvs: placeOfCare,
    insuplc_admdvs: insuredPlace,
    insutype: info.insutype ?? '',
    clr_type: info.clr_type,
    setl_time: info.setl_time,
    medfee_fen: fenOf(info.medfee_sumamt),
    fund_fen: fenOf(info.fund_pay_sumamt),
    account_fen: fenOf(info.acct_pay),
    cash_fen: fenOf(info.psn_cash_pay),
    body: JSON.stringify(output),
  }
}

function namesIn(request: RequestEnvelope): { readonly setl_id: string; readonly omsgid: string } {
  const data = request.input['data'] as Partial<Record<'setl_id' | 'omsgid', string>> | undefined
  return { setl_id: data?.setl_id ?? '', omsgid: data?.omsgid ?? '' }
}
