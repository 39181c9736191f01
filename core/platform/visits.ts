/** Opening, describing and closing a visit: 2201 2202 2203 2203A 2401 2402. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { Refusal } from '../refusal.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { rulesOf } from './institutions/rules.ts'
import { marksOf, requireShortDaySurgery } from './marks.ts'
import { requireInOrder } from './order.ts'
import type { PlatformUseCases } from './use-case.ts'
import { keepDetail } from './visit-detail.ts'
import { dropVisit, saveVisit, visitOf } from './visit-store.ts'
import type { Credential, Visit } from './visit-store.ts'

/** Opening, describing and closing a visit. */
export const VISIT_USE_CASES: PlatformUseCases = {
  '2201': registerOutpatient,
  '2202': cancelRegistration,
  '2203': describeOutpatient,
  '2203A': describeOutpatient,
  '2401': admit,
  '2402': discharge,
}

/** 2201: opens an outpatient visit; the insured place gives it its id. */
async function registerOutpatient(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const data = nodeOf<Inputs['2201']['data']>(request, 'data')
  refuseUsedNumber(context, request, data.ipt_otp_no)
  const output = await relay<Outputs['2201']>(context, request.insuplc_admdvs, request)
  const visit = newVisit(request, {
    mdtrt_id: output.data.mdtrt_id,
    kind: 'outpatient',
    ipt_otp_no: data.ipt_otp_no,
    psn_no: data.psn_no,
    insutype: data.insutype,
    med_type: '',
    begntime: data.begntime,
    state: 'registered',
    credential: credentialOf(data),
  })
  return { output, apply: () => saveVisit(context.store, visit) }
}

/** 2202: undoes a registration that has no fees. */
async function cancelRegistration(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const data = nodeOf<Inputs['2202']['data']>(request, 'data')
  const visit = visitOf(context.store, request, data.mdtrt_id, data.psn_no)
  requireInOrder(context.store, visit, request.infno)
  await relay(context, request.insuplc_admdvs, request)
  return { output: null, apply: () => dropVisit(context.store, visit.mdtrt_id) }
}

/** 2203 and 2203A: what the visit is about. */
async function describeOutpatient(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const info = nodeOf<Inputs['2203A']['mdtrtinfo']>(request, 'mdtrtinfo')
  const visit = visitOf(context.store, request, info.mdtrt_id, info.psn_no)
  requireInOrder(context.store, visit, request.infno)
  await relay(context, request.insuplc_admdvs, request)
  // Another kind of care has another benefit, so what was calculated before no longer holds.
  const described: Visit = {
    ...visit,
    med_type: info.med_type,
    dise_codg: info.dise_codg ?? '',
    marks: marksOf(info.exp_content),
    state: 'diagnosed',
    trials: {},
  }
  return {
    output: null,
    apply: () => {
      saveVisit(context.store, described)
      keepDetail(context.store, visit.mdtrt_id, request, 'mdtrtinfo', '1')
    },
  }
}

/** 2401: admission. */
async function admit(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const info = nodeOf<Inputs['2401']['mdtrtinfo']>(request, 'mdtrtinfo')
  refuseUsedNumber(context, request, info.ipt_no)
  const open = context.store.get<{ mdtrt_id: string }>(
    "select mdtrt_id from visit where psn_no = ? and state in ('admitted', 'discharged')",
    info.psn_no,
  )
  if (open !== undefined) throw new Refusal('open-stay', { mdtrtId: open.mdtrt_id })
  const output = await relay<Outputs['2401']>(context, request.insuplc_admdvs, request)
  const visit = newVisit(request, {
    mdtrt_id: output.result.mdtrt_id,
    kind: 'inpatient',
    ipt_otp_no: info.ipt_no,
    psn_no: info.psn_no,
    insutype: info.insutype,
    med_type: info.med_type,
    begntime: info.begntime,
    state: 'admitted',
    marks: marksOf(info.exp_content),
    credential: credentialOf(info),
  })
  return {
    output,
    apply: () => {
      saveVisit(context.store, visit)
      keepDetail(context.store, visit.mdtrt_id, request, 'mdtrtinfo', '1')
    },
  }
}

/** 2402: discharge; the stay can be settled afterwards. */
async function discharge(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const info = nodeOf<Inputs['2402']['dscginfo']>(request, 'dscginfo')
  const visit = visitOf(context.store, request, info.mdtrt_id, info.psn_no)
  requireInOrder(context.store, visit, request.infno)
  requireShortDaySurgery(rulesOf(context), visit, info.endtime)
  await relay(context, request.insuplc_admdvs, request)
  const left: Visit = { ...visit, state: 'discharged', endtime: info.endtime }
  return {
    output: null,
    apply: () => {
      saveVisit(context.store, left)
      keepDetail(context.store, visit.mdtrt_id, request, 'dscginfo', '2')
    },
  }
}

type NewVisit = Omit<
  Visit,
  'fixmedins_code' | 'msgid' | 'insuplc_admdvs' | 'endtime' | 'trials'
>

function newVisit(request: RequestEnvelope, visit: NewVisit): Visit {
  return {
    ...visit,
    fixmedins_code: request.fixmedins_code,
    msgid: request.msgid,
    insuplc_admdvs: request.insuplc_admdvs,
    endtime: '',
    trials: {},
  }
}

/** What was shown; 2401 has no certno in every edition. */
function credentialOf(shown: {
  readonly mdtrt_cert_type: string
  readonly mdtrt_cert_no?: string | null
  readonly card_sn?: string | null
  readonly certno?: string | null
}): Credential {
  return {
    mdtrt_cert_type: shown.mdtrt_cert_type,
    mdtrt_cert_no: shown.mdtrt_cert_no ?? '',
    card_sn: shown.card_sn ?? '',
    certno: shown.certno ?? '',
  }
}

function refuseUsedNumber(context: PlatformContext, request: RequestEnvelope, number: string) {
  const used = context.store.get(
    'select 1 from visit where fixmedins_code = ? and ipt_otp_no = ?',
    request.fixmedins_code,
    number,
  )
  if (used !== undefined) throw new Refusal('visit-exists', { number })
}
