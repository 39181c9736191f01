import { expect, test } from 'vitest'
import type { RecordedBody } from '../../contracts/transcript.ts'
import { exchange } from '../fixture.ts'
import { outcomeOf } from './outcome.ts'

const answered = (body: RecordedBody, status = 200) =>
  outcomeOf({ ...exchange(1, '2207'), response: { status, body } })

test.each([0, '0'])('infcode %j is accepted', (infcode) => {
  expect(answered({ json: { infcode } }).key).toBe('accepted')
})

test.each([-1, '-1', 100])('infcode %j is a refusal with its reason', (infcode) => {
  const outcome = answered({ json: { infcode, err_msg: '余额不足' } })
  expect(outcome).toEqual({ key: 'rejected', reason: '余额不足' })
})

test.each([null, '', ' ', 'ok', true, undefined])('infcode %j is never success', (infcode) => {
  expect(answered({ json: { infcode } }).key).toBe('unreadable')
})

test.each<[RecordedBody, number]>([
  [{ text: '<html>' }, 502],
  [{ base64: '/w==' }, 200],
  [{ json: [{ infcode: 0 }] }, 200],
  [{ json: null }, 200],
  [{ json: { infcode: 0 } }, 500],
])('%j with status %i is a bad answer', (body, status) => {
  expect(answered(body, status)).toEqual({ key: 'unreadable', reason: `HTTP ${status}` })
})

test('a lost request and a lost answer are told apart', () => {
  const sent = exchange(1, '2207')
  expect(outcomeOf({ ...sent, response: null, delivered: false }).key).toBe('lostRequest')
  expect(outcomeOf({ ...sent, delivered: false }).key).toBe('lostAnswer')
})
