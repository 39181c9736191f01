import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { disagreements } from '../../../simulators/world/testing-books.ts'
import { platformStore } from '../../../simulators/world/testing-register.ts'
import { prepare } from '../../../simulators/world/testing-states.ts'
import { BadOutage } from '../../outages.ts'
import { announcedStops, announceStop } from './stops.ts'

const STOP = {
  from: '2026-03-02 12:00:00',
  to: '2026-03-02 14:00:00',
  announcedAt: '2026-03-01 09:00:00',
  reason: '系统升级',
}
const REASON = '平台计划停机（2026-03-02 12:00:00至2026-03-02 14:00:00）：系统升级；' +
  '本报文未处理，请在停机结束后重发'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

test('before, during, after: a clean refusal, and the backlog once (RULE-248)', async () => {
  const store = platformStore(bench)
  const settle = await prepare(bench, '2207')
  await store.commit(() => announceStop(store, STOP))
  bench.clock.set('2026-03-02 12:00:00')
  const counted = () => store.get<{ n: number }>('select count(*) as n from message')?.n
  const before = counted()
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await bench.send(settle)).toMatchObject({ infcode: -1, err_msg: REASON })
  }
  expect([counted(), bench.country.settlements().length]).toEqual([before, 0])
  bench.clock.set('2026-03-02 14:00:00')
  const first = await bench.send(settle)
  expect(first).toMatchObject({ infcode: 0 })
  expect(await bench.send(settle)).toEqual(first)
  expect(bench.country.settlements()).toHaveLength(1)
  expect(disagreements(bench.country)).toEqual([])
})

test('a repeated message waits for the end too (RULE-248)', async () => {
  const store = platformStore(bench)
  const settle = await prepare(bench, '2207')
  await store.commit(() => announceStop(store, STOP))
  const answer = await bench.send(settle)
  bench.clock.set('2026-03-02 13:00:00')
  expect((await bench.send(settle))?.err_msg).toBe(REASON)
  bench.clock.set('2026-03-02 15:00:00')
  expect(await bench.send(settle)).toEqual(answer)
})

test('a stop is announced before it starts and can be asked for (RULE-248)', async () => {
  const store = platformStore(bench)
  await store.commit(() => announceStop(store, STOP))
  expect(announcedStops(store, '2026-03-01 08:59:59')).toEqual([])
  expect(announcedStops(store, '2026-03-01 09:00:00')).toEqual([STOP])
  expect(announcedStops(store, '2026-03-02 14:00:00')).toEqual([])
  const late = { ...STOP, announcedAt: STOP.from }
  await expect(store.commit(() => announceStop(store, late))).rejects.toThrow(BadOutage)
  await expect(store.commit(() => store.run('delete from planned_stop')))
    .rejects.toThrow('announcements are never deleted')
})
