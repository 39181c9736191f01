/** A computed benefit in the interface's fields: `setlinfo` and `setldetail`. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { meaningOf } from '../../contracts/dictionaries.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { ratioOnWire } from '../calculator/calculate-benefit.ts'
import type { Benefit, Claim } from '../calculator/claim.ts'
import { formatFen, yuanOf } from '../money.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'
import { personalData, poolFundOf } from './persons.ts'

export interface SettlementFacts {
  readonly context: BenefitContext
  readonly request: RequestEnvelope
  readonly person: InsuredPerson
  readonly visit: CareVisit
  readonly claim: Claim
  readonly benefit: Benefit
  readonly setlId: string
  readonly time: string
}

type Setlinfo = Outputs['2207']['setlinfo']
type Setldetail = Outputs['2207']['setldetail']

/** Every layer is told, 0 where it does not apply (RULE-124). */
export function setlinfoOf(facts: SettlementFacts): Setlinfo {
  const { claim, benefit, person, visit, request } = facts
  return {
    mdtrt_id: visit.mdtrt_id,
    setl_id: facts.setlId,
    ...personalData(facts.context, person),
    insutype: claim.insutype,
    psn_type: person.psn_type,
    cvlserv_flag: '0',
    setl_time: facts.time,
    mdtrt_cert_type: '',
    med_type: visit.med_type,
    medfee_sumamt: yuanOf(benefit.feeFen),
    fulamt_ownpay_amt: yuanOf(claim.fees.ownFen),
    overlmt_selfpay: yuanOf(claim.fees.overLimitFen),
    preselfpay_amt: yuanOf(claim.fees.payFirstFen),
    inscp_scp_amt: yuanOf(claim.fees.inScopeFen),
    act_pay_dedc: yuanOf(benefit.deductibleFen),
    hifp_pay: yuanOf(benefit.poolFen),
    pool_prop_selfpay: ratioOnWire(benefit.poolRatioBp),
    cvlserv_pay: 0,
    hifes_pay: 0,
    hifmi_pay: yuanOf(benefit.criticalIllnessFen),
    hifob_pay: yuanOf(benefit.largeAmountFen),
    maf_pay: yuanOf(benefit.medicalAidFen),
    oth_pay: 0,
    fund_pay_sumamt: yuanOf(benefit.fundFen),
    psn_part_amt: yuanOf(benefit.personFen),
    acct_pay: yuanOf(benefit.accountFen),
    psn_cash_pay: yuanOf(benefit.cashFen),
    hosp_part_amt: 0,
    balc: yuanOf(claim.account.balanceFen - benefit.accountFen),
    acct_mulaid_pay: 0,
    medins_setl_id: request.msgid,
    clr_optins: facts.context.area,
    clr_way: '1',
    clr_type: clearingTypeOf(visit),
    hifdm_pay: 0,
    exp_content: '',
  }
}

/** One row a fund; the account has its row too, which is why rows are not simply added up. */
export function setldetailOf(facts: SettlementFacts): Setldetail {
  const { claim, benefit } = facts
  const pool = poolFundOf(claim.insutype, claim.kind === 'outpatient')
  const rows: [string, number, number][] = [
    [pool, benefit.poolFen, benefit.poolLeftFen],
    ['330100', benefit.largeAmountFen, 0],
    ['390200', benefit.criticalIllnessFen, 0],
    ['610100', benefit.medicalAidFen, 0],
    ['310200', benefit.accountFen, claim.account.balanceFen],
  ]
  return rows
    .filter(([fund, payFen]) => fund === pool || payFen !== 0)
    .map(([fund, payFen, leftFen]) => ({
      fund_pay_type: fund,
      inscp_scp_amt: yuanOf(claim.fees.inScopeFen),
      crt_payb_lmt_amt: yuanOf(leftFen),
      fund_payamt: yuanOf(payFen),
      fund_pay_type_name: meaningOf('fund_pay_type', fund) ?? '',
      setl_proc_info: fund === pool ? explanation(facts) : '',
    }))
}

/** 清算类别 by kind of care. */
function clearingTypeOf(visit: Pick<CareVisit, 'med_type' | 'inpatient'>): string {
  if (visit.inpatient) return '21'
  return ['13', '14', '41'].includes(visit.med_type) ? visit.med_type : '11'
}

function explanation(facts: SettlementFacts): string {
  const { pack } = facts.context
  const steps = facts.benefit.trace.map((step) => {
    const amount = step.rule === 'RULE-098' ? '' : ` ${formatFen(step.amountFen)}元`
    return `第${step.step}步 ${step.zh}${amount}（${step.rule}）`
  })
  return `${pack.title.zh} ${pack.version}；${steps.join('；')}`.slice(0, 4000)
}
