/** Refund (撤销: 2208 2305 2103) and reversal (冲正: 2601): both only add rows. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { reversibleIn } from '../../contracts/protocol/reversal.ts'
import {
  book,
  isUndone,
  liveSettlementOfVisit,
  mirrorPostings,
  settlement,
  settlementOfMessage,
  undoing,
} from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { isPending } from '../pending.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { releaseLines } from './line-store.ts'
import { dropVisit, saveVisit } from './visit-store.ts'
import type { Visit, VisitState } from './visit-store.ts'

/** Transactions that 2601 can undo; every other one is refused. */
const REVERSIBLE = reversibleIn('national')

/** Which transaction each refund undoes. */
const REFUNDED: Readonly<Record<string, string>> = {
  '2208': '2207',
  '2305': '2304',
  '2103': '2102',
}

/** 2208, 2305, 2103: undoes a settlement known by its id, with a new negative row. */
export async function refund(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const data = nodeOf<Inputs['2208']['data']>(request, 'data')
  const original = settlement(context.store, data.setl_id)
  if (
    original?.kind !== 'forward' ||
    original.psn_no !== data.psn_no ||
    original.mdtrt_id !== data.mdtrt_id ||
    original.fixmedins_code !== request.fixmedins_code ||
    original.infno !== REFUNDED[request.infno]
  ) {
    throw new Refusal('unknown-settlement', { setlId: data.setl_id })
  }
  if (isUndone(context.store, original.setl_id)) {
    throw new Refusal('already-undone', { setlId: original.setl_id })
  }
  const output = await relay<Outputs['2208']>(context, request.insuplc_admdvs, request)
  const row = undoing(original, {
    setl_id: output.setlinfo.setl_id,
    kind: 'refund',
    msgid: request.msgid,
    infno: request.infno,
    setl_time: output.setlinfo.setl_time,
    body: JSON.stringify(output),
  })
  return { output, apply: () => bookUndoing(context, original, row) }
}

/** 2601: undoes by the original message id, when the sender does not know what became of it. */
export async function reverse(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const data = nodeOf<Inputs['2601']['data']>(request, 'data')
  if (!REVERSIBLE.includes(data.oinfno)) {
    throw new Refusal('not-reversible', { oinfno: data.oinfno, allowed: REVERSIBLE.join('、') })
  }
  const original = settlementOfMessage(context.store, data.omsgid)
  const visit = data.oinfno === '2401' ? visitOfMessage(context, data.omsgid) : undefined
  requireSame(context, request, original ?? visit)
  if (original !== undefined && isUndone(context.store, original.setl_id)) {
    throw new Refusal('already-undone', { setlId: original.setl_id })
  }
  const settled = visit && liveSettlementOfVisit(context.store, visit.mdtrt_id)
  if (settled !== undefined) throw new Refusal('visit-settled', { setlId: settled.setl_id })
  if (original === undefined && visit === undefined) return bury(context, request, data.omsgid)
  await relay(context, request.insuplc_admdvs, request)
  return {
    output: null,
    apply: () => {
      entomb(context, request, data.omsgid)
      if (visit !== undefined) dropVisit(context.store, visit.mdtrt_id)
      if (original === undefined) return
      bookUndoing(context, original, reversalRow(context, request, original))
    },
  }
}

/**
 * The platform never booked the message. The insured place may have, and the message may still be
 * on its way: the first is undone there, the second is kept from ever taking effect.
 */
async function bury(
  context: PlatformContext,
  request: RequestEnvelope,
  omsgid: string,
): Promise<Effect> {
  await context.store.commit(() => entomb(context, request, omsgid))
  try {
    await relay(context, request.insuplc_admdvs, request)
  } catch (reason) {
    if (reason instanceof Refusal) throw new Refusal('nothing-to-reverse', { omsgid })
    throw reason
  }
  return { output: null }
}

function reversalRow(
  context: PlatformContext,
  request: RequestEnvelope,
  original: SettlementRow,
): SettlementRow {
  return undoing(original, {
    setl_id: idFrom(request.mdtrtarea_admvs, 'reversal', request.msgid),
    kind: 'reversal',
    msgid: request.msgid,
    infno: request.infno,
    setl_time: beijingTime(context.clock.now()),
    body: '{}',
  })
}

function bookUndoing(
  context: PlatformContext,
  original: SettlementRow,
  row: SettlementRow,
): void {
  const { store } = context
  book(store, row, mirrorPostings(store, original.setl_id))
  releaseLines(store, original.mdtrt_id, original.setl_id)
  const stored = store.get<{ body: string }>(
    'select body from visit where mdtrt_id = ?',
    original.mdtrt_id,
  )
  if (stored === undefined) return
  const visit = JSON.parse(stored.body) as Visit
  // A reversed settlement never was, so its pre-settlement still holds; after a refund it is asked
  // again, because the funds may have paid something else since.
  const trials = row.kind === 'refund' ? {} : visit.trials
  saveVisit(store, { ...visit, state: stateBefore(visit), trials })
}

function visitOfMessage(context: PlatformContext, msgid: string): Visit | undefined {
  const row = context.store.get<{ body: string }>('select body from visit where msgid = ?', msgid)
  return row === undefined ? undefined : (JSON.parse(row.body) as Visit)
}

function stateBefore(visit: Visit): VisitState {
  if (visit.kind === 'outpatient') return 'diagnosed'
  return visit.endtime === '' ? 'admitted' : 'discharged'
}

/** Person, transaction and institution are those of the original. @throws Refusal */
function requireSame(
  context: PlatformContext,
  request: RequestEnvelope,
  found: { psn_no: string; fixmedins_code: string } | undefined,
): void {
  const data = nodeOf<Inputs['2601']['data']>(request, 'data')
  const { store } = context
  if (found !== undefined && found.fixmedins_code !== request.fixmedins_code) {
    throw new Refusal('nothing-to-reverse', { omsgid: data.omsgid })
  }
  if (found !== undefined && found.psn_no !== data.psn_no) throw mismatch('psn_no', data.psn_no)
  const sent = store.get<{ infno: string }>(
    'select infno from message where msgid = ?',
    data.omsgid,
  )
  if (sent !== undefined && sent.infno !== data.oinfno) throw mismatch('oinfno', data.oinfno)
  // What is pending for this very person was finished before; so it is somebody else's.
  if (isPending(store, data.omsgid)) throw mismatch('psn_no', data.psn_no)
}

/** Says which field is wrong, and not what it should be: that may be another person's. */
function mismatch(field: 'psn_no' | 'oinfno', actual: string): Refusal {
  return new Refusal('reversal-mismatch', { field, actual })
}

function entomb(context: PlatformContext, request: RequestEnvelope, msgid: string): void {
  context.store.run(
    'insert or ignore into tombstone (msgid, fixmedins_code) values (?, ?)',
    msgid,
    request.fixmedins_code,
  )
}

