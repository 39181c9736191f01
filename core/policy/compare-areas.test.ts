import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import { bundledPack, bundledPacks } from './bundled.ts'
import { claimOf } from './claim-file.ts'
import type { ClaimFile } from './claim-file.ts'
import { compareAreas } from './compare-areas.ts'

const CASE: ClaimFile = {
  schema: 'liantiao/claim/1',
  kind: 'inpatient',
  category: 'long-term',
  scope: 'cross-province',
  insutype: '390',
  tier: '3',
  age: 46,
  stay: { admittedOn: '2026-03-02', dischargedOn: '2026-03-11' },
  settledOn: '2026-03-11',
  fees: { ownFen: 90_000, overLimitFen: 15_000, payFirstFen: 400_000, inScopeFen: 9_000_000 },
}

test('the same case in every area: what each pays, with the gap to the best (A0-34)', () => {
  const { areas, widestGapFen, without } = compareAreas(CASE, bundledPacks())
  expect(areas.length).toBeGreaterThan(12)
  expect(without.map(({ pack, why }) => [pack, why.en])).toEqual([
    ['jia 2024.1', 'jia 2024.1 does not hold on 2026-03-11'],
  ])
  const packOf = new Map(bundledPacks().map((pack) => [`${pack.id} ${pack.version}`, pack]))
  const fee = 9_505_000
  for (const one of areas) {
    const pack = packOf.get(one.pack) ?? bundledPack(one.pack)
    const { fundFen, personFen } = calculateBenefit(claimOf(CASE), pack)
    expect([one.fundFen, one.personFen], one.pack).toEqual([fundFen, personFen])
    expect(one.fundFen + one.personFen, one.pack).toBe(fee)
    expect(one.gapFen, one.pack).toBe(one.personFen - (areas[0]?.personFen ?? 0))
  }
  const funds = areas.map(({ fundFen }) => fundFen)
  expect(funds).toEqual(funds.toSorted((one, other) => other - one))
  expect(widestGapFen).toBe((funds[0] ?? 0) - (funds.at(-1) ?? 0))
  expect(widestGapFen).toBeGreaterThan(0)
})

test('whatever the order of the packs, areas that pay alike have one rank (A0-34)', () => {
  const packs = bundledPacks()
  const told = compareAreas(CASE, packs)
  fc.assert(fc.property(
    fc.shuffledSubarray([...packs], { minLength: packs.length }),
    (shuffled) => {
      expect(compareAreas(CASE, shuffled)).toEqual(told)
    },
  ), { numRuns: 5 })
  // Filed for long, nothing is taken off, so packs that differ in the reduction only pay alike.
  const alike = ['points', 'pay-first', 'multiplier'].map(bundledPack)
  expect(compareAreas(CASE, alike).areas.map(({ rank }) => rank)).toEqual([1, 1, 1])
  const referred = compareAreas({ ...CASE, category: 'referral' }, alike)
  expect(new Set(referred.areas.map(({ rank }) => rank)).size).toBeGreaterThan(1)
  expect(compareAreas(CASE, [])).toEqual({ areas: [], widestGapFen: 0, without: [] })
})
