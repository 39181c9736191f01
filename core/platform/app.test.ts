import { afterEach, beforeEach, expect, test } from 'vitest'
import { allTransactions } from '../../contracts/transactions.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { openBench, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { prepare } from '../../simulators/world/testing-states.ts'
import { SIMULATED } from './app.ts'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const OTHERS = allTransactions().filter(({ infno }) => !SIMULATED.includes(infno))

test('what is simulated is part of the interface, and no module takes another one\'s place', () => {
  const known = allTransactions().map(({ infno }) => infno)
  expect(SIMULATED.filter((infno) => !known.includes(infno))).toEqual([])
  expect(new Set(SIMULATED).size).toBe(SIMULATED.length)
  expect(OTHERS.length + SIMULATED.length).toBe(known.length)
})

test('every other transaction of the interface says by name that it is not simulated', async () => {
  expect(OTHERS.length).toBeGreaterThan(50)
  for (const { infno, title } of OTHERS) {
    const message = { ...(await prepare(bench, infno)), mdtrtarea_admvs: SENDER.mdtrtarea_admvs }
    const violations = checkRequest(infno, message).filter((one) => one.severity === 'violation')
    expect(violations, infno).toEqual([])
    const answer = await bench.send(message)
    expect(answer?.err_msg, infno).toBe(`交易${infno}（${title}）存在，但本平台尚未模拟`)
  }
})

test('a wrong message of such a transaction hears what is wrong with it', async () => {
  const [first] = OTHERS
  const message = await prepare(bench, first?.infno ?? '')
  expect((await bench.send({ ...message, input: 'none' }))?.err_msg).toContain('input')
})
