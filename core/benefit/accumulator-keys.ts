/** Accumulators that a pack counts over less than a year, or for each hospital or disease. */
import type { AccumulatorKind } from '../calculator/year-to-date.ts'
import type { DeductiblePolicy, InsurancePolicy } from '../policy/policy-pack.ts'

/** The sub key of each kind that has one; missing or '' is the whole year. */
export type AccumulatorKeys = Readonly<Partial<Record<AccumulatorKind, string>>>

/** Kinds that may have a sub key; what the pack demands of it is in `keysFor`. */
export const SUB_KEYED: ReadonlySet<AccumulatorKind> = new Set([
  'deductibleFen', 'outpatientDeductibleFen', 'chronicPoolFen', 'chronicPoolBaseFen',
])

/**
 * Sub keys for care at one place on one day (yyyy-MM-dd).
 * @param disease of chronic care, '' else
 */
export function keysFor(
  policy: InsurancePolicy,
  at: { readonly day: string; readonly hospital: string; readonly disease: string },
): AccumulatorKeys {
  const { deductible } = policy.inpatient
  const own = policy.chronic.cap === 'inpatient' ? '' : at.disease
  return {
    deductibleFen: ofStay(deductible, at),
    outpatientDeductibleFen: periodOf(policy.outpatient.deductiblePeriod, at.day),
    chronicPoolFen: own,
    chronicPoolBaseFen: own,
  }
}

function ofStay({ period, per }: DeductiblePolicy, at: { day: string; hospital: string }): string {
  if (period === 'visit') return ''
  const place = per === 'hospital' ? at.hospital : ''
  return [periodOf(period, at.day), place].filter((part) => part !== '').join('@')
}

/** M01 to M12, Q1 to Q4, or '' for the year and for every visit on its own. */
function periodOf(period: DeductiblePolicy['period'], day: string): string {
  const month = day.slice(5, 7)
  if (period === 'month') return `M${month}`
  return period === 'quarter' ? `Q${Math.ceil(Number(month) / 3)}` : ''
}
