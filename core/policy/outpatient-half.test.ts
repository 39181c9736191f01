import { expect, test } from 'vitest'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import { bundledPacks } from './bundled.ts'
import { checkPack } from './check-pack.ts'
import { claimOf } from './claim-file.ts'
import { packWith } from './testing.ts'

const HALF = { 0: 5000, 1: 5000, 2: 5000, 3: 5000 }
const ratio = (insutype: string) => `/insurance/${insutype}/outpatient/ratio/byTier`

test('employees get at least a half of outpatient care, a pack with less is refused (RULE-127)',
  () => {
    const least = packWith({ [ratio('310')]: HALF })
    expect(checkPack(least)).toEqual([])
    for (const tier of [0, 1, 2, 3]) {
      const faults = checkPack(packWith({ [ratio('310')]: { ...HALF, [tier]: 4999 } }))
      expect(faults.map(({ pointer, rule }) => [pointer, rule]))
        .toEqual([[`${ratio('310')}/${tier}`, 'RULE-127']])
    }
    // The bound is that of employees: residents' outpatient pooling has none.
    expect(checkPack(packWith({ [ratio('390')]: { ...HALF, 3: 4999 } }))).toEqual([])
    // 10,000 fen less the deductible of the pack, at a half.
    const benefit = calculateBenefit(claimOf({
      schema: 'liantiao/claim/1',
      kind: 'outpatient',
      category: 'local',
      scope: 'local',
      insutype: '310',
      tier: '3',
      age: 40,
      settledOn: '2026-06-30',
      fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 100_000 },
    }), least)
    expect(benefit.poolFen * 2).toBe(100_000 - benefit.deductibleFen)
    expect(benefit.poolFen).toBeGreaterThan(0)
  })

test('every bundled pack keeps the bound (RULE-127)', () => {
  for (const pack of bundledPacks()) {
    const faults = checkPack(pack).filter(({ rule }) => rule === 'RULE-127')
    expect([pack.title.en, faults]).toEqual([pack.title.en, []])
  }
})
