/** The insured place computes the benefit and books it: 2206 2207 2303 2304; see `pharmacy/`. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { book } from '../books.ts'
import type { Posting } from '../books.ts'
import { BadClaim } from '../calculator/bad-claim.ts'
import type { Benefit } from '../calculator/benefit.ts'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import type { AccountUse, Claim, FeeSums } from '../calculator/claim.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { yuanOf } from '../money.ts'
import { amountFen } from '../platform/amounts.ts'
import { nodeOf, pooled } from '../platform/context.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'
import { Refusal } from '../refusal.ts'
import { accountOf, accumulate } from './accumulators.ts'
import type { CareVisit } from './care.ts'
import { claimOf } from './claim-of.ts'
import type { Asked, ClaimCase } from './claim-of.ts'
import type { BenefitContext } from './context.ts'
import { personOf } from './context.ts'
import { requireFamilyAccount } from './credentials/family-account.ts'
import { verifiedKind } from './credentials/voucher.ts'
import type { Shown } from './credentials/voucher.ts'
import { personalData } from './persons.ts'
import { setlinfoOf, setldetailOf } from './settlement-answer.ts'
import type { Kept } from './stay-before.ts'
import { careVisit } from './visits.ts'

/** The fields of a claim, wherever the transaction keeps them. */
type ClaimData = FourSums &
  Pick<Inputs['2207']['data'], 'psn_no' | 'insutype' | 'acct_used_flag' | 'medfee_sumamt'> &
  Shown

/** The four sums of the place of care; the field tables have them in some transactions only. */
export interface FourSums {
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

/** Books what was computed; {@link preSettle} and 2101 stop before this. */
export function booked(
  context: BenefitContext,
  request: RequestEnvelope,
  data: ClaimData,
  visit: CareVisit,
  drugClass?: string,
): Effect {
  const all = computed(context, request, data, visit, drugClass)
  const { person, claim, benefit, output, time } = all
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
          body: JSON.stringify({ ...output, ...keptFor(all, benefit) }),
        },
        postingsOf(request, person, benefit),
      )
      for (const [year, changes] of Object.entries(benefit.changes)) {
        const owner = { psn_no: person.psn_no, insutype: claim.insutype, year, source: setlId }
        accumulate(context, owner, changes, all.keysOf(year))
      }
    },
  }
}

/** What later settlements of the stay, and the undoing of this one, want to know. */
function keptFor(found: ClaimCase, benefit: Benefit): Kept {
  const { claim, pack, packDay, continuesVisit } = found
  const years = Object.keys(benefit.changes)
  const before = claim.stay?.continues?.deductibleFen ?? 0
  const own = (claim.stay?.settledBefore?.deductibleFen ?? 0) + benefit.deductibleFen
  return {
    claim,
    changes: benefit.changes,
    keys: Object.fromEntries(years.map((year) => [year, found.keysOf(year)])),
    pack: { id: pack.id, version: pack.version, day: packDay },
    chain: { deductibleFen: before + own, tier: claim.tier, from: continuesVisit },
  }
}

/** What the policy pays for a claim as everything stands now, in the interface's fields. */
export function computed(
  context: BenefitContext,
  request: RequestEnvelope,
  data: ClaimData,
  visit: CareVisit,
  drugClass?: string,
) {
  const person = personOf(context, data.psn_no)
  const time = beijingTime(context.clock.now())
  const asked: Asked = {
    insutype: data.insutype,
    fees: feesOf(data),
    accountUse: USES[data.acct_used_flag] ?? 'none',
    ...(drugClass === undefined ? {} : { drugClass }),
    settledOn: time.slice(0, 10),
  }
  const found = claimOf(context, person, visit, asked)
  requireFamilyAccount(person, found.claim, found.pack)
  const benefit = benefitOf(found.claim, found.pack)
  const head = {
    mdtrt_id: visit.mdtrt_id,
    setl_id: idFrom(context.area, 'settlement', request.msgid),
    person: { ...personalData(context, person), psn_type: person.psn_type },
    setl_time: time,
    mdtrt_cert_type: verifiedKind(data),
    med_type: visit.med_type,
    inpatient: visit.inpatient,
    medins_setl_id: request.msgid,
    clr_optins: context.area,
  }
  const output: Outputs['2207'] = {
    setlinfo: setlinfoOf(found.claim, benefit, head),
    setldetail: setldetailOf(found.claim, benefit, found.pack),
  }
  return { ...found, person, benefit, output, time }
}

/** acct_used_flag */
const USES: Readonly<Record<string, AccountUse['use']>> = { '1': 'own', '2': 'own-and-family' }

/** Says in the wire's words what the policy does not have. */
function benefitOf(claim: Claim, pack: PolicyPack): Benefit {
  try {
    return calculateBenefit(claim, pack)
  } catch (reason) {
    if (!(reason instanceof BadClaim) || reason.reason === 'claim') throw reason
    const { insutype } = claim
    if (reason.reason === 'insurance') throw new Refusal('not-insured', { insutype })
    const what = claim.kind === 'maternity' ? '生育医疗费用' : '双通道药品'
    throw new Refusal('not-open', { what })
  }
}

/** Funds and accounts pay what the place of care will be owed. Cash never passes here. */
function postingsOf(
  request: RequestEnvelope,
  person: InsuredPerson,
  benefit: Benefit,
): Posting[] {
  const { accountFen, familyAccountFen } = benefit
  return [
    ...benefit.funds.map((fund) => ({
      account: `fund:${fund.fundPayType}`, amountFen: -fund.payFen,
    })),
    { account: accountOf(person.psn_no), amountFen: familyAccountFen - accountFen },
    { account: accountOf(person.familyAccountOf ?? ''), amountFen: -familyAccountFen },
    {
      account: `place-of-care:${pooled('mdtrtarea_admvs', request.mdtrtarea_admvs)}`,
      amountFen: benefit.fundFen + accountFen,
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
