import { afterEach, beforeEach, expect, test } from 'vitest'
import { INSURED, openScopes } from '../simulators/world/testing-scopes.ts'
import type { Bench } from '../simulators/world/testing.ts'
import { VISIT } from '../simulators/world/testing-states.ts'
import { registration } from '../simulators/world/testing-visits.ts'
import { Refusal, REFUSALS } from './refusal.ts'
import type { RefusalCode } from './refusal.ts'
import { readRefusal } from './refusal-reader.ts'

let bench: Bench
beforeEach(() => {
  bench = openScopes()
})
afterEach(() => bench.country.close())

const CODES = Object.keys(REFUSALS) as RefusalCode[]
/** These two are marks of other refusals, never words of their own. */
const OWN = CODES.filter((code) => code !== 'insured-place' && code !== 'hub')

test.for(OWN)('%s is read off its own words, whoever hands them on (RULE-165)', (code) => {
  const details = Object.fromEntries(
    [...REFUSALS[code].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `${name}1`]))
  const said = new Refusal(code, details)
  expect(said.code).toBe(code)
  expect(readRefusal(said.message)).toEqual({ side: 'platform', code, reason: said.message })
  for (const side of ['insured-place', 'hub'] as const) {
    const handed = new Refusal(side, { message: said.message })
    expect(readRefusal(handed.message)).toEqual({ side, code, reason: said.message })
  }
})

test.for(Object.entries(INSURED))('what the insured place refuses is its own at every distance: '
  + '%s (RULE-165)', async ([, person]) => {
  const { data } = registration({ ...VISIT, person })
  const heard = async (change: object) => {
    const answer = await bench.say('2201', person, { data: { ...data, ...change } })
    return readRefusal(answer?.err_msg ?? '')
  }
  expect(await heard({ psn_name: '无此人' })).toMatchObject({
    side: 'insured-place', code: 'person-mismatch',
  })
  await bench.say('2201', person, { data })
  expect(await heard({})).toMatchObject({ side: 'platform', code: 'visit-exists' })
})

test('a pair of areas that is not connected is refused by the platform (RULE-165)', async () => {
  const { data } = registration(VISIT)
  const elsewhere = { ...VISIT.person, insuplc_admdvs: '330100' }
  const answer = await bench.say('2201', elsewhere, { data })
  expect(readRefusal(answer?.err_msg ?? '').code).toBe('unconnected-area')
})
