import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { INSURED, openScopes } from '../../simulators/world/testing-scopes.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { prepare } from '../../simulators/world/testing-states.ts'
import { allSettlements } from '../books.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { NATIONAL } from './route.ts'
import { copiedSettlements, copyNext, differingPositions, lagOf } from './replication.ts'
import type { Replication } from './replication.ts'

let bench: Bench
let province: Store
beforeEach(() => {
  bench = openScopes()
  province = openStore(':memory:')
})
afterEach(() => {
  bench.country.close()
  province.close()
})

function sharing(code = '210000'): Replication {
  const from = bench.country.stores.get('hub-national')
  if (from === undefined) throw new RangeError('there is no national hub')
  return { origin: NATIONAL, from, to: province, clock: bench.clock, province: code }
}

const written = () => bench.country.hubs.get(NATIONAL)?.flush()

test('a province has the visits and settlements of the national hub in the end, and the lag ' +
  'says how far it is behind (A3-02)', async () => {
  // A stay of somebody of 鞍山 in 贵阳: settled, then refunded.
  await bench.send(await prepare(bench, '2305'))
  await written()
  const share = sharing()
  const start = lagOf(share)
  expect(start.messages).toBeGreaterThan(4)
  bench.clock.advance(60_000)
  expect(lagOf(share).milliseconds).toBe(start.milliseconds + 60_000)
  expect(differingPositions(share)).toHaveLength(start.messages)

  expect(await copyNext(share, 3)).toBe(3)
  expect(lagOf(share).messages).toBe(start.messages - 3)
  expect(lagOf(share).milliseconds).toBeLessThan(start.milliseconds + 60_000)
  await copyNext(share, 1_000)
  expect(lagOf(share)).toEqual({ messages: 0, milliseconds: 0 })
  expect(differingPositions(share)).toEqual([])
  const copied = copiedSettlements(province, NATIONAL)
  expect(copied.map(({ kind }) => kind)).toEqual(['forward', 'refund'])
  expect(copied.toSorted((left, right) => (left.setl_id < right.setl_id ? -1 : 1)))
    .toEqual(allSettlements(share.from))
  expect(await copyNext(share, 1_000)).toBe(0)
})

test('both ends of a journey are shared with, and nobody else', async () => {
  await bench.send(await prepare(bench, '2207'))
  await written()
  expect(lagOf(sharing('520000'))).toEqual(lagOf(sharing('210000')))
  expect(lagOf(sharing('110000')).messages).toBe(0)
  expect(INSURED['cross-province'].insuplc_admdvs.slice(0, 2)).toBe('21')
})

test('however the copying is cut, it ends the same, and what it has is never changed', async () => {
  await bench.send(await prepare(bench, '2305'))
  await written()
  const steps = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(steps, async (limits) => {
      const own = openStore(':memory:')
      const share = { ...sharing(), to: own }
      for (const limit of limits) await copyNext(share, limit)
      await copyNext(share, 1_000)
      expect(differingPositions(share)).toEqual([])
      const change = own.commit(() => own.run("update replica set settlement = '[]'"))
      await expect(change).rejects.toThrow('never changed')
      own.close()
    }),
    { numRuns: 20 },
  )
})
