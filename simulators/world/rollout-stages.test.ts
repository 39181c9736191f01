import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { policyDocuments } from '../../contracts/policy-documents.ts'
import { unopenedOf } from '../../core/platform/institutions/tier-coverage.ts'
import { countInstitutions, listInstitutions } from '../../core/platform/institutions/directory.ts'
import { setOpening } from '../../core/platform/institutions/openings.ts'
import { enterSeeds } from '../../core/platform/institutions/register.ts'
import { switchboard } from '../../core/hub/switches.ts'
import type { Beginning, Switch } from '../../core/hub/switches.ts'
import type { RegimeId } from '../../core/policy/regime.ts'
import { regimeOf } from '../../core/policy/regimes.ts'
import { openStore } from '../../core/store/store.ts'
import { institutionsOf, rollout, switchesOf } from './rollout.ts'
import type { Rollout } from './rollout.ts'
import { decided } from './testing-register.ts'

/** Why a stay may not begin, or '' when it may. */
function reason(
  switches: readonly Switch[],
  pair: readonly [placeOfCare: string, insuredPlace: string],
  day: string,
  insutype = '310',
): string {
  const [placeOfCare, insuredPlace] = pair
  const stay: Beginning = { placeOfCare, insuredPlace, kinds: ['inpatient'], insutype, day }
  try {
    switchboard(switches)(stay)
    return ''
  } catch (refusal) {
    return (refusal as Error).message
  }
}

interface Fixture {
  readonly [key: string]: unknown
  readonly id: string
  readonly source: string
  readonly sourced: string
  readonly assumed: string
  readonly regime?: RegimeId
}

test('every fixture names its document, the time it belongs to, and the regime of then (A0-36)',
  () => {
    const directory = new URL('fixtures/', import.meta.url)
    const titles = new Set(policyDocuments().map(({ title }) => title))
    const files = readdirSync(directory)
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      const fixture = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Fixture
      const { id, source, sourced, assumed, regime } = fixture
      expect(file).toBe(`${id.toLowerCase()}.json`)
      expect(titles, id).toContain(source)
      expect([sourced, assumed].every((text) => text.length > 20), id).toBe(true)
      const days = Object.entries(fixture).filter(([key]) => /^from$|From$/.test(key))
      expect(days.length, id).toBeGreaterThan(0)
      for (const [key, day] of days) expect(day, `${id} ${key}`).toMatch(/^20\d\d-\d\d-\d\d$/)
      if (regime === undefined) continue
      expect(regimeOf(regime).documents, id).toContain(source)
      expect(regimeOf(regime).effectiveFrom <= String(fixture['from']), id).toBe(true)
    }
    // The letter is of 2016 and its page was stamped in 2018: the letter's own date counts.
    expect(rollout('LN-2016').from).toBe('2016-04-26')
  })

test('a pilot pair is open from its day on, and one outside the pilot is refused (A0-10)', () => {
  const pilot = switchesOf(rollout('LN-2015-PILOT'))
  expect(rollout('LN-2015-PILOT').networked).toHaveLength(5)
  expect(reason(pilot, ['210100', '211200'], '2015-01-01')).toBe('')
  expect(reason(pilot, ['210100', '211200'], '2014-12-31')).toContain('自2015-01-01起开通')
  expect(reason(pilot, ['210100', '210700'], '2015-06-30')).toContain('尚未开通直接结算')
  const rest = [...pilot, ...switchesOf(rollout('LN-2015'))]
  expect(reason(rest, ['210100', '210700'], '2015-06-30')).toContain('自2015-07-01起开通')
  expect(reason(rest, ['210100', '210700'], '2015-07-01')).toBe('')
})

test('in 2015 employees are settled and residents are refused by name (A0-18)', () => {
  const switches = switchesOf(rollout('LN-2015'))
  const { networked } = rollout('LN-2015')
  for (const placeOfCare of networked) {
    for (const insuredPlace of networked.filter((one) => one !== placeOfCare)) {
      const pair = [placeOfCare, insuredPlace] as const
      expect(reason(switches, pair, '2015-07-01')).toBe('')
      expect(reason(switches, pair, '2015-07-01', '390')).toContain('（险种390）的直接结算')
    }
  }
})

/** A directory with everybody of a stage in it; who is not served is shut from the first day. */
async function directoryOf(stage: Rollout) {
  const store = openStore(':memory:')
  const { served, notServed } = institutionsOf(stage)
  const all = new Map([...served, ...notServed].map((one) => [one.fixmedins_code, one]))
  const register = { store, seed: (code: string) => all.get(code) }
  await store.commit(() => enterSeeds(store, all.values()))
  await store.commit(() => {
    for (const { fixmedins_code: code } of notServed) {
      setOpening(register, code, 'inpatient', 'shut', decided(stage.from))
    }
  })
  return { store, register, served, notServed }
}

test('the directory of 2016 has 143 institutions, and counts them by area and tier (A0-21)',
  async () => {
    const stage = rollout('LN-2016')
    const { store, served } = await directoryOf(stage)
    const day = stage.from
    expect(served).toHaveLength(143)
    expect(listInstitutions(store, { area: '210000', day }, 1000)).toHaveLength(143)
    const counted = (area: string) =>
      countInstitutions(store, { area, day }).reduce((sum, { count }) => sum + count, 0)
    expect(stage.networked.map(counted).reduce((sum, count) => sum + count, 0)).toBe(143)
    for (const area of stage.networked) expect(counted(area)).toBeGreaterThan(0)
    expect(counted('210300')).toBe(0)
    store.close()
  })

test('Tianjin 2017: 106 institutions open, every tier-3 one among them (A1-03)', async () => {
  const stage = rollout('TJ-2017')
  const { store, register } = await directoryOf(stage)
  const area = '120000'
  const day = stage.from
  const open = listInstitutions(store, { area, day, openFor: 'inpatient' }, 1000)
  expect(open).toHaveLength(106)
  expect(new Set(open.map(({ tier }) => tier))).toEqual(new Set(['1', '2', '3']))
  const asked = { area, tier: '3', openFor: 'inpatient', day } as const
  expect(unopenedOf(store, asked)).toEqual([])
  expect(unopenedOf(store, { ...asked, tier: '2' })).toHaveLength(24)
  const [first] = open.filter(({ tier }) => tier === '3')
  const code = first?.fixmedins_code ?? ''
  await store.commit(() => setOpening(register, code, 'inpatient', 'shut', decided('2017-11-01')))
  expect(unopenedOf(store, { ...asked, day: '2017-11-01' }).map((one) => one.fixmedins_code))
    .toEqual([code])
  expect(unopenedOf(store, asked)).toEqual([])
  store.close()
})
