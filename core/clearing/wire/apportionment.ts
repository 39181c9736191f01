/** 3260, 3261, 3262: out-of-area rows of a month are fetched, confirmed, taken back. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../../contracts/generated/types.ts'
import { BATCH_RULES } from '../../../contracts/protocol/batches.ts'
import { addMonths } from '../../days.ts'
import type { Effect } from '../../desk.ts'
import { fenOf, yuanOf } from '../../money.ts'
import { BadDecimal } from '../../money.ts'
import { scopeOf } from '../../hub/scope.ts'
import { nodeOf } from '../../platform/context.ts'
import type { PlatformContext } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import { settledBetween } from '../../settled.ts'
import type { Settled } from '../../settled.ts'
import { settlement } from '../../books.ts'
import { documentsOf } from '../lookup.ts'

/** Most rows of one message, as the protocol's table says. */
const MOST_ROWS = BATCH_RULES.find(({ id }) => id === 'apportionment-rows')?.mostRows ?? 0

/** Stands for every confirmation of the period in 3262. */
const ALL_CONFIRMATIONS = '0'

/** 3260: rows from `startrow` (1 is the first); a confirmed one cannot be fetched again. */
export function fetchRows(context: PlatformContext, request: RequestEnvelope): Effect {
  const { startrow, ...period } = nodeOf<Inputs['3260']['data']>(request, 'data')
  const start = Number(startrow)
  if (!Number.isInteger(start) || start < 1) {
    throw new Refusal('clearing-rows', { field: 'startrow', what: `应从1开始，实际${start}` })
  }
  const month = monthOf(period)
  const rows = rowsOf(context, request.fixmedins_code, month)
  const open = rows.filter(({ row }) => !isConfirmed(context, row.setlId))
  const data = open
    .slice(start - 1, start - 1 + MOST_ROWS)
    .map(({ row, seqno }) => wireRow(context, row, seqno))
  return { output: { data } }
}

/** 3261: each row as 3260 gave it; the count is that of the message. */
export function confirmRows(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3261']['data']>(request, 'data')
  const detail = nodeOf<Inputs['3261']['detail']>(request, 'detail')
  const month = monthOf(data)
  requireOpenMonth(context, month)
  if (detail.length === 0 || detail.length > MOST_ROWS) {
    throw rowsFault('detail', `应为1至${MOST_ROWS}条，实际${detail.length}条`)
  }
  if (Number(data.totalrow) !== detail.length) {
    throw rowsFault('totalrow', `报文为${String(data.totalrow)}，明细${detail.length}条`)
  }
  const known = new Map(
    rowsOf(context, request.fixmedins_code, month).map(({ row }) => [row.setlId, row]),
  )
  const seen = new Set<string>()
  for (const line of detail) {
    requireSameRow(context, line, known.get(line.setl_sn))
    if (seen.has(line.setl_sn)) throw rowsFault('setl_sn', `${line.setl_sn}重复`)
    seen.add(line.setl_sn)
  }
  return {
    output: null,
    apply: () => {
      for (const { setl_sn: setlId, cnfm_flag: flag } of detail) {
        if (isConfirmed(context, setlId)) throw rowsFault('setl_sn', `${setlId}已确认`)
        context.store.run(
          `insert into clearing_confirmed (msgid, fixmedins_code, month, setl_id, included)
           values (?, ?, ?, ?, ?)`,
          request.msgid, request.fixmedins_code, month, setlId, flag === '0' ? 0 : 1,
        )
      }
    },
  }
}

/** 3262: takes back one confirmation by its message id, or all of a period. */
export function rollBackRows(context: PlatformContext, request: RequestEnvelope): Effect {
  const { otransid, ...period } = nodeOf<Inputs['3262']['data']>(request, 'data')
  const month = monthOf(period)
  requireOpenMonth(context, month)
  const open = context.store
    .all<{ msgid: string }>(
      `select distinct c.msgid from clearing_confirmed c
        where c.fixmedins_code = ? and c.month = ? and not exists
          (select 1 from clearing_rolled_back r where r.msgid = c.msgid)
        order by c.msgid`,
      request.fixmedins_code,
      month,
    )
    .map(({ msgid }) => msgid)
  const chosen = otransid === ALL_CONFIRMATIONS ? open : open.filter((id) => id === otransid)
  if (chosen.length === 0) throw rowsFault('otransid', `${otransid}没有可回退的确认`)
  return {
    output: null,
    apply: () => {
      for (const msgid of chosen) {
        const sql = 'insert into clearing_rolled_back (msgid, by_msgid) values (?, ?)'
        context.store.run(sql, msgid, request.msgid)
      }
    },
  }
}

type Row3260 = Outputs['3260']['data'][number]

function wireRow(context: PlatformContext, row: Settled, seqno: number): Row3260 {
  return {
    seqno,
    mdtrtarea: row.placeOfCare,
    medins_no: row.institution,
    certno: certnoOf(context, row),
    mdtrt_id: row.visitId,
    mdtrt_setl_time: row.settledAt,
    setl_sn: row.setlId,
    fulamt_advpay_flag: '0',
    medfee_sumamt: yuanOf(row.feeFen),
    optins_pay_sumamt: yuanOf(row.fundFen + row.accountFen),
  }
}

/** The identity number stands in the answer of the settlement, also for what undoes it. */
function certnoOf({ store }: PlatformContext, row: Settled): string {
  const body = settlement(store, row.reverses ?? row.setlId)?.body ?? '{}'
  const answer = JSON.parse(body) as { setlinfo?: { certno?: string } }
  return answer.setlinfo?.certno ?? ''
}

function rowsOf({ store }: PlatformContext, institution: string, month: string) {
  const first = (text: string) => `${text.slice(0, 4)}-${text.slice(4)}-01`
  return settledBetween(store, first(month), first(addMonths(month, 1)), institution)
    .filter((row) => scopeOf(row.placeOfCare, row.insuredPlace) !== 'local')
    .map((row, index) => ({ row, seqno: index + 1 }))
}

function isConfirmed({ store }: PlatformContext, setlId: string): boolean {
  const sql = `select 1 from clearing_confirmed c where c.setl_id = ? and not exists
    (select 1 from clearing_rolled_back r where r.msgid = c.msgid)`
  return store.get(sql, setlId) !== undefined
}

type Line3261 = Inputs['3261']['detail'][number]

/** A copied row must be the row that was given, to the fen. */
function requireSameRow(context: PlatformContext, line: Line3261, row: Settled | undefined): void {
  if (row === undefined) throw rowsFault('setl_sn', `${line.setl_sn}不在本月本机构的清分明细中`)
  const given = wireRow(context, row, 0)
  for (const field of ['certno', 'mdtrt_id'] as const) {
    if (line[field] !== given[field]) throw rowsFault(field, `${line.setl_sn}应为${given[field]}`)
  }
  for (const field of ['medfee_sumamt', 'optins_pay_sumamt'] as const) {
    if (fen(line[field]) !== fen(given[field])) {
      throw rowsFault(field, `${line.setl_sn}应为${String(given[field])}`)
    }
  }
}

function fen(value: string | number): number | null {
  try {
    return fenOf(value)
  } catch (reason) {
    if (reason instanceof BadDecimal) return null
    throw reason
  }
}

/** Once the month's sheets are made, nothing of it changes any more. */
function requireOpenMonth({ store }: PlatformContext, month: string): void {
  if (documentsOf(store, 'month', month).length > 0) {
    throw rowsFault('trt_month', `${month}已生成清算单，不能再变更`)
  }
}

function monthOf(period: { readonly trt_year: string; readonly trt_month: string }): string {
  const month = `${period.trt_year}${period.trt_month}`
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(month)) {
    throw rowsFault('trt_month', '应为四位年份和带前导零的两位月份')
  }
  return month
}

function rowsFault(field: string, what: string): Refusal {
  return new Refusal('clearing-rows', { field, what })
}
