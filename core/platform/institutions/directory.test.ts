import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../store/store.ts'
import type { Store } from '../../store/store.ts'
import type { Institution } from '../context.ts'
import { decided } from '../../../simulators/world/testing-register.ts'
import { codeOfName, countInstitutions, listInstitutions } from './directory.ts'
import type { DirectoryQuery } from './directory.ts'
import { isOpen, setOpening } from './openings.ts'
import type { OpenedKind } from './openings.ts'
import { enterSeeds, setTier, tierOn } from './register.ts'
import type { Register } from './register.ts'
import { move, standingAt } from './states.ts'

const AREAS = ['210300', '520100', '520300', '110000']
const KINDS: readonly OpenedKind[] = ['inpatient', 'outpatient', 'chronic']
const DAY = '2026-03-10'

/** Some institutions in four areas; number 7 is the same in every test. */
const SEEDS: readonly Institution[] = Array.from({ length: 400 }, (_, at) => ({
  fixmedins_code: `H${String(at).padStart(11, '0')}`,
  fixmedins_name: `医院${at}`,
  type: at % 3 === 0 ? 'pharmacy' : 'hospital',
  admdvs: AREAS[at % AREAS.length] ?? '',
  tier: (['1', '2', '3'] as const)[at % 3] ?? '1',
}))
const BY_CODE = new Map(SEEDS.map((one) => [one.fixmedins_code, one]))

let store: Store
let register: Register
beforeEach(async () => {
  store = openStore(':memory:')
  register = { store, seed: (code) => BY_CODE.get(code) }
  await store.commit(() => enterSeeds(store, SEEDS))
  await store.commit(() => {
    for (const [at, { fixmedins_code: code }] of SEEDS.entries()) {
      // Some on the day before, some on the day, some on the day after.
      const decision = decided(['2026-03-09', DAY, '2026-03-11'][at % 3] ?? DAY)
      if (at % 5 === 0) setOpening(register, code, KINDS[at % 3] ?? 'chronic', 'shut', decision)
      if (at % 7 === 0) setTier(register, code, '2', decision)
      if (at % 11 === 0) move(register, code, 'suspended', decision)
    }
  })
})
afterEach(() => store.close())

/** The same question asked of every institution one by one. */
function expected(query: DirectoryQuery): string[] {
  const time = `${query.day} 23:59:59`
  return SEEDS.filter(({ fixmedins_code: code, admdvs, type }) => {
    const area = query.area ?? ''
    const inside = area.endsWith('0000') ? admdvs.startsWith(area.slice(0, 2)) : admdvs === area
    const open = query.openFor === undefined || (isOpen(register, code, query.openFor, '', time) &&
      standingAt(register, code, time)?.state === 'opened')
    return (area === '' || inside) && open && (query.type ?? type) === type &&
      (query.tier ?? tierOn(register, code, query.day)) === tierOn(register, code, query.day)
  })
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((one) => one.fixmedins_code)
}

const query = fc.record({
  area: fc.constantFrom('520100', '520000', '110000', '210300', '990000'),
  tier: fc.constantFrom('1', '2', '3'),
  type: fc.constantFrom('hospital' as const, 'pharmacy' as const),
  openFor: fc.constantFrom(...KINDS),
  day: fc.constantFrom('2026-03-08', '2026-03-09', DAY, '2026-03-11'),
}, { requiredKeys: ['day'] })

test('the directory lists who is open by area, tier, type, flag (RULE-062, A0-29)', () => {
  fc.assert(fc.property(query, (asked) => {
    const found = listInstitutions(store, asked, 1000).map((row) => row.fixmedins_code)
    expect(found).toEqual(expected(asked))
    const counts = countInstitutions(store, asked)
    expect(counts.reduce((sum, row) => sum + row.count, 0)).toBe(found.length)
  }), { numRuns: 40 })
})

test('pages follow one another without gap or double', () => {
  const whole = listInstitutions(store, { area: '520000', day: DAY }, 1000)
  const pages: typeof whole = []
  for (;;) {
    const page = listInstitutions(store, { area: '520000', day: DAY }, 17, pages.at(-1))
    if (page.length === 0) break
    pages.push(...page)
  }
  expect(whole).toHaveLength(200)
  expect(pages).toEqual(whole)
})

test('institutions entered again change nothing, and a name finds its code', async () => {
  await store.commit(() => enterSeeds(store, SEEDS.toReversed()))
  expect(listInstitutions(store, { day: DAY }, 1000)).toHaveLength(SEEDS.length)
  expect(codeOfName(store, '医院7')).toBe('H00000000007')
  expect(codeOfName(store, '没有')).toBeUndefined()
})

function keyOf({ admdvs, fixmedins_code }: Institution): string {
  return `${admdvs} ${fixmedins_code}`
}
