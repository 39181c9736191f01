/** Everything that makes a policy pack unfit for use: its form first, then what no schema says. */
import { checkDocument } from '../../contracts/documents.ts'
import { faultsOfForm } from './fault.ts'
import type { PackFault } from './fault.ts'
import type { InsurancePolicy, PolicyPack } from './policy-pack.ts'
import { regimeOf } from './regimes.ts'
import type { Regime } from './regime.ts'
import { codeFaults } from './rules/codes.ts'
import { deductibleFaults } from './rules/deductibles.ts'
import { layerFaults } from './rules/layers.ts'
import { paperFaults } from './rules/papers.ts'
import { reductionFaults } from './rules/reductions.ts'
import { segmentFaults } from './rules/segments.ts'

/** One insurance type of a pack, as the rules look at it. */
export interface Part {
  readonly insutype: string
  /** JSON pointer of the policy in the pack. */
  readonly at: string
  readonly policy: InsurancePolicy
  readonly pack: PolicyPack
  readonly regime: Regime
}

const PART_RULES: readonly ((part: Part) => PackFault[])[] = [
  codeFaults, segmentFaults, reductionFaults, deductibleFaults, layerFaults,
]

/** Every fault of a pack, by pointer; empty when it may be used. Takes any data. */
export function checkPack(data: unknown): PackFault[] {
  const form = checkDocument('policy-pack', data)
  if (form.length > 0) return faultsOfForm(form)
  const pack = data as PolicyPack
  const regime = regimeOf(pack.regime)
  const parts = Object.entries(pack.insurance).map(([insutype, policy]): Part => {
    return { insutype, at: `/insurance/${insutype}`, policy, pack, regime }
  })
  return [
    ...paperFaults(pack, regime),
    ...parts.flatMap((part) => PART_RULES.flatMap((rule) => rule(part))),
  ].toSorted((left, right) =>
    left.pointer < right.pointer ? -1 : left.pointer > right.pointer ? 1 : 0)
}
