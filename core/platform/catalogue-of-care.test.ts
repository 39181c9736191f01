import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../../contracts/case.ts'
import { catalogueItem } from '../../simulators/world/catalogue.ts'
import { personAt } from '../../simulators/world/person.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { HOSPITAL } from '../../simulators/world/testing-register.ts'
import { messageFrom } from '../../simulators/world/testing-stays.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import { admission, claim, departure, upload } from '../../simulators/world/testing-visits.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { createPlatform } from './app.ts'

/** In the catalogue of the first place only, and of the second one only. */
const FIRST_ONLY = 'XC08CAA0030001'
const SECOND_ONLY = 'XJ01CAA0010001'
const PLACES = ['520100', '430100'] as const
const MISSING: Readonly<Record<string, string>> = { '520100': SECOND_ONLY, '430100': FIRST_ONLY }
const HOSPITALS = PLACES.map((admdvs) =>
  ({ ...HOSPITAL, fixmedins_code: `H${admdvs}00001`, admdvs }))

const insuredAt = (insuplc_admdvs: string, index: number, placeOfCare: string) =>
  personAt(26, index, {
    insuplc_admdvs,
    insutype: '310',
    filing: { category: 'long-term', placeOfCare, begndate: '2025-06-01', enddate: '9999-12-31' },
  })
/** Two visitors from one province, one for each place, and two locals of the second place. */
const VISITORS = PLACES.map((place, at) => insuredAt('210300', at, place))
const LOCALS = [8, 9].map((index) => insuredAt('430100', index, '520100'))

let bench: Bench
let store: Store
/** The bench with a platform whose catalogue differs by place of care. */
beforeEach(() => {
  const world = openBench({
    persons: [...VISITORS, ...LOCALS],
    country: { institutions: HOSPITALS, policies: { '210300': 'points', '430100': 'points' } },
  })
  store = openStore(':memory:')
  const { hubs, insuredPlaces } = world.country
  const platform = createPlatform({
    store,
    clock: world.clock,
    institution: (code) => HOSPITALS.find((one) => one.fixmedins_code === code),
    catalogueItem: (area, code, day) =>
      (MISSING[area] === code ? undefined : catalogueItem(code, day)),
    locate: () => [],
    insuredPlace: (area) => insuredPlaces.get(area),
    hub: () => hubs.get('100000')?.party,
    rules: { unmapped: 'own-paid' },
  }, { admdvs: '100000', clock: world.clock }, (reason) => {
    throw reason
  })
  bench = { ...world, send: (message) => platform(message as Parameters<typeof platform>[0]) }
})
afterEach(() => {
  bench.country.close()
  store.close()
})

interface Split {
  readonly inScope: readonly number[]
  readonly own: readonly number[]
  readonly fund: number
}

/** How two lines of 2,000 yuan each are split at a place, and what the funds then pay. */
async function stayOf(person: InsuredPerson, at: 0 | 1): Promise<Split> {
  const hospital = HOSPITALS[at] ?? HOSPITAL
  const lines = [FIRST_ONLY, SECOND_ONLY].map((code) => ({ code, pric: '1000', cnt: '2' }))
  const visit = { ...VISIT, account: '0', number: `Z${person.psn_no}${at}`, person, lines } as const
  const say = async (infno: string, input: object) =>
    (await must(bench, messageFrom(bench, hospital, infno, person, input))).output
  const { mdtrtinfo, diseinfo } = admission(visit)
  const opened = await say('2401', {
    mdtrtinfo: { ...mdtrtinfo, mdtrtarea_admvs: hospital.admdvs }, diseinfo,
  })
  const { mdtrt_id } = (opened as { result: { mdtrt_id: string } }).result
  const { result } = await say('2301', upload(visit, mdtrt_id)) as {
    result: { inscp_scp_amt: number; fulamt_ownpay_amt: number }[]
  }
  await say('2402', departure(visit, mdtrt_id))
  const inScope = result.map((row) => row.inscp_scp_amt)
  const own = result.map((row) => row.fulamt_ownpay_amt)
  const sum = (amounts: readonly number[]) => amounts.reduce((total, yuan) => total + yuan, 0)
  const { data } = claim(visit, mdtrt_id, true)
  const { setlinfo } = await say('2303', {
    data: { ...data, inscp_scp_amt: sum(inScope), fulamt_ownpay_amt: sum(own) },
  }) as { setlinfo: { fund_pay_sumamt: number; inscp_scp_amt: number } }
  expect(setlinfo.inscp_scp_amt).toBe(sum(inScope))
  return { inScope, own, fund: setlinfo.fund_pay_sumamt }
}

test('an item in one catalogue and not in the other goes by the place of care, either way round '
  + '(RULE-001)', async () => {
  const [one, other] = VISITORS
  if (one === undefined || other === undefined) throw new RangeError('two visitors')
  const first = await stayOf(one, 0)
  const second = await stayOf(other, 1)
  expect([first.inScope, first.own]).toEqual([[2000, 0], [0, 2000]])
  expect([second.inScope, second.own]).toEqual([[0, 2000], [2000, 0]])
  expect(first.fund).toBeGreaterThan(0)
  expect(first.fund).toBe(second.fund)
})

test('the split is the same for a local and for a visitor, whatever he is insured by at home '
  + '(RULE-001)', async () => {
  const [, visitor] = VISITORS
  const [local, traveller] = LOCALS
  if (visitor === undefined || local === undefined || traveller === undefined) {
    throw new RangeError('a visitor and two locals')
  }
  const there = await stayOf(visitor, 1)
  expect(await stayOf(local, 1)).toMatchObject({ inScope: there.inScope, own: there.own })
  // Treated elsewhere, people of one place go by the other catalogue, not by that of their home.
  const away = await stayOf(traveller, 0)
  expect([away.inScope, away.own]).toEqual([[2000, 0], [0, 2000]])
})
