/** Fee lines: upload and undo, 2204 2205 2301 2302; split by the place of care's catalogue. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { ALL_LINES, mixedBatches } from '../../contracts/protocol/batches.ts'
import { liveSettlementOfVisit } from '../books.ts'
import type { Effect } from '../desk.ts'
import { Refusal } from '../refusal.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'
import { answerLine, checkLine, requireFresh, serialOf } from './fee-lines.ts'
import type { CheckedLine, LineSetting } from './fee-lines.ts'
import { keepLines, storedRefunds } from './line-store.ts'
import { isEmergency } from './marks.ts'
import { requireInOrder } from './order.ts'
import { checkRefund, isRefund } from './refund-lines.ts'
import type { RefundingLine } from './refund-lines.ts'
import type { PlatformUseCases } from './use-case.ts'
import { openLines, visitOf } from './visit-store.ts'
import type { StoredLine, Visit } from './visit-store.ts'

/** Uploading and taking back fee lines. */
export const FEE_USE_CASES: PlatformUseCases = {
  '2204': uploadFees,
  '2205': cancelOutpatientFees,
  '2301': uploadFees,
  '2302': cancelInpatientFees,
}

type UploadedLine = RefundingLine & { readonly mdtrt_id: string; readonly psn_no: string }

/** 2204 and 2301: every line is checked; one bad line refuses the whole upload. */
function uploadFees(context: PlatformContext, request: RequestEnvelope): Effect {
  const lines = nodeOf<readonly UploadedLine[]>(request, 'feedetail')
  const first = lines[0]
  if (first === undefined) throw new Refusal('no-lines', { batch: '' })
  const visit = visitOf(context.store, request, first.mdtrt_id, first.psn_no)
  requireInOrder(context.store, visit, request.infno)
  requireOneDisease(lines)
  const known = new Set(
    context.store
      .all<{ feedetl_sn: string }>(
        'select feedetl_sn from fee_line where mdtrt_id = ?',
        visit.mdtrt_id,
      )
      .map((row) => row.feedetl_sn),
  )
  const setting: LineSetting = {
    institution: request.fixmedins_code,
    placeOfCare: request.mdtrtarea_admvs,
    begntime: visit.begntime,
    emergency: isEmergency(visit),
    ...(visit.kind === 'inpatient' ? { inpatient: visit.psn_no } : {}),
  }
  const checked: CheckedLine[] = []
  for (const line of lines) {
    if (line.mdtrt_id !== visit.mdtrt_id || line.psn_no !== visit.psn_no) {
      throw new Refusal('unknown-visit', { mdtrtId: line.mdtrt_id })
    }
    requireFresh(known, line)
    const refunds = request.infno === '2301' && isRefund(line)
    checked.push(refunds
      ? checkRefund(context, setting, visit.mdtrt_id, line, checked)
      : checkLine(context, setting, line))
  }
  return {
    output: { result: checked.map(answerLine) },
    apply: () => keepLines(context.store, visit.mdtrt_id, checked),
  }
}

/** 2205: undoes a batch; "0000" is every line that is not settled. */
function cancelOutpatientFees(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2205']['data']>(request, 'data')
  const visit = visitOf(context.store, request, data.mdtrt_id, data.psn_no)
  const all = data.chrg_bchno === ALL_LINES
  const batch = all ? '' : data.chrg_bchno
  const lines = openLines(context.store, visit.mdtrt_id, batch)
  refuseSettled(context, visit, lines)
  requireInOrder(context.store, visit, request.infno, { batch })
  if (!all && lines.length === 0) throw new Refusal('no-lines', { batch })
  return { output: null, apply: () => dropLines(context, visit.mdtrt_id, lines) }
}

/** 2302: undoes single lines; "0000" is all lines of the visit. */
function cancelInpatientFees(context: PlatformContext, request: RequestEnvelope): Effect {
  const rows = nodeOf<Inputs['2302']['data']>(request, 'data')
  const first = rows[0]
  if (first === undefined) throw new Refusal('no-lines', { batch: '' })
  const visit = visitOf(context.store, request, first.mdtrt_id, first.psn_no)
  for (const { mdtrt_id: mdtrtId } of rows) {
    if (mdtrtId !== visit.mdtrt_id) throw new Refusal('unknown-visit', { mdtrtId })
  }
  if (visit.state === 'settled') throw new Refusal('lines-settled')
  requireInOrder(context.store, visit, request.infno)
  const wanted = new Set(rows.map(serialOf))
  const open = openLines(context.store, visit.mdtrt_id, '')
  const lines = wanted.has(ALL_LINES) ? open : open.filter((line) => wanted.has(line.feedetl_sn))
  requireNoRefunds(context, visit, lines)
  for (const { feedetl_sn: sn } of lines) wanted.delete(sn)
  const [sn] = [...wanted].filter((one) => one !== ALL_LINES)
  if (sn !== undefined) throw new Refusal('unknown-line', { sn })
  return { output: null, apply: () => dropLines(context, visit.mdtrt_id, lines) }
}

/** A charge is not taken back from under its refunds, unless they go with it. @throws Refusal */
function requireNoRefunds(
  context: PlatformContext,
  visit: Visit,
  lines: readonly StoredLine[],
): void {
  const going = new Set(lines.map((line) => line.feedetl_sn))
  for (const sn of going) {
    const refunds = storedRefunds(context.store, visit.mdtrt_id, sn)
    if (refunds.every((refund) => going.has(serialOf(refund.sent)))) continue
    throw new Refusal('line-refunded', { sn })
  }
}

/** Lines that a settlement has taken come back with its refund only (IF-BATCH-SETTLED). */
function refuseSettled(
  context: PlatformContext,
  visit: Visit,
  open: readonly StoredLine[],
): void {
  if (open.length > 0) return
  if (liveSettlementOfVisit(context.store, visit.mdtrt_id) !== undefined) {
    throw new Refusal('lines-settled')
  }
}

/** One charge batch is about one disease. @throws Refusal */
function requireOneDisease(lines: readonly UploadedLine[]): void {
  const [mixed] = mixedBatches(lines)
  if (mixed !== undefined) throw new Refusal('mixed-batch', { batch: mixed.batch })
}

function dropLines(context: PlatformContext, mdtrtId: string, lines: readonly StoredLine[]): void {
  for (const line of lines) {
    context.store.run(
      'delete from fee_line where mdtrt_id = ? and feedetl_sn = ?',
      mdtrtId,
      line.feedetl_sn,
    )
  }
}
