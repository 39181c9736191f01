import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ResponseEnvelope } from '../../contracts/exchange.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { INSURED, openScopes } from '../../simulators/world/testing-scopes.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { admission, registration, sale } from '../../simulators/world/testing-visits.ts'
import { allSettlements } from '../books.ts'
import type { Party } from '../party.ts'
import { incidentsOf } from './incidents.ts'
import { pairFigures, relayedBetween, relaysOf } from './relay-figures.ts'

let bench: Bench
const open = (options: Parameters<typeof openScopes>[0] = {}) => (bench = openScopes(options))
beforeEach(() => {
  open()
})
afterEach(() => bench.country.close())

const hub = (admdvs = '100000') => {
  const found = bench.country.hubs.get(admdvs)
  if (found === undefined) throw new RangeError(`no hub ${admdvs}`)
  return found
}
const storeOf = (name: string) => {
  const found = bench.country.stores.get(name)
  if (found === undefined) throw new RangeError(`no store ${name}`)
  return found
}
const rowsAt = (name: string) => allSettlements(storeOf(name))

describe('a sale passes', () => {
  test.for([
    ['local', [0, 0]],
    ['intra-province', [0, 1]],
    ['cross-province', [1, 0]],
  ] as const)('%s through the hub of its scope and no other '
    + '(RULE-008)', async ([scope, counts]) => {
    const person = INSURED[scope]
    const message = bench.message('2102', person, sale({ ...VISIT, person }))
    await must(bench, message)
    expect(['hub-national', 'hub-52'].map((name) => rowsAt(name).length)).toEqual(counts)
    const { placeOfCare, hubs, insuredPlaces } = bench.country.books()
    expect(allSettlements(placeOfCare)).toHaveLength(1)
    expect(hubs.flatMap(allSettlements)).toHaveLength(counts[0] + counts[1])
    expect(insuredPlaces.flatMap(allSettlements)).toHaveLength(1)
    expect(disagreements(bench.country)).toEqual([])
  })

  test('from province hub to province hub, and one of the two books it', async () => {
    bench.country.close()
    open({ country: { hubToHub: true } })
    const settled = await prepare(bench, '2208')
    await must(bench, settled)
    expect(rowsAt('hub-national').map((row) => row.kind).toSorted()).toEqual(['forward', 'refund'])
    expect(rowsAt('hub-21')).toEqual([])
    await hub('210000').flush()
    expect(relaysOf(storeOf('hub-21'), settled.msgid).map((one) => one.outcome)).toEqual(['passed'])
    expect(disagreements(bench.country)).toEqual([])
  })
})

test.for(['2207', '2208', '2304', '2305', '2102', '2103', '2601'])(
  'three sets of books agree after %s, and the pair owes what the funds paid (RULE-004)',
  async (infno) => {
    await must(bench, await prepare(bench, infno))
    expect(disagreements(bench.country)).toEqual([])
    const owed = storeOf('hub-national').all<{ account: string; fen: number }>(
      'select account, sum(amount_fen) as fen from posting group by account order by account',
    )
    const rows = rowsAt('insured-210300')
    const paid = rows.reduce((sum, row) => sum + row.fund_fen + row.account_fen, 0)
    expect(rows.length).toBeGreaterThan(0)
    expect(owed).toEqual([
      { account: 'payable:210300>520100', fen: paid === 0 ? 0 : -paid },
      { account: 'receivable:210300>520100', fen: paid },
    ])
  },
)

test('the same number has the same answer and one row; the log tells them apart', async () => {
  const message = await prepare(bench, '2207')
  const first = await must(bench, message)
  // The platform would answer for itself, so the hub is asked itself.
  const again = await hub().party(message)
  expect(again.output).toEqual(first.output)
  expect(rowsAt('hub-national')).toHaveLength(1)
  const other = { ...message, input: { data: { ...message.input['data'] as object, x: 1 } } }
  expect((await hub().party(other)).err_msg).toContain('msgid')
  await hub().flush()
  expect(relaysOf(storeOf('hub-national'), message.msgid).map(({ outcome }) => outcome)).toEqual([
    'passed', 'repeated', 'refused-here',
  ])
})

test('a message for another hub, or for nobody, is refused with the reason', async () => {
  const { 'intra-province': near, 'cross-province': far } = INSURED
  const said = async (admdvs: string, change: object) => {
    const message = bench.message('2102', far, sale({ ...VISIT, person: far }))
    return (await hub(admdvs).party({ ...message, ...change })).err_msg
  }
  expect(await said('100000', { insuplc_admdvs: near.insuplc_admdvs })).toContain('不由本平台')
  expect(await said('520000', {})).toContain('不由本平台')
  expect(await said('100000', { insuplc_admdvs: '440100' })).toContain('440100未接入')
  expect(await said('100000', { insuplc_admdvs: '999999' })).toContain('不存在')
})

describe('an answer whose parts do not add up', () => {
  const offBy = (fen: number): ((party: Party) => Party) => (party) => async (request) => {
    const response = await party(request)
    const output = response.output as { setlinfo?: { hifp_pay: number } } | null
    if (!['2206', '2102'].includes(request.infno) || output?.setlinfo === undefined) return response
    const setlinfo = { ...output.setlinfo, hifp_pay: output.setlinfo.hifp_pay + fen / 100 }
    return { ...response, output: { ...output, setlinfo } } as ResponseEnvelope
  }

  test('is not passed on, and what it booked is taken back (RULE-090)', async () => {
    bench.country.close()
    open({ onInsuredHop: offBy(1) })
    const message = await prepare(bench, '2102')
    const answer = await bench.send(message)
    expect(answer?.infcode).toBe(-1)
    expect(answer?.err_msg).toContain('异地就医结算平台拒绝：参保地应答金额不平')
    const incidents = incidentsOf(storeOf('hub-national'))
    expect(incidents.map(({ stage, msgid }) => [stage, msgid])).toEqual([
      ['refused', message.msgid],
      ['undone', message.msgid],
    ])
    expect(incidents[0]?.what).toContain('fund_pay_sumamt')
    const kinds = rowsAt('insured-210300').map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['forward', 'reversal'])
    expect(rowsAt('hub-national')).toEqual([])
    expect(bench.country.settlements()).toEqual([])
    // Sent again it cannot come back to life.
    expect((await bench.send(message))?.err_msg).toContain('已被冲正')
    expect(incidentsOf(storeOf('hub-national'))).toHaveLength(2)
  })

  test('of a question only is refused and noted: nothing was booked (RULE-090)', async () => {
    bench.country.close()
    open({ onInsuredHop: offBy(-1) })
    const answer = await bench.send(await prepare(bench, '2206'))
    expect(answer?.err_msg).toContain('金额不平')
    expect(incidentsOf(storeOf('hub-national')).map(({ stage }) => stage)).toEqual(['refused'])
  })
})

describe('a planned stop', () => {
  const stop = { from: '2026-03-02 20:00:00', to: '2026-03-02 22:00:00', reason: '系统升级' }

  test('is announced before, can be looked up, and refuses with its reason '
    + '(RULE-248)', async () => {
    await hub().board.announce(stop)
    const early = await prepare(bench, '2207')
    expect(hub().board.stops()).toEqual([{ ...stop, announcedAt: '2026-03-02 09:00:00' }])
    bench.clock.set('2026-03-02 20:00:00')
    const answer = await bench.send(early)
    expect(answer?.err_msg).toContain('系统升级')
    expect(answer?.err_msg).toContain('2026-03-02 22:00:00')
    expect(bench.country.settlements()).toEqual([])
    const near = INSURED['intra-province']
    await must(bench, bench.message('2102', near, sale({ ...VISIT, person: near })))
    bench.clock.set('2026-03-02 22:00:00')
    expect(hub().board.stops()).toEqual([])
    await must(bench, early)
    expect(disagreements(bench.country)).toEqual([])
    await expect(hub().board.announce(stop)).rejects.toThrow('announced')
  })

  test('still answers what it had done before (RULE-248)', async () => {
    await hub().board.announce(stop)
    const settled = await prepare(bench, '2207')
    const first = await must(bench, settled)
    bench.clock.set('2026-03-02 21:00:00')
    expect((await hub().party(settled)).output).toEqual(first.output)
  })
})

describe('what is not opened between two places', () => {
  const row = {
    placeOfCare: '520100',
    insuredPlace: '210300',
    kind: 'pharmacy',
    insutype: '310',
    from: '2026-01-01',
    state: 'open',
  } as const
  const far = INSURED['cross-province']

  test('is refused by name before it begins, and works once it is opened (A0-10)', async () => {
    await hub().board.turn([row])
    await must(bench, bench.message('2102', far, sale({ ...VISIT, person: far })))
    const stay = bench.message('2401', far, admission(VISIT))
    expect((await bench.send(stay))?.err_msg).toContain('尚未开通住院直接结算')
    const visit = await bench.say('2201', far, registration(VISIT))
    expect(visit?.err_msg).toContain('贵阳市与参保地鞍山市之间尚未开通普通门诊直接结算')
    await hub().board.turn([{ ...row, kind: '*' }])
    await must(bench, bench.message('2401', far, admission(VISIT)))
  })

  test('does not hold back what was begun while it was open', async () => {
    const settling = await prepare(bench, '2304')
    await hub().board.turn([{ ...row, kind: '*', state: 'closed' }])
    await must(bench, settling)
    const sold = bench.message('2102', far, sale({ ...VISIT, person: far }))
    expect((await bench.send(sold))?.err_msg).toContain('自2026-01-01起停止')
    const { length } = rowsAt('hub-national')
    expect(length).toBe(1)
  })
})

test('figures of each pair equal the messages that came by (RULE-250, RULE-251)', async () => {
  bench.country.close()
  let sent = 0
  const slow = (party: Party): Party => async (request) => {
    sent += 1
    bench.clock.advance(250)
    return party(request)
  }
  open({ onInsuredHop: slow })
  await must(bench, await prepare(bench, '2207'))
  const { psn_no } = VISIT.person
  await bench.say('2208', VISIT.person, { data: { psn_no, mdtrt_id: 'x', setl_id: 'x' } })
  await hub().flush()
  const entries = relayedBetween(storeOf('hub-national'), '2026-03-02', '2026-03-03')
  expect(entries).toHaveLength(sent)
  expect(entries.every((one) => one.sentMs === one.arrivedMs)).toBe(true)
  expect(pairFigures(entries)).toEqual([
    {
      pair: '520100>210300',
      messages: sent,
      passed: sent,
      refusedThere: 0,
      refusedHere: 0,
      noAnswer: 0,
      repeated: 0,
      answeredBp: 10_000,
      medianMilliseconds: 250,
    },
  ])
  expect(relayedBetween(storeOf('hub-national'), '2026-03-03', '2026-03-04')).toEqual([])
})
