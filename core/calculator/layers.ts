/** One part from its in-scope amount to what is left for the person (steps 2 to 12). */
import type { Layers } from './benefit.ts'
import type { YearToDate } from './claim.ts'
import { isChained, openDeductible } from './deductible.ts'
import { maternityFor } from './maternity.ts'
import { isInpatientKind, total } from './part.ts'
import type { Part } from './part.ts'
import { poolFor } from './pooled-fund.ts'
import type { PooledShare } from './pooled-fund.ts'
import { criticalIllnessFor, largeAmountFor } from './second-layer.ts'
import { upperLayersFor } from './upper-layers.ts'
import type { UpperLayers } from './upper-layers.ts'
import { NOTHING_USED } from './year-to-date.ts'

/** A part settled: its layers, what it adds to the accumulators, and what it did to the stay. */
export interface SettledPart {
  readonly layers: Layers
  readonly pool: PooledShare
  readonly changes: YearToDate
  /** The nominal deductible that holds for the rest of the stay. */
  readonly nominalFen: number
}

/** Applies all layers to a part. */
export function settlePart(part: Part): SettledPart {
  const { claim, trace } = part
  const inScopeFen = trace.note('in-scope', total(part.scopes), { form: 'given' })
  if (claim.kind === 'pharmacy') return { ...NO_FUNDS, layers: bare(inScopeFen) }
  if (claim.kind === 'maternity') return ofMaternity(part)

  const first = payFirst(part)
  const { nominalFen, openFen } = openDeductible(part)
  const scopeFen = total(first.scopes)
  const deductibleFen = Math.min(openFen, scopeFen)
  trace.note('deductible', deductibleFen, { form: 'least', of: [openFen, scopeFen] })
  const bases = lessInOrder(first.scopes, deductibleFen)
  trace.note(
    'base', scopeFen - deductibleFen,
    { form: 'difference', from: scopeFen, less: [deductibleFen] },
  )
  const pool = poolFor(part, bases)
  const largeAmountFen = largeAmountFor(part, pool.overCapFen)
  const paidFen = pool.payFen + largeAmountFen
  const ownFen = trace.note(
    'scope-left', scopeFen - paidFen,
    { form: 'difference', from: scopeFen, less: [pool.payFen, largeAmountFen] },
  )
  const { switches } = part
  const excludedFen =
    (switches.deductibleInCriticalIllnessBase ? 0 : deductibleFen) +
    (switches.overCapInCriticalIllnessBase ? 0 : pool.overCapFen - largeAmountFen)
  const illness = criticalIllnessFor(part, ownFen, excludedFen)
  const upper = upperLayersFor(part, ownFen - illness.payFen)
  const layers: Layers = {
    reductionPayFirstFen: first.reductionFen,
    drugPayFirstFen: first.drugFen,
    deductibleFen,
    poolFen: pool.payFen,
    maternityFen: 0,
    largeAmountFen,
    criticalIllnessFen: illness.payFen,
    enterpriseFen: upper.enterpriseFen,
    civilServantFen: upper.civilServantFen,
    medicalAidFen: upper.medicalAidFen,
    tiltedAidFen: upper.tiltedAidFen,
    otherPayersFen: upper.otherPayersFen,
    fundFen: scopeFen - upper.leftFen,
    inScopeLeftFen: upper.leftFen,
  }
  const changes = changesOf(part, layers, pool, illness.baseFen, upper)
  return { layers, pool, nominalFen, changes }
}

const NO_FUNDS: Omit<SettledPart, 'layers'> = {
  pool: { ratioBp: 0, leftFen: 0, payFen: 0, usedFen: 0, overCapFen: 0 },
  changes: NOTHING_USED,
  nominalFen: 0,
}

/** No fund pays anything: a purchase from the account and in cash (RULE-136). */
function bare(inScopeLeftFen: number): Layers {
  return {
    reductionPayFirstFen: 0, drugPayFirstFen: 0, deductibleFen: 0, poolFen: 0, maternityFen: 0,
    largeAmountFen: 0, criticalIllnessFen: 0, enterpriseFen: 0, civilServantFen: 0,
    medicalAidFen: 0, tiltedAidFen: 0, otherPayersFen: {}, fundFen: 0, inScopeLeftFen,
  }
}

/** Maternity insurance pays alone: neither deductible nor upper layers (RULE-141). */
function ofMaternity(part: Part): SettledPart {
  const scopeFen = total(part.scopes)
  const { payFen, ratioBp, reductionFen } = maternityFor(part)
  const layers: Layers = {
    ...bare(scopeFen - reductionFen - payFen),
    reductionPayFirstFen: reductionFen,
    maternityFen: payFen,
    fundFen: payFen,
  }
  const changes = { ...NOTHING_USED, maternityFen: payFen }
  return { ...NO_FUNDS, pool: { ...NO_FUNDS.pool, ratioBp }, changes, layers }
}

/** Shares that the person pays first, of the reduction and of the drug's class (step 3). */
function payFirst(part: Part) {
  const { claim, policy, reduction, share, trace } = part
  let { scopes } = part
  let reductionFen = 0
  if (reduction.mode === 'pay-first' && reduction.sizeBp > 0) {
    const taken = scopes.map((fen) => share(fen, reduction.sizeBp))
    reductionFen = total(taken)
    const of = scopes.map((fen) => ({ fen, ratioBp: reduction.sizeBp }))
    trace.note('reduction-pay-first', reductionFen, { form: 'shares', of }, [{
      name: 'reduction-size', pointer: reduction.pointer, value: reduction.sizeBp, unit: 'bp',
    }])
    scopes = scopes.map((fen, index) => fen - (taken[index] ?? 0))
  } else {
    trace.none('reduction-pay-first')
  }
  const drugClass = claim.kind === 'dual-channel' ? (claim.drugClass ?? '') : ''
  const drugBp = policy.dualChannel?.classes[drugClass]?.payFirstBp ?? 0
  if (drugClass === '' || drugBp === 0) return { scopes, reductionFen, drugFen: 0 }
  const taken = scopes.map((fen) => share(fen, drugBp))
  const drugFen = trace.note(
    'drug-pay-first', total(taken),
    { form: 'shares', of: scopes.map((fen) => ({ fen, ratioBp: drugBp })) },
    [{
      name: 'drug-pay-first', pointer: `/dualChannel/classes/${drugClass}/payFirstBp`,
      value: drugBp, unit: 'bp',
    }],
  )
  return { scopes: scopes.map((fen, index) => fen - (taken[index] ?? 0)), reductionFen, drugFen }
}

/** Takes an amount off a list from its beginning. */
function lessInOrder(amounts: readonly number[], offFen: number): number[] {
  let restFen = offFen
  return amounts.map((fen) => {
    const taken = Math.min(fen, restFen)
    restFen -= taken
    return fen - taken
  })
}

function changesOf(
  part: Part,
  layers: Layers,
  pool: PooledShare,
  illnessBaseFen: number,
  upper: UpperLayers,
): YearToDate {
  const { kind } = part.claim
  const ofOutpatient = kind === 'outpatient'
  const ofChronic = kind === 'chronic'
  const ownCap = ofChronic && part.policy.chronic.cap !== 'inpatient'
  const shared = !ofOutpatient && !ownCap
  const { deductibleFen } = layers
  const counts = countsAsStay(part)
  const chained = part.switches.stayNumber === 'continuous-referral' && isChained(part.claim.stay)
  return {
    poolFen: shared ? pool.payFen : 0,
    poolBaseFen: shared ? pool.usedFen : 0,
    outpatientPoolFen: ofOutpatient ? pool.payFen : 0,
    outpatientPoolBaseFen: ofOutpatient ? pool.usedFen : 0,
    chronicPoolFen: ownCap ? pool.payFen : 0,
    chronicPoolBaseFen: ownCap ? pool.usedFen : 0,
    deductibleFen: ofOutpatient || ofChronic ? 0 : deductibleFen,
    outpatientDeductibleFen: ofOutpatient ? deductibleFen : 0,
    chronicDeductibleFen: ofChronic ? deductibleFen : 0,
    largeAmountFen: layers.largeAmountFen,
    criticalIllnessBaseFen: illnessBaseFen,
    criticalIllnessFen: layers.criticalIllnessFen,
    enterpriseFen: layers.enterpriseFen,
    civilServantFen: layers.civilServantFen,
    medicalAidBaseFen: upper.aidBaseFen,
    medicalAidFen: upper.medicalAidFen,
    tiltedAidBaseFen: upper.tiltedAidBaseFen,
    tiltedAidFen: upper.tiltedAidFen,
    maternityFen: 0,
    otherPayersFen: upper.otherPayersFen,
    // Where only whole referral chains count, a chain counts with its first hospital.
    inpatientStays: counts && !chained ? 1 : 0,
    admissions: counts ? 1 : 0,
  }
}

/** A stay counts once; day surgery is one only where it is charged a deductible. */
function countsAsStay({ claim, policy, stay }: Part): boolean {
  const charged = claim.kind !== 'day-surgery' || policy.inpatient.daySurgeryDeductible
  return isInpatientKind(claim.kind) && charged && !stay.counted
}
