/** The catalogue of a place as institutions ask for it: 1316, price limits 1318, shares 1319. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { payableYuan } from '../../calculator/split-fees.ts'
import type { CatalogueItem } from '../../calculator/split-fees.ts'
import type { Effect } from '../../desk.ts'
import { digitsOf } from '../../ids.ts'
import { nodeOf } from '../context.ts'
import type { PlatformContext } from '../context.ts'
import type { PlatformUseCases } from '../use-case.ts'
import { listOutput, pageOf } from './paging.ts'

/** Questions about catalogue items, their limits and their shares. */
export const CATALOGUE_USE_CASES: PlatformUseCases = {
  '1316': matches,
  '1318': limits,
  '1319': shares,
}

/** list_type by the first letter of a national code. */
const LIST_TYPES: Readonly<Record<string, string>> = {
  X: '101', Z: '101', T: '102', C: '301', S: '201',
}

/** 目录类别 of a national code; what begins otherwise is 105, other. */
export function listTypeOf(code: string): string {
  return LIST_TYPES[code.slice(0, 1)] ?? '105'
}

/** What the three questions have in common. */
interface Question {
  readonly query_date?: string | null
  readonly hilist_code?: string | null
  readonly insu_admdvs?: string | null
  readonly begndate?: string | null
  readonly vali_flag?: string | null
  readonly updt_time: string
  readonly page_num: string | number
  readonly page_size: string | number
}

/** 1316: national codes are the catalogue's own here, so every item matches itself. */
function matches(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1316']['data']>(request, 'data')
  const rows = versions(context, request, data).filter((item) =>
    asks(data.med_list_codg, item.med_list_codg) &&
    asks(data.list_type, listTypeOf(item.med_list_codg)))
  return answer(data, rows.map((item) => ({
    ...common(request, data, item, 'match'),
    med_list_codg: item.med_list_codg,
    list_type: listTypeOf(item.med_list_codg),
  })))
}

/** 1318: a limit that holds at every tier, said once for each (hilist_lmtpric_type). */
function limits(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1318']['data']>(request, 'data')
  const rows = versions(context, request, data).flatMap((item) => {
    const limit = payableYuan(item)
    return limit === null ? [] : ['1', '2', '3'].map((type) => ({
      ...common(request, data, item, `limit/${type}`),
      hilist_lmtpric_type: type,
      overlmt_dspo_way: '1',
      hilist_pric_uplmt_amt: Number(limit),
    }))
  })
  return answer(data, rows.filter((row) =>
    asks(data.hilist_lmtpric_type, row.hilist_lmtpric_type) && asks(data.rid, row.rid)))
}

/** 1319: in percent, because the table gives this field no decimals. */
function shares(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1319']['data']>(request, 'data')
  const rows = versions(context, request, data).flatMap((item) =>
    ['310', '390'].map((type) => ({
      ...common(request, data, item, `share/${type}`),
      selfpay_prop_psn_type: type,
      selfpay_prop_type: '10',
      selfpay_prop: (item.chrgitm_lv === '03' ? 10_000 : item.payFirstBp) / 100,
    })))
  return answer(data, rows.filter((row) =>
    asks(data.selfpay_prop_psn_type, row.selfpay_prop_psn_type) &&
    asks(data.selfpay_prop_type, row.selfpay_prop_type) &&
    asks(data.rid, row.rid)))
}

/** Items of the place that is asked about, in the version of the day that is asked about. */
function versions(
  context: PlatformContext,
  request: RequestEnvelope,
  question: Question,
): readonly CatalogueItem[] {
  const day = (question.query_date ?? '').slice(0, 10)
  const place = placeOf(request, question)
  const all = context.catalogueVersions?.(place) ?? []
  return all.filter((item) => {
    const { begndate = BEGINNING, enddate = END } = item
    return asks(question.hilist_code, item.med_list_codg) &&
      asks(question.begndate, begndate) &&
      asks(question.vali_flag, '1') &&
      // An item came into the catalogue when its version began; later changes it has none.
      (day === '' || (begndate <= day && day <= enddate))
  })
}

const BEGINNING = '2020-01-01'
const END = '9999-12-31'

function common(request: RequestEnvelope, question: Question, item: CatalogueItem, kind: string) {
  const { begndate = BEGINNING, enddate = END } = item
  const place = placeOf(request, question)
  return {
    hilist_code: item.med_list_codg,
    insu_admdvs: place,
    begndate,
    enddate,
    vali_flag: '1',
    rid: digitsOf(`${kind}:${place}:${item.med_list_codg}:${begndate}`, 20),
    updt_time: begndate,
    crte_time: begndate,
  }
}

/** Those that changed since `updt_time`, a page of them. */
function answer(question: Question, rows: readonly { readonly updt_time: string }[]): Effect {
  const since = question.updt_time.slice(0, 10)
  return listOutput(pageOf(rows.filter((row) => row.updt_time >= since), question))
}

function placeOf(request: RequestEnvelope, { insu_admdvs: place }: Question): string {
  return (place ?? '') === '' ? request.mdtrtarea_admvs : (place ?? '')
}

function asks(wanted: string | null | undefined, value: string): boolean {
  return (wanted ?? '') === '' || wanted === value
}
