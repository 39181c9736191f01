/** Every ratio that a person has at home: by kind of care, tier, segment and group. */
import type { ByTier, InsurancePolicy, RatioPolicy, Tier } from '../policy-pack.ts'

/** A ratio that care elsewhere is measured against (RULE-102). */
export interface LocalRatio {
  readonly localBp: number
  readonly zh: string
  readonly en: string
}

const BASIS = 10_000
const TIERS: readonly (readonly [Tier, string])[] = [
  ['0', '基层'], ['1', '一级'], ['2', '二级'], ['3', '三级'],
]

/** All of them; those of the second layer too where the reduction reaches it. */
export function localRatios(policy: InsurancePolicy, secondLayer: boolean): LocalRatio[] {
  const { inpatient, outpatient, chronic, maternity, dualChannel, retiredBonusBp } = policy
  const own = [
    ...ratiosOf(inpatient.ratio, '住院', 'inpatient'),
    ...ratiosOf(outpatient.ratio, '普通门诊', 'outpatient'),
    ...ratiosOf(chronic.ratio, '门诊慢特病', 'chronic'),
    ...(maternity === undefined ? [] : tiersOf(maternity.ratio, '生育', 'maternity')),
    ...Object.entries(dualChannel?.classes ?? {}).map(([name, { ratioBp }]) =>
      ({ localBp: ratioBp, zh: `双通道${name}类药品`, en: `dual-channel class ${name}` })),
  ]
  const retired = retiredBonusBp === 0 ? [] : own.map((one) => ({
    localBp: Math.min(BASIS, one.localBp + retiredBonusBp),
    zh: `${one.zh}退休`,
    en: `${one.en} retired`,
  }))
  return [...own, ...retired, ...(secondLayer ? secondRatios(policy) : [])]
}

/** The ratio tables of a policy: without segments the one, with segments one for each. */
export function tablesOf(ratio: RatioPolicy): readonly ByTier[] {
  return ratio.segments === undefined
    ? [ratio.byTier]
    : ratio.segments.bounds.map((bound) => bound.byTier)
}

function ratiosOf(ratio: RatioPolicy, zh: string, en: string): LocalRatio[] {
  const many = ratio.segments !== undefined
  return tablesOf(ratio).flatMap((table, at) =>
    tiersOf(table, many ? `${zh}第${at + 1}段` : zh, many ? `${en} segment ${at + 1}` : en))
}

function tiersOf(table: ByTier, zh: string, en: string): LocalRatio[] {
  return TIERS.map(([tier, name]) =>
    ({ localBp: table[tier], zh: `${name}${zh}`, en: `${en} tier ${tier}` }))
}

function secondRatios({ largeAmount, criticalIllness }: InsurancePolicy): LocalRatio[] {
  const large = largeAmount === undefined ? [] : [largeAmount]
  const illness = criticalIllness === undefined
    ? []
    : [...criticalIllness.segments, ...criticalIllness.hardship.segments]
  return [
    ...large.map(({ ratioBp }) => ({ localBp: ratioBp, zh: '大额补助', en: 'large amount' })),
    ...illness.map(({ ratioBp }) =>
      ({ localBp: ratioBp, zh: '大病保险', en: 'critical illness' })),
  ]
}
