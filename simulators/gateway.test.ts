import { afterEach, describe, expect, test } from 'vitest'
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler, WireRequest, WireResponse } from '../contracts/exchange.ts'
import { GATEWAY_SCHEME_IDS, gatewayScheme } from '../contracts/gateways/gateways.ts'
import { GatewayMisuse } from '../contracts/gateways/scheme.ts'
import type { GatewaySchemeId } from '../contracts/gateways/scheme.ts'
import { keysOf, MOMENT, PLAIN } from '../contracts/gateways/testing.ts'
import { virtualClock } from '../core/clock.ts'
import { connect } from '../core/connect.ts'
import { serve } from '../core/serve.ts'
import type { Served } from '../core/serve.ts'
import { AnswerNotBelieved, guardedBy, signedBy } from './gateway.ts'

const ANSWER = '{"infcode":0,"err_msg":null,"output":{"baseinfo":{"psn_name":"张三","balc":1.50}}}'
const START = '2026-03-02 09:00:00'
let served: Served | undefined

afterEach(async () => {
  await served?.close()
  served = undefined
})

/** Different bytes at each call, the same in each run. */
function bytesFrom(start: number) {
  let calls = start
  return (bytes: number) => {
    calls += 1
    return Buffer.alloc(bytes, 0).fill(String(calls).padStart(8, '0'), 0)
  }
}

interface Pair {
  readonly send: Handler
  /** What the party behind the gateway was given. */
  readonly heard: WireRequest[]
  /** What went over the wire. */
  readonly wire: WireRequest[]
  readonly guard: Handler
  readonly clocks: Record<'sender' | 'receiver', ReturnType<typeof virtualClock>>
}

function pairOf(id: GatewaySchemeId, reach: (guard: Handler) => Handler, mostNonces = 10): Pair {
  const scheme = gatewayScheme(id)
  const clocks = { sender: virtualClock(START), receiver: virtualClock(START) }
  const [heard, wire]: [WireRequest[], WireRequest[]] = [[], []]
  const party: Handler = (request) => {
    heard.push(request)
    return Promise.resolve(answer(ANSWER))
  }
  const guarded = { keys: keysOf(id, 'receiver'), clock: clocks.receiver }
  const guard = guardedBy(party, scheme, guarded.keys, guarded.clock, bytesFrom(500), mostNonces)
  const line = reach(guard)
  const listened: Handler = (request) => {
    wire.push(request)
    return line(request)
  }
  const send = signedBy(listened, scheme, keysOf(id, 'sender'), clocks.sender, bytesFrom(0))
  return { send, heard, wire, guard, clocks }
}

describe.each(GATEWAY_SCHEME_IDS)('%s', (id) => {
  test('a signed request arrives plain and its answer too, by a function call', async () => {
    const { send, heard, wire } = pairOf(id, (guard) => guard)
    expect((await send(PLAIN)).body).toBe(ANSWER)
    expect(businessOf(heard[0])).toEqual(businessOf(PLAIN))
    expect(wire[0]).not.toEqual(PLAIN)
  })

  test('and over a real connection', async () => {
    let url = ''
    const { send, heard, guard } = pairOf(id, () => (request) => connect(url)(request))
    served = await serve(guard, 0)
    url = served.url
    const found = await send(PLAIN)
    expect([found.status, found.body]).toEqual([200, ANSWER])
    expect(businessOf(heard[0])).toEqual(businessOf(PLAIN))
  })

  test('an unsigned request is refused in the words of the scheme and not heard ' +
    '(RULE-245)', async () => {
    const { guard, heard } = pairOf(id, (one) => one)
    const refusal = await guard(PLAIN)
    const { failures } = gatewayScheme(id)
    expect(failures.map(({ body }) => JSON.stringify(body))).toContain(refusal.body)
    expect(heard).toEqual([])
  })

  test('a sender without keys is told so before anything is sent', async () => {
    const silence: Handler = () => Promise.reject(new NoAnswer())
    const send = signedBy(silence, gatewayScheme(id), { id: '' }, virtualClock(START), random)
    await expect(send(PLAIN)).rejects.toThrow(GatewayMisuse)
  })
})

test('CSB says what it says in reality when the headers are missing', async () => {
  const { guard } = pairOf('csb-hmac-sha1', (one) => one)
  served = await serve(guard, 0)
  const found = await connect(served.url)(PLAIN)
  expect(found.status).toBe(401)
  expect(found.body).toBe('{"code":401,"message":"缺少服务网关的请求头!"}')
})

test('a sender whose clock is half an hour late is told 签名时间戳超时 (RULE-160, RULE-245)', async () => {
  const { send, clocks } = pairOf('csb-hmac-sha1', (guard) => guard)
  clocks.receiver.advance(30 * 60_000 - 1)
  expect((await send(PLAIN)).status).toBe(200)
  clocks.receiver.advance(1)
  expect((await send(PLAIN)).body).toBe('{"code":401,"message":"签名时间戳超时!"}')
})

test('TIF takes the same message once; CSB, which has no nonce, takes it again', async () => {
  const tif = pairOf('tif-sha256', (guard) => guard)
  await tif.send(PLAIN)
  const again = await tif.guard(tif.wire[0] ?? PLAIN)
  expect(again.body).toBe('{"errcode":400000401,"errmsg":"nonce has been used."}')
  expect((await tif.send(PLAIN)).status).toBe(200)
  const csb = pairOf('csb-hmac-sha1', (guard) => guard)
  await csb.send(PLAIN)
  expect((await csb.guard(csb.wire[0] ?? PLAIN)).status).toBe(200)
})

test('a forged message does not use up the nonce of the true one', async () => {
  const { send, guard } = pairOf('tif-sha256', (line) => async (request) => {
    const headers = { ...request.headers, 'x-tif-signature': '0'.repeat(64) }
    expect((await guard({ ...request, headers })).status).toBe(401)
    return line(request)
  })
  expect((await send(PLAIN)).status).toBe(200)
})

test('nonces are forgotten when they can no longer be in time, or when too many came', async () => {
  const { send, wire, guard, clocks } = pairOf('tif-sha256', (line) => line, 2)
  await send(PLAIN)
  clocks.receiver.advance(181_000)
  expect((await guard(wire[0] ?? PLAIN)).body).toContain('timestamp is out of date.')
  clocks.sender.advance(181_000)
  for (let n = 0; n < 3; n += 1) await send(PLAIN)
  const statuses = []
  for (const request of wire.slice(1).toReversed()) statuses.push((await guard(request)).status)
  // Two are remembered; the oldest of three had to go, and comes through a second time.
  expect(statuses).toEqual([401, 401, 200])
})

test('an answer that was tampered with is no answer', async () => {
  for (const id of ['jilin-sm2-sm4', 'mobile-sm2-sm4'] as const) {
    const { send } = pairOf(id, (guard) => async (request) => {
      const found = await guard(request)
      return answer(found.body.replace(/"(output|encData)":"./, '"$1":"!'))
    })
    await expect(send(PLAIN)).rejects.toThrow(AnswerNotBelieved)
  }
})

test('the channel does not believe a plain success, and hands a refusal on', async () => {
  const plain = pairOf('mobile-sm2-sm4', () => () => Promise.resolve(answer(ANSWER)))
  await expect(plain.send(PLAIN)).rejects.toThrow(NoAnswer)
  const refusal = '{"code":"-1","message":"验签失败","success":false}'
  const refused = pairOf('mobile-sm2-sm4', () => () => Promise.resolve(answer(refusal)))
  expect((await refused.send(PLAIN)).body).toBe(refusal)
})

test('浙江 signs the bytes that are sent, in whatever encoding', async () => {
  const { send, heard } = pairOf('zhejiang-hmac-sm3', (guard) => guard)
  const gbk = Buffer.from('7b2261223a22d5c5c8fd227d', 'hex')
  expect((await send({ ...PLAIN, body: gbk })).status).toBe(200)
  expect(heard[0]?.body).toEqual(gbk)
})

function random(bytes: number): Uint8Array {
  return MOMENT.random(bytes)
}

function answer(body: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/json;charset=UTF-8' }, body }
}

/** The message without what a scheme adds to the envelope. */
function businessOf(request: WireRequest | undefined): unknown {
  const body = JSON.parse(String(request?.body)) as Record<string, unknown>
  const { cainfo: _cainfo, signtype: _signtype, enc_type: _encType, ...rest } = body
  return rest
}
