/**
 * The settlement calculation at the insured place: pure, integer fen, no clock, no I/O. The order
 * of the steps is the order of the trace. The place of care has already split the fees (steps 1
 * and 2); every split below leaves its last part to a subtraction, so every sum is exact.
 */
import type { InsurancePolicy, PolicyPack } from '../policy/policy-pack.ts'
import { personalFor } from './account.ts'
import type { Personal } from './account.ts'
import { requireClaim } from './bad-claim.ts'
import type { Benefit, BenefitPart, Layers } from './benefit.ts'
import type { Claim } from './claim.ts'
import { fundsOf } from './funds.ts'
import { divide } from './parts.ts'
import { feeOf, runParts } from './run.ts'
import type { Run } from './run.ts'
import { GIVEN, Trace } from './trace.ts'
import { ACCUMULATOR_KINDS, NOTHING_USED, addedById } from './year-to-date.ts'

/**
 * All layers of one settlement, from the four sums to cash.
 * @throws BadClaim when the claim contradicts itself, or the pack does not cover what it asks for
 */
export function calculateBenefit(claim: Claim, pack: PolicyPack): Benefit {
  const policy = requireClaim(claim, pack)
  const trace = new Trace()
  const run = runParts(claim, policy, pack, divide(claim, pack.switches), trace)
  const layers = added(run.parts)
  const personal = personOf(claim, policy, pack, layers, trace)
  noteAccumulators(run, trace)
  const last = run.parts.at(-1)
  const lastYear = last?.year ?? ''
  const largeUsedFen =
    (run.after.get(lastYear) ?? NOTHING_USED).largeAmountFen -
    (run.changes.get(lastYear) ?? NOTHING_USED).largeAmountFen
  const poolLeftFen = last?.poolLeftFen ?? null
  return {
    feeFen: feeOf(claim.fees),
    inScopeFen: claim.fees.inScopeFen,
    reductionPayFirstFen: layers.reductionPayFirstFen,
    drugPayFirstFen: layers.drugPayFirstFen,
    deductibleFen: layers.deductibleFen,
    poolRatioBp: last?.poolRatioBp ?? 0,
    poolLeftFen,
    poolBaseFen: run.parts.reduce((sum, part) => sum + part.poolBaseFen, 0),
    poolFen: layers.poolFen,
    maternityFen: layers.maternityFen,
    largeAmountFen: layers.largeAmountFen,
    criticalIllnessFen: layers.criticalIllnessFen,
    enterpriseFen: layers.enterpriseFen,
    civilServantFen: layers.civilServantFen,
    medicalAidFen: layers.medicalAidFen,
    tiltedAidFen: layers.tiltedAidFen,
    otherPayersFen: layers.otherPayersFen,
    fundFen: layers.fundFen,
    inScopeLeftFen: layers.inScopeLeftFen,
    hospitalFen: personal.hospitalFen,
    personFen: personal.personFen,
    accountFen: personal.accountFen,
    familyAccountFen: personal.familyAccountFen,
    cashFen: personal.cashFen,
    funds: fundsOf(claim, policy, layers, { poolLeftFen, largeUsedFen }),
    parts: run.parts,
    changes: Object.fromEntries(run.changes),
    accumulatorsAfter: Object.fromEntries(run.after),
    trace: trace.steps,
  }
}

/** Step 13: what the hospital bears, and what is left for the person. */
function personOf(
  claim: Claim,
  policy: InsurancePolicy,
  { switches }: PolicyPack,
  layers: Layers,
  trace: Trace,
): Personal & { readonly hospitalFen: number; readonly personFen: number } {
  const feeFen = feeOf(claim.fees)
  const { fundFen } = layers
  const hospitalFen = trace.note(
    'hospital', Math.min(claim.hospitalBorneFen, feeFen - fundFen), GIVEN,
  )
  trace.note('funds', fundFen, { form: 'sum', of: fundAmounts(layers) })
  const personFen = trace.note(
    'person', feeFen - fundFen - hospitalFen,
    { form: 'difference', from: feeFen, less: [fundFen, hospitalFen] },
  )
  // What the hospital bears is taken off the in-scope part first.
  const firstFen = layers.reductionPayFirstFen + layers.drugPayFirstFen
  const inScopeFen = Math.max(0, layers.inScopeLeftFen + firstFen - hospitalFen)
  const personal = personalFor(claim, policy, switches, { personFen, inScopeFen }, trace)
  const { accountFen, familyAccountFen, cashFen } = personal
  return { hospitalFen, personFen, accountFen, familyAccountFen, cashFen }
}

function fundAmounts(layers: Layers): number[] {
  return [
    layers.poolFen, layers.maternityFen, layers.largeAmountFen, layers.criticalIllnessFen,
    layers.enterpriseFen, layers.civilServantFen, layers.medicalAidFen, layers.tiltedAidFen,
    ...Object.values(layers.otherPayersFen),
  ]
}

/** The layers of all parts together. */
function added(parts: readonly BenefitPart[]): Layers {
  const [first, ...more] = parts
  if (first === undefined) throw new RangeError('a claim has at least one part')
  return more.reduce<Layers>(plus, first)
}

function plus(sum: Layers, part: Layers): Layers {
  return {
    reductionPayFirstFen: sum.reductionPayFirstFen + part.reductionPayFirstFen,
    drugPayFirstFen: sum.drugPayFirstFen + part.drugPayFirstFen,
    deductibleFen: sum.deductibleFen + part.deductibleFen,
    poolFen: sum.poolFen + part.poolFen,
    maternityFen: sum.maternityFen + part.maternityFen,
    largeAmountFen: sum.largeAmountFen + part.largeAmountFen,
    criticalIllnessFen: sum.criticalIllnessFen + part.criticalIllnessFen,
    enterpriseFen: sum.enterpriseFen + part.enterpriseFen,
    civilServantFen: sum.civilServantFen + part.civilServantFen,
    medicalAidFen: sum.medicalAidFen + part.medicalAidFen,
    tiltedAidFen: sum.tiltedAidFen + part.tiltedAidFen,
    otherPayersFen: addedById(sum.otherPayersFen, part.otherPayersFen),
    fundFen: sum.fundFen + part.fundFen,
    inScopeLeftFen: sum.inScopeLeftFen + part.inScopeLeftFen,
  }
}

/** Step 14: every accumulator of money that this settlement moves. */
function noteAccumulators({ changes, after }: Run, trace: Trace): void {
  for (const [year, change] of changes) {
    const now = after.get(year) ?? NOTHING_USED
    for (const kind of ACCUMULATOR_KINDS) {
      if (change[kind] === 0 || kind === 'inpatientStays' || kind === 'admissions') continue
      const formula = {
        form: 'added', before: now[kind] - change[kind], change: change[kind],
      } as const
      trace.noteOf('accumulator', `${year} ${kind}`, now[kind], formula)
    }
  }
}
