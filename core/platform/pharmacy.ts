/** What a pharmacy does besides settling: 2101 tries a sale, 2181 takes back by its phase. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import type { Effect } from '../desk.ts'
import { Refusal } from '../refusal.ts'
import { pooled, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { answerLine } from './fee-lines.ts'
import { saleOf } from './settle.ts'
import { reverse } from './undo.ts'
import type { PlatformUseCases } from './use-case.ts'

export const PHARMACY_USE_CASES: PlatformUseCases = { '2101': trySale, '2181': takeBack }

/** Phases of a purchase that 2181 tells apart (RULE-137). */
const TRIAL = '1106'
const SETTLED = '1107'

/** 2101: as 2102 would settle it now; only that it was tried is kept, so it can be taken back. */
async function trySale(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const { lines, relayed } = saleOf(context, request)
  const output = await relay<Outputs['2101']>(context, request.insuplc_admdvs, relayed)
  const { mdtrt_id, certno } = output.setlinfo
  return {
    output: { ...output, detlcutinfo: lines.map(answerLine) },
    apply: () => context.store.run(
      'insert into pharmacy_trial (mdtrt_id, fixmedins_code, certno) values (?, ?, ?)',
      mdtrt_id, request.fixmedins_code, certno,
    ),
  }
}

/**
 * 2181: by the number of the purchase and of the person. A trial is forgotten, a settlement is
 * reversed as 2601 would; a refund has given the money back and stays (1203).
 */
function takeBack(context: PlatformContext, request: RequestEnvelope): Effect | Promise<Effect> {
  const said = purchaseOf(request)
  const { fixmedins_code: value } = said
  if (value !== request.fixmedins_code) {
    throw new Refusal('own-data-only', { field: 'fixmedins_code', value })
  }
  if (said.status === TRIAL) return forgetTrial(context, said)
  const row = newestOf(context, said)
  if (said.status === SETTLED && row.kind === 'forward') {
    const { psn_no, msgid: omsgid, insuplc_admdvs } = row
    const input = { data: { psn_no, omsgid, oinfno: '2102' } }
    return reverse(context, { ...request, infno: '2601', insuplc_admdvs, input })
  }
  if (said.status === SETTLED) throw new Refusal('already-undone', { setlId: row.reverses ?? '' })
  if (row.kind === 'refund') throw new Refusal('refund-final', { setlId: row.setl_id })
  throw nothing(said)
}

/** What 2181 says, with the id of the visit. */
type Purchase = Inputs['2181'] & { readonly mdtrt_id: string }

/** The table gives the number 20 characters: the id of the visit without its area. */
function purchaseOf(request: RequestEnvelope): Purchase {
  const said = request.input as unknown as Inputs['2181']
  const area = pooled('insuplc_admdvs', request.insuplc_admdvs)
  return { ...said, mdtrt_id: area + said.mdtrt_regno }
}

function forgetTrial({ store }: PlatformContext, said: Purchase): Effect {
  const trial = store.get(
    'select 1 from pharmacy_trial where mdtrt_id = ? and fixmedins_code = ? and certno = ?',
    said.mdtrt_id, said.fixmedins_code, said.ssn,
  )
  if (trial === undefined) throw nothing(said)
  return {
    output: null,
    apply: () => store.run('delete from pharmacy_trial where mdtrt_id = ?', said.mdtrt_id),
  }
}

/** The sale with this id, or what undid it, if it is this person's at this pharmacy. */
function newestOf({ store }: PlatformContext, said: Purchase): SettlementRow {
  const sale = store.get<SettlementRow>(
    `select * from settlement where mdtrt_id = ? and infno = '2102' and fixmedins_code = ?`,
    said.mdtrt_id, said.fixmedins_code,
  )
  const certno = sale && (JSON.parse(sale.body) as Outputs['2102']).setlinfo.certno
  if (sale === undefined || certno !== said.ssn) throw nothing(said)
  const undone = store.get<{ setl_id: string }>(
    'select setl_id from settlement where reverses = ?', sale.setl_id)
  return (undone && settlement(store, undone.setl_id)) ?? sale
}

function nothing({ mdtrt_regno: omsgid }: Purchase): Refusal {
  return new Refusal('nothing-to-reverse', { omsgid })
}
