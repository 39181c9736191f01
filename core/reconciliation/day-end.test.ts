/** The day's end over real databases: once, again, and after something has changed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBench } from '../../simulators/world/testing.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'
import { virtualClock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { DayNotOver, runDayEnd, runDueDays } from './day-end.ts'
import { MonthNotReconciled, closeMonth } from './months.ts'
import { historyOf, markTreated, openDifferences, unreconciledOrders } from './register.ts'
import { sourceOf } from './sources.ts'
import { openBooks } from './testing-books.ts'
import type { TestBooks } from './testing-books.ts'
import { DAY, settled, undo } from './testing-rows.ts'

const NEXT = '2026-03-03'
const clock = virtualClock(`${NEXT} 00:10:00`)
let books: TestBooks
let store: Store
beforeEach(() => {
  books = openBooks()
  store = books.stores.placeOfCare
  clock.set(`${NEXT} 00:10:00`)
})
afterEach(() => books.close())

const end = (day = DAY) => runDayEnd(day, books.sources, store, clock)
const crossOf = async (day = DAY) => (await end(day)).runs.find((run) =>
  run.scope === 'cross-province')

test('a real day with a refund and a reversal is equal, and run again it is identical '
  + '(RULE-167, RULE-177)', async () => {
  const bench = openBench()
  const [person] = [VISIT.person]
  const sell = async () => {
    const message = bench.message('2102', person, sale(VISIT))
    const { output } = await must(bench, message)
    const { setlinfo } = output as { setlinfo: { setl_id: string; mdtrt_id: string } }
    return { setlinfo, msgid: message.msgid }
  }
  await sell()
  const { setlinfo } = await sell()
  const { psn_no } = person
  const refund = { data: { psn_no, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } }
  await must(bench, bench.message('2103', person, refund))
  const { msgid } = await sell()
  const reversal = { data: { psn_no, omsgid: msgid, oinfno: '2102' } }
  await must(bench, bench.message('2601', person, reversal))
  bench.clock.set('2026-03-02 23:59:58')
  await sell()
  await sell()
  bench.clock.set(`${NEXT} 01:00:00`)

  const { placeOfCare, hubs, insuredPlaces } = bench.country.books()
  const sources = {
    placeOfCare: sourceOf([placeOfCare]),
    hub: sourceOf(hubs),
    insuredPlace: sourceOf(insuredPlaces),
  }
  const first = await runDayEnd(DAY, sources, placeOfCare, bench.clock)
  const cross = first.runs.find((run) => run.scope === 'cross-province')
  expect(cross).toMatchObject({ version: 1, status: 'new', reconciliation: { result: '0' } })
  expect(cross?.reconciliation.files.map(({ rows }) => rows)).toEqual([6, 6, 6])
  const again = await runDayEnd(DAY, sources, placeOfCare, bench.clock)
  expect(again.runs.map(({ status }) => status)).toEqual(Array(3).fill('identical'))
  expect(JSON.stringify(again.runs.map((run) => run.reconciliation)))
    .toBe(JSON.stringify(first.runs.map((run) => run.reconciliation)))
  bench.clock.set('2026-03-04 01:00:00')
  const later = await runDayEnd(NEXT, sources, placeOfCare, bench.clock)
  const next = later.runs.find((run) => run.scope === 'cross-province')
  expect(next?.reconciliation.files.map(({ rows }) => rows)).toEqual([1, 1, 1])
  bench.country.close()
})

test('a record edited behind the messages is found, and put right it is closed '
  + '(RULE-252, RULE-176)', async () => {
  await books.post([settled(1), settled(2)])
  const edit = (fen: number) => books.stores.insuredPlace.commit(() => {
    const { insuredPlace } = books.stores
    insuredPlace.run('drop trigger if exists settlement_keeps')
    insuredPlace.run("update settlement set cash_fen = ? where setl_id = 'S0001'", fen)
  })
  await edit(2999)
  const { movements } = await end()
  expect(movements).toMatchObject([{ difference: 'amount/forward:S0001', state: 'open' }])
  expect(unreconciledOrders(store)).toEqual(['S0001'])
  await edit(3000)
  expect((await end()).movements).toMatchObject([
    { state: 'closed', evidence: { why: 'rows were put right' } },
  ])
  expect(unreconciledOrders(store)).toEqual([])
})

describe('a settlement that only the insured place has', () => {
  beforeEach(async () => {
    await books.post([settled(2)])
    await books.post([settled(1)], ['insuredPlace'])
    await end()
  })

  test('supplemented later makes a new version, the old one kept (RULE-177)', async () => {
    await books.post([settled(1)], ['placeOfCare', 'hub'])
    const run = await crossOf()
    expect(run).toMatchObject({ version: 2, status: 'changed', reconciliation: { result: '0' } })
    expect(run?.changes).toContain('- missing/forward:S0001')
    expect(historyOf(store, 'missing/forward:S0001').map(({ state }) => state))
      .toEqual(['open', 'closed'])
    const versions = store.all<{ version: number }>(
      "select version from reconciliation_run where day = ? and scope = 'cross-province'",
      DAY,
    )
    expect(versions).toHaveLength(2)
    expect((await crossOf())?.status).toBe('identical')
  })

  test('is carried on until it is undone, which names what closed it (RULE-171)', async () => {
    clock.set('2026-03-04 00:10:00')
    const evidence = { why: '2601 sent', event: null, party: null, day: NEXT, msgid: 'R1' }
    const at = { day: NEXT, now: '2026-03-03 09:00:00' }
    expect(markTreated(store, 'missing/forward:S0001', at, evidence)).toBe(true)
    expect(markTreated(store, 'missing/forward:S0002', at, evidence)).toBe(false)
    expect(openDifferences(store)).toMatchObject([{ state: 'treated', day: DAY }])
    const reversal = { kind: 'reversal', msgid: 'R1', settledAt: `${NEXT} 09:00:00` } as const
    await books.post([undo(settled(1), reversal)], ['insuredPlace'])
    const { runs, movements } = await end(NEXT)
    expect(runs.flatMap((run) => run.reconciliation.annulled)).toHaveLength(1)
    expect(movements).toMatchObject([{
      difference: 'missing/forward:S0001',
      state: 'closed',
      evidence: { event: 'undo:S0001', party: 'insuredPlace', day: NEXT, msgid: 'R1' },
    }])
    expect(historyOf(store, 'missing/forward:S0001').map(({ state }) => state))
      .toEqual(['open', 'treated', 'closed'])
  })

  test('undone before the run is made again: nothing is open (RULE-154, RULE-177)', async () => {
    await books.post([undo(settled(1))], ['insuredPlace'])
    const run = await crossOf()
    expect(run?.reconciliation).toMatchObject({ result: '0', differences: [] })
    expect(openDifferences(store)).toEqual([])
  })

  test('leaves the month, and the other settlements stay in it (RULE-176)', async () => {
    clock.set('2026-04-03 23:59:59')
    await expect(closeMonth('202603', store, clock)).rejects.toThrow(MonthNotReconciled)
    await runDueDays('2026-03-01', books.sources, store, clock)
    const closed = await closeMonth('202603', store, clock)
    expect(closed).toEqual({
      month: '202603', dueOn: '2026-04-03', closedAt: '2026-04-03 23:59:59', late: false,
      leftOut: ['S0001'],
    })
    clock.set('2026-04-09 00:00:00')
    expect(await closeMonth('202603', store, clock)).toEqual(closed)
  })
})

test('one row on two days is open until the files of both days have shown it '
  + '(RULE-168)', async () => {
  await books.post([settled(1, { settledAt: `${DAY} 23:59:59` })], ['hub', 'insuredPlace'])
  await books.post([settled(1, { settledAt: `${NEXT} 00:00:00` })], ['placeOfCare'])
  expect((await end()).movements).toMatchObject([
    { difference: 'date-cut/forward:S0001', state: 'open' },
  ])
  clock.set('2026-03-04 00:10:00')
  expect((await end(NEXT)).movements).toMatchObject([
    { state: 'closed', evidence: { why: 'both days are reconciled', day: NEXT } },
  ])
  expect((await end(NEXT)).movements).toEqual([])
})

test('a day that is not over is not reconciled, and one run late says so (RULE-174)', async () => {
  clock.set(`${DAY} 23:59:59`)
  await expect(end()).rejects.toThrow(DayNotOver)
  clock.set(`${NEXT} 23:59:59`)
  expect((await end()).late).toBe(false)
  clock.set('2026-03-04 00:00:00')
  expect((await end('2026-03-01')).late).toBe(true)
})

test('a month closed after its day is late (RULE-174)', async () => {
  clock.set('2026-04-04 00:00:00')
  await runDueDays('2026-03-01', books.sources, store, clock)
  expect((await closeMonth('202603', store, clock)).late).toBe(true)
})

test('a clean day costs as many statements with many rows as with one', async () => {
  const counts = []
  for (const rows of [1, 60]) {
    const own = openBooks()
    await own.post(Array.from({ length: rows }, (_, index) => settled(index)))
    let statements = 0
    const counting = (party: keyof TestBooks['stores']) => sourceOf([{
      ...own.stores[party],
      all: (sql, ...values) => {
        statements += 1
        return own.stores[party].all(sql, ...values)
      },
    }])
    const sources = {
      placeOfCare: counting('placeOfCare'),
      hub: counting('hub'),
      insuredPlace: counting('insuredPlace'),
    }
    await runDayEnd(DAY, sources, own.stores.placeOfCare, clock)
    counts.push(statements)
    own.close()
  }
  expect(counts).toEqual([3, 3])
})

test('runs and steps are never changed', async () => {
  await end()
  const change = (sql: string) => store.commit(() => store.run(sql))
  await expect(change("update reconciliation_run set body = ''")).rejects.toThrow('never changed')
  await expect(change('delete from reconciliation_run')).rejects.toThrow('never deleted')
})
