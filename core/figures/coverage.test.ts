import { afterEach, beforeEach, expect, test } from 'vitest'
import { decided } from '../../simulators/world/testing-register.ts'
import type { Institution } from '../platform/context.ts'
import { setOpening } from '../platform/institutions/openings.ts'
import { enterSeeds } from '../platform/institutions/register.ts'
import { move } from '../platform/institutions/states.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { directoryCounts } from './coverage.ts'
import { directoryCoverage } from './rates.ts'

const SEEDS: readonly Institution[] = ['520100', '520100', '520300', '210300'].map((area, at) => ({
  fixmedins_code: `H0000000000${at}`,
  fixmedins_name: `医院${at}`,
  type: 'hospital',
  admdvs: area,
  tier: '3',
}))
const code = (at: number) => SEEDS[at]?.fixmedins_code ?? ''

let store: Store
beforeEach(async () => {
  store = openStore(':memory:')
  const seed = (one: string) => SEEDS.find(({ fixmedins_code }) => fixmedins_code === one)
  const register = { store, seed }
  await store.commit(() => {
    enterSeeds(store, SEEDS)
    const since = decided('2026-03-10')
    // One is shut for everything, one for stays only, one is suspended.
    for (const kind of ['inpatient', 'outpatient', 'chronic'] as const) {
      setOpening(register, code(0), kind, 'shut', since)
    }
    setOpening(register, code(1), 'inpatient', 'shut', since)
    move(register, code(3), 'suspended', since)
  })
})
afterEach(() => store.close())

test.for([
  ['2026-03-09', undefined, 4, 4],
  ['2026-03-10', undefined, 2, 4],
  ['2026-03-10', '520000', 2, 3],
  ['2026-03-10', '520100', 1, 2],
  ['2026-03-10', '110000', 0, 0],
] as const)('coverage on %s in %s is %s of %s', ([day, area, open, listed]) => {
  const counts = directoryCounts(store, day, area)
  expect(counts).toEqual({ open, listed })
  const value = listed === 0 ? null : Math.floor((open * 10_000) / listed)
  expect(directoryCoverage(counts)).toMatchObject({ numerator: open, denominator: listed, value })
})
