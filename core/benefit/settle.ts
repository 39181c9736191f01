/** The insured place computes the benefit and books it: 2206 2207 2303 2304 2102. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { book } from '../books.ts'
import type { Posting } from '../books.ts'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import type { Benefit, Claim, FeeSums } from '../calculator/claim.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { yuanOf } from '../money.ts'
import { amountFen } from '../platform/amounts.ts'
import { nodeOf, pooled } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { accountBalanceFen, accountOf, accumulate, yearToDate } from './accumulators.ts'
import { categoryOf, kindOf, requireChronic } from './care.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'
import { personOf, policyOf } from './context.ts'
import { poolFundOf } from './persons.ts'
import { setlinfoOf, setldetailOf } from './settlement-answer.ts'
import { careVisit } from './visits.ts'

/** The fields of a claim, wherever the transaction keeps them. */
type ClaimData = FourSums &
  Pick<Inputs['2207']['data'], 'psn_no' | 'insutype' | 'acct_used_flag' | 'medfee_sumamt'>

interface FourSums {
  readonly fulamt_ownpay_amt?: string | number | null
  readonly overlmt_selfpay?: string | number | null
  readonly preselfpay_amt?: string | number | null
  readonly inscp_scp_amt?: string | number | null
}

/** 2206 and 2303: the same calculation; nothing is booked (RULE-150). */
export function preSettle(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<ClaimData & { mdtrt_id: string }>(request, 'data')
  const visit = careVisit(context, data.mdtrt_id, data.psn_no)
  return { output: computed(context, request, data, visit).output }
}

/** 2207 and 2304 */
export function settle(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<ClaimData & { mdtrt_id: string }>(request, 'data')
  return booked(context, request, data, careVisit(context, data.mdtrt_id, data.psn_no))
}

/** 2102: a pharmacy sale is its own visit. */
export function settlePharmacy(context: BenefitContext, request: RequestEnvelope): Effect {
  const info = nodeOf<Inputs['2102']['druginfo'] & FourSums>(request, 'druginfo')
  const visit: CareVisit = {
    mdtrt_id: idFrom(context.area, 'visit', request.msgid),
    psn_no: info.psn_no,
    fixmedins_code: request.fixmedins_code,
    ipt_otp_no: request.msgid,
    msgid: request.msgid,
    mdtrtarea_admvs: request.mdtrtarea_admvs,
    inpatient: false,
    med_type: info.med_type,
    begntime: info.begntime,
    dise_codg: info.dise_codg ?? '',
    emergency: false,
  }
  if (visit.med_type === '14') {
    const person = personOf(context, info.psn_no)
    requireChronic(context, person, visit.dise_codg, visit.begntime.slice(0, 10))
  }
  return booked(context, request, info, visit)
}

function booked(
  context: BenefitContext,
  request: RequestEnvelope,
  data: ClaimData,
  visit: CareVisit,
): Effect {
  const { person, claim, benefit, output, time } = computed(context, request, data, visit)
  const { setlinfo } = output
  const setlId = setlinfo.setl_id
  return {
    output,
    apply: () => {
      book(
        context.store,
        {
          setl_id: setlId,
          kind: 'forward',
          reverses: null,
          msgid: request.msgid,
          infno: request.infno,
          mdtrt_id: visit.mdtrt_id,
          psn_no: person.psn_no,
          fixmedins_code: request.fixmedins_code,
          mdtrtarea_admvs: pooled('mdtrtarea_admvs', request.mdtrtarea_admvs),
          insuplc_admdvs: context.area,
          insutype: claim.insutype,
          clr_type: setlinfo.clr_type,
          setl_time: time,
          medfee_fen: benefit.feeFen,
          fund_fen: benefit.fundFen,
          account_fen: benefit.accountFen,
          cash_fen: benefit.cashFen,
          body: JSON.stringify({ ...output, changes: benefit.changes }),
        },
        postingsOf(request, person, claim, benefit),
      )
      const year = time.slice(0, 4)
      const owner = { psn_no: person.psn_no, insutype: claim.insutype, year, source: setlId }
      accumulate(context, owner, benefit.changes, 1)
    },
  }
}

function computed(
  context: BenefitContext,
  request: RequestEnvelope,
  data: ClaimData,
  visit: CareVisit,
) {
  const person = personOf(context, data.psn_no)
  const policy = policyOf(context, person, data.insutype)
  const time = beijingTime(context.clock.now())
  const claim: Claim = {
    kind: kindOf(visit.med_type, visit.inpatient),
    category: categoryOf(context, person, visit),
    insutype: data.insutype,
    tier: context.tierOf(visit.fixmedins_code),
    retired: person.psn_type.startsWith('12'),
    identities: person.identities,
    fees: feesOf(data),
    yearToDate: yearToDate(context, person, data.insutype, time.slice(0, 4)),
    account: {
      mayPay: data.acct_used_flag === '1',
      balanceFen: accountBalanceFen(context, person),
    },
  }
  const benefit = calculateBenefit(claim, policy)
  const setlId = idFrom(context.area, 'settlement', request.msgid)
  const facts = { context, request, person, visit, claim, benefit, setlId, time }
  const output: Outputs['2207'] = {
    setlinfo: setlinfoOf(facts),
    setldetail: setldetailOf(facts),
  }
  return { person, claim, benefit, output, time }
}

/** Funds and account pay what the place of care will be owed. Cash never passes here. */
function postingsOf(
  request: RequestEnvelope,
  person: InsuredPerson,
  claim: Claim,
  benefit: Benefit,
): Posting[] {
  const pool = poolFundOf(claim.insutype, claim.kind === 'outpatient')
  return [
    { account: `fund:${pool}`, amountFen: -benefit.poolFen },
    { account: 'fund:330100', amountFen: -benefit.largeAmountFen },
    { account: 'fund:390200', amountFen: -benefit.criticalIllnessFen },
    { account: 'fund:610100', amountFen: -benefit.medicalAidFen },
    { account: accountOf(person.psn_no), amountFen: -benefit.accountFen },
    {
      account: `place-of-care:${pooled('mdtrtarea_admvs', request.mdtrtarea_admvs)}`,
      amountFen: benefit.fundFen + benefit.accountFen,
    },
  ]
}

/** The four sums, none negative, that make up the fee (E1). @throws Refusal */
function feesOf(data: ClaimData): FeeSums {
  const fees = {
    ownFen: part(data, 'fulamt_ownpay_amt'),
    overLimitFen: part(data, 'overlmt_selfpay'),
    payFirstFen: part(data, 'preselfpay_amt'),
    inScopeFen: part(data, 'inscp_scp_amt'),
  }
  const expected = fees.ownFen + fees.overLimitFen + fees.payFirstFen + fees.inScopeFen
  const actual = amountFen('medfee_sumamt', data.medfee_sumamt)
  if (actual !== expected) {
    throw new Refusal('fee-total', { expected: yuanOf(expected), actual: yuanOf(actual) })
  }
  return fees
}

function part(data: ClaimData, field: keyof FourSums): number {
  const fen = amountFen(field, data[field] ?? 0)
  if (fen < 0) throw new Refusal('amount-range', { field, value: yuanOf(fen) })
  return fen
}
