/** The suite for a hospital: what it must be able to do before it is connected. */
import type { Case } from '../../contracts/case.ts'
import { inpatientPlans } from './inpatient-plans.ts'
import { makeCase } from './case-maker.ts'
import type { CasePlan } from './case-maker.ts'
import { outpatientPlans } from './outpatient-plans.ts'
import type { Place } from './place.ts'
import { pharmacyPlans, sessionPlans } from './desk-plans.ts'

/** Same seed and place, same cases, byte for byte. */
export function hospitalSuite(seed: number, place: Place): Case[] {
  const { morning, evening } = sessionPlans(place)
  const plans: CasePlan[] = [
    ...morning,
    ...outpatientPlans(seed, place),
    ...inpatientPlans(place),
    ...pharmacyPlans(place),
    ...evening,
  ]
  return plans.map((plan, index) => makeCase(seed, index, plan))
}
