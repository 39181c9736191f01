/** A settlement whose accumulators a later one used is undone after that one (RULE-161). */
import { isUndone, settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import type { Benefit } from '../calculator/benefit.ts'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import type { Claim, YearToDate } from '../calculator/claim.ts'
import { accumulated } from '../calculator/year-to-date.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'
import { Refusal } from '../refusal.ts'
import { SUB_KEYED } from './accumulator-keys.ts'
import { laterSources } from './accumulators.ts'
import type { BenefitContext } from './context.ts'
import { keptOf } from './stay-before.ts'
import type { Kept } from './stay-before.ts'

/**
 * Undoing must not leave wrong accumulators behind. A later live settlement of the same person,
 * insurance type and year stands in the way only when it would have come out differently without
 * this one; undoing goes from the last to the first.
 * @throws Refusal `used-later` with the newest settlement that stands in the way
 */
export function requireLast(context: BenefitContext, original: SettlementRow): void {
  const { psn_no, insutype, setl_id } = original
  const kept = keptOf(original)
  for (const year of Object.keys(kept.changes).toReversed()) {
    for (const source of laterSources(context, { psn_no, insutype, year }, setl_id)) {
      const later = settlement(context.store, source)
      if (later?.kind !== 'forward' || isUndone(context.store, source)) continue
      if (!used(context, later, original, kept)) continue
      throw new Refusal('used-later', { setlId: setl_id, later: source })
    }
  }
}

/** True when the later settlement is another one without the earlier one before it. */
function used(
  context: BenefitContext,
  later: SettlementRow,
  earlier: SettlementRow,
  earlierKept: Kept,
): boolean {
  const laterKept = keptOf(later)
  const { claim, chain } = laterKept
  const stay = stayWithout(claim, earlierKept, {
    same: later.mdtrt_id === earlier.mdtrt_id,
    chained: chain.from !== '' && chain.from === earlier.mdtrt_id,
  })
  const without: Claim = {
    ...claim,
    ...(stay === undefined ? {} : { stay }),
    yearToDate: yearWithout(claim.settledOn.slice(0, 4), claim.yearToDate, laterKept, earlierKept),
    earlierYears: Object.fromEntries(
      Object.entries(claim.earlierYears ?? {}).map(([year, amounts]) =>
        [year, yearWithout(year, amounts, laterKept, earlierKept)]),
    ),
  }
  const pack = context.packOn?.(laterKept.pack.day) ?? context.pack
  return outcome(claim, pack) !== outcome(without, pack)
}

/** What the earlier settlement did to this stay is taken out of it. */
function stayWithout(
  { stay }: Claim,
  { changes }: Kept,
  about: { readonly same: boolean; readonly chained: boolean },
): Claim['stay'] {
  if (stay === undefined) return undefined
  const { continues, settledBefore, ...rest } = stay
  const all = Object.values(changes)
  const sum = (kind: 'deductibleFen' | 'poolBaseFen' | 'inpatientStays') =>
    all.reduce((total, change) => total + change[kind], 0)
  const before = settledBefore === undefined || !about.same
    ? settledBefore
    : {
        deductibleFen: settledBefore.deductibleFen - sum('deductibleFen'),
        counted: settledBefore.counted && sum('inpatientStays') === 0,
        baseFen: settledBefore.baseFen - sum('poolBaseFen'),
      }
  return {
    ...rest,
    ...(continues === undefined || about.chained ? {} : { continues }),
    ...(before === undefined ? {} : { settledBefore: before }),
  }
}

/** Amounts of a year without the earlier settlement's; other months or diseases are not its. */
function yearWithout(year: string, amounts: YearToDate, later: Kept, earlier: Kept): YearToDate {
  const change = earlier.changes[year]
  if (change === undefined) return amounts
  const [own, others] = [later.keys[year] ?? {}, earlier.keys[year] ?? {}]
  const foreign = [...SUB_KEYED].filter((kind) => (own[kind] ?? '') !== (others[kind] ?? ''))
  const none = Object.fromEntries(foreign.map((kind) => [kind, 0]))
  return accumulated(amounts, { ...change, ...none }, -1)
}

/** Everything that money or accumulators depend on, as text. */
function outcome(claim: Claim, pack: PolicyPack): string {
  const { trace: _, accumulatorsAfter: __, funds, parts, ...rest }: Benefit =
    calculateBenefit(claim, pack)
  return JSON.stringify({
    ...rest,
    funds: funds.map(({ fundPayType, payFen }) => [fundPayType, payFen]),
    parts: parts.map(({ poolLeftFen: ___, ...part }) => part),
    poolLeftFen: null,
  })
}
