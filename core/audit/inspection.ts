/**
 * The plan of unannounced inspections (飞行检查, 四不两直): three levels, four kinds of target, every
 * prefecture and county covered (RULE-228), drawn from a seed.
 */
import { sha256 } from '../ids.ts'

export type Level = 'national' | 'provincial' | 'cross-prefecture'
export type TargetKind = 'hospital' | 'pharmacy' | 'person' | 'agency'

export const LEVELS: readonly Level[] = ['national', 'provincial', 'cross-prefecture']
export const TARGET_KINDS: readonly TargetKind[] = ['hospital', 'pharmacy', 'person', 'agency']

/** Somebody who can be inspected, with the county he is in. */
export interface InspectionTarget {
  readonly kind: TargetKind
  readonly code: string
  readonly prefecture: string
  readonly county: string
}

export interface Inspection {
  readonly id: string
  readonly level: Level
  readonly target: InspectionTarget
  /** Prefecture that sends the inspectors; '' for the national and provincial levels. */
  readonly sentBy: string
  /** Nobody is told before: the plan has no day of notice, on purpose. */
  readonly announced: false
}

/** Counties to be covered, by prefecture. */
export type Territory = Readonly<Record<string, readonly string[]>>

/**
 * One inspection in every county that has a target, each of the four kinds at least once in every
 * prefecture that has one. Levels take turns; inspectors come from another prefecture.
 */
export function planInspections(
  territory: Territory,
  targets: readonly InspectionTarget[],
  seed: number,
): Inspection[] {
  const lot = ({ kind, code }: InspectionTarget) => sha256(`inspection:${seed}:${kind}:${code}`)
  const drawn = targets.toSorted((left, right) => (lot(left) < lot(right) ? -1 : 1))
  const chosen = new Set<InspectionTarget>()
  for (const [prefecture, counties] of Object.entries(territory).toSorted(byName)) {
    const here = drawn.filter((target) => target.prefecture === prefecture)
    for (const kind of TARGET_KINDS) add(chosen, here.find((target) => target.kind === kind))
    for (const county of counties) {
      if ([...chosen].some((target) => target.county === county)) continue
      add(chosen, here.find((target) => target.county === county))
    }
  }
  const prefectures = Object.keys(territory).toSorted()
  return [...chosen].map((target, at) => {
    const level = LEVELS[at % LEVELS.length] ?? 'provincial'
    const home = prefectures.indexOf(target.prefecture)
    const sentBy = level === 'cross-prefecture'
      ? prefectures[(home + 1) % prefectures.length] ?? ''
      : ''
    return { id: `I${lot(target).slice(0, 12)}`, level, target, sentBy, announced: false }
  })
}

/** What a plan leaves out; all lists are empty when everything is covered. */
export function planGaps(territory: Territory, plan: readonly Inspection[]) {
  const prefectures = new Set(plan.map(({ target }) => target.prefecture))
  const counties = new Set(plan.map(({ target }) => target.county))
  const kinds = new Set(plan.map(({ target }) => target.kind))
  const levels = new Set(plan.map(({ level }) => level))
  return {
    prefectures: Object.keys(territory).toSorted().filter((code) => !prefectures.has(code)),
    counties: Object.values(territory).flat().toSorted().filter((code) => !counties.has(code)),
    kinds: TARGET_KINDS.filter((kind) => !kinds.has(kind)),
    levels: LEVELS.filter((level) => !levels.has(level)),
    ownInspectors: plan.filter(({ sentBy, target }) => sentBy === target.prefecture).length,
  }
}

function add(chosen: Set<InspectionTarget>, target: InspectionTarget | undefined): void {
  if (target !== undefined) chosen.add(target)
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1
}
