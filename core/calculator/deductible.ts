/** The deductible (起付线): nominal by tier and stay, less what was charged before (step 4). */
import type { ByTier, DeductiblePolicy, LaterStay } from '../policy/policy-pack.ts'
import { isInpatientKind } from './part.ts'
import type { Part } from './part.ts'
import type { Parameter } from './trace.ts'

export interface OpenDeductible {
  /** What the policy demands, before anything charged is taken off. */
  readonly nominalFen: number
  /** What is still to be charged in this part, fen. */
  readonly openFen: number
}

const AT = '/inpatient/deductible'
const NONE: OpenDeductible = { nominalFen: 0, openFen: 0 }

/** The deductible still open for a part; it is charged out of what is in scope. */
export function openDeductible(part: Part): OpenDeductible {
  const { claim, policy, used } = part
  if (isInpatientKind(claim.kind)) return ofStay(part)
  if (claim.kind === 'outpatient') {
    const { deductibleFen, deductiblePeriod } = policy.outpatient
    const before = deductiblePeriod === 'visit' ? 0 : used.outpatientDeductibleFen
    return ofPeriod(part, '/outpatient/deductibleFen', deductibleFen, before)
  }
  if (claim.kind === 'chronic') {
    const { annualDeductibleFen } = policy.chronic
    const before = used.chronicDeductibleFen
    return ofPeriod(part, '/chronic/annualDeductibleFen', annualDeductibleFen, before)
  }
  return NONE
}

function ofPeriod(part: Part, pointer: string, nominalFen: number, before: number): OpenDeductible {
  const openFen = Math.max(0, nominalFen - before)
  const parameter = { name: 'deductible', pointer, value: nominalFen, unit: 'fen' } as const
  const formula = { form: 'difference', from: nominalFen, less: [before] } as const
  part.trace.note('nominal-deductible', openFen, formula, [parameter])
  return { nominalFen, openFen }
}

function ofStay(part: Part): OpenDeductible {
  const { claim, policy, used, stay } = part
  const { deductible, daySurgeryDeductible } = policy.inpatient
  if (claim.kind === 'day-surgery' && !daySurgeryDeductible) {
    part.trace.none('nominal-deductible')
    return NONE
  }
  const parameters: Parameter[] = []
  const nominalFen = stay.nominalFen ?? nominalOf(part, parameters)
  const before = stay.chargedFen + (deductible.period === 'visit' ? 0 : used.deductibleFen)
  const chainFen = deductible.period === 'visit' ? chargedInChain(part, nominalFen, parameters) : 0
  const openFen = Math.max(0, nominalFen - before - chainFen)
  const formula = { form: 'difference', from: nominalFen, less: [before, chainFen] } as const
  part.trace.note('nominal-deductible', openFen, formula, parameters)
  return { nominalFen, openFen }
}

function nominalOf(part: Part, parameters: Parameter[]): number {
  const { claim, policy, tier } = part
  const { deductible } = policy.inpatient
  const [byTier, place] = tiersFor(deductible, claim.scope)
  const add = (name: Parameter['name'], at: string, value: number, unit: Parameter['unit']) =>
    parameters.push({ name, pointer: `${AT}/${at}`, value, unit })
  let nominalFen = byTier[tier]
  add('deductible', `${place}/${tier}`, nominalFen, 'fen')
  const { under } = deductible
  if (under !== undefined && claim.age < under.age) {
    nominalFen += under.addFen
    add('age-limit', 'under/age', under.age, 'years')
    add('age-addition', 'under/addFen', under.addFen, 'fen')
  }
  if (deductible.period !== 'visit') return nominalFen
  const number = stayNumber(part)
  const begun = deductible.laterStays.filter(({ fromStay }) => fromStay <= number)
  const later = begun.at(-1)
  if (later === undefined) return nominalFen
  const index = deductible.laterStays.indexOf(later)
  const laterFen = ofLaterStay(part, later, number, nominalFen)
  add('later-stay', `laterStays/${index}`, number, 'times')
  return laterFen
}

function tiersFor(deductible: DeductiblePolicy, scope: string): readonly [ByTier, string] {
  const { byTier, intraProvince, crossProvince } = deductible
  if (scope === 'intra-province' && intraProvince !== undefined) {
    return [intraProvince, 'intraProvince']
  }
  if (scope === 'cross-province' && crossProvince !== undefined) {
    return [crossProvince, 'crossProvince']
  }
  return [byTier, 'byTier']
}

/** Number of this stay in the year, from 1, by the counter that the pack chose (RULE-094). */
function stayNumber({ claim, switches, used, stay }: Part): number {
  if (switches.stayNumber === 'all-stays') return used.admissions + 1
  const chained = switches.stayNumber === 'continuous-referral' && isChained(claim.stay)
  return stay.counted || chained ? Math.max(1, used.inpatientStays) : used.inpatientStays + 1
}

/** True for a stay that goes on from another hospital's. */
export function isChained(stay: Part['claim']['stay']): boolean {
  return stay?.continues !== undefined
}

function ofLaterStay(part: Part, later: LaterStay, number: number, firstFen: number): number {
  switch (later.style) {
    case 'none':
      return 0
    case 'half':
      return part.share(firstFen, 5000)
    case 'step': {
      const steps = number - later.fromStay + 1
      return Math.min(firstFen, Math.max(later.leastFen, firstFen - steps * later.stepFen))
    }
    case 'fixed':
      return later.byTier[part.tier]
  }
}

/** Up pays the difference, down pays nothing (RULE-070). */
function chargedInChain(part: Part, nominalFen: number, parameters: Parameter[]): number {
  const { claim, policy, tier } = part
  const continues = claim.stay?.continues
  if (!policy.inpatient.deductible.continuousReferral || continues === undefined) return 0
  parameters.push({
    name: 'continuous-referral', pointer: `${AT}/continuousReferral`, value: true, unit: '',
  })
  return tier < continues.tier ? nominalFen : continues.deductibleFen
}
