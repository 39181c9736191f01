/** 4101 and 4102: a settlement list comes in, is checked, grouped, corrected and submitted. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { isUndone, settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { claimOfSettlement } from '../clearing/claims.ts'
import { findDocument } from '../clearing/lookup.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { relay } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { checkedList } from './delivery.ts'
import { keepList, listOf, setStatus, statusOf } from './lists.ts'
import { isSound } from './quality.ts'
import type { CaseList } from './quality.ts'

const SUBMITTED = '1'
const PASSED = '2'

/**
 * 4101: checked at once; a list with faults is kept, and grouped only when it is right. A sound one
 * is delivered to the insured place as well.
 */
export async function uploadList(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const { store, clock } = context
  const list = request.input as unknown as CaseList
  const { setl_id: setlId, psn_no, mdtrt_id } = list.setlinfo
  const row = ownSettlement(context, request, setlId)
  if (row.psn_no !== psn_no || row.mdtrt_id !== mdtrt_id || isUndone(store, setlId)) {
    throw listFault(`${setlId}与结算不符，或结算已撤销`)
  }
  requireOpen(context, row)
  const checked = checkedList(list, row)
  // Both areas have the same list, or none: the insured place keeps it first (RULE-086).
  if (isSound(checked.faults)) await relay(context, row.insuplc_admdvs, request)
  return {
    output: { data: { setl_list_id: checked.setlListId } },
    apply: () => keepList(store, checked, row, request.msgid, beijingTime(clock.now())),
  }
}

/** 4102: the institution submits (1) or takes back (0); only a sound list can be submitted. */
export function changeStatus(context: PlatformContext, request: RequestEnvelope): Effect {
  const { stastinfo } = request.input['data'] as Inputs['4102']['data']
  for (const { setl_id: setlId, psn_no, stas_type } of stastinfo) {
    const row = ownSettlement(context, request, setlId)
    const kept = listOf(context.store, setlId)
    if (kept === undefined || row.psn_no !== psn_no) throw listFault(`${setlId}尚未上传`)
    if (stas_type !== '0' && stas_type !== SUBMITTED) {
      throw listFault(`${setlId}状态只能改为0未提交或1已提交，审核由经办机构办理`)
    }
    requireMonthOpen(context, row)
    if (statusOf(context.store, setlId) === PASSED) throw listFault(`${setlId}已审核通过`)
    if (stas_type === SUBMITTED && !isSound(kept.faults)) {
      const texts = kept.faults.map(({ field, text }) => `${field}${text}`)
      throw listFault(`${setlId}质控未通过：${texts.join('；')}`)
    }
  }
  return {
    output: null,
    apply: () => {
      for (const { setl_id: setlId, stas_type: stasType } of stastinfo) {
        setStatus(context.store, context.clock, { setlId, stasType, msgid: request.msgid })
      }
    },
  }
}

/** A settlement of the institution that asks. @throws Refusal */
function ownSettlement(
  { store }: PlatformContext,
  request: RequestEnvelope,
  setlId: string,
): SettlementRow {
  const row = settlement(store, setlId)
  if (row?.kind !== 'forward' || row.fixmedins_code !== request.fixmedins_code) {
    throw new Refusal('unknown-settlement', { setlId })
  }
  return row
}

function requireOpen(context: PlatformContext, row: SettlementRow): void {
  requireMonthOpen(context, row)
  if ([SUBMITTED, PASSED].includes(statusOf(context.store, row.setl_id))) {
    throw listFault(`${row.setl_id}已提交，须先用4102改为未提交再更正`)
  }
  const claim = claimOfSettlement(context.store, row.setl_id)
  if (claim !== undefined) throw listFault(`${row.setl_id}已申报清算${claim}，须先撤销申报再更正`)
}

/** A list can be corrected before the month is cleared (RULE-236). */
function requireMonthOpen({ store }: PlatformContext, row: SettlementRow): void {
  const month = monthOf(row)
  if (findDocument(store, `QSY${month}`) !== undefined) throw listFault(`${month}已清算，不能更正`)
}

function monthOf({ setl_time }: SettlementRow): string {
  return setl_time.slice(0, 4) + setl_time.slice(5, 7)
}

function listFault(what: string): Refusal {
  return new Refusal('case-list', { what })
}
