import { afterEach, beforeEach, expect, test } from 'vitest'
import { synchronise } from '../core/benefit/filing/exchange.ts'
import { apply } from '../core/benefit/filing/agency.ts'
import { clearMonth } from '../core/clearing/month.ts'
import { officeOf as clearingOffice } from '../core/clearing/office.ts'
import { officeOf as ticketOffice } from '../core/collaboration/office.ts'
import { openTicket } from '../core/collaboration/open.ts'
import { relayedBetween } from '../core/hub/relay-figures.ts'
import { NATIONAL } from '../core/hub/route.ts'
import { runDayEnd } from '../core/reconciliation/day-end.ts'
import { sourceOf } from '../core/reconciliation/sources.ts'
import { settledBetween } from '../core/settled.ts'
import type { Store } from '../core/store/store.ts'
import type { Hub } from '../core/hub/hub.ts'
import type { Bench } from './world/testing.ts'
import { openFilingDesk } from './world/testing-filing.ts'
import { openScopes } from './world/testing-scopes.ts'
import { must, prepare } from './world/testing-states.ts'

const DAY = '2026-03-02'

let bench: Bench
let hub: Hub
let store: Store
beforeEach(() => {
  bench = openScopes()
  const found = bench.country.hubs.get(NATIONAL)
  const own = bench.country.stores.get('hub-national')
  if (found === undefined || own === undefined) throw new RangeError('there is no national node')
  hub = found
  store = own
})
afterEach(() => bench.country.close())

test('the national node keeps filings, relays, reconciles, clears and collaborates between two ' +
  'provinces (A2-02)', async () => {
  // Filing: what 鞍山 accepts is acknowledged, and a place of care finds it.
  const desk = openFilingDesk()
  const { filing } = await apply(desk.context, desk.application())
  expect(await synchronise(desk.context, hub.filings)).toEqual({ acknowledged: 1, mismatched: 0 })
  expect((await hub.filings.find(desk.person.psn_no)).map(({ serial }) => serial))
    .toEqual([filing.serial])

  // Relay: a stay in 贵阳 goes through it and through no provincial hub.
  await must(bench, await prepare(bench, '2304'))
  for (const one of bench.country.hubs.values()) await one.flush()
  const relayed = relayedBetween(store, DAY, '2026-03-03')
  expect(relayed.map(({ infno, pair, outcome }) => [infno, pair, outcome]))
    .toContainEqual(['2304', '520100>210300', 'passed'])
  const provincial = bench.country.stores.get('hub-52')
  expect(provincial?.all('select infno from relay')).toEqual([])

  // Reconciliation: three parties, one settlement, no difference; without the node there is one.
  const books = bench.country.books()
  const sources = {
    placeOfCare: sourceOf([books.placeOfCare]),
    hub: sourceOf([store]),
    insuredPlace: sourceOf(books.insuredPlaces),
  }
  bench.clock.set('2026-03-03 00:30:00')
  const differences = async (hubs: readonly Store[]) => {
    const asked = { ...sources, hub: sourceOf(hubs) }
    const { runs } = await runDayEnd(DAY, asked, store, bench.clock)
    return runs.flatMap(({ reconciliation }) =>
      reconciliation.differences.map((one) => one.class))
  }
  expect(await differences([store])).toEqual([])
  expect(await differences([])).toHaveLength(1)

  // Clearing: the month from its own books, between the two provinces, to the fen.
  const settled = settledBetween(store, '2026-03-01', '2026-04-01')
  expect(settled).toHaveLength(1)
  const owedFen = settled.reduce((sum, one) => sum + one.fundFen + one.accountFen, 0)
  bench.clock.set('2026-04-21 09:00:00')
  const month = { month: '202603', settled, unreconciled: [] }
  const { sheets } = await clearMonth(clearingOffice(store, bench.clock), month)
  expect(sheets.map(({ totalFen }) => totalFen)).toEqual([owedFen])
  expect(owedFen).toBeGreaterThan(0)

  // Collaboration: a question between the provinces is one of its tickets.
  const ticket = await openTicket(ticketOffice(store, bench.clock), {
    asker: '210300', asked: '520100', channel: 'provincial', operator: '经办甲',
    matter: { kind: 'problem', about: 'other', question: '目录对照口径' },
  })
  expect(ticket).toMatchObject({ channel: 'national', handler: '520100', state: 'submitted' })
})
