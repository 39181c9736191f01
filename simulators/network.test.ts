import { expect, test } from 'vitest'
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler, WireRequest } from '../contracts/exchange.ts'
import { virtualClock } from '../core/clock.ts'
import { faultPlan, faulty, Lost } from './network.ts'
import { createRecorder } from './recorder.ts'

const request = (body: string): WireRequest => ({ method: 'POST', path: '/', headers: {}, body })
const seen: string[] = []
const party: Handler = ({ body }) => {
  seen.push(String(body))
  const answer = `{"infcode":0,"heard":${String(body)}}`
  return Promise.resolve({ status: 200, headers: {}, body: answer })
}
const seenAs = ({ body }: WireRequest) => {
  const { infno } = JSON.parse(String(body)) as { infno: string }
  return { case: 'one', infno }
}

test('a lost request is never heard, a lost answer is; to the sender both look alike', async () => {
  const faults = [
    { infno: '2207', nth: 2, kind: 'lost-before-commit' },
    { infno: '2207', nth: 3, kind: 'lost-after-commit' },
  ] as const
  const network = faulty(party, faultPlan(() => faults, seenAs))
  seen.length = 0
  const outcomes = await Promise.allSettled(
    ['2207', '2201', '2207', '2207', '2207'].map((infno) =>
      network(request(JSON.stringify({ infno }))),
    ),
  )
  expect(outcomes.map((one) => one.status)).toEqual([
    'fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled',
  ])
  expect(seen).toHaveLength(4)
  const reasons: unknown[] = outcomes.flatMap((one) => ('reason' in one ? [one.reason] : []))
  expect(reasons.every((reason) => reason instanceof NoAnswer)).toBe(true)
  const lost = outcomes.map((one) => (one.status === 'rejected' ? (one.reason as Lost) : undefined))
  expect(lost[2]?.response).toBeNull()
  expect(lost[3]?.response?.status).toBe(200)
})

test('a network without faults changes nothing', async () => {
  const network = faulty(party, faultPlan(() => [], seenAs))
  const body = '{"infno":"2207"}'
  expect(await network(request(body))).toEqual(await party(request(body)))
})

test('the recorder keeps what was lost, in the order of arrival, and changes nothing', async () => {
  const recorder = createRecorder(virtualClock('2026-03-02 09:00:00'), () => 'one')
  const faults = [{ infno: '2207', nth: 1, kind: 'lost-after-commit' }] as const
  const network = faulty(party, faultPlan(() => faults, (seenNow) => recorder.sight(seenNow)))
  const observed = recorder.institutionHop(network)
  await expect(observed(request('{"infno":"2207","msgid":"m1"}'))).rejects.toBeInstanceOf(Lost)
  const answer = await observed(request('{"infno":"2207","msgid":"m2"}'))
  expect(answer).toEqual(await party(request('{"infno":"2207","msgid":"m2"}')))
  const told = recorder.exchanges().map(({ n, msgid, delivered, fault, response }) => ({
    n, msgid, delivered, fault, status: response?.status,
  }))
  expect(told).toEqual([
    { n: 1, msgid: 'm1', delivered: false, fault: 'lost-after-commit', status: 200 },
    { n: 2, msgid: 'm2', delivered: true, fault: undefined, status: 200 },
  ])
})

test.for<readonly [string, string | Uint8Array, object]>([
  ['text', 'no json', { text: 'no json' }],
  ['bytes', Uint8Array.of(0xd6, 0xd0), { base64: '1tA=' }],
  ['names that break text', '{"infno":{"toString":1}}', { json: { infno: { toString: 1 } } }],
])('the recorder keeps %s as it came', async ([, body, recorded]) => {
  const recorder = createRecorder(virtualClock('2026-03-02 09:00:00'), () => '')
  const observed = recorder.institutionHop(() =>
    Promise.resolve({ status: 500, headers: {}, body: '' }),
  )
  await observed({ method: 'POST', path: '/', headers: {}, body })
  const [exchange] = recorder.exchanges()
  expect(exchange?.request.body).toEqual(recorded)
  expect(exchange).toMatchObject({ infno: '', msgid: '', response: { body: { text: '' } } })
})
