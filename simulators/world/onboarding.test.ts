import { afterAll, beforeAll, expect, test } from 'vitest'
import { allAreas, poolingAreaOf } from '../../contracts/areas.ts'
import { relayedBetween } from '../../core/hub/relay-figures.ts'
import { allSettled, pairMatrix } from '../../core/onboarding/pair-matrix.ts'
import type { PairResult } from '../../core/onboarding/pair-matrix.ts'
import { milestonesOf } from '../../core/onboarding/milestones.ts'
import { settledBetween } from '../../core/settled.ts'
import { personAt } from './person.ts'
import { openBench } from './testing.ts'
import type { Bench } from './testing.ts'
import { disagreements } from './testing-books.ts'
import { HOSPITAL } from './testing-register.ts'
import { saleAt } from './testing-stays.ts'

const OWN = '120000'
const DAY = ['2026-03-02', '2026-03-03'] as const

/** Every other province with its first pooling area; a municipality is its own. */
const OTHERS = allAreas().filter(({ level, code }) => level === 'province' && code !== OWN)
  .map(({ code }) => {
    const city = allAreas().find(({ province, level, group }) =>
      province === code && level === 'city' && !group)
    return { province: code, area: poolingAreaOf(city?.code ?? '') ?? code }
  })
const PROVINCES = OTHERS.map(({ province }) => province)

const hospitalAt = (admdvs: string) => ({
  ...HOSPITAL, fixmedins_code: `H${admdvs}00001`, fixmedins_name: `${admdvs}联调示例医院`, admdvs,
})
const filedFor = (placeOfCare: string) => ({
  category: 'long-term', placeOfCare, begndate: '2025-06-01', enddate: '9999-12-31',
} as const)

let bench: Bench
const visitors = OTHERS.map(({ area }, at) =>
  personAt(31, at, { insuplc_admdvs: area, insutype: '310', filing: filedFor(OWN) }))
const travellers = OTHERS.map(({ area }, at) =>
  personAt(31, 100 + at, { insuplc_admdvs: OWN, insutype: '310', filing: filedFor(area) }))

beforeAll(() => {
  const areas = [OWN, ...OTHERS.map(({ area }) => area)]
  bench = openBench({
    persons: [...visitors, ...travellers],
    country: {
      institutions: areas.map(hospitalAt),
      policies: Object.fromEntries(areas.map((area) => [area, 'points'])),
    },
  })
})
afterAll(() => bench.country.close())

async function matrix(): Promise<PairResult[]> {
  const national = bench.country.hubs.get('100000')
  const store = bench.country.stores.get('hub-national')
  if (national === undefined || store === undefined) throw new RangeError('no national hub')
  await national.flush()
  return pairMatrix(relayedBetween(store, ...DAY), OWN, PROVINCES)
}

const milestones = async () => milestonesOf({
  province: OWN,
  matrix: await matrix(),
  settled: settledBetween(bench.country.books().placeOfCare, ...DAY),
  store: bench.country.books().placeOfCare,
})

test('a province is joined with every other one in both directions, pair by pair, and a pair that '
  + 'is shut is told with its reason (A1-04, A1-06)', async () => {
  const last = OTHERS.at(-1) ?? { province: '', area: '' }
  const national = bench.country.hubs.get('100000')
  const gate = { placeOfCare: last.area, insuredPlace: OWN, kind: '*', insutype: '*' } as const
  const everywhere = { ...gate, placeOfCare: '*', insuredPlace: '*', from: '2026-01-01' } as const
  await national?.board.turn([
    { ...everywhere, state: 'open' },
    { ...gate, from: '2026-03-01', state: 'closed' },
  ])
  const none = await matrix()
  expect(none).toHaveLength(2 * 30)
  expect(none.every(({ state }) => state === 'not-tried')).toBe(true)

  for (const [at, { area }] of OTHERS.entries()) {
    const [visitor, traveller] = [visitors[at], travellers[at]]
    if (visitor === undefined || traveller === undefined) throw new RangeError(area)
    await bench.send(saleAt(bench, hospitalAt(OWN), visitor))
    await bench.send(saleAt(bench, hospitalAt(area), traveller))
  }
  const first = await matrix()
  const red = first.filter(({ state }) => state !== 'settled')
  expect(red).toMatchObject([{
    counterpart: last.province, direction: 'outbound', state: 'failed', reasons: ['not-opened'],
  }])
  expect((await milestones())[0]).toMatchObject({ id: 'access', at: '', evidence: [] })

  await national?.board.turn([{ ...gate, from: '2026-03-02', state: 'open' }])
  const again = travellers.at(-1)
  if (again === undefined) throw new RangeError('nobody')
  const message = saleAt(bench, hospitalAt(last.area), again)
  await bench.send(message)
  const results = await matrix()
  expect(allSettled(results)).toBe(true)
  expect(new Set(results.map(({ evidence }) => evidence?.msgid)).size).toBe(2 * 30)
  const [access] = await milestones()
  expect(access?.evidence).toHaveLength(2 * 30)
  expect(access?.evidence.at(-1)).toBe(message.msgid)
  expect(access?.at.slice(0, 10)).toBe('2026-03-02')
  expect(disagreements(bench.country)).toEqual([])
})
