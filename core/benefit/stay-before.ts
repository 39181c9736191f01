/** What was settled of a stay, or of the chain of stays it belongs to, before this settlement. */
import { isUndone, liveSettlementOfVisit } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import type { Claim, YearToDate } from '../calculator/claim.ts'
import { addDays } from '../days.ts'
import type { PolicyPack, Tier } from '../policy/policy-pack.ts'
import type { AccumulatorKeys } from './accumulator-keys.ts'
import { careVisitsOf } from './care-visits.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'

/** What a settlement's body keeps for later, beside the answer as sent. */
export interface Kept {
  readonly claim: Claim
  /** What it added to the accumulators, by year. */
  readonly changes: Readonly<Record<string, YearToDate>>
  /** Where they are kept: the sub keys of each year. */
  readonly keys: Readonly<Record<string, AccumulatorKeys>>
  /** The pack it was calculated by, and the day that chose it. */
  readonly pack: { readonly id: string; readonly version: string; readonly day: string }
  /** Charged in the chain of stays so far, and the visit that it goes on from ('' for none). */
  readonly chain: { readonly deductibleFen: number; readonly tier: Tier; readonly from: string }
}

/** The kept part of a forward settlement. */
export function keptOf(row: SettlementRow): Kept {
  return JSON.parse(row.body) as Kept
}

/** Live settlements of one visit, the oldest first. */
export function liveOfVisit({ store }: BenefitContext, mdtrtId: string): SettlementRow[] {
  return store
    .all<SettlementRow>(
      `select * from settlement where mdtrt_id = ? and kind = 'forward'
        order by setl_time, setl_id`,
      mdtrtId,
    )
    .filter(({ setl_id }) => !isUndone(store, setl_id))
}

/**
 * Mid-stay settlements of this stay: the deductible is charged once over all of them, and the stay
 * counts once (RULE-109). Where each year has a deductible of its own, only those of this year.
 */
export function settledBefore(
  context: BenefitContext,
  mdtrtId: string,
  { switches }: PolicyPack,
  year: string,
) {
  const rows = liveOfVisit(context, mdtrtId)
  const last = rows.at(-1)
  if (last === undefined) return undefined
  const kept = rows.flatMap((row) => Object.entries(keptOf(row).changes))
  const charged = switches.crossYearDeductible === 'each-year'
    ? kept.filter(([one]) => one === year)
    : kept
  const changes = charged.map(([, change]) => change)
  const before = {
    deductibleFen: sum(changes, 'deductibleFen'),
    counted: changes.length > 0,
    baseFen: sum(kept.map(([, change]) => change), 'poolBaseFen'),
  }
  return { settledOn: last.setl_time.slice(0, 10), before }
}

/**
 * The stay in another hospital that this one goes on from: discharged on the day of admission or
 * the day before, and settled (RULE-070).
 */
export function chainBefore(
  context: BenefitContext,
  visit: CareVisit,
): (Kept['chain'] & { readonly visit: string }) | undefined {
  const day = visit.begntime.slice(0, 10)
  const eve = addDays(day, -1)
  for (const other of careVisitsOf(context, visit.psn_no)) {
    const left = (other.endtime ?? '').slice(0, 10)
    const adjoins = left === day || left === eve
    if (!other.inpatient || !adjoins || other.fixmedins_code === visit.fixmedins_code) continue
    const settled = liveSettlementOfVisit(context.store, other.mdtrt_id)
    if (settled !== undefined && other.begntime < visit.begntime) {
      return { ...keptOf(settled).chain, visit: other.mdtrt_id }
    }
  }
  return undefined
}

function sum(changes: readonly YearToDate[], kind: 'deductibleFen' | 'poolBaseFen'): number {
  return changes.reduce((total, change) => total + change[kind], 0)
}
