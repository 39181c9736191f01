import { expect, test } from 'vitest'
import { checkPack } from './check-pack.ts'
import { packWith } from './testing.ts'

/** What breaks, and the pointer and rule it must be refused with. */
type Broken = readonly [
  what: string, changes: Readonly<Record<string, unknown>>, pointer: string, rule: string,
  name?: string,
]

const E = '/insurance/310'
const R = '/insurance/390'
const CROSS = `${E}/reduction/crossProvince`
const LATER = `${E}/inpatient/deductible/laterStays`

const BROKEN: readonly Broken[] = [
  ['a referral that loses more than ten points (RULE-098, RULE-103)',
    { [`${CROSS}/referralBp`]: 1001 }, `${CROSS}/referralBp`, 'RULE-103'],
  ['another temporary stay that loses more than twenty points (RULE-098)',
    { [`${CROSS}/otherTemporaryBp`]: 2001 }, `${CROSS}/otherTemporaryBp`, 'RULE-103'],
  ['an unfiled stay that loses more than twenty points (RULE-103)',
    { [`${CROSS}/unfiledBp`]: 2100 }, `${CROSS}/unfiledBp`, 'RULE-103'],
  ['a factor whose drop is more than ten points of the local ratio (RULE-100, RULE-102)',
    { [`${CROSS}/referralBp`]: 1200 }, `${CROSS}/referralBp`, 'RULE-103', 'multiplier'],
  ['an own share of more than a tenth of a cost that is paid in full (RULE-099, RULE-102)',
    { [`${CROSS}/referralBp`]: 1100, [`${E}/maternity/ratio/1`]: 10_000 },
    `${CROSS}/referralBp`, 'RULE-103', 'ji'],
  ['an emergency that pays less than a referral (RULE-050)',
    { [`${E}/reduction/intraProvince/emergencyBp`]: 1500 },
    `${E}/reduction/intraProvince/emergencyBp`, 'RULE-050'],
  ['a referral that pays less than a stay without one (RULE-110)',
    { [`${CROSS}/otherTemporaryBp`]: 500 }, `${CROSS}/otherTemporaryBp`, 'RULE-110'],
  ['a last segment that ends (RULE-116)',
    { [`${R}/criticalIllness/segments/2/upToFen`]: 99_000_000 },
    `${R}/criticalIllness/segments/2/upToFen`, 'RULE-116'],
  ['segments that do not ascend (RULE-116)',
    { [`${R}/criticalIllness/hardship/segments/1/upToFen`]: 5_000_000 },
    `${R}/criticalIllness/hardship/segments/1/upToFen`, 'RULE-116'],
  ['a first segment below the start line (RULE-116)',
    { [`${R}/criticalIllness/hardship/segments/0/upToFen`]: 700_000 },
    `${R}/criticalIllness/hardship/segments/0/upToFen`, 'RULE-116'],
  ['an open segment in the middle (RULE-095)',
    { [`${E}/inpatient/ratio/segments/bounds/1/upToFen`]: null },
    `${E}/inpatient/ratio/segments/bounds/1/upToFen`, 'RULE-095', 'wu'],
  ['a later stay that costs more than the first (RULE-093)',
    { [LATER]: [{ fromStay: 2, style: 'fixed', byTier: { 0: 0, 1: 0, 2: 0, 3: 80_001 } }] },
    `${LATER}/0/byTier/3`, 'RULE-093'],
  ['a step that ends above the first stay (RULE-093)',
    { [LATER]: [{ fromStay: 2, style: 'step', stepFen: 100, leastFen: 80_001 }] },
    `${LATER}/0/leastFen`, 'RULE-093'],
  ['later stays out of order (RULE-093)',
    { [LATER]: [{ fromStay: 3, style: 'half' }, { fromStay: 3, style: 'none' }] },
    `${LATER}/1/fromStay`, 'RULE-093'],
  ['later stays of a deductible that is charged once a year (RULE-093)',
    { [LATER]: [{ fromStay: 2, style: 'half' }], [`${E}/inpatient/deductible/period`]: 'year' },
    LATER, 'RULE-093'],
  ['continuous referral without a deductible a visit (RULE-070)',
    { [`${E}/inpatient/deductible/continuousReferral`]: true }, // the pack counts by quarter
    `${E}/inpatient/deductible/continuousReferral`, 'RULE-070', 'yi'],
  ['an outpatient ratio of employees under a half (RULE-127)',
    { [`${E}/outpatient/ratio/byTier/3`]: 4999 },
    `${E}/outpatient/ratio/byTier/3`, 'RULE-127'],
  ['a line in hardship above the ordinary one (RULE-115)',
    { [`${R}/criticalIllness/hardship/startFen`]: 1_400_001 },
    `${R}/criticalIllness/hardship/startFen`, 'RULE-115'],
  ['a ratio in hardship below the ordinary one (RULE-115)',
    { [`${R}/criticalIllness/hardship/segments/1/ratioBp`]: 6499 },
    `${R}/criticalIllness/hardship/segments`, 'RULE-115'],
  ['a cap in hardship below the ordinary one (RULE-115)',
    { [`${R}/criticalIllness/hardship/annualCapFen`]: 1 },
    `${R}/criticalIllness/hardship/annualCapFen`, 'RULE-115'],
  ['aid for the poorest under seventy percent (RULE-119)',
    { [`${R}/medicalAid/classes/0/ratioBp`]: 6999 },
    `${R}/medicalAid/classes/0/ratioBp`, 'RULE-119'],
  ['a large-amount fund for residents (RULE-117)',
    { [`${R}/largeAmount`]: { ratioBp: 9000, annualCapFen: null } },
    `${R}/largeAmount`, 'RULE-117'],
  ['a pack that ends before it begins (RULE-010)',
    { '/effectiveTo': '2025-12-31' }, '/effectiveTo', 'RULE-010'],
  ['a pack older than its regime (RULE-010)',
    { '/effectiveFrom': '2024-12-31', '/documents/0/effectiveFrom': '2024-01-01' },
    '/effectiveFrom', 'RULE-010'],
  ['a document later than the pack (RULE-012)',
    { '/documents/0/effectiveFrom': '2026-01-02' }, '/documents/0/effectiveFrom', 'RULE-012'],
  ['a document that covers what is not there (RULE-012)',
    { '/documents/0/covers': ['', '/insurance/510'] }, '/documents/0/covers/1', 'RULE-012'],
  ['a number that no document carries (RULE-012)',
    { '/documents/0/covers': [E, `${R}/reduction`, `${R}/retiredBonusBp`, `${R}/inpatient`,
      `${R}/outpatient`, `${R}/chronic`, `${R}/criticalIllness`, `${R}/medicalAid`] },
    `${R}/account`, 'RULE-012'],
  ['a disease that the regime does not open (RULE-131)',
    { [`${E}/chronic/diseases/0/code`]: 'M01103' }, `${E}/chronic/diseases/0/code`, 'RULE-131'],
  ['one of the later five diseases before its regime (RULE-130)',
    { [`${E}/chronic/diseases/0/code`]: 'M05300' }, `${E}/chronic/diseases/0/code`, 'RULE-130',
    'jia-2024'],
  ['a drug of a class that is not there (RULE-138)',
    { [`${E}/dualChannel/drugs/XL01XXX0040001`]: 'C' },
    `${E}/dualChannel/drugs/XL01XXX0040001`, 'RULE-138', 'ji'],
  ['aid across provinces without family aid (RULE-147)',
    { [`${E}/account/crossProvinceMutualAidFrom`]: '2026-01-01' },
    `${E}/account/crossProvinceMutualAidFrom`, 'RULE-147'],
]

test.for(BROKEN)('%s is refused', ([, changes, pointer, rule, name]) => {
  const faults = checkPack(packWith(changes, name))
  expect(faults.map((one) => [one.pointer, one.rule])).toEqual([[pointer, rule]])
  for (const { why, cure } of faults) {
    expect(`${why.zh}${cure.zh}`).toMatch(/[\u4e00-\u9fff]/)
    expect(`${why.en}${cure.en}`).toMatch(/[a-z]{3}/)
  }
})

test('a bound may be reached, and not passed (RULE-050, RULE-102, RULE-103)', () => {
  expect(checkPack(packWith({ [`${CROSS}/emergencyBp`]: 1000 }))).toEqual([])
  const emergency = checkPack(packWith({ [`${CROSS}/emergencyBp`]: 1001 }))
  expect(emergency.map((one) => one.rule)).toEqual(['RULE-103', 'RULE-050'])
  // 0.7 times 65 % is 45.5 %: nineteen and a half points, although the factor takes thirty off.
  expect(checkPack(packWith({}, 'zi'))).toEqual([])
  const steeper = { [`${R}/reduction/crossProvince/otherTemporaryBp`]: 3100 }
  expect(checkPack(packWith(steeper, 'zi')).map((one) => one.why.en)).toEqual([
    'inpatient tier 0 falls 65% → 44.85%, by 20.15 points',
  ])
})

test('the second layer counts where the reduction reaches it (RULE-102)', () => {
  const low = { 0: 1000, 1: 1000, 2: 1000, 3: 1000 }
  const changes = {
    [`${CROSS}/referralBp`]: 1100,
    [`${CROSS}/otherTemporaryBp`]: 1500,
    [`${E}/retiredBonusBp`]: 0,
    [`${E}/inpatient/ratio/byTier`]: low,
    [`${E}/chronic/ratio/byTier`]: low,
    [`${E}/outpatient/ratio/byTier`]: low,
    '/regime': 'R-2025',
  }
  const found = (reach: boolean) =>
    checkPack(packWith({ ...changes, '/switches/reduceSecondLayer': reach }))
      .filter((one) => one.rule === 'RULE-103').map((one) => one.why.en)
  expect(found(false)).toEqual([])
  expect(found(true)).toEqual(['large amount falls 90% → 79%, by 11 points'])
})

test('earlier regimes set no bound, because none is known (RULE-103)', () => {
  const old = packWith({
    '/regime': 'R-2021-LN',
    [`${CROSS}/referralBp`]: 3000,
    [`${CROSS}/otherTemporaryBp`]: 4000,
    [`${E}/chronic/diseases`]: [],
    [`${R}/chronic/diseases`]: [],
  })
  expect(checkPack(old)).toEqual([])
})

test('unknown codes and keys are refused where they stand', () => {
  const faults = checkPack(packWith({
    [`${R}/medicalAid/classes/0/identities/0`]: '9999',
    '/insurance/510': packWith({}).insurance['390'],
  }))
  expect(faults.map((one) => [one.pointer, one.rule])).toEqual([
    [`${R}/medicalAid/classes/0/identities/0`, 'FORM'], ['/insurance/510', 'RULE-010'],
  ])
  const form = checkPack(packWith({ '/colour': 'red', [`${E}/retiredBonusBp`]: 10_001 }))
  expect(form.map((one) => [one.pointer, one.rule, one.cure.en])).toEqual([
    ['/colour', 'FORM', 'remove the key or mend its spelling'],
    [`${E}/retiredBonusBp`, 'FORM', 'give a value as named'],
  ])
})
