import { connect as dial } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../contracts/envelope.ts'
import { NoAnswer } from '../contracts/exchange.ts'
import type { ResponseEnvelope } from '../contracts/exchange.ts'
import { openBench } from '../simulators/world/testing.ts'
import type { Bench } from '../simulators/world/testing.ts'
import { prepare } from '../simulators/world/testing-states.ts'
import { connect } from './connect.ts'
import { CannotListen, serve } from './serve.ts'
import type { Served } from './serve.ts'

let bench: Bench
let served: Served
beforeAll(async () => {
  bench = openBench()
  served = await serve(bench.country.platform, 0)
})
afterAll(async () => {
  await served.close()
  bench.country.close()
})

/** Sends raw bytes and returns everything that comes back until the server ends or is quiet. */
async function raw(text: string): Promise<string> {
  const socket = dial(Number(new URL(served.url).port), '127.0.0.1')
  let heard = ''
  socket.on('data', (piece) => (heard += String(piece)))
  socket.on('error', () => {})
  socket.write(text)
  socket.end()
  await once(socket, 'close')
  return heard
}

describe('whatever comes over the wire', () => {
  test.for([
    ['no content type', `POST ${CALL_SERVICE_PATH}`, 'Content-Length: 2\r\n\r\n{}', 200],
    ['an odd content type', `POST ${CALL_SERVICE_PATH}`, 'Content-Type: \u00ff;;\r\n\r\n', 415],
    ['no body', `POST ${CALL_SERVICE_PATH}`, '\r\n', 200],
    ['a GET', `GET ${CALL_SERVICE_PATH}`, '\r\n', 405],
    ['an odd path', 'POST //x/%ff?%00', 'Content-Length: 0\r\n\r\n', 400],
    ['no HTTP at all', 'hello', '\r\n', 400],
  ] as const)('%s is answered, and the server goes on', async ([, line, rest, status]) => {
    const heard = await raw(`${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${rest}`)
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const handler = connect(served.url)
    const body = JSON.stringify(await prepare(bench, '1101'))
    const headers = { 'content-type': 'application/json' }
    const response = await handler({ method: 'POST', path: CALL_SERVICE_PATH, headers, body })
    expect((JSON.parse(response.body) as ResponseEnvelope).infcode).toBe(0)
  })

  test.for<readonly [string, string]>([
    ['a million brackets', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['a deep field', `{"input":{"data":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`],
    ['a field that breaks text', '{"infno":{"toString":1},"msgid":{"valueOf":2}}'],
    ['a prototype', '{"__proto__":{"infno":"1101"}}'],
    ['half a message', '{"infno":"1101","input":{"da\nta'],
  ])('%s gets infcode -1 and one line', async ([, body]) => {
    const handler = connect(served.url)
    const response = await handler({ method: 'POST', path: CALL_SERVICE_PATH, headers: {}, body })
    const answer = JSON.parse(response.body) as ResponseEnvelope
    expect(response.status).toBe(200)
    expect(answer.infcode).toBe(-1)
    expect(answer.err_msg).toMatch(/^[^\n]{5,200}$/)
    expect(answer.err_msg).not.toContain('内部错误')
  })
})

test('no answer means that the connection ends without a byte', async () => {
  const silent = await serve(() => Promise.reject(new NoAnswer('planted')), 0)
  const handler = connect(silent.url)
  const request = { method: 'POST', path: '/', headers: {}, body: '{}' }
  await expect(handler(request)).rejects.toBeInstanceOf(NoAnswer)
  await silent.close()
})

test('a port that is taken is named', async () => {
  const taken = Number(new URL(served.url).port)
  await expect(serve(bench.country.platform, taken)).rejects.toThrow(CannotListen)
})
