/** Who is this, and what may he enjoy: 1101 2001 5206 5301. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { meaningOf } from '../../contracts/dictionaries.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { yuanOf } from '../money.ts'
import { nodeOf } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { accountBalanceFen, yearToDate } from './accumulators.ts'
import { chronicDiseases, kindOf } from './care.ts'
import type { BenefitContext } from './context.ts'
import { personOf, policyOf } from './context.ts'

/** 1101: by credential; name and ID number are compared when they are sent (RULE-056). */
export function identify(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1101']['data']>(request, 'data')
  const person = context.persons.byCredential(data.mdtrt_cert_type, data.mdtrt_cert_no)
  if (person === undefined) throw new Refusal('unknown-person')
  requireSame('证件号码certno', data.certno, person.certno)
  requireSame('人员姓名psn_name', data.psn_name, person.psn_name)
  if (data.mdtrt_cert_type === '03') requireSame('卡识别码card_sn', data.card_sn, person.card_sn)
  return {
    output: {
      baseinfo: personalData(context, person),
      insuinfo: [
        {
          balc: yuanOf(accountBalanceFen(context, person)),
          insutype: person.insutype,
          psn_type: person.psn_type,
          psn_insu_stas: '1',
          psn_insu_date: '2020-01-01',
          paus_insu_date: '',
          cvlserv_flag: '0',
          insuplc_admdvs: person.insuplc_admdvs,
          emp_name: person.emp_name,
        },
      ],
      idetinfo: person.identities.map((code) => ({
        psn_idet_type: code,
        psn_type_lv: '',
        memo: meaningOf('psn_idet_type', code) ?? '',
        begntime: '2026-01-01 00:00:00',
        endtime: '',
      })),
    },
  }
}

/** 2001: per fund, enjoys or not (RULE-059). */
export function checkEntitlement(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2001']['data']>(request, 'data')
  const person = personOf(context, data.psn_no)
  policyOf(context, person, data.insutype)
  const kind = kindOf(data.med_type, data.med_type.startsWith('21'))
  const funds: [string, boolean][] = [
    [poolFundOf(data.insutype, kind === 'outpatient'), kind !== 'pharmacy'],
    ['310200', person.accountBalanceFen > 0],
  ]
  return {
    output: {
      trtinfo: funds.map(([fund, enjoys]) => ({
        psn_no: person.psn_no,
        trt_chk_type: '01',
        fund_pay_type: fund,
        trt_enjymnt_flag: enjoys ? '1' : '0',
        begndate: data.begntime.slice(0, 10),
        enddate: '',
        trt_chk_rslt: enjoys ? '' : '本次医疗类别不享受该基金',
        exp_content: '',
      })),
    },
  }
}

/** 5206: what was used this year. */
export function accumulators(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['5206']['data']>(request, 'data')
  const person = personOf(context, data.psn_no)
  const now = beijingTime(context.clock.now())
  const year = (data.cum_ym ?? '').slice(0, 4) || now.slice(0, 4)
  const used = yearToDate(context, person, person.insutype, year)
  const rows: [string, number][] = [
    ['hifp_pay', yuanOf(used.poolFen)],
    ['otp_hifp', yuanOf(used.outpatientPoolFen)],
    ['otp_dedc', yuanOf(used.outpatientDeductibleFen)],
    ['hifmi_base', yuanOf(used.criticalIllnessBaseFen)],
    ['maf_pay', yuanOf(used.medicalAidFen)],
    ['ipt_cnt', used.inpatientStays],
  ]
  return {
    output: {
      cuminfo: rows.map(([code, value]) => ({
        insutype: person.insutype,
        year,
        cum_ym: `${year}12`,
        cum_type_code: code,
        cum: value,
      })),
    },
  }
}

/** 5301: registered chronic diseases. */
export function chronicRegister(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['5301']['data']>(request, 'data')
  const person = personOf(context, data.psn_no)
  return {
    output: {
      feedetail: chronicDiseases(context, person).map((disease) => ({
        opsp_dise_code: disease.code,
        opsp_dise_name: disease.name,
        begndate: disease.begndate,
        enddate: '',
      })),
    },
  }
}

/** The identity fields that 1101 and every settlement repeat. */
export function personalData(context: BenefitContext, person: InsuredPerson) {
  const today = beijingTime(context.clock.now()).slice(0, 10)
  const birthday = today.slice(5) >= person.brdy.slice(5)
  const years = Number(today.slice(0, 4)) - Number(person.brdy.slice(0, 4))
  return {
    psn_no: person.psn_no,
    psn_cert_type: person.psn_cert_type,
    certno: person.certno,
    psn_name: person.psn_name,
    gend: person.gend,
    naty: person.naty,
    brdy: person.brdy,
    age: birthday ? years : years - 1,
    exp_content: '',
  }
}

/** Code of the pooled fund that pays (fund_pay_type). */
export function poolFundOf(insutype: string, outpatient: boolean): string {
  if (insutype === '310') return outpatient ? '310102' : '310100'
  return outpatient ? '390102' : '390100'
}

function requireSame(field: string, sent: string | null | undefined, registered: string): void {
  if (sent !== undefined && sent !== null && sent !== '' && sent !== registered) {
    throw new Refusal('person-mismatch', { field })
  }
}
