/**
 * One body, three ways to reach the platform: a function call, msw inside this process, and a real
 * server on loopback. What an institution sees must not depend on the way.
 */
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractsOf } from '../contracts/build/contract.ts'
import { sampleOf } from '../contracts/build/sample.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../contracts/envelope.ts'
import type { Handler, ResponseEnvelope, Step } from '../contracts/exchange.ts'
import { allTransactions } from '../contracts/transactions.ts'
import { virtualClock } from '../core/clock.ts'
import { connect } from '../core/connect.ts'
import { createLog } from '../core/log.ts'
import { SIMULATED } from '../core/platform/app.ts'
import { serve } from '../core/serve.ts'
import type { Served } from '../core/serve.ts'
import { asMsw } from './as-msw.ts'
import { createCountry } from './world/country.ts'
import { personAt } from './world/person.ts'

const sender = {
  fixmedins_code: 'H52010000001',
  fixmedins_name: '联调示例医院',
  mdtrtarea_admvs: '520100',
  opter: 'OP001',
  opter_name: '收费员',
}
const person = personAt(1, 1, { insuplc_admdvs: '210300', insutype: '310' })
const country = createCountry({
  institutions: [{ ...sender, type: 'hospital', admdvs: '520100', tier: '3' }],
  persons: [person],
  policies: { '210300': 'points', '520100': 'points' },
  clock: virtualClock('2026-03-02 09:00:00'),
  log: createLog('silent'),
  dataDir: null,
})
const msw = setupServer(asMsw(country.platform, 'http://platform.example'))
let served: Served | undefined

beforeAll(async () => {
  served = await serve(country.platform, 0)
  msw.listen({ onUnhandledFrame: 'bypass' })
})
afterAll(async () => {
  msw.close()
  await served?.close()
  country.close()
})

const ways: Record<string, () => Handler> = {
  'a function call': () => country.platform,
  msw: () => connect('http://platform.example'),
  'a real server': () => connect(served?.url ?? ''),
}

let sequence = 0
const identify: Step = {
  infno: '1101',
  insuplc_admdvs: '',
  input: {
    data: {
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certno,
      card_sn: '',
      begntime: '',
      psn_cert_type: '01',
      certno: person.certno,
      psn_name: person.psn_name,
    },
  },
}

function message(step: Step, changes: object = {}): string {
  sequence += 1
  const stamp = { sender, infTime: '2026-03-02 09:00:00', sequence, signNo: '' }
  return JSON.stringify({ ...envelopeOf(step, stamp), ...changes })
}

/** A right message of the first transaction that this platform does not answer. */
function notSimulated(): string {
  const { infno = '' } = allTransactions().find((one) => !SIMULATED.includes(one.infno)) ?? {}
  const [contract] = contractsOf([infno])
  if (contract === undefined) throw new RangeError(infno)
  const { input } = sampleOf(contract, 'request') as Pick<Step, 'input'>
  return message({ ...identify, insuplc_admdvs: '210300', infno, input })
}

/** What is refused, and what the reason must say. */
const REFUSED: readonly [string, () => string | Uint8Array, RegExp][] = [
  ['a body that is no JSON', () => 'hello', /不是合法的JSON/],
  ['a body that is JSON but no object', () => '[1]', /最外层应为JSON对象/],
  ['a body of 10 MB', () => `"${'x'.repeat(10 * 1024 * 1024)}"`, /10485762字节，上限4194304/],
  // 中文 in GBK is D6 D0 CE C4, which is not UTF-8.
  ['a body in GBK', () => Uint8Array.of(0x22, 0xd6, 0xd0, 0xce, 0xc4, 0x22), /不是UTF-8/],
  ['a message without input', () => message(identify, { input: undefined }), /input/],
  ['an unknown infno', () => message(identify, { infno: '9999' }), /infno.*9999/],
  ['a transaction not simulated', () => notSimulated(), /尚未模拟/],
  [
    'a place of care that does not exist',
    () => message(identify, { mdtrtarea_admvs: '999999' }),
    /mdtrtarea_admvs不存在：999999/,
  ],
  [
    'an insured place that does not exist',
    () => message(identify, { insuplc_admdvs: '888888' }),
    /insuplc_admdvs不存在：888888/,
  ],
  [
    'an unknown institution',
    () => message(identify, { fixmedins_code: 'H99999999999' }),
    /fixmedins_code/,
  ],
]

describe.for(Object.keys(ways))('over %s', (way) => {
  async function say(body: string | Uint8Array, path = CALL_SERVICE_PATH) {
    const handler = ways[way]?.()
    if (handler === undefined) throw new RangeError(way)
    const headers = { 'content-type': 'application/json' }
    const response = await handler({ method: 'POST', path, headers, body })
    return { status: response.status, answer: JSON.parse(response.body) as ResponseEnvelope }
  }

  test('1101 tells who the person is and where insured', async () => {
    const { status, answer } = await say(message(identify))
    expect(status).toBe(200)
    expect(answer).toMatchObject({
      infcode: 0,
      output: {
        baseinfo: { psn_no: person.psn_no, psn_name: person.psn_name },
        insuinfo: [{ insuplc_admdvs: '210300', insutype: '310', psn_insu_stas: '1' }],
      },
    })
    expect(answer.inf_refmsgid).toMatch(/^\d{30}$/)
  })

  test.for(REFUSED)('%s gets infcode -1 and the reason', async ([, make, reason]) => {
    const { status, answer } = await say(make())
    expect(status).toBe(200)
    expect(answer.infcode).toBe(-1)
    expect(answer.err_msg).toMatch(reason)
    expect(answer.err_msg).not.toMatch(/Error|\n| at /)
    expect(answer.output).toBeNull()
  })

  test('a wrong path is told which one is right', async () => {
    const { status, answer } = await say('{}', '/fsi/api')
    expect(status).toBe(404)
    expect(JSON.stringify(answer)).toContain(CALL_SERVICE_PATH)
  })

  test('the same message has the same answer, and another one under its id is refused ' +
    '(RULE-151)', async () => {
    const body = message(identify)
    const [first, again] = [await say(body), await say(body)]
    expect(again.answer).toEqual(first.answer)
    const other = JSON.parse(body) as { input: { data: { card_sn: string } } }
    other.input.data.card_sn = '123'
    const { answer } = await say(JSON.stringify(other))
    expect(answer.infcode).toBe(-1)
    expect(answer.err_msg).toMatch(/msgid/)
  })
})
