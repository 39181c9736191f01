/** Referral by message: 2501 and 2501A (转院备案), 2502 (撤销), 5304 (查询). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { nodeOf } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import type { BenefitContext } from './context.ts'
import { personOf } from './context.ts'
import { actNow, cancelNow, enter } from './filing/agency.ts'
import { decide } from './filing/decide.ts'
import { fault } from './filing/faults.ts'
import type { FilingFault } from './filing/faults.ts'
import type { Application, Channel, PlaceFiling } from './filing/record.ts'
import { isOpen, NO_END } from './filing/record.ts'
import { filingOf, filingsOf } from './filing/register.ts'

type Opinion = Inputs['2501']['refmedin']

/** Source of a declaration (dcla_souc) by channel; all others are 99. */
const SOURCES: Partial<Record<Channel, string>> = {
  hospital: '01', window: '02', bulk: '02', online: '03', app: '04',
}

/** 2501: the filing is made from the hospital's opinion; nobody visits a window (RULE-030). */
export function fileReferral(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Opinion>(request, 'refmedin')
  const application = referralOf(context, request, data)
  const decision = decide(context, application)
  requireNone(decision.faults)
  return {
    output: { result: { trt_dcla_detl_sn: decision.filing.serial } },
    apply: () => enter(context, decision, application),
  }
}

/** 2501A: says a referral again as it is right now, or makes one when it names none. */
export function changeReferral(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2501A']['refmedin']>(request, 'refmedin')
  const serial = data.trt_dcla_detl_sn ?? ''
  if (serial === '') return { ...fileReferral(context, request), output: null }
  openReferral(context, serial, data.psn_no)
  const application = referralOf(context, request, data)
  // It is judged as a referral of its own; what it merges with is the one that is changed.
  const decision = decide(context, application, { serial, simplified: false })
  requireNone(decision.faults)
  const { area, institution, institutionName, diagnosis, referral, ...made } = decision.filing
  const { reason, begndate, enddate } = made
  const target = { area, institution, institutionName }
  const said = { ...target, diagnosis, reason, referral, begndate, enddate }
  const by = request.fixmedins_code
  return {
    output: null,
    apply: () => {
      actNow(context, { serial, psn_no: data.psn_no, by }, () => ({ ...said, note: '2501A' }))
    },
  }
}

/** 2502 */
export function cancelReferral(context: BenefitContext, request: RequestEnvelope): Effect {
  const { trt_dcla_detl_sn: serial, psn_no, memo } = nodeOf<Inputs['2502']['data']>(request, 'data')
  openReferral(context, serial, psn_no)
  const reference = { serial, psn_no, by: request.fixmedins_code, reason: memo ?? '' }
  return { output: null, apply: () => void cancelNow(context, reference) }
}

/** 5304: referrals whose day lies in the time asked for, cancelled ones left out. */
export function queryReferrals(context: BenefitContext, request: RequestEnvelope): Effect {
  const { psn_no, begntime, endtime } = nodeOf<Inputs['5304']['data']>(request, 'data')
  const person = personOf(context, psn_no)
  const until = (endtime ?? '') === '' ? NO_END : String(endtime).slice(0, 10)
  const referrals = filingsOf<PlaceFiling>(context, psn_no, 'place').filter((filing) => {
    const day = dayOf(filing)
    return filing.category === 'referral' && isOpen(filing) &&
      begntime.slice(0, 10) <= day && day <= until
  })
  return { output: { refmedin: referrals.map((filing) => referralRow(context, person, filing)) } }
}

function referralRow(context: BenefitContext, person: InsuredPerson, filing: PlaceFiling) {
  const { psn_no, psn_cert_type, certno, psn_name, gend, brdy, emp_name } = person
  return {
    insutype: filing.insutype,
    dcla_souc: SOURCES[filing.channel] ?? '99',
    psn_no, psn_cert_type, certno, psn_name, gend, brdy,
    tel: filing.tel,
    addr: filing.addr,
    insu_optins: filing.insuplc_admdvs,
    emp_name,
    diag_code: filing.diagnosis?.code ?? '',
    diag_name: filing.diagnosis?.name ?? '',
    dise_cond_dscr: '',
    reflin_medins_no: filing.institution ?? '',
    reflin_medins_name: filing.institutionName,
    out_flag: poolingAreaOf(filing.area) === context.area ? '0' : '1',
    refl_date: dayOf(filing),
    refl_rea: filing.reason,
    begndate: filing.begndate,
    enddate: filing.enddate,
    hosp_agre_refl_flag: filing.referral?.agreed ?? '1',
    opter_id: '',
    opter_name: filing.by,
    opt_time: filing.at,
  }
}

/** What the message says, as an application; the target is set from it without a window. */
function referralOf(
  context: BenefitContext,
  request: RequestEnvelope,
  data: Opinion,
): Application {
  const person = personOf(context, data.psn_no)
  const enddate = dayOr(data.enddate, '')
  const insuredAt = data.insu_optins ?? ''
  return {
    psn_no: data.psn_no,
    insutype: (data.insutype ?? '') === '' ? person.insutype : String(data.insutype),
    category: 'referral',
    area: data.mdtrtarea_admdvs,
    institution: data.reflin_medins_no,
    institutionName: data.reflin_medins_name,
    diagnosis: { code: data.diag_code, name: data.diag_name },
    reason: data.refl_rea,
    documents: ['voucher', 'form', 'referral-certificate', 'hospital-upload'],
    channel: 'hospital',
    by: request.fixmedins_code,
    begndate: dayOr(data.begndate, data.refl_date),
    tel: data.tel ?? '',
    addr: data.addr ?? '',
    referral: {
      from: request.fixmedins_code,
      type: data.refl_type,
      day: data.refl_date.slice(0, 10),
      opinion: data.refl_opnn,
      agreed: (data.hosp_agre_refl_flag ?? '') === '0' ? '0' : '1',
      visit: data.refl_old_mdtrt_id ?? '',
    },
    ...(enddate === '' ? {} : { enddate }),
    ...(insuredAt === '' ? {} : { insuplc_admdvs: insuredAt }),
  }
}

/** @throws Refusal unless it is the person's own referral and still open */
function openReferral(context: BenefitContext, serial: string, psnNo: string): PlaceFiling {
  personOf(context, psnNo)
  const filing = filingOf<PlaceFiling>(context, serial, psnNo, 'place')
  if (filing === undefined || filing.category !== 'referral') {
    requireNone([fault('unknown-filing', { serial })])
  } else if (!isOpen(filing)) {
    requireNone([fault('not-in-force', { serial, state: '终止' })])
  }
  return filing as PlaceFiling
}

/** @throws Refusal `filing` with the reasons and their cures */
function requireNone(faults: readonly FilingFault[]): void {
  if (faults.length === 0) return
  throw new Refusal('filing', { message: faults.map(({ zh, cure }) => `${zh}，${cure}`).join('；') })
}

function dayOf(filing: PlaceFiling): string {
  return filing.referral?.day ?? filing.filedAt.slice(0, 10)
}

function dayOr(day: string | null | undefined, otherwise: string): string {
  return (day ?? '') === '' ? otherwise.slice(0, 10) : String(day).slice(0, 10)
}
