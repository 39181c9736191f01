/** Who is this, and what may he enjoy: 1101 2001 5206. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { meaningOf } from '../../contracts/dictionaries.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { yuanOf } from '../money.ts'
import { nodeOf } from '../platform/context.ts'
import { accountBalanceFen, yearToDate } from './accumulators.ts'
import { hasChronic, kindOf } from './care.ts'
import type { BenefitContext } from './context.ts'
import { personOf, policyOf } from './context.ts'
import { holderOfVoucher } from './credentials/voucher.ts'
import { entitlementOn, insuranceState } from './filing/entitlement.ts'

/** 1101: by a voucher that holds; name and ID number are compared when sent (RULE-056). */
export function identify(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1101']['data']>(request, 'data')
  const { mdtrtarea_admvs } = request
  const person = holderOfVoucher(context, data, { mdtrtarea_admvs, mdtrt_id: '' })
  return {
    output: {
      baseinfo: personalData(context, person),
      insuinfo: [
        {
          balc: yuanOf(accountBalanceFen(context, person)),
          insutype: person.insutype,
          psn_type: person.psn_type,
          ...insuranceState(person, beijingTime(context.clock.now()).slice(0, 10)),
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

/**
 * 2001: per fund, enjoys or not, and why not (RULE-059). Insurance decides, and what kind of care
 * and institution it is; filing plays no part in it (RULE-038).
 */
export function checkEntitlement(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2001']['data']>(request, 'data')
  const person = personOf(context, data.psn_no)
  const policy = policyOf(context, person, data.insutype)
  const kind = kindOf(data.med_type, data.med_type.startsWith('21'))
  const { reason, from } = entitlementOn(person, data.begntime.slice(0, 10))
  const against = reason === '' ? careReason(context, person, data) : reason
  const poolReason = kind === 'pharmacy' ? '本次医疗类别不享受该基金' : against
  const { heldBy } = policy.account
  const held = heldBy === 'insurer' && person.accountBalanceFen > 0
  const accountReason = held ? reason : '本次医疗类别不享受该基金'
  const funds: [string, string][] = [
    [poolFundOf(data.insutype, kind === 'outpatient'), poolReason],
    ['310200', accountReason],
  ]
  return {
    output: {
      trtinfo: funds.map(([fund, why]) => ({
        psn_no: person.psn_no,
        trt_chk_type: '01',
        fund_pay_type: fund,
        trt_enjymnt_flag: why === '' ? '1' : '0',
        begndate: from,
        enddate: '',
        trt_chk_rslt: why,
        exp_content: '',
      })),
    },
  }
}

/** Why this kind of care at this institution has no benefit; '' when it has. */
function careReason(
  context: BenefitContext,
  person: InsuredPerson,
  data: Inputs['2001']['data'],
): string {
  const pharmacy = data.fixmedins_code.startsWith('P')
  const code = data.dise_codg ?? ''
  if (pharmacy && data.med_type !== '41' && data.med_type !== '14') {
    return '定点药店不能结算该医疗类别'
  }
  if (data.med_type !== '14' || code === '') return ''
  const day = data.begntime.slice(0, 10)
  return hasChronic(context, person, code, day) ? '' : `未登记门诊慢特病${code}`
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
