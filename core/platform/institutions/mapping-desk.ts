/** Catalogue mapping over the wire: upload 3301, revocation 3302, query 1317. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { beijingTime } from '../../clock.ts'
import type { Effect } from '../../desk.ts'
import { digitsOf } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { nodeOf } from '../context.ts'
import type { PlatformContext } from '../context.ts'
import type { PlatformUseCases } from '../use-case.ts'
import type { Decision } from './facts.ts'
import { keepMapping, mappingsOf, revokeMapping } from './mappings.ts'
import type { Mapping } from './mappings.ts'
import { listOutput, pageOf } from './paging.ts'

/** Uploading, revoking and asking for mappings. */
export const MAPPING_USE_CASES: PlatformUseCases = {
  '1317': queryMappings,
  '3301': uploadMappings,
  '3302': takeBackMapping,
}

/** 3301: all rows or none. A code that is in no catalogue is refused, so nobody relies on it. */
function uploadMappings(context: PlatformContext, request: RequestEnvelope): Effect {
  const rows = nodeOf<readonly Mapping[]>(request, 'data')
  for (const [at, row] of rows.entries()) {
    const { med_list_codg: code, begndate, enddate } = row
    const known = context.catalogueItem(request.mdtrtarea_admvs, code, begndate) ??
      context.catalogueItem(request.mdtrtarea_admvs, code, enddate)
    // A row has no serial of its own, so the refusal counts it.
    if (known === undefined) throw new Refusal('unknown-item', { sn: at + 1, code })
  }
  return {
    output: null,
    apply: () => {
      const decision = decisionOf(context, request)
      for (const row of rows) keepMapping(context.store, request.fixmedins_code, row, decision)
    },
  }
}

/** 3302 */
function takeBackMapping(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3302']['data']>(request, 'data')
  requireOwn(request, data.fixmedins_code)
  return {
    output: null,
    apply: () =>
      revokeMapping(context.store, request.fixmedins_code, data, decisionOf(context, request)),
  }
}

/** 1317: the institution's own rows that were changed since `updt_time`, a page at a time. */
function queryMappings(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1317']['data']>(request, 'data')
  requireOwn(request, data.fixmedins_code)
  const asks = (wanted: string | null | undefined, value: string) =>
    (wanted ?? '') === '' || wanted === value
  const day = (data.query_date ?? '').slice(0, 10)
  const rows = mappingsOf(context.store, request.fixmedins_code).filter((row) =>
    row.recordedAt.slice(0, 10) >= data.updt_time.slice(0, 10) &&
    (day === '' || (row.begndate <= day && day <= row.enddate)) &&
    asks(data.medins_list_codg, row.fixmedins_hilist_id) &&
    asks(data.medins_list_name, row.fixmedins_hilist_name) &&
    asks(data.list_type, row.list_type) &&
    asks(data.med_list_codg, row.med_list_codg) &&
    asks(data.begndate, row.begndate) &&
    asks(data.vali_flag, row.revoked ? '0' : '1'))
  return listOutput(pageOf(rows, data).map((row) => ({
    ...row,
    fixmedins_code: request.fixmedins_code,
    medins_list_codg: row.fixmedins_hilist_id,
    medins_list_name: row.fixmedins_hilist_name,
    insu_admdvs: request.mdtrtarea_admvs,
    vali_flag: row.revoked ? '0' : '1',
    rid: digitsOf(
      `mapping:${request.fixmedins_code}:${row.fixmedins_hilist_id}:${row.med_list_codg}`, 20),
    updt_time: row.recordedAt.slice(0, 10),
    crte_time: row.recordedAt.slice(0, 10),
  })))
}

/** RULE-246: an institution acts for itself only. */
function requireOwn(request: RequestEnvelope, code: string | null | undefined): void {
  if ((code ?? '') === '' || code === request.fixmedins_code) return
  throw new Refusal('own-data-only', { field: 'fixmedins_code', value: code ?? '' })
}

function decisionOf(context: PlatformContext, request: RequestEnvelope): Decision {
  const now = beijingTime(context.clock.now())
  return { by: request.fixmedins_code, reason: request.infno, since: now, recordedAt: now }
}
