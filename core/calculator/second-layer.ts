/** The second layer: 大额 for employees (step 7) and 大病 for residents (step 9). */
import type { CriticalIllnessPolicy, CriticalIllnessScheme } from '../policy/policy-pack.ts'
import type { Part } from './part.ts'
import { total } from './part.ts'
import { reducedRatioBp } from './reduction.ts'
import type { Parameter, Product } from './trace.ts'

/** What 大额 pays of the base above the annual cap of the pooled fund (RULE-117), fen. */
export function largeAmountFor(part: Part, overCapFen: number): number {
  const { policy, trace, used } = part
  const large = policy.largeAmount
  if (large === undefined) return trace.none('large-amount')
  const ratioBp = secondLayerBp(part, large.ratioBp)
  const parameters: Parameter[] = [
    { name: 'ratio', pointer: '/largeAmount/ratioBp', value: large.ratioBp, unit: 'bp' },
  ]
  const rawFen = part.share(overCapFen, ratioBp)
  const leftFen = roomFen(large.annualCapFen, used.largeAmountFen)
  if (rawFen <= leftFen) {
    const formula = { form: 'shares', of: [{ fen: overCapFen, ratioBp }] } as const
    return trace.note('large-amount', rawFen, formula, parameters)
  }
  parameters.push(capOf('/largeAmount/annualCapFen', large.annualCapFen ?? 0))
  const formula = { form: 'least', of: [rawFen, leftFen] } as const
  return trace.note('large-amount', leftFen, formula, parameters)
}

export interface CriticalIllness {
  readonly payFen: number
  /** What this care adds to the cumulative base. */
  readonly baseFen: number
}

/**
 * 大病 by segments of the cumulative own in-scope cost, f(after) − f(before): the same however
 * the cost is divided into settlements (RULE-113 to RULE-116).
 */
export function criticalIllnessFor(
  part: Part,
  ownFen: number,
  excludedFen: number,
): CriticalIllness {
  const { claim, policy, trace, used } = part
  const illness = policy.criticalIllness
  if (illness === undefined) return { payFen: trace.none('illness'), baseFen: 0 }
  const baseFen = Math.max(0, ownFen - excludedFen)
  trace.note('illness-base', baseFen, { form: 'difference', from: ownFen, less: [excludedFen] }, [
    switchOf(part, 'deductibleInCriticalIllnessBase'),
    switchOf(part, 'overCapInCriticalIllnessBase'),
  ])
  const hardship = claim.identities.some((code) => illness.hardshipIdentities.includes(code))
  const scheme = hardship ? illness.hardship : illness
  const at = hardship ? '/criticalIllness/hardship' : '/criticalIllness'
  const before = used.criticalIllnessBaseFen
  const paidBefore = paidUpTo(part, before, scheme)
  const paidAfter = paidUpTo(part, before + baseFen, scheme)
  const rawFen = paidAfter.paidFen - paidBefore.paidFen
  if (rawFen > 0) {
    const line = { name: 'start-line', pointer: `${at}/startFen`, unit: 'fen' } as const
    const parameters = [{ ...line, value: scheme.startFen }]
    const shares = (of: readonly Product[]) => ({ form: 'shares', of }) as const
    trace.note('illness-before', paidBefore.paidFen, shares(paidBefore.pieces), parameters)
    trace.note('illness-after', paidAfter.paidFen, shares(paidAfter.pieces), parameters)
  }
  const capFen = cappedAt(part, illness, scheme)
  const leftFen = roomFen(capFen, used.criticalIllnessFen)
  if (rawFen > leftFen) {
    const formula = { form: 'least', of: [rawFen, leftFen] } as const
    const cap = capOf(`${at}/annualCapFen`, scheme.annualCapFen ?? 0)
    return { payFen: trace.note('illness', leftFen, formula, [cap]), baseFen }
  }
  const formula = {
    form: 'difference', from: paidAfter.paidFen, less: [paidBefore.paidFen],
  } as const
  return { payFen: trace.note('illness', rawFen, formula), baseFen }
}

/** What has been paid in all once the cumulative base has reached `baseFen`. */
function paidUpTo(part: Part, baseFen: number, scheme: CriticalIllnessScheme) {
  const pieces: Product[] = []
  let fromFen = scheme.startFen
  for (const segment of scheme.segments) {
    const toFen = Math.min(baseFen, segment.upToFen ?? baseFen)
    if (toFen > fromFen) {
      pieces.push({ fen: toFen - fromFen, ratioBp: secondLayerBp(part, segment.ratioBp) })
    }
    fromFen = Math.max(fromFen, toFen)
  }
  return { pieces, paidFen: total(pieces.map(({ fen, ratioBp }) => part.share(fen, ratioBp))) }
}

/** The scheme's cap with the bonus for years of enrolment and without claims (RULE-111). */
function cappedAt(
  part: Part,
  { capBonus }: CriticalIllnessPolicy,
  { annualCapFen }: CriticalIllnessScheme,
): number | null {
  const { enrolment } = part.claim
  if (annualCapFen === null || capBonus === undefined || enrolment === undefined) {
    return annualCapFen
  }
  const years = Math.max(0, enrolment.continuousYears - capBonus.afterYears)
  const earned =
    years * capBonus.perYearFen + enrolment.zeroClaimYears * capBonus.perZeroClaimYearFen
  const mostFen = part.share(annualCapFen, capBonus.atMostBp)
  const bonusFen = part.trace.note(
    'illness-bonus', Math.min(earned, mostFen), { form: 'least', of: [earned, mostFen] },
    [{
      name: 'cap-bonus', pointer: '/criticalIllness/capBonus', value: capBonus.atMostBp, unit: 'bp',
    }],
  )
  return annualCapFen + bonusFen
}

/** The reduction holds for the second layer only where the pack says so. */
function secondLayerBp({ switches, reduction }: Part, ratioBp: number): number {
  return switches.reduceSecondLayer ? reducedRatioBp(ratioBp, reduction) : ratioBp
}

function switchOf({ switches }: Part, name: keyof Part['switches']): Parameter {
  return { name: 'switch', pointer: `/switches/${name}`, value: switches[name], unit: '' }
}

/** What is left of a yearly cap; without limit where there is none. */
export function roomFen(capFen: number | null, usedFen: number): number {
  return capFen === null ? Number.POSITIVE_INFINITY : Math.max(0, capFen - usedFen)
}

/** A yearly cap as a parameter of a step. */
export function capOf(pointer: string, value: number): Parameter {
  return { name: 'annual-cap', pointer, value, unit: 'fen' }
}
