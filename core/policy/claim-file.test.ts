import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import { NOTHING_USED } from '../calculator/year-to-date.ts'
import { bundledPack } from './bundled.ts'
import { checkClaim, claimAgainstPack } from './check-claim.ts'
import { claimOf, loadClaim } from './claim-file.ts'
import type { ClaimFile } from './claim-file.ts'

const directory = new URL('examples/', import.meta.url)
const EXAMPLES = readdirSync(directory)

function example(name: string): ClaimFile {
  return loadClaim(readFileSync(new URL(name, directory), 'utf8'), name)
}

const claim: ClaimFile = {
  schema: 'liantiao/claim/1',
  kind: 'outpatient',
  category: 'referral',
  scope: 'cross-province',
  insutype: '310',
  tier: '2',
  age: 40,
  settledOn: '2026-02-03',
  fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 50_000 },
}

test.for(EXAMPLES)('the example %s is right and fits the pack it names', (name) => {
  const file = example(name)
  expect(checkDocument('claim', file)).toEqual([])
  expect(claimAgainstPack(file, bundledPack(file.pack ?? ''))).toEqual([])
})

test('fee lines are split into the four sums of worked example 1 (RULE-078, RULE-079, RULE-080)',
  () => {
    const { fees, lines } = claimOf(example('referral-stay.yaml'))
    expect(fees).toEqual({
      ownFen: 32_000, overLimitFen: 109_500, payFirstFen: 156_517, inScopeFen: 1_270_292,
    })
    expect(lines).toHaveLength(7)
    expect(lines?.[2]).toEqual({
      ownFen: 0, overLimitFen: 96_000, payFirstFen: 128_000, inScopeFen: 512_000,
    })
  })

test('the three reductions of worked example 1 come out to the fen (RULE-098, RULE-099)', () => {
  const file = claimOf(example('referral-stay.yaml'))
  const cash = (pack: string, changed = {}) =>
    calculateBenefit({ ...file, ...changed }, bundledPack(pack)).cashFen
  expect(cash('points', { category: 'long-term' })).toBe(456_561)
  expect(cash('points')).toBe(575_590)
  expect(cash('pay-first')).toBe(564_535)
})

test('worked example 2 comes out to the fen (RULE-115, RULE-119, RULE-121)', () => {
  const benefit = calculateBenefit(
    claimOf(example('unfiled-poor-resident.yaml')), bundledPack('points'))
  expect(benefit).toMatchObject({
    poolFen: 1_400_000, criticalIllnessFen: 14_638_626, medicalAidFen: 1_150_000,
    fundFen: 17_188_626, cashFen: 7_684_524,
  })
})

test('what is left out is nothing', () => {
  expect(claimOf(claim)).toEqual({
    kind: 'outpatient', category: 'referral', scope: 'cross-province', insutype: '310', tier: '2',
    age: 40, settledOn: '2026-02-03', retired: false, identities: [], civilServantGrade: null,
    enterpriseSupplement: false, hospitalBorneFen: 0, fees: claim.fees, yearToDate: NOTHING_USED,
    account: { use: 'none', balanceFen: 0, familyBalanceFen: 0 },
  })
  expect(claimOf({ ...claim, earlierYears: { 2025: { poolFen: 5 } } }).earlierYears)
    .toEqual({ 2025: { ...NOTHING_USED, poolFen: 5 } })
})

const stay = { admittedOn: '2026-02-01', dischargedOn: '2026-02-03' }
const line = { name: '药', level: '01', price: '1', quantity: '1' } as const
const { fees: _fees, ...feeless } = claim

/** What is wrong with a claim, and the pointers that say so. */
const WRONG: readonly (readonly [string, unknown, ...string[]])[] = [
  ['no fees', feeless, ''],
  ['fees and lines', { ...claim, lines: [line] }, '/lines'],
  ['a line that is given back', { ...feeless, lines: [{ ...line, quantity: '-1' }] },
    '/lines/0/quantity'],
  ['a price with seven decimals', { ...feeless, lines: [{ ...line, price: '0.1234567' }] },
    '/lines/0/price'],
  ['days where there is no stay', { ...claim, stay }, '/stay'],
  ['a discharge before the admission',
    { ...claim, kind: 'inpatient', stay: { ...stay, dischargedOn: '2026-01-31' } },
    '/stay/dischargedOn'],
  ['a settlement before the discharge',
    { ...claim, kind: 'inpatient', stay, settledOn: '2026-02-02' }, '/settledOn'],
  ['a filing before the admission', { ...claim, kind: 'inpatient',
    stay: { ...stay, lateFiling: { filedOn: '2026-01-31', before: 'unfiled' } } },
  '/stay/lateFiling/filedOn'],
  ['maternity without a type', { ...claim, kind: 'maternity' }, '/maternity'],
  ['a local category elsewhere', { ...claim, category: 'local' }, '/category'],
  ['an unknown identity', { ...claim, identities: ['2303', '0000'] }, '/identities/1'],
  ['an unknown grade', { ...claim, civilServantGrade: '007' }, '/civilServantGrade'],
  ['an unknown kind of delivery', { ...claim, maternity: { type: '8', withDisease: false } },
    '/maternity/type'],
  ['half a fen', { ...claim, fees: { ...claim.fees, ownFen: 0.5 } }, '/fees/ownFen'],
  ['more borne than is in scope', { ...claim, hospitalBorneFen: 50_001 }, '/hospitalBorneFen'],
  ['another kind of file', { schema: 'liantiao/case/1', colour: 'red' }, '/schema'],
]

test.for(WRONG)('a claim with %s is refused', ([, data, ...pointers]) => {
  expect(checkClaim(data).map((one) => one.pointer)).toEqual(pointers)
})

test('a claim that the pack does not cover is refused (RULE-010, RULE-138, RULE-140)', () => {
  const against = (changed: Partial<ClaimFile>, pack = 'points') =>
    claimAgainstPack({ ...claim, ...changed }, bundledPack(pack))
      .map((one) => [one.pointer, one.rule])
  expect(against({ settledOn: '2025-12-31' })).toEqual([['/settledOn', 'RULE-010']])
  expect(against({ settledOn: '2026-01-01' }, 'jia-2024')).toEqual([['/settledOn', 'RULE-010']])
  expect(against({ kind: 'inpatient' })).toEqual([])
  expect(against({ kind: 'inpatient' }, 'yin')).toEqual([['/stay', 'RULE-108']])
  expect(against({ kind: 'inpatient' }, 'chou')).toEqual([['/stay', 'RULE-010']])
  expect(against({ insutype: 'constructor' })).toEqual([['/insutype', 'FORM']])
  expect(against({ kind: 'dual-channel', drugClass: 'C' }, 'ji'))
    .toEqual([['/drugClass', 'RULE-138']])
  expect(against({ kind: 'dual-channel', drugClass: 'B' }, 'ji')).toEqual([])
  expect(against({ kind: 'maternity', settledOn: '2025-06-30' }, 'chou'))
    .toEqual([['/kind', 'RULE-140']])
  expect(against({ kind: 'maternity', settledOn: '2025-07-01' }, 'chou')).toEqual([])
  expect(against({ kind: 'maternity', insutype: '390' }, 'chou')).toEqual([['/kind', 'RULE-140']])
})

test('the admission chooses the pack where the place says so (RULE-010)', () => {
  const crossing: Partial<ClaimFile> = {
    kind: 'inpatient', settledOn: '2025-01-02',
    stay: { admittedOn: '2024-12-31', dischargedOn: '2025-01-02' },
  }
  const refused = (pack: string) =>
    claimAgainstPack({ ...claim, ...crossing }, bundledPack(pack)).length > 0
  expect([refused('chou'), refused('yin')]).toEqual([true, false])
})
