/** Visits at the insured place: it gives the id and remembers what decides the benefit. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { nodeOf } from '../platform/context.ts'
import { extensionKeys } from '../platform/extension.ts'
import { Refusal } from '../refusal.ts'
import { categoryOf, noteChoice, requireChronic } from './care.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'
import { personOf, policyOf } from './context.ts'
import type { CareChoice } from './filing/choose.ts'
import { requireEntitled } from './filing/entitlement.ts'
import { DEFAULT_RULES } from './filing/rules.ts'

/** 2201 */
export function openOutpatient(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2201']['data']>(request, 'data')
  const person = personOf(context, data.psn_no)
  policyOf(context, person, data.insutype)
  requireEntitled(person, data.begntime.slice(0, 10))
  const visit = opened(context, request, {
    psn_no: data.psn_no,
    ipt_otp_no: data.ipt_otp_no,
    inpatient: false,
    med_type: '',
    begntime: data.begntime,
    emergency: false,
  })
  const { mdtrt_id } = visit
  const output = { data: { mdtrt_id, psn_no: data.psn_no, ipt_otp_no: data.ipt_otp_no } }
  return { output, apply: () => saveCareVisit(context, visit) }
}

/** 2203 and 2203A: kind of care and emergency become known, so entitlement is decided here. */
export function describe(context: BenefitContext, request: RequestEnvelope): Effect {
  const info = nodeOf<Inputs['2203A']['mdtrtinfo']>(request, 'mdtrtinfo')
  const person = personOf(context, info.psn_no)
  const mark = extensionKeys(info.exp_content)['OTP_ER_REFL_FLAG']
  const visit: CareVisit = {
    ...careVisit(context, info.mdtrt_id, info.psn_no),
    med_type: info.med_type,
    dise_codg: info.dise_codg ?? '',
    emergency: mark === '1' || mark === '3',
  }
  if (info.med_type === '14') {
    requireChronic(context, person, visit.dise_codg, visit.begntime.slice(0, 10))
  }
  const choice = categoryOf(context, person, visit)
  return {
    output: null,
    apply: () => {
      saveCareVisit(context, visit)
      noteChoice(context, visit, choice)
    },
  }
}

/** 2401 */
export function admit(context: BenefitContext, request: RequestEnvelope): Effect {
  const info = nodeOf<Inputs['2401']['mdtrtinfo']>(request, 'mdtrtinfo')
  const person = personOf(context, info.psn_no)
  policyOf(context, person, info.insutype)
  const visit = opened(context, request, {
    psn_no: info.psn_no,
    ipt_otp_no: info.ipt_no,
    inpatient: true,
    med_type: info.med_type,
    begntime: info.begntime,
    emergency: extensionKeys(info.exp_content)['IPT_TYPE'] === '2',
  })
  const choice = choiceOfStay(context, person, visit)
  return {
    output: { result: { mdtrt_id: visit.mdtrt_id } },
    apply: () => {
      saveCareVisit(context, visit)
      if (choice !== null) noteChoice(context, visit, choice)
    },
  }
}

/** 2402: the place of care manages the stay; here its end decides what was filed in time. */
export function discharge(context: BenefitContext, request: RequestEnvelope): Effect {
  const info = nodeOf<Inputs['2402']['dscginfo']>(request, 'dscginfo')
  const { endtime } = info
  const visit = { ...careVisit(context, info.mdtrt_id, info.psn_no), endtime }
  // What was filed late is chosen from now; whether it can be settled is asked when it is.
  const choice = choiceOfStay(context, personOf(context, info.psn_no), visit, true)
  return {
    output: null,
    apply: () => {
      saveCareVisit(context, visit)
      if (choice !== null) noteChoice(context, visit, choice)
    },
  }
}

/** 2403: kind of care and dates as they are known now. */
export function changeStay(context: BenefitContext, request: RequestEnvelope): Effect {
  const info = nodeOf<Inputs['2403']['adminfo']>(request, 'adminfo')
  const visit: CareVisit = {
    ...careVisit(context, info.mdtrt_id, info.psn_no),
    med_type: info.med_type,
    begntime: info.begntime,
    emergency: extensionKeys(info.exp_content)['IPT_TYPE'] === '2',
  }
  return { output: null, apply: () => saveCareVisit(context, visit) }
}

/** 2405: the stay goes on. */
export function keep(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2405']['data']>(request, 'data')
  const { endtime: _left, ...visit } = careVisit(context, data.mdtrt_id, data.psn_no)
  return { output: null, apply: () => saveCareVisit(context, visit) }
}

/** 2202 and 2404 */
export function close(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2202']['data']>(request, 'data')
  const visit = careVisit(context, data.mdtrt_id, data.psn_no)
  return { output: null, apply: () => dropCareVisit(context, visit.mdtrt_id) }
}

/** The visit with this id, if it is this person's. @throws Refusal */
export function careVisit(context: BenefitContext, mdtrtId: string, psnNo: string): CareVisit {
  const row = context.store.get<{ body: string }>(
    'select body from visit where mdtrt_id = ? and psn_no = ?',
    mdtrtId,
    psnNo,
  )
  if (row === undefined) throw new Refusal('unknown-visit', { mdtrtId })
  return JSON.parse(row.body) as CareVisit
}

/** Writes a visit; inside a commit. */
export function saveCareVisit(context: BenefitContext, visit: CareVisit): void {
  context.store.run(
    `insert into visit (mdtrt_id, fixmedins_code, ipt_otp_no, psn_no, msgid, state, body)
     values (?, ?, ?, ?, ?, 'open', ?)
     on conflict (mdtrt_id) do update set body = excluded.body`,
    visit.mdtrt_id,
    visit.fixmedins_code,
    visit.ipt_otp_no,
    visit.psn_no,
    visit.msgid,
    JSON.stringify(visit),
  )
}

/** Forgets a visit; inside a commit. */
export function dropCareVisit(context: BenefitContext, mdtrtId: string): void {
  context.store.run('delete from visit where mdtrt_id = ?', mdtrtId)
}

/**
 * What a stay goes by, asked at admission and at discharge. Where a filing may still come, its
 * want refuses nothing yet: null, and the settlement asks again (RULE-042, RULE-045).
 * @throws Refusal where it is certain that the stay cannot be settled directly
 */
function choiceOfStay(
  context: BenefitContext,
  person: InsuredPerson,
  visit: CareVisit,
  left = false,
): CareChoice | null {
  try {
    return categoryOf(context, person, visit)
  } catch (reason) {
    const regime = (context.filing ?? DEFAULT_RULES).regimeOn(visit.begntime.slice(0, 10))
    const fileLater = regime.lateFiling ||
      (visit.emergency && regime.emergency === 'before-discharge')
    if (!(reason instanceof Refusal)) throw reason
    if (left || (fileLater && reason.code === 'claim-by-hand')) return null
    throw reason
  }
}

function opened(
  context: BenefitContext,
  request: RequestEnvelope,
  visit: Pick<
    CareVisit,
    'psn_no' | 'ipt_otp_no' | 'inpatient' | 'med_type' | 'begntime' | 'emergency'
  >,
): CareVisit {
  const { ipt_otp_no: number } = visit
  const used = context.store.get(
    'select 1 from visit where fixmedins_code = ? and ipt_otp_no = ?',
    request.fixmedins_code,
    number,
  )
  if (used !== undefined) throw new Refusal('visit-exists', { number })
  return {
    ...visit,
    mdtrt_id: idFrom(context.area, 'visit', request.msgid),
    fixmedins_code: request.fixmedins_code,
    msgid: request.msgid,
    mdtrtarea_admvs: request.mdtrtarea_admvs,
    dise_codg: '',
  }
}
