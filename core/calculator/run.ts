/** The parts of a settlement one after the other, with the accumulators as they go on. */
import type { InsurancePolicy, PolicyPack } from '../policy/policy-pack.ts'
import type { BenefitPart } from './benefit.ts'
import type { Claim, FeeSums, YearToDate } from './claim.ts'
import { settlePart } from './layers.ts'
import type { SettledPart } from './layers.ts'
import type { Part } from './part.ts'
import type { Division } from './parts.ts'
import { reductionFor } from './reduction.ts'
import { shareBy } from './rounding.ts'
import type { Trace } from './trace.ts'
import { NOTHING_USED, accumulated } from './year-to-date.ts'

export interface Run {
  readonly parts: readonly BenefitPart[]
  /** By year, in the order of the parts. */
  readonly changes: ReadonlyMap<string, YearToDate>
  readonly after: ReadonlyMap<string, YearToDate>
}

interface Stay {
  /** Charged over the stay, including its earlier settlements. */
  chargedFen: number
  /** Charged in parts of earlier years. */
  olderFen: number
  nominalFen: number | null
  counted: boolean
  baseFen: number
}

/** Settles every part with the accumulators that the ones before it left. */
export function runParts(
  claim: Claim,
  policy: InsurancePolicy,
  pack: PolicyPack,
  divisions: readonly Division[],
  trace: Trace,
): Run {
  const parts: BenefitPart[] = []
  const after = new Map<string, YearToDate>()
  const changes = new Map<string, YearToDate>()
  const stay = stayBefore(claim)
  let yearBefore = ''
  for (const [index, division] of divisions.entries()) {
    const { year, fees } = division
    trace.part = divisions.length === 1 ? -1 : index
    if (yearBefore !== '' && yearBefore !== year) turnYear(stay, pack)
    yearBefore = year
    if (division.days > 0) noteDays(claim, division, trace)
    const used = after.get(year) ?? usedBefore(claim, year)
    const settled = settlePart(partOf(claim, policy, pack, division, used, stay, trace))
    parts.push(toldPart(division, fees, settled))
    after.set(year, accumulated(used, settled.changes))
    const before = changes.get(year)
    const now = before === undefined ? settled.changes : accumulated(before, settled.changes)
    changes.set(year, now)
    goOn(stay, settled)
  }
  trace.part = -1
  return { parts, changes, after }
}

/** What was used in a year before this settlement. */
function usedBefore(claim: Claim, year: string): YearToDate {
  if (year === claim.settledOn.slice(0, 4)) return claim.yearToDate
  return claim.earlierYears?.[year] ?? NOTHING_USED
}

function stayBefore({ stay }: Claim): Stay {
  const before = stay?.settledBefore
  return {
    chargedFen: before?.deductibleFen ?? 0,
    olderFen: 0,
    nominalFen: null,
    counted: before?.counted ?? false,
    baseFen: before?.baseFen ?? 0,
  }
}

/** A new year has a deductible of its own, and counts the stay, only where the pack says so. */
function turnYear(stay: Stay, { switches }: PolicyPack): void {
  if (switches.crossYearDeductible === 'each-year') {
    Object.assign(stay, { chargedFen: 0, olderFen: 0, nominalFen: null, counted: false })
  } else {
    stay.olderFen = stay.chargedFen
  }
}

function goOn(stay: Stay, { layers, nominalFen, pool }: SettledPart): void {
  stay.chargedFen += layers.deductibleFen
  stay.nominalFen = nominalFen
  stay.counted = true
  stay.baseFen += pool.usedFen
}

function noteDays(claim: Claim, division: Division, trace: Trace): void {
  const { days, fees, from, category, ofDays } = division
  const formula = { form: 'days', fen: feeOf(claim.fees), days, of: ofDays } as const
  trace.noteOf('part', `${from} ${category}`, feeOf(fees), formula)
}

function partOf(
  claim: Claim,
  policy: InsurancePolicy,
  { switches }: PolicyPack,
  division: Division,
  used: YearToDate,
  stay: Stay,
  trace: Trace,
): Part {
  const { category, lines, fees } = division
  const byLine = switches.rounding === 'per-line' && lines !== undefined
  // What a period was charged in this year is among its accumulators already.
  const ofVisit = policy.inpatient.deductible.period === 'visit'
  return {
    claim,
    policy,
    switches,
    share: shareBy(switches.rounding),
    category,
    reduction: reductionFor(category, claim.scope, policy.reduction),
    tier: switches.tierAt === 'admission' ? (claim.tierAtAdmission ?? claim.tier) : claim.tier,
    scopes: byLine ? lines.map((line) => line.inScopeFen) : [fees.inScopeFen],
    used,
    stay: {
      chargedFen: ofVisit ? stay.chargedFen : stay.olderFen,
      nominalFen: stay.nominalFen,
      counted: stay.counted,
      baseFen: stay.baseFen,
    },
    trace,
  }
}

function toldPart(division: Division, fees: FeeSums, { layers, pool }: SettledPart): BenefitPart {
  return {
    year: division.year,
    from: division.from,
    days: division.days,
    category: division.category,
    feeFen: feeOf(fees),
    inScopeFen: fees.inScopeFen,
    reductionPayFirstFen: layers.reductionPayFirstFen,
    drugPayFirstFen: layers.drugPayFirstFen,
    deductibleFen: layers.deductibleFen,
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
    poolRatioBp: pool.ratioBp,
    poolLeftFen: pool.leftFen,
    poolBaseFen: pool.usedFen,
  }
}

/** The total fee of four sums. */
export function feeOf(fees: FeeSums): number {
  return fees.ownFen + fees.overLimitFen + fees.payFirstFen + fees.inScopeFen
}
