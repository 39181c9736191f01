import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { openBench, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'
import { announceStop } from './institutions/stops.ts'

const { person } = VISIT
let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const cents = (yuan: number | undefined) => Math.round((yuan ?? 0) * 100)
const PAYERS = ['fund_pay_sumamt', 'acct_pay', 'psn_cash_pay'] as const
const ROUTES = [['2207', '2208'], ['2304', '2305'], ['2102', '2103']] as const

async function settled(infno: string) {
  const message = await prepare(bench, infno)
  const { output } = await must(bench, message)
  return { message, info: (output as Outputs['2207']).setlinfo }
}

test.for(ROUTES)('funds, account and own payment of one order add up, and so does its refund, '
  + 'part by part: %s %s (RULE-166, RULE-149, A0-25)', async ([settles, refunds]) => {
  const { info } = await settled(settles)
  const parts = PAYERS.map((field) => cents(info[field]))
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cents(info.medfee_sumamt))
  // The order has an item that no insurance pays, and the account does not cover all of it.
  expect(info.fulamt_ownpay_amt).toBeGreaterThan(0)
  expect(cents(info.psn_cash_pay)).toBeGreaterThan(0)
  const { setl_id, mdtrt_id, psn_no } = info
  const back = await must(bench, bench.message(refunds, person, {
    data: { setl_id, mdtrt_id, psn_no },
  }))
  // 2208 alone has another name for the cash, and both are answered.
  const undone = (back.output as Outputs['2305']).setlinfo
  const returned = PAYERS.map((field) => cents(undone[field] ?? undefined))
  expect(returned).toEqual(parts.map((part) => 0 - part))
  const accounts = bench.country.stores.get('platform')?.all<{ total: number }>(
    'select sum(amount_fen) as total from posting group by account')
  expect(accounts?.map(({ total }) => total)).toEqual(accounts?.map(() => 0))
  expect(disagreements(bench.country)).toEqual([])
})

const TRIALS = [['2206', '2207'], ['2303', '2304']] as const

test.for(TRIALS)('a trial changes nothing in any books, and %s tells what %s will settle '
  + '(RULE-150)', async ([tries, settles]) => {
  const right = await prepare(bench, settles)
  const before = counts()
  const answer = await must(bench, bench.message(tries, person, right.input))
  expect(counts()).toEqual(before)
  const { output } = await must(bench, right)
  const trial = (answer.output as Outputs['2206']).setlinfo
  const { setl_id: _id, ...final } = (output as Outputs['2207']).setlinfo
  for (const field of ['setl_time', 'medins_setl_id'] as const) {
    Object.assign(trial, { [field]: final[field] })
  }
  expect(final).toMatchObject(trial)
})

test('a second reversal says that it was reversed, and moves nothing (RULE-156, RULE-155)',
  async () => {
    const { message } = await settled('2207')
    const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: '2207' }
    await must(bench, bench.message('2601', person, { data }))
    const before = counts()
    const again = await bench.say('2601', person, { data })
    expect(again?.err_msg).toContain('已撤销或已冲正')
    expect((await bench.send(message))?.err_msg).toContain('已被冲正，不能再确认')
    expect(counts()).toEqual(before)
  })

test('who paid himself while the platform stood still is settled afterwards, once each '
  + '(RULE-163, RULE-151)', async () => {
  const store = bench.country.stores.get('platform')
  const outage = {
    from: '2026-03-02 10:00:00', to: '2026-03-02 12:00:00',
    announcedAt: '2026-03-01 09:00:00', reason: '系统升级',
  }
  await store?.commit(() => announceStop(store, outage))
  bench.clock.set('2026-03-02 10:30:00')
  const backlog: RequestEnvelope[] = [1, 2, 3, 4].map((at) =>
    bench.message('2102', person, sale({ ...VISIT, begntime: `2026-03-02 10:3${at}:00` })))
  for (const message of backlog) {
    expect((await bench.send(message))?.err_msg).toContain('系统升级')
  }
  expect(bench.country.settlements()).toEqual([])
  bench.clock.set('2026-03-02 12:00:00')
  // The desk works its list off twice: it does not know how far it came the first time.
  for (const message of [...backlog, ...backlog]) await must(bench, message)
  const rows = bench.country.settlements()
  expect(rows.map(({ msgid }) => msgid).toSorted()).toEqual(
    backlog.map(({ msgid }) => msgid).toSorted())
  expect(disagreements(bench.country)).toEqual([])
})

test('an institution does not go on with the visit of another one (RULE-246)', async () => {
  const right = await prepare(bench, '2207')
  const foreign = { ...SENDER, fixmedins_code: 'P52010000002' }
  const answer = await bench.send({ ...bench.message('2207', person, right.input), ...foreign })
  expect(answer?.err_msg).toContain('就诊ID不存在或不属于该人员')
  expect(bench.country.settlements()).toEqual([])
  await must(bench, right)
})

function counts() {
  return [...bench.country.stores.values()].map((store) =>
    ['settlement', 'posting', 'accumulation', 'fee_line'].map((table) =>
      store.get(`select count(*) as count from ${table}`)))
}
