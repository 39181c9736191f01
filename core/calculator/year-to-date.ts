/** Accumulators of a year as values: nothing, sum and opposite. */
import type { YearToDate } from './claim.ts'

/** Every accumulator that is one number. */
export type AccumulatorKind = Exclude<keyof YearToDate, 'otherPayersFen'>

/** Nothing used at all. */
export const NOTHING_USED: YearToDate = {
  poolFen: 0,
  poolBaseFen: 0,
  outpatientPoolFen: 0,
  outpatientPoolBaseFen: 0,
  chronicPoolFen: 0,
  chronicPoolBaseFen: 0,
  deductibleFen: 0,
  outpatientDeductibleFen: 0,
  chronicDeductibleFen: 0,
  largeAmountFen: 0,
  criticalIllnessBaseFen: 0,
  criticalIllnessFen: 0,
  enterpriseFen: 0,
  civilServantFen: 0,
  medicalAidBaseFen: 0,
  medicalAidFen: 0,
  tiltedAidBaseFen: 0,
  tiltedAidFen: 0,
  maternityFen: 0,
  otherPayersFen: {},
  inpatientStays: 0,
  admissions: 0,
}

/** In the order in which they are told. */
export const ACCUMULATOR_KINDS = Object.keys(NOTHING_USED)
  .filter((kind) => kind !== 'otherPayersFen') as readonly AccumulatorKind[]

/**
 * One year's amounts with others added, or taken off where `sign` is -1. Written out field by
 * field, because every settlement does it and a loop over names takes ten times as long.
 */
export function accumulated(used: YearToDate, change: YearToDate, sign: 1 | -1 = 1): YearToDate {
  return {
    poolFen: used.poolFen + sign * change.poolFen,
    poolBaseFen: used.poolBaseFen + sign * change.poolBaseFen,
    outpatientPoolFen: used.outpatientPoolFen + sign * change.outpatientPoolFen,
    outpatientPoolBaseFen: used.outpatientPoolBaseFen + sign * change.outpatientPoolBaseFen,
    chronicPoolFen: used.chronicPoolFen + sign * change.chronicPoolFen,
    chronicPoolBaseFen: used.chronicPoolBaseFen + sign * change.chronicPoolBaseFen,
    deductibleFen: used.deductibleFen + sign * change.deductibleFen,
    outpatientDeductibleFen: used.outpatientDeductibleFen + sign * change.outpatientDeductibleFen,
    chronicDeductibleFen: used.chronicDeductibleFen + sign * change.chronicDeductibleFen,
    largeAmountFen: used.largeAmountFen + sign * change.largeAmountFen,
    criticalIllnessBaseFen: used.criticalIllnessBaseFen + sign * change.criticalIllnessBaseFen,
    criticalIllnessFen: used.criticalIllnessFen + sign * change.criticalIllnessFen,
    enterpriseFen: used.enterpriseFen + sign * change.enterpriseFen,
    civilServantFen: used.civilServantFen + sign * change.civilServantFen,
    medicalAidBaseFen: used.medicalAidBaseFen + sign * change.medicalAidBaseFen,
    medicalAidFen: used.medicalAidFen + sign * change.medicalAidFen,
    tiltedAidBaseFen: used.tiltedAidBaseFen + sign * change.tiltedAidBaseFen,
    tiltedAidFen: used.tiltedAidFen + sign * change.tiltedAidFen,
    maternityFen: used.maternityFen + sign * change.maternityFen,
    otherPayersFen: addedById(used.otherPayersFen, change.otherPayersFen, sign),
    inpatientStays: used.inpatientStays + sign * change.inpatientStays,
    admissions: used.admissions + sign * change.admissions,
  }
}

type ById = YearToDate['otherPayersFen']

/** Amounts by the id of their payer, added up. */
export function addedById(used: ById, change: ById, sign: 1 | -1 = 1): ById {
  let sum: Record<string, number> | undefined
  for (const id in change) {
    sum ??= { ...used }
    sum[id] = (sum[id] ?? 0) + sign * (change[id] ?? 0)
  }
  return sum ?? used
}
