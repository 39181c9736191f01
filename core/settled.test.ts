import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench } from '../simulators/world/testing.ts'
import type { Bench } from '../simulators/world/testing.ts'
import { must, prepare } from '../simulators/world/testing-states.ts'
import { book, settlement } from './books.ts'
import { settledBetween } from './settled.ts'
import type { Store } from './store/store.ts'

let bench: Bench
let store: Store
beforeEach(async () => {
  bench = openBench()
  await must(bench, await prepare(bench, '2305'))
  const platform = bench.country.stores.get('platform')
  if (platform === undefined) throw new RangeError('the bench has no platform')
  store = platform
})
afterEach(() => bench.country.close())

const rows = (...institution: string[]) =>
  settledBetween(store, '2026-03-02', '2026-03-03', ...institution)

test('a row has the money of every fund, and an undoing row the exact negative (RULE-189)', () => {
  const [stay, undoing] = rows()
  expect(stay).toMatchObject({ kind: 'forward', medType: '21', accountFen: 30_000 })
  const fundFen = Object.values(stay?.funds ?? {}).reduce((sum, fen) => sum + fen, 0)
  expect(fundFen).toBe(stay?.fundFen)
  expect(fundFen).toBeGreaterThan(0)
  expect(undoing).toMatchObject({
    reverses: stay?.setlId,
    medType: stay?.medType,
    inScopeFen: -(stay?.inScopeFen ?? 0),
    funds: Object.fromEntries(Object.entries(stay?.funds ?? {}).map(([id, fen]) => [id, -fen])),
  })
})

test('the rows of one institution are its own, in the same order', async () => {
  const known = settlement(store, rows()[0]?.setlId ?? '')
  if (known === undefined) throw new RangeError('nothing was settled')
  const other = { ...known, setl_id: 'S9', msgid: 'M9', fixmedins_code: 'H9', body: '{}' }
  await store.commit(() => book(store, other, []))
  expect(rows('H9')).toMatchObject([{ setlId: 'S9', medType: '', funds: {}, inScopeFen: 0 }])
  expect(rows(known.fixmedins_code)).toEqual(rows().filter(({ setlId }) => setlId !== 'S9'))
})

test('of many funds none is lost', async () => {
  const known = settlement(store, rows()[0]?.setlId ?? '')
  if (known === undefined) throw new RangeError('nothing was settled')
  const codes = Array.from({ length: 20 }, (_, at) => `39${String(at + 10)}00`)
  const setldetail = codes.map((fund_pay_type, at) => ({ fund_pay_type, fund_payamt: at + 0.01 }))
  for (const count of [1, 8, 9, 20]) {
    const body = JSON.stringify({ setldetail: setldetail.slice(0, count) })
    const row = { ...known, setl_id: `S${count}`, fixmedins_code: `H${count}`, body }
    await store.commit(() => book(store, row, []))
    const funds = codes.slice(0, count).map((code, at) => [code, at * 100 + 1])
    expect(rows(`H${count}`)[0]?.funds).toEqual(Object.fromEntries(funds))
  }
})

test.for([
  [[], 'settlement_of_time'],
  [['H9'], 'settlement_of_day'],
] as const)('the index that the question needs is used', ([institution, index]) => {
  const plans: string[] = []
  const watched: Store = {
    ...store,
    all(sql, ...values) {
      const plan = store.all<{ detail: string }>(`explain query plan ${sql}`, ...values)
      plans.push(...plan.map(({ detail }) => detail))
      return store.all(sql, ...values)
    },
  }
  settledBetween(watched, '2026-03-02', '2026-03-03', ...institution)
  expect(plans.join('\n')).toContain(index)
  expect(plans.join('\n')).not.toContain('SCAN')
})
