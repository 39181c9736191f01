/** A computed benefit in the interface's fields: `setlinfo` and `setldetail`. */
import { meaningOf } from '../../contracts/dictionaries.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import type { Benefit } from '../calculator/benefit.ts'
import type { Claim } from '../calculator/claim.ts'
import { processText } from '../calculator/trace-wire.ts'
import { yuanOf } from '../money.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'

type Setlinfo = Outputs['2207']['setlinfo']
type Setldetail = Outputs['2207']['setldetail']

/** What an answer tells besides the benefit; everything that a claim file does not have. */
export interface AnswerHead {
  readonly mdtrt_id: string
  readonly setl_id: string
  /** Who it is, as 1101 tells it. */
  readonly person: Pick<
    Setlinfo,
    | 'psn_no' | 'psn_name' | 'psn_cert_type' | 'certno' | 'gend' | 'naty' | 'brdy' | 'age'
    | 'psn_type'
  >
  /** yyyy-MM-dd HH:mm:ss, Beijing. */
  readonly setl_time: string
  /** Kind of the voucher that was verified; none when left out. */
  readonly mdtrt_cert_type?: string
  readonly med_type: string
  readonly inpatient: boolean
  /** msgid of the settlement. */
  readonly medins_setl_id: string
  /** The insured place, six digits. */
  readonly clr_optins: string
}

/** Every layer is told, 0 where it does not apply (RULE-124). */
export function setlinfoOf(claim: Claim, benefit: Benefit, head: AnswerHead): Setlinfo {
  const { mdtrt_id, setl_id, person, setl_time, med_type, medins_setl_id, clr_optins } = head
  const others = Object.values(benefit.otherPayersFen).reduce((sum, fen) => sum + fen, 0)
  const ownFen = benefit.accountFen - benefit.familyAccountFen
  return {
    mdtrt_id,
    setl_id,
    ...person,
    insutype: claim.insutype,
    cvlserv_flag: claim.civilServantGrade === null ? '0' : '1',
    setl_time,
    mdtrt_cert_type: head.mdtrt_cert_type ?? '',
    med_type,
    medfee_sumamt: yuanOf(benefit.feeFen),
    fulamt_ownpay_amt: yuanOf(claim.fees.ownFen),
    overlmt_selfpay: yuanOf(claim.fees.overLimitFen),
    preselfpay_amt: yuanOf(claim.fees.payFirstFen),
    inscp_scp_amt: yuanOf(claim.fees.inScopeFen),
    act_pay_dedc: yuanOf(benefit.deductibleFen),
    hifp_pay: yuanOf(benefit.poolFen),
    pool_prop_selfpay: ratioOnWire(benefit.poolRatioBp),
    cvlserv_pay: yuanOf(benefit.civilServantFen),
    hifes_pay: yuanOf(benefit.enterpriseFen),
    hifmi_pay: yuanOf(benefit.criticalIllnessFen),
    hifob_pay: yuanOf(benefit.largeAmountFen),
    maf_pay: yuanOf(benefit.medicalAidFen + benefit.tiltedAidFen),
    // The maternity fund has no field of its own.
    oth_pay: yuanOf(others + benefit.maternityFen),
    fund_pay_sumamt: yuanOf(benefit.fundFen),
    psn_part_amt: yuanOf(benefit.personFen),
    acct_pay: yuanOf(benefit.accountFen),
    psn_cash_pay: yuanOf(benefit.cashFen),
    hosp_part_amt: yuanOf(benefit.hospitalFen),
    balc: yuanOf(claim.account.balanceFen - ownFen),
    acct_mulaid_pay: yuanOf(benefit.familyAccountFen),
    medins_setl_id,
    clr_optins,
    clr_way: '1',
    clr_type: clearingTypeOf(head),
    hifdm_pay: 0,
    exp_content: '',
  }
}

/** Account and hospital in the list of payers (fund_pay_type): they are no funds. */
const ACCOUNT = '310200'
const HOSPITAL = '999996'

/** One row a payer; account and hospital have rows too, so rows are not simply added up. */
export function setldetailOf(claim: Claim, benefit: Benefit, pack: PolicyPack): Setldetail {
  const rows = [
    ...benefit.funds,
    { fundPayType: HOSPITAL, payFen: benefit.hospitalFen, leftFen: benefit.hospitalFen },
    {
      fundPayType: ACCOUNT,
      payFen: benefit.accountFen,
      leftFen: claim.account.balanceFen + benefit.familyAccountFen,
    },
  ]
  return rows
    .filter(({ payFen }, index) => index === 0 || payFen !== 0)
    .map(({ fundPayType, payFen, leftFen }, index) => ({
      fund_pay_type: fundPayType,
      inscp_scp_amt: yuanOf(claim.fees.inScopeFen),
      // Without a limit, what could be paid this time is what is paid.
      crt_payb_lmt_amt: yuanOf(leftFen ?? payFen),
      fund_payamt: yuanOf(payFen),
      fund_pay_type_name: meaningOf('fund_pay_type', fundPayType) ?? '',
      setl_proc_info: index === 0 ? processText(benefit.trace, pack, claim.insutype) : '',
    }))
}

/** 清算类别 by kind of care. */
function clearingTypeOf(visit: Pick<AnswerHead, 'med_type' | 'inpatient'>): string {
  if (visit.inpatient) return '21'
  return ['13', '14', '41'].includes(visit.med_type) ? visit.med_type : '11'
}

/** Ratio in basis points as the wire's decimal, e.g. 7500 is 0.75. */
function ratioOnWire(ratioBp: number): number {
  return ratioBp / 10_000
}
