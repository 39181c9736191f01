import { expect, test } from 'vitest'
import { codesOf } from '../../contracts/dictionaries.ts'
import { NoRegime, REGIMES, regimeOf, regimeOn } from './regimes.ts'
import type { RegimeSwitch } from './regimes.ts'

const ANSHAN: readonly RegimeSwitch[] = [
  { from: '2022-12-01', regime: 'R-2023-NAT' },
  { from: '2011-03-01', regime: 'R-2011-LN' },
  { from: '2025-07-01', regime: 'R-2025' },
  { from: '2021-02-20', regime: 'R-2021-LN' },
  { from: '2016-01-01', regime: 'R-2016-LN' },
]

test('each area switches regimes on days of its own (RULE-010)', () => {
  const on = (day: string) => regimeOn(ANSHAN, day).id
  expect(['2011-03-01', '2015-12-31', '2016-01-01', '2021-02-19'].map(on))
    .toEqual(['R-2011-LN', 'R-2011-LN', 'R-2016-LN', 'R-2016-LN'])
  expect(['2021-02-20', '2022-11-30', '2022-12-01', '2025-06-30', '2025-07-01', '2099-01-01']
    .map(on)).toEqual([
    'R-2021-LN', 'R-2021-LN', 'R-2023-NAT', 'R-2023-NAT', 'R-2025', 'R-2025',
  ])
  expect(() => regimeOn(ANSHAN, '2011-02-28')).toThrow(NoRegime)
  expect(() => regimeOn([...ANSHAN, { from: '2025-07-01', regime: 'R-2023-NAT' }], '2025-07-01'))
    .toThrow('two regimes begin on 2025-07-01')
})

test('regimes follow one another and name what no document says', () => {
  const days = REGIMES.map((one) => one.effectiveFrom)
  expect(days).toEqual(days.toSorted())
  for (const regime of REGIMES) {
    expect(regime.documents.length).toBeGreaterThan(0)
    for (const key of regime.unsourced) expect(Object.keys(regime)).toContain(key)
    expect(Object.keys(regime.reach).every((one) =>
      (regime.categories as readonly string[]).includes(one))).toBe(true)
    expect(regime.insurance.every((code) => codesOf('insutype').has(code))).toBe(true)
  }
})

test('a referral reaches one hospital in 2017 and a whole city under notice 22 (RULE-020)', () => {
  expect(regimeOf('R-2017-NAT').reach.referral).toBe('institution')
  expect(regimeOf('R-2017-NAT').reach['retiree-resettled']).toBe('province')
  expect(regimeOf('R-2023-NAT').reach.referral).toBe('city')
})

test('an emergency is claimed by hand, then filed before discharge, then deemed filed (RULE-017)',
  () => {
    expect(REGIMES.map((one) => one.emergency)).toEqual([
      'manual', 'manual', 'manual', 'before-discharge', 'deemed', 'deemed',
    ])
  })

test('the six categories come with notice 22 (RULE-013)', () => {
  expect(regimeOf('R-2017-NAT').categories).toHaveLength(4)
  expect(regimeOf('R-2023-NAT').categories).toHaveLength(6)
  expect(regimeOf('R-2025').categories).toHaveLength(6)
})

test('five diseases, then ten (RULE-130, RULE-131)', () => {
  const [five, ten] = [regimeOf('R-2023-NAT'), regimeOf('R-2025')].map((one) => one.chronicDiseases)
  expect(ten?.slice(0, five?.length)).toEqual(five)
  expect(five).toEqual(expect.arrayContaining(['M03900', 'M01600', 'M00503', 'M07803', 'M08300']))
  expect(five).not.toContain('M05300')
  expect(ten).toEqual(expect.arrayContaining(['M05300', 'M06900', 'M04600', 'M00201', 'M07200']))
})
