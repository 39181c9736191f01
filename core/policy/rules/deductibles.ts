/** Deductibles of later stays (RULE-093). */
import type { Part } from '../check-pack.ts'
import { faultAt } from '../fault.ts'
import type { PackFault } from '../fault.ts'
import type { ByTier, DeductiblePolicy, LaterStay, Tier } from '../policy-pack.ts'

const TIERS = ['0', '1', '2', '3'] as const satisfies readonly Tier[]
const RULE = 'RULE-093'

/** Later stays are in order, only for a deductible a visit, and none costs more than the first. */
export function deductibleFaults({ at, policy }: Part): PackFault[] {
  const { deductible } = policy.inpatient
  const here = `${at}/inpatient/deductible`
  return [
    ...periodFaults(deductible, here),
    ...deductible.laterStays.flatMap((later, index) => [
      ...orderFaults(deductible.laterStays, index, `${here}/laterStays/${index}`),
      ...dearerFaults(deductible.byTier, later, `${here}/laterStays/${index}`),
    ]),
  ]
}

function periodFaults({ period, laterStays, continuousReferral }: DeductiblePolicy, here: string) {
  if (period === 'visit') return []
  const faults: PackFault[] = []
  if (laterStays.length > 0) {
    faults.push(faultAt(`${here}/laterStays`, RULE,
      [`起付线按${period}计收，不再按住院次数递减`, `the deductible is charged once a ${period}`],
      ['改为空数组，或period改为visit', 'make it empty, or the period visit']))
  }
  if (continuousReferral) {
    faults.push(faultAt(`${here}/continuousReferral`, 'RULE-070',
      [`起付线按${period}计收，连续转诊无从补差`, `the deductible is charged once a ${period}`],
      ['改为false，或period改为visit', 'make it false, or the period visit']))
  }
  return faults
}

function orderFaults(stays: readonly LaterStay[], index: number, here: string): PackFault[] {
  const before = stays[index - 1]
  const stay = stays[index]
  if (before === undefined || stay === undefined || stay.fromStay > before.fromStay) return []
  return [faultAt(`${here}/fromStay`, RULE,
    [`起始次数${stay.fromStay}不大于上一条${before.fromStay}`,
      `stay ${stay.fromStay} comes after stay ${before.fromStay} in the list`],
    ['按起始次数递增排列', 'list them by stay, ascending'])]
}

/**
 * A fixed sum above the first one, or a step whose floor is above that of every tier. A floor above
 * one tier alone does no harm: a step never makes a stay dearer than the first.
 */
function dearerFaults(first: ByTier, later: LaterStay, here: string): PackFault[] {
  if (later.style === 'fixed') {
    return TIERS.filter((tier) => later.byTier[tier] > first[tier]).map((tier) =>
      dearer(`${here}/byTier/${tier}`, later.byTier[tier], first[tier], tier))
  }
  if (later.style !== 'step') return []
  const dearest = TIERS.reduce((most, tier) => (first[tier] > first[most] ? tier : most), TIERS[0])
  if (later.leastFen <= first[dearest]) return []
  return [dearer(`${here}/leastFen`, later.leastFen, first[dearest], dearest)]
}

function dearer(pointer: string, laterFen: number, firstFen: number, tier: Tier): PackFault {
  return faultAt(pointer, RULE,
    [`等级${tier}再次住院起付线${laterFen}分高于首次${firstFen}分`,
      `tier ${tier}: a later stay costs ${laterFen} fen, the first ${firstFen}`],
    ['不得高于首次', 'make it at most that of the first stay'])
}
