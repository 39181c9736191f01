/** Fee lines: upload and undo, 2204 2205 2301 2302; split by the place of care's catalogue. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { ALL_LINES, mixedBatches } from '../../contracts/protocol/batches.ts'
import { liveSettlementOfVisit } from '../books.ts'
import { splitLine } from '../calculator/split-fees.ts'
import type { CatalogueItem, SplitLine } from '../calculator/split-fees.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { scaled, yuanOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { amountFen } from './amounts.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'
import { requireInOrder } from './order.ts'
import { openLines, visitOf } from './visit-store.ts'
import type { StoredLine, Visit } from './visit-store.ts'

/** What 2204, 2301 and 2102 have in common. */
export interface SentLine {
  readonly feedetl_sn: string | number
  readonly fee_ocur_time: string
  readonly med_list_codg: string
  readonly det_item_fee_sumamt: string | number
  readonly cnt: string | number
  readonly pric: string | number
}

type UploadedLine = SentLine & {
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly chrg_bchno?: unknown
}

/** A line that was checked, split, and is ready to be answered. */
export interface CheckedLine {
  readonly sent: SentLine
  readonly item: CatalogueItem
  readonly split: SplitLine
}

/** 2204 and 2301: every line is checked; one bad line refuses the whole upload. */
export function uploadFees(context: PlatformContext, request: RequestEnvelope): Effect {
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
  const checked = lines.map((line) => {
    if (line.mdtrt_id !== visit.mdtrt_id || line.psn_no !== visit.psn_no) {
      throw new Refusal('unknown-visit', { mdtrtId: line.mdtrt_id })
    }
    requireFresh(known, line)
    return checkLine(context, request.mdtrtarea_admvs, visit.begntime, line)
  })
  return {
    output: { result: checked.map(answerLine) },
    apply: () => {
      for (const { sent, split } of checked) {
        const batch = batchOf(sent as UploadedLine)
        const stored: StoredLine = { feedetl_sn: serialOf(sent), batch, ...split }
        context.store.run(
          'insert into fee_line (mdtrt_id, feedetl_sn, batch, body) values (?, ?, ?, ?)',
          visit.mdtrt_id,
          stored.feedetl_sn,
          batch,
          JSON.stringify(stored),
        )
      }
    },
  }
}

/** 2205: undoes a batch; "0000" is every line that is not settled. */
export function cancelOutpatientFees(context: PlatformContext, request: RequestEnvelope): Effect {
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
export function cancelInpatientFees(context: PlatformContext, request: RequestEnvelope): Effect {
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
  for (const { feedetl_sn: sn } of lines) wanted.delete(sn)
  const [sn] = [...wanted].filter((one) => one !== ALL_LINES)
  if (sn !== undefined) throw new Refusal('unknown-line', { sn })
  return { output: null, apply: () => dropLines(context, visit.mdtrt_id, lines) }
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

/** The serial is unique in the visit (RULE-077); it is known from now on. @throws Refusal */
export function requireFresh(known: Set<string>, line: SentLine): void {
  const sn = serialOf(line)
  if (known.has(sn)) throw new Refusal('line-serial', { sn })
  known.add(sn)
}

/** Number or text on the wire; '' for anything else, which no serial is. */
function serialOf({ feedetl_sn: serial }: { readonly feedetl_sn: unknown }): string {
  return typeof serial === 'number' || typeof serial === 'string' ? String(serial) : ''
}

/** 2301 has no batch in its field table, so whatever stands there was not checked. */
function batchOf({ chrg_bchno: batch }: UploadedLine): string {
  return typeof batch === 'string' ? batch : ''
}

/** One line against catalogue, price × quantity, serial and dates (RULE-074 to RULE-084). */
export function checkLine(
  context: PlatformContext,
  placeOfCare: string,
  begntime: string,
  sent: SentLine,
): CheckedLine {
  const sn = serialOf(sent)
  if (!/^[1-9]\d{0,14}$/.test(sn)) throw new Refusal('line-digits', { sn })
  const item = context.catalogueItem(placeOfCare, sent.med_list_codg)
  if (item === undefined) throw new Refusal('unknown-item', { code: sent.med_list_codg })
  const day = sent.fee_ocur_time.slice(0, 10)
  const today = beijingTime(context.clock.now()).slice(0, 10)
  if (day < begntime.slice(0, 10) || day > today) {
    throw new Refusal('line-date', { sn, time: sent.fee_ocur_time })
  }
  const actual = amountFen('det_item_fee_sumamt', sent.det_item_fee_sumamt)
  const positive = scaled(sent.cnt, 4) > 0n && scaled(sent.pric, 6) > 0n && actual > 0
  if (!positive) throw new Refusal('line-sign', { sn })
  const split = splitLine(item, sent.pric, sent.cnt)
  // The interface lets price × quantity and amount differ by one fen; the amount sent then holds.
  if (Math.abs(actual - split.feeFen) > 1) {
    throw new Refusal('line-amount', {
      sn,
      expected: yuanOf(split.feeFen),
      actual: yuanOf(actual),
    })
  }
  return { sent, item, split: adjusted(split, actual) }
}

/** The line as the platform answers it: amounts split, and the catalogue's own words. */
export function answerLine({ sent, item, split }: CheckedLine) {
  return {
    feedetl_sn: serialOf(sent),
    det_item_fee_sumamt: yuanOf(split.feeFen),
    cnt: Number(sent.cnt),
    pric: Number(sent.pric),
    pric_uplmt_amt: item.limitYuan === null ? 999_999 : Number(item.limitYuan),
    selfpay_prop: item.chrgitm_lv === '03' ? 1 : item.payFirstBp / 10_000,
    fulamt_ownpay_amt: yuanOf(split.ownFen),
    overlmt_amt: yuanOf(split.overLimitFen),
    preselfpay_amt: yuanOf(split.payFirstFen),
    inscp_scp_amt: yuanOf(split.inScopeFen),
    chrgitm_lv: item.chrgitm_lv,
    med_chrgitm_type: item.med_chrgitm_type,
    lmt_used_flag: '0',
  }
}

/** Where the fen of tolerance goes: to the rest of the line, else where there is something. */
const PARTS = ['inScopeFen', 'overLimitFen', 'payFirstFen', 'ownFen'] as const

function adjusted(split: SplitLine, feeFen: number): SplitLine {
  const part = PARTS.find((one) => split[one] > 0) ?? 'ownFen'
  return { ...split, feeFen, [part]: split[part] + feeFen - split.feeFen }
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
