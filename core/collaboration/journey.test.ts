import { afterEach, expect, test } from 'vitest'
import { NoAnswer } from '../../contracts/exchange.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { INSURED, openScopes } from '../../simulators/world/testing-scopes.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'
import { directoryCounts } from '../figures/coverage.ts'
import { diseaseOf } from '../figures/disease.ts'
import { figureReport } from '../figures/report.ts'
import { outOfArea, totalsOf } from '../figures/totals.ts'
import { pairFigures, relayedBetween } from '../hub/relay-figures.ts'
import { settledBetween } from '../settled.ts'
import { dailyReport } from './daily-report.ts'
import { officeOf } from './office.ts'
import { openTicket } from './open.ts'
import { takeStep } from './step.ts'
import { ASKED, ASKER, asking } from './testing.ts'

let bench: Bench
afterEach(() => bench.country.close())

const storeOf = (name: string) => {
  const found = bench.country.stores.get(name)
  if (found === undefined) throw new RangeError(`no store ${name}`)
  return found
}
const refused = (code: string) => expect.objectContaining({ name: 'TicketRefused', code })

test('a settlement without an answer is reported, diagnosed and closed with its cause (RULE-213)',
  async () => {
    let silent = true
    bench = openScopes({
      onInsuredHop: (party) => (request) => {
        if (silent && request.infno === '2102') throw new NoAnswer('lost')
        return party(request)
      },
    })
    const message = await prepare(bench, '2102')
    expect(await bench.send(message)).toBeUndefined()
    await bench.country.hubs.get('100000')?.flush()
    const office = officeOf(storeOf('hub-national'), bench.clock)
    const matter = {
      kind: 'error-report', about: 'system-fault', msgid: message.msgid, symptom: '结算无应答',
    } as const
    // The place of care reports it; places that it does not lie between may not.
    const from = { asker: '520100', asked: '210300' }
    await expect(openTicket(office, asking(matter, { ...from, asked: '120000' })))
      .rejects.toEqual(refused('other-places'))
    await expect(openTicket(office, asking({ ...matter, msgid: 'unknown' }, from)))
      .rejects.toEqual(refused('not-failed'))
    const { number, due } = await openTicket(office, asking(matter, from))
    expect(due.slice(0, 10)).toBe('2026-03-03')
    await takeStep(office, number, { step: 'accepted', note: '' }, ASKER)
    const diagnosed = { step: 'diagnosed', cause: 'insured-place', note: '服务重启' } as const
    await takeStep(office, number, diagnosed, ASKER)
    silent = false
    await must(bench, message)
    await takeStep(office, number, { step: 'answered', note: '已恢复' }, ASKER)
    const closed = await takeStep(office, number, { step: 'closed', note: '重发成功' }, ASKED)
    expect(closed).toMatchObject({ state: 'closed', late: false, matter: { msgid: message.msgid } })
    expect(closed.steps.find(({ step }) => step === 'diagnosed')).toMatchObject(diagnosed)
    // It has got through meanwhile, so it cannot be reported again.
    await bench.country.hubs.get('100000')?.flush()
    bench.clock.advance(60_000)
    await expect(openTicket(office, asking(matter, from))).rejects.toEqual(refused('not-failed'))
  })

test('a day of real settlements: report and figures equal the books of every party (RULE-215)',
  async () => {
    bench = openScopes()
    for (const scope of ['local', 'intra-province', 'cross-province'] as const) {
      const person = INSURED[scope]
      const visit = { ...VISIT, person, number: `V-${scope}` }
      await must(bench, bench.message('2102', person, sale(visit)))
    }
    await must(bench, await prepare(bench, '2304'))
    const stay = bench.country.settlements().find(({ infno }) => infno === '2304')
    const { setl_id: setlId = '', mdtrt_id = '', psn_no = '' } = stay ?? {}
    // A real stay can be checked; only that it is too cheap stands against it.
    const check = asking({ kind: 'fee-check', setlId, suspicion: '大额耗材' })
    const office = officeOf(storeOf('hub-national'), bench.clock)
    await expect(openTicket(office, check)).rejects.toEqual(refused('below-limit'))
    const limit = { feeCheckAboveFen: (stay?.medfee_fen ?? 0) - 1 }
    const lower = officeOf(office.store, bench.clock, { parameters: limit })
    expect((await openTicket(lower, check)).state).toBe('submitted')
    const refund = { data: { setl_id: setlId, mdtrt_id, psn_no } }
    await must(bench, bench.message('2305', INSURED['cross-province'], refund))
    for (const hub of bench.country.hubs.values()) await hub.flush()
    const { hubs, placeOfCare, insuredPlaces } = bench.country.books()
    const report = dailyReport(storeOf('hub-national'), '2026-03-02', hubs)
    expect(report.total).toMatchObject({ settlements: 3, undone: 1 })
    for (const books of [[placeOfCare], insuredPlaces]) {
      const rows = books.flatMap((one) => settledBetween(one, '2026-03-02', '2026-03-03'))
      expect(totalsOf(outOfArea(rows))).toEqual(report.total)
    }
    expect(report.pairs.map((one) => [one.insuredPlace, one.placeOfCare, one.settlements]))
      .toEqual([['210300', '520100', 2], ['520300', '520100', 1]])

    const relayed = relayedBetween(storeOf('hub-national'), '2026-03-02', '2026-03-03')
    const figures = figureReport({ from: '2026-03-02', to: '2026-03-03' }, {
      settled: settledBetween(placeOfCare, '2026-03-02', '2026-03-03'),
      manual: [],
      relayed,
      directory: directoryCounts(placeOfCare, '2026-03-02'),
      diseaseOf: (row) => diseaseOf(placeOfCare, row),
    })
    expect(figures.totals).toEqual(report.total)
    const valueOf = (id: string) => figures.figures.find((one) => one.id === id)?.value
    expect(valueOf('direct-settlement-rate')).toBe(10_000)
    expect(valueOf('settlement-success-rate')).toBe(10_000)
    expect(figures.pairs.map(({ pair, passed }) => [pair, passed]))
      .toEqual(pairFigures(relayed).map(({ pair, passed }) => [pair, passed]))
    const stays = figures.outflow.filter(({ disease }) => disease === 'I10.x00')
    expect(stays.map((one) => [one.insuredPlace, one.settlements, one.undone, one.feeFen]))
      .toEqual([['210300', 1, 1, 0]])
  })
