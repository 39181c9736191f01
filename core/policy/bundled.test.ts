import { expect, test } from 'vitest'
import { bundledPack, bundledPackNames, bundledPacks, UnknownPack } from './bundled.ts'
import { checkPack } from './check-pack.ts'
import type { InsurancePolicy, PolicyPack, Switches } from './policy-pack.ts'
import { checkPackSequence } from './sequence.ts'

const packs = bundledPacks()
const policies = packs.flatMap((pack) => Object.values(pack.insurance))

test.for(bundledPackNames())('the bundled pack %s breaks no rule (RULE-103)', (name) => {
  expect(checkPack(bundledPack(name))).toEqual([])
})

test('packs are found by name, and their names say whose they are', () => {
  for (const name of bundledPackNames()) {
    const { id, version } = bundledPack(name)
    expect([id, `${id}-${version.split('.')[0]}`]).toContain(name)
  }
  expect(() => bundledPack('nowhere')).toThrow(UnknownPack)
  expect(() => bundledPack('../packs/points')).toThrow(UnknownPack)
})

test('there are twelve places besides the three that differ only in the reduction', () => {
  const places = new Set(packs.map((pack) => pack.id))
  expect(places.size).toBeGreaterThanOrEqual(15)
  const three = ['points', 'pay-first', 'multiplier'].map((name) =>
    JSON.stringify({ ...bundledPack(name), id: '', title: '' }).replaceAll(name, ''))
  expect(new Set(three).size).toBe(1)
})

test('every place says of itself that it is synthetic, and cites no city (RULE-012)', () => {
  for (const { documents, title } of packs) {
    for (const one of documents) expect(one.title).toContain('合成参数')
    expect(title.zh).toContain('合成')
    expect(JSON.stringify(documents)).not.toMatch(/鞍山|沈阳|天津|贵阳|北京|南昌|昆明|丽水/)
  }
})

test('packs of one place follow each other without overlap or gap (RULE-010)', () => {
  const byPlace = Map.groupBy(packs, (pack) => pack.id)
  expect([...byPlace.values()].filter((some) => some.length > 1)).toHaveLength(1)
  for (const some of byPlace.values()) expect(checkPackSequence(some)).toEqual([])
})

/** Every value that a switch can have, as the schema lists them. */
const SWITCH_VALUES: { readonly [Key in keyof Switches]: readonly Switches[Key][] } = {
  reduceSecondLayer: [false, true],
  deductibleInCriticalIllnessBase: [true, false],
  overCapInCriticalIllnessBase: [true, false],
  stayNumber: ['settled-stays', 'all-stays', 'continuous-referral'],
  crossYearDeductible: ['first-year', 'each-year'],
  crossYear: ['at-discharge', 'by-days'],
  dayCount: ['admission-day', 'discharge-day'],
  civilServant: ['after-second-layer', 'last'],
  lateFiling: ['whole-stay', 'from-filing-day'],
  tierAt: ['admission', 'discharge'],
  accountMayPay: ['whole', 'in-scope'],
  rounding: ['half-up', 'down', 'per-line'],
  benefitDate: ['settlement', 'admission'],
}

test.for(Object.entries(SWITCH_VALUES))('each value of the switch %s occurs', ([key, values]) => {
  const found = new Set(packs.map((pack: PolicyPack) => pack.switches[key as keyof Switches]))
  expect(found).toEqual(new Set<unknown>(values))
})

/** Shapes that occur; each must be in some bundled pack. */
const SHAPES: readonly (readonly [string, (policy: InsurancePolicy) => boolean])[] = [
  ['points', (one) => one.reduction.mode === 'points'],
  ['pay-first', (one) => one.reduction.mode === 'pay-first'],
  ['multiplier', (one) => one.reduction.mode === 'multiplier'],
  ['deductible of its own elsewhere', (one) =>
    one.inpatient.deductible.crossProvince !== undefined],
  ...(['visit', 'month', 'quarter', 'year'] as const).map((period) =>
    [`deductible a ${period}`, (one: InsurancePolicy) =>
      one.inpatient.deductible.period === period] as const),
  ['deductible a hospital', (one) => one.inpatient.deductible.per === 'hospital'],
  ...(['none', 'half', 'step', 'fixed'] as const).map((style) =>
    [`later stays ${style}`, (one: InsurancePolicy) =>
      one.inpatient.deductible.laterStays.some((later) => later.style === style)] as const),
  ['continuous referral', (one) => one.inpatient.deductible.continuousReferral],
  ['dearer for the young', (one) => one.inpatient.deductible.under !== undefined],
  ['segments of the visit', (one) => one.inpatient.ratio.segments?.of === 'visit'],
  ['segments of the year', (one) => one.inpatient.ratio.segments?.of === 'year'],
  ['a cap', (one) => one.inpatient.annualCapFen !== null],
  ['no cap', (one) => one.inpatient.annualCapFen === null],
  ['day surgery with a deductible', (one) => one.inpatient.daySurgeryDeductible],
  ['observation claimed by hand', (one) => !one.inpatient.emergencyObservation],
  ['five segments', (one) => one.criticalIllness?.segments.length === 5],
  ['a capped critical illness', (one) => (one.criticalIllness?.annualCapFen ?? null) !== null],
  ['a bonus on its cap', (one) => one.criticalIllness?.capBonus !== undefined],
  ['a large amount with a cap', (one) => (one.largeAmount?.annualCapFen ?? null) !== null],
  ['a large amount without a cap', (one) => one.largeAmount?.annualCapFen === null],
  ['civil servants by grade', (one) => Object.keys(one.civilServant?.byGrade ?? {}).length > 0],
  ['an enterprise supplement', (one) => one.enterpriseSupplement !== undefined],
  ['aid above a line', (one) => one.medicalAid?.classes.some((c) => c.lineFen > 0) === true],
  ['tilted aid', (one) => one.medicalAid?.tilted !== undefined],
  ['other payers', (one) => (one.otherPayers ?? []).length > 0],
  ['dual channel', (one) => one.dualChannel !== undefined],
  ['maternity by ratio', (one) => one.maternity !== undefined && noSums(one)],
  ['maternity by fixed sums', (one) => one.maternity !== undefined && !noSums(one)],
  ['chronic care with its own cap', (one) => one.chronic.cap !== 'inpatient'],
  ['an account at the bank', (one) => one.account.heldBy === 'bank'],
  ['family aid', (one) => one.account.familyMutualAid],
  ['family aid across provinces', (one) => one.account.crossProvinceMutualAidFrom !== null],
]

test.for(SHAPES)('some place has %s', ([, has]) => {
  expect(policies.some(has)).toBe(true)
})

function noSums({ maternity }: InsurancePolicy): boolean {
  return Object.keys(maternity?.fixedSumFen ?? {}).length === 0
}
