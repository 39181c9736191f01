import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../../contracts/envelope.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { connect } from '../connect.ts'
import { serve } from '../serve.ts'
import { openBench, PEOPLE, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements, liveRows } from '../../simulators/world/testing-books.ts'
import { prepare, VISIT } from '../../simulators/world/testing-states.ts'
import {
  claim,
  description,
  registration,
  sale,
  upload,
} from '../../simulators/world/testing-visits.ts'
import type { TestVisit } from '../../simulators/world/testing-visits.ts'

type Send = (message: RequestEnvelope) => Promise<ResponseEnvelope | undefined>

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const ways: Record<string, (use: (send: Send) => Promise<void>) => Promise<void>> = {
  'through the handler': (use) => use((message) => bench.send(message)),
  'through a real server': async (use) => {
    const served = await serve(bench.country.platform, 0)
    const handler = connect(served.url)
    try {
      await use(async (message) => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify(message)
        const path = CALL_SERVICE_PATH
        const response = await handler({ method: 'POST', path, headers, body })
        return JSON.parse(response.body) as ResponseEnvelope
      })
    } finally {
      await served.close()
    }
  },
}

describe.for(Object.keys(ways))('messages at once about one settlement, %s', (way) => {
  const through = (use: (send: Send) => Promise<void>) => ways[way]?.(use)

  test('two settlements of one visit: one wins', async () => {
    const first = await prepare(bench, '2207')
    const second = bench.message('2207', VISIT.person, first.input)
    await through(async (send) => {
      const answers = await Promise.all([send(first), send(second)])
      expect(codes(answers)).toEqual([-1, 0])
    })
    expect(bench.country.settlements()).toHaveLength(1)
    expect(disagreements(bench.country)).toEqual([])
  })

  test('one message twenty times: one effect, one answer (RULE-151, RULE-249)', async () => {
    const message = await prepare(bench, '2207')
    await through(async (send) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(message)))
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(answers[0]?.infcode).toBe(0)
    })
    expect(bench.country.settlements()).toHaveLength(1)
  })

  test('a message, its refund and its reversal: undone once (RULE-156)', async () => {
    const settled = await prepare(bench, '2208')
    const { person } = VISIT
    const [row] = bench.country.settlements()
    const data = { psn_no: person.psn_no, omsgid: row?.msgid, oinfno: '2207' }
    const reversals = [1, 2, 3].map(() => bench.message('2601', person, { data }))
    const refunds = [1, 2, 3].map(() => bench.message('2208', person, settled.input))
    await through(async (send) => {
      const answers = await Promise.all([...reversals, ...refunds].map(send))
      expect(codes(answers)).toEqual([-1, -1, -1, -1, -1, 0])
    })
    expect(bench.country.settlements()).toHaveLength(2)
    expect(disagreements(bench.country)).toEqual([])
  })

})

describe.for(Object.keys(ways))('many messages at once, %s', (way) => {
  const through = (use: (send: Send) => Promise<void>) => ways[way]?.(use)

  test('thirty sales never take more from an account than is in it ' +
    '(RULE-144, RULE-146)', async () => {
    const [person] = PEOPLE
    const messages = Array.from({ length: 30 }, (_, at) =>
      bench.message('2102', person, sale({ ...visitOf(at), person })),
    )
    await through(async (send) => {
      const answers = await Promise.all(messages.map(send))
      expect(codes(answers)).toEqual(Array.from({ length: 30 }, () => 0))
    })
    const accountFen = bench.country.settlements().map((row) => row.account_fen)
    expect(accountFen.reduce((sum, fen) => sum + fen, 0)).toBe(person.accountBalanceFen)
    expect(disagreements(bench.country)).toEqual([])
  })

  test('settlements of many visits of one person stop at the cap, to the fen', async () => {
    const [, person] = PEOPLE
    const messages: RequestEnvelope[] = []
    for (let at = 0; at < 12; at += 1) {
      const visit = visitOf(at, '20')
      const mdtrtId = await opened(visit)
      await bench.say('2206', person, claim(visit, mdtrtId))
      messages.push(bench.message('2207', person, claim(visit, mdtrtId)))
    }
    await through(async (send) => {
      expect(codes(await Promise.all(messages.map(send)))).toEqual(messages.map(() => 0))
    })
    const rows = liveRows(bench.country.settlements())
    const outputs = rows.map((row) => JSON.parse(row.body) as Outputs['2207'])
    const pools = outputs.map(({ setlinfo }) => Math.round(setlinfo.hifp_pay * 100))
    const left = outputs.map(({ setldetail }) => setldetail[0]?.crt_payb_lmt_amt ?? 0)
    const capFen = Math.round(Math.max(...left) * 100)
    expect(pools.reduce((sum, fen) => sum + fen, 0)).toBe(capFen)
    expect(pools.filter((fen) => fen === 0).length).toBeGreaterThan(0)
    expect(disagreements(bench.country)).toEqual([])
  })

  test('one visit number for two persons at once: one is told that it is used', async () => {
    const messages = PEOPLE.map((person) => {
      const { data } = registration({ ...VISIT, person })
      return bench.message('2201', person, { data: { ...data, insutype: person.insutype } })
    })
    await through(async (send) => {
      const answers = await Promise.all(messages.map(send))
      expect(codes(answers)).toEqual([-1, -1, 0])
      const refused = answers.filter((answer) => answer?.infcode === -1)
      for (const answer of refused) expect(answer?.err_msg).toContain('已登记过')
    })
  })

  test('one message id for two persons at once: one is told that it is used', async () => {
    const messages = PEOPLE.slice(0, 2).map((person, at) => {
      const { msgid } = bench.message('2201', person, {})
      const input = registration({ ...VISIT, person, number: `X${at}` })
      return { ...bench.message('2201', person, input), msgid: msgid.slice(0, 26) + '9999' }
    })
    const [first] = messages
    const same = messages.map((message) => ({ ...message, msgid: first?.msgid ?? '' }))
    await through(async (send) => {
      const answers = await Promise.all(same.map(send))
      expect(codes(answers)).toEqual([-1, 0])
      expect(answers.map((answer) => answer?.err_msg).join('')).toContain('msgid')
    })
  })
})

test('a reversal that names another person cannot bury a settlement on its way', async () => {
  const message = await prepare(bench, '2207')
  const [, other] = PEOPLE
  const data = { psn_no: other.psn_no, omsgid: message.msgid, oinfno: '2207' }
  const reversal = bench.message('2601', other, { data })
  const answers = await Promise.all([bench.send(message), bench.send(reversal)])
  expect(answers.map((answer) => answer?.infcode)).toEqual([0, -1])
  expect((await bench.send(message))?.infcode).toBe(0)
})

test('another institution can neither reverse nor bury what this one sent', async () => {
  const message = await prepare(bench, '2207')
  const { person } = VISIT
  const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: '2207' }
  const foreign = () => {
    const reversal = bench.message('2601', person, { data })
    const fixmedins_code = 'P52010000002'
    const msgid = fixmedins_code + reversal.msgid.slice(12)
    return { ...reversal, fixmedins_code, msgid }
  }
  expect((await bench.send(foreign()))?.err_msg).toContain('未找到原交易')
  expect((await bench.send(message))?.infcode).toBe(0)
  expect((await bench.send(foreign()))?.err_msg).toContain('未找到原交易')
  expect(liveRows(bench.country.settlements())).toHaveLength(1)
  expect(SENDER.fixmedins_code).not.toBe('P52010000002')
})

function codes(answers: readonly (ResponseEnvelope | undefined)[]): number[] {
  return answers.map((answer) => Number(answer?.infcode)).toSorted((a, b) => a - b)
}

function visitOf(at: number, cnt = '1'): TestVisit {
  const lines = [{ code: 'S2102000110001', pric: '333.33', cnt }]
  const begntime = '2026-03-02 09:00:00'
  return { person: PEOPLE[1], number: `C${at}`, begntime, lines, account: '1' }
}

/** Registers, describes and uploads; returns the visit's id. */
async function opened(visit: TestVisit): Promise<string> {
  const answer = await bench.say('2201', visit.person, registration(visit))
  const mdtrt_id = (answer?.output as Outputs['2201'] | undefined)?.data.mdtrt_id ?? ''
  await bench.say('2203', visit.person, description(visit, mdtrt_id))
  await bench.say('2204', visit.person, upload(visit, mdtrt_id))
  return mdtrt_id
}
