import { expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { allSettlements } from '../../core/books.ts'
import { virtualClock } from '../../core/clock.ts'
import { createHub } from '../../core/hub/hub.ts'
import { relaysOf } from '../../core/hub/relay-figures.ts'
import type { Party } from '../../core/party.ts'
import { personAt } from './person.ts'
import { openBench } from './testing.ts'
import type { Bench } from './testing.ts'
import { disagreements } from './testing-books.ts'
import { HOSPITAL } from './testing-register.ts'
import { INSURED, openScopes } from './testing-scopes.ts'
import { must } from './testing-states.ts'
import { saleAt, stayAt } from './testing-stays.ts'

const { 'intra-province': NEAR, 'cross-province': FAR } = INSURED
const PROVINCE = '520000'

function storeOf(bench: Bench, name: string) {
  const store = bench.country.stores.get(name)
  if (store === undefined) throw new RangeError(`no store ${name}`)
  return store
}

function hubOf(bench: Bench, admdvs: string) {
  const hub = bench.country.hubs.get(admdvs)
  if (hub === undefined) throw new RangeError(`no hub ${admdvs}`)
  return hub
}

test('a provincial hub stops alone, with its own reason, and books its own pairs only (A0-11)',
  async () => {
    const bench = openScopes()
    await must(bench, saleAt(bench, HOSPITAL, NEAR))
    const stop = { from: '2026-03-02 10:00:00', to: '2026-03-02 11:00:00', reason: '省平台扩容' }
    await hubOf(bench, PROVINCE).board.announce(stop)
    expect(hubOf(bench, '100000').board.stops()).toEqual([])
    bench.clock.set('2026-03-02 10:30:00')
    expect((await bench.send(saleAt(bench, HOSPITAL, NEAR)))?.err_msg).toContain('省平台扩容')
    await must(bench, saleAt(bench, HOSPITAL, FAR))
    expect(allSettlements(storeOf(bench, 'hub-52')).map((row) => row.insuplc_admdvs))
      .toEqual([NEAR.insuplc_admdvs])
    expect(allSettlements(storeOf(bench, 'hub-national')).map((row) => row.insuplc_admdvs))
      .toEqual([FAR.insuplc_admdvs])
    expect(disagreements(bench.country)).toEqual([])
    bench.country.close()
  })

test('a hub goes by its own clock: its stop has begun while it is still early elsewhere (A0-11)',
  async () => {
    const bench = openScopes()
    const { psn_no } = NEAR
    const message = bench.message('5206', NEAR, { data: { psn_no, cum_ym: '202603' } })
    const clock = virtualClock('2026-03-02 08:00:00')
    const hub = createHub({
      store: storeOf(bench, 'hub-52'),
      clock,
      admdvs: PROVINCE,
      onward: (area) => bench.country.insuredPlaces.get(area),
      onwardIs: 'insured-place',
      institutionArea: () => HOSPITAL.admdvs,
    }, (reason) => { throw reason })
    const stop = { from: '2026-03-02 08:30:00', to: '2026-03-02 12:00:00', reason: '系统升级' }
    await hub.board.announce(stop)
    clock.set('2026-03-02 08:31:00')
    expect((await hub.party(message)).err_msg).toContain('系统升级')
    clock.set('2026-03-02 12:00:00')
    expect((await hub.party(message)).infcode).toBe(0)
    await hub.flush()
    const hops = relaysOf(storeOf(bench, 'hub-52'), message.msgid)
    expect(hops.map(({ outcome, arrivedMs }) => [outcome, arrivedMs])).toEqual([
      ['refused-here', virtualClock('2026-03-02 08:31:00').now()],
      ['passed', virtualClock('2026-03-02 12:00:00').now()],
    ])
    bench.country.close()
  })

/** Remembers the numbers that come by. */
function noting(seen: string[]) {
  return (party: Party): Party => (request: RequestEnvelope) => {
    seen.push(request.msgid)
    return party(request)
  }
}

test('institution, own agency, provincial hub, insured place: one number over all four, and the '
  + 'same when it is said twice (A0-24)', async () => {
  const [atHub, atInsured]: [string[], string[]] = [[], []]
  const bench = openScopes({
    onInsuredHop: noting(atInsured),
    country: { topology: 'relay', onHubHop: noting(atHub) },
  })
  const { message } = await stayAt(bench, HOSPITAL, NEAR)
  const again = await must(bench, message)
  expect(atHub).toEqual(atInsured)
  expect(atInsured.filter((msgid) => msgid === message.msgid)).toHaveLength(1)
  await bench.country.agencies.get('520100')?.flush()
  await hubOf(bench, PROVINCE).flush()
  const outcomes = (name: string) =>
    relaysOf(storeOf(bench, name), message.msgid).map(({ outcome }) => outcome)
  expect(outcomes('agency-520100')).toEqual(['passed', 'passed'])
  expect(outcomes('hub-52')).toEqual(['passed'])
  expect(outcomes('hub-national')).toEqual([])
  const booked = ['platform', 'hub-52', `insured-${NEAR.insuplc_admdvs}`].map((name) =>
    allSettlements(storeOf(bench, name)).map(({ msgid, setl_id }) => [msgid, setl_id]))
  const { setlinfo } = again.output as { setlinfo: { setl_id: string } }
  expect(booked[0]).toEqual([[message.msgid, setlinfo.setl_id]])
  expect(booked.map((rows) => rows.map(([msgid]) => msgid)))
    .toEqual([[message.msgid], [message.msgid], [message.msgid]])
  bench.country.close()
})

test('the same stay comes out the same inside a province and across, by one hub or by two '
  + '(A0-35)', async () => {
  const filing = { ...FAR.filing, category: 'long-term' } as NonNullable<typeof FAR.filing>
  const insuredAt = (insuplc_admdvs: string, index: number) =>
    personAt(6, index, { insuplc_admdvs, insutype: '310', filing })
  const persons = [insuredAt('520300', 1), insuredAt('210300', 2)] as const
  const amounts: object[] = []
  for (const hubToHub of [false, true]) {
    const bench = openBench({
      persons,
      country: { hubToHub, policies: { '520300': 'points', '210300': 'points' } },
    })
    for (const person of persons) {
      const { setlinfo } = await stayAt(bench, HOSPITAL, person)
      amounts.push(Object.fromEntries(Object.entries(setlinfo)
        .filter(([name, value]) => typeof value === 'number' && name !== 'age')))
    }
    const bookedBy = ['hub-52', 'hub-national'].map((name) =>
      allSettlements(storeOf(bench, name)).map((row) => row.insuplc_admdvs))
    expect(bookedBy).toEqual([['520300'], ['210300']])
    expect(disagreements(bench.country)).toEqual([])
    bench.country.close()
  }
  const [first, ...others] = amounts
  expect(Object.keys(first ?? {}).length).toBeGreaterThan(10)
  for (const other of others) expect(other).toEqual(first)
})

const CITIES = ['210100', '210200', '210400', '210500', '520300'] as const

test('a new place joins while others run: each pair there was goes on as before (A0-31)',
  async () => {
    const filed = { ...FAR.filing } as NonNullable<typeof FAR.filing>
    const persons = CITIES.map((insuplc_admdvs, at) =>
      personAt(8, at, { insuplc_admdvs, insutype: '310', filing: filed }))
    const bench = openBench({
      persons,
      country: { policies: Object.fromEntries(CITIES.map((area) => [area, 'points'])) },
    })
    const national = hubOf(bench, '100000')
    const open = (insuredPlace: string) => national.board.turn([{
      placeOfCare: '520100', insuredPlace, kind: '*', insutype: '310', from: '2026-01-01',
      state: 'open',
    }])
    const results = async () => {
      const said: string[] = []
      for (const person of persons) {
        const answer = await bench.send(saleAt(bench, HOSPITAL, person))
        said.push(Number(answer?.infcode) === 0 ? 'settled' : (answer?.err_msg ?? 'no answer'))
      }
      return said
    }
    await open('210100')
    let before = await results()
    for (const [at, area] of (['210200', '210400', '210500'] as const).entries()) {
      await open(area)
      const after = await results()
      const joined = CITIES.indexOf(area)
      expect(before[joined], area).toContain('尚未开通')
      expect(after[joined], area).toBe('settled')
      expect(after.toSpliced(joined, 1), area).toEqual(before.toSpliced(joined, 1))
      expect(after.filter((one) => one === 'settled'), area).toHaveLength(at + 3)
      before = after
    }
    expect(disagreements(bench.country)).toEqual([])
    bench.country.close()
  })
