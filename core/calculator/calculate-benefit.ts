/**
 * The settlement calculation at the insured place: pure, integer fen, no clock, no I/O. The order
 * of the steps is the order of the trace. The place of care has already split the fees (steps 1
 * and 2); every split below leaves its last part to a subtraction, so every sum is exact.
 */
import { shareFen } from '../money.ts'
import type { Benefit, Claim, TraceStep, YearToDate } from './claim.ts'
import { criticalIllnessFen } from './critical-illness.ts'
import { deductibleFor, poolFor } from './pooled-fund.ts'
import type { InsurancePolicy } from './policy-pack.ts'
import { reductionBp } from './reduction.ts'

const BASIS = 10_000

/** All layers of one settlement, from the four sums to cash. */
export function calculateBenefit(claim: Claim, policy: InsurancePolicy): Benefit {
  const trace: TraceStep[] = []
  const note = (step: number, rule: string, zh: string, en: string, amountFen: number): number => {
    trace.push({ step, rule, zh, en, amountFen })
    return amountFen
  }
  const { fees } = claim
  const feeFen = fees.ownFen + fees.overLimitFen + fees.payFirstFen + fees.inScopeFen
  note(2, 'RULE-078', '符合政策范围金额', 'in-scope amount', fees.inScopeFen)

  const reduction = reductionBp(claim.category, policy.reduction)
  const ownFirstFen = payFirstFen(claim, policy, reduction)
  const reductionPayFirstFen = note(
    3, 'RULE-099', '异地就医先行自付', 'pay-first share of the reduction', ownFirstFen,
  )
  const scopeFen = fees.inScopeFen - reductionPayFirstFen

  const deductibleFen = Math.min(deductibleFor(claim, policy), scopeFen)
  note(4, 'RULE-092', '起付线', 'deductible', deductibleFen)

  const pool = poolFor(claim, policy, scopeFen - deductibleFen, reduction)
  note(5, 'RULE-098', `统筹支付比例${pool.ratioBp / 100}%`, 'pool ratio in basis points', pool.ratioBp)
  note(6, 'RULE-096', '统筹基金支付', 'pooled fund', pool.payFen)

  const overCapPaidFen = largeFen(policy, pool.overCapFen)
  const largeAmountFen = note(7, 'RULE-117', '大额医疗费用补助', 'large-amount fund', overCapPaidFen)
  // Pharmacy purchases are never part of what the upper layers look at.
  let leftFen = claim.kind === 'pharmacy' ? 0 : scopeFen - pool.payFen - largeAmountFen
  const aboveBasicFen = leftFen
  const illnessFen = note(
    9,
    'RULE-116',
    '居民大病保险',
    'critical-illness insurance',
    criticalIllnessFen(claim, policy, leftFen),
  )
  leftFen -= illnessFen
  const medicalAidFen = note(11, 'RULE-119', '医疗救助', 'medical aid', aidFen(claim, policy, leftFen))

  const fundFen = pool.payFen + largeAmountFen + illnessFen + medicalAidFen
  const personFen = feeFen - fundFen
  const accountFen = Math.min(personFen, accountMayPayFen(claim))
  note(13, 'RULE-090', '基金支付总额', 'all funds', fundFen)
  note(13, 'RULE-144', '个人账户支付', 'personal account', accountFen)
  note(13, 'RULE-091', '个人现金支付', 'cash', personFen - accountFen)

  return {
    feeFen,
    reductionPayFirstFen,
    deductibleFen,
    poolRatioBp: pool.ratioBp,
    poolLeftFen: pool.leftFen,
    poolFen: pool.payFen,
    largeAmountFen,
    criticalIllnessFen: illnessFen,
    medicalAidFen,
    fundFen,
    personFen,
    accountFen,
    cashFen: personFen - accountFen,
    trace,
    changes: changesOf(claim, {
      poolFen: pool.payFen,
      deductibleFen,
      illnessBaseFen: policy.criticalIllness === undefined ? 0 : aboveBasicFen,
      medicalAidFen,
    }),
  }
}

function accountMayPayFen({ account }: Claim): number {
  return account.mayPay ? Math.max(0, account.balanceFen) : 0
}

function payFirstFen(claim: Claim, { reduction }: InsurancePolicy, bp: number): number {
  const taken = reduction.mode === 'pay-first' && claim.kind !== 'pharmacy'
  return taken ? shareFen(claim.fees.inScopeFen, bp) : 0
}

function largeFen({ largeAmount }: InsurancePolicy, overCapFen: number): number {
  return largeAmount === undefined ? 0 : shareFen(overCapFen, largeAmount.ratioBp)
}

function aidFen(claim: Claim, policy: InsurancePolicy, leftFen: number): number {
  const aid = policy.medicalAid
  if (aid === undefined || !claim.identities.some((code) => aid.identities.includes(code))) return 0
  const roomFen = Math.max(0, aid.annualCapFen - claim.yearToDate.medicalAidFen)
  return Math.min(shareFen(leftFen, aid.ratioBp), roomFen)
}

function changesOf(
  claim: Claim,
  used: { poolFen: number; deductibleFen: number; illnessBaseFen: number; medicalAidFen: number },
): YearToDate {
  // Chronic outpatient care draws on the same annual cap as a stay; ordinary care has its own.
  const ordinary = claim.kind === 'outpatient'
  return {
    poolFen: ordinary ? 0 : used.poolFen,
    outpatientPoolFen: ordinary ? used.poolFen : 0,
    outpatientDeductibleFen: ordinary ? used.deductibleFen : 0,
    criticalIllnessBaseFen: used.illnessBaseFen,
    medicalAidFen: used.medicalAidFen,
    inpatientStays: claim.kind === 'inpatient' ? 1 : 0,
  }
}

/** Ratio in basis points as the wire's decimal, e.g. 7500 is 0.75. */
export function ratioOnWire(ratioBp: number): number {
  return ratioBp / BASIS
}
