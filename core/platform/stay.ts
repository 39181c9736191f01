/** Changing and taking back an admission: 2403 2404 2405. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { marksOf } from './marks.ts'
import { requireInOrder } from './order.ts'
import type { PlatformUseCases } from './use-case.ts'
import { dropDischarge, keepDetail } from './visit-detail.ts'
import { dropVisit, saveVisit, visitOf } from './visit-store.ts'
import type { Visit } from './visit-store.ts'

/** Changing and taking back an admission. */
export const STAY_USE_CASES: PlatformUseCases = {
  '2403': changeAdmission,
  '2404': cancelAdmission,
  '2405': cancelDischarge,
}

/**
 * 2403: edits what was said at admission; an earlier pre-settlement no longer holds. Diagnoses are
 * upserted one by one, so the main one need not be among those sent.
 */
async function changeAdmission(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const info = nodeOf<Inputs['2403']['adminfo']>(request, 'adminfo')
  const visit = visitOf(context.store, request, info.mdtrt_id, info.psn_no)
  requireInOrder(context.store, visit, request.infno)
  await relay(context, request.insuplc_admdvs, request)
  const { med_type, begntime } = info
  const marks = marksOf(info.exp_content)
  const changed: Visit = { ...visit, med_type, begntime, marks, trials: {} }
  return {
    output: null,
    apply: () => {
      saveVisit(context.store, changed)
      keepDetail(context.store, visit.mdtrt_id, request, 'adminfo', '1', 'upsert')
    },
  }
}

/** 2404: the admission never took place; only without fees. */
async function cancelAdmission(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const visit = stayOf(context, request)
  await relay(context, request.insuplc_admdvs, request)
  return { output: null, apply: () => dropVisit(context.store, visit.mdtrt_id) }
}

/** 2405: the patient has not left after all; fees and pre-settlement stay as they are. */
async function cancelDischarge(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const visit = stayOf(context, request)
  await relay(context, request.insuplc_admdvs, request)
  const back: Visit = { ...visit, state: 'admitted', endtime: '' }
  return {
    output: null,
    apply: () => {
      saveVisit(context.store, back)
      dropDischarge(context.store, visit.mdtrt_id)
    },
  }
}

function stayOf(context: PlatformContext, request: RequestEnvelope): Visit {
  const data = nodeOf<Inputs['2404']['data']>(request, 'data')
  const visit = visitOf(context.store, request, data.mdtrt_id, data.psn_no)
  requireInOrder(context.store, visit, request.infno)
  return visit
}
