/** Refund and reversal at the insured place: the exact negative, accumulators restored. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import {
  book,
  isUndone,
  mirrorPostings,
  settlement,
  settlementOfMessage,
  undoing,
} from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { fenOf, oppositeFen, yuanOf } from '../money.ts'
import { nodeOf } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { accountBalanceFen, unaccumulate } from './accumulators.ts'
import type { BenefitContext } from './context.ts'
import { personOf } from './context.ts'
import { requireLast } from './last-in-first-out.ts'
import { keptOf } from './stay-before.ts'
import { dropCareVisit } from './visits.ts'

type Settled = Outputs['2207']

/** 2208, 2305, 2103: a new negative row with an id of its own (interface note on 撤销). */
export function refund(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2208']['data']>(request, 'data')
  const original = settlement(context.store, data.setl_id)
  if (original?.kind !== 'forward' || original.psn_no !== data.psn_no) {
    throw new Refusal('unknown-settlement', { setlId: data.setl_id })
  }
  requireLive(context, original)
  requireLast(context, original)
  const row = undoingRow(context, request, original, 'refund')
  const output = negative(context, request, original, row)
  return {
    output,
    apply: () => bookUndoing(context, original, { ...row, body: JSON.stringify(output) }),
  }
}

/** 2601 */
export function reverse(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2601']['data']>(request, 'data')
  const found = settlementOfMessage(context.store, data.omsgid)
  const mine = found?.psn_no === data.psn_no && found.fixmedins_code === request.fixmedins_code
  const original = mine ? found : undefined
  const visit = context.store.get<{ mdtrt_id: string }>(
    'select mdtrt_id from visit where msgid = ? and psn_no = ? and fixmedins_code = ?',
    data.omsgid,
    data.psn_no,
    request.fixmedins_code,
  )
  if (original === undefined && visit === undefined) {
    throw new Refusal('nothing-to-reverse', { omsgid: data.omsgid })
  }
  if (original !== undefined) {
    requireLive(context, original)
    requireLast(context, original)
  }
  return {
    output: null,
    apply: () => {
      context.store.run(
        'insert or ignore into tombstone (msgid, fixmedins_code) values (?, ?)',
        data.omsgid,
        request.fixmedins_code,
      )
      if (visit !== undefined) dropCareVisit(context, visit.mdtrt_id)
      if (original === undefined) return
      bookUndoing(context, original, undoingRow(context, request, original, 'reversal'))
    },
  }
}

function requireLive(context: BenefitContext, original: SettlementRow): void {
  if (isUndone(context.store, original.setl_id)) {
    throw new Refusal('already-undone', { setlId: original.setl_id })
  }
}

function undoingRow(
  context: BenefitContext,
  request: RequestEnvelope,
  original: SettlementRow,
  kind: 'refund' | 'reversal',
): SettlementRow {
  return undoing(original, {
    setl_id: idFrom(context.area, kind, request.msgid),
    kind,
    msgid: request.msgid,
    infno: request.infno,
    setl_time: beijingTime(context.clock.now()),
    body: '{}',
  })
}

function bookUndoing(context: BenefitContext, original: SettlementRow, row: SettlementRow): void {
  book(context.store, row, mirrorPostings(context.store, original.setl_id))
  const { psn_no, insutype } = original
  for (const year of Object.keys(keptOf(original).changes)) {
    unaccumulate(context, { psn_no, insutype, year }, original.setl_id, row.setl_id)
  }
}

/** Fields of `setlinfo` that a refund answers with the opposite sign. */
const AMOUNTS = [
  'medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt',
  'act_pay_dedc', 'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay',
  'oth_pay', 'fund_pay_sumamt', 'psn_part_amt', 'acct_pay', 'psn_cash_pay', 'acct_mulaid_pay',
  'hosp_part_amt', 'hifdm_pay',
] as const

function negative(
  context: BenefitContext,
  request: RequestEnvelope,
  original: SettlementRow,
  row: SettlementRow,
) {
  const forward = JSON.parse(original.body) as Settled
  const info: Record<string, unknown> = { ...forward.setlinfo }
  for (const field of AMOUNTS) info[field] = oppositeFen(forward.setlinfo[field] ?? 0)
  const ownFen = original.account_fen - fenOf(forward.setlinfo.acct_mulaid_pay)
  const balanceFen = accountBalanceFen(context, personOf(context, row.psn_no)) + ownFen
  return {
    setlinfo: {
      ...info,
      setl_id: row.setl_id,
      setl_time: row.setl_time,
      // 2208 alone spells the cash field differently; both spellings are answered.
      pdn_cash_pay: info['psn_cash_pay'],
      balc: yuanOf(balanceFen),
      medins_setl_id: request.msgid,
    },
    setldetail: forward.setldetail.map((detail) => ({
      ...detail,
      inscp_scp_amt: oppositeFen(detail.inscp_scp_amt),
      fund_payamt: oppositeFen(detail.fund_payamt),
      setl_proc_info: '',
    })),
  }
}
