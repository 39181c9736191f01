import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import {
  claim, description, identityOf, registration, sale, upload,
} from '../../../simulators/world/testing-visits.ts'
import { createInsuredPlace } from '../app.ts'
import type { BenefitContext } from '../context.ts'
import { heard, identified, placeOf, showing } from '../../../simulators/world/testing-vouchers.ts'
import { issueToken } from './tokens.ts'

const { person } = VISIT
const [, other] = PEOPLE
let bench: Bench
let place: BenefitContext
beforeEach(() => {
  bench = openBench()
  place = placeOf(bench, [person])
})
afterEach(() => bench.country.close())

const voucher = (token: string) => ({ mdtrt_cert_type: '01', mdtrt_cert_no: token, card_sn: '' })

/** 2201 with a token. */
function register(number: string, token: string, who: InsuredPerson = person) {
  const { data } = registration({ ...VISIT, person: who, number })
  return bench.message('2201', who, { data: { ...data, ...showing(who, '01', token) } })
}

test('a token identifies its holder until it expires, to the second (RULE-058)', async () => {
  const { token, expires_at } = await issueToken(place, person.psn_no)
  expect(await identified(bench, person, voucher(token))).toBe('')
  // The bench's clock goes on by one second with each message.
  bench.clock.set(expires_at)
  bench.clock.advance(-2000)
  expect(await identified(bench, person, voucher(token))).toBe('')
  expect(await identified(bench, person, voucher(token))).toContain(`已于${expires_at}过期`)
  expect(heard(await bench.send(register('T1', token)))).toContain('过期')
  expect(bench.country.stores.get('platform')?.all('select 1 from visit')).toEqual([])
})

test('how long a token lives is a parameter of the place (RULE-058)', async () => {
  const brief = await issueToken({ ...place, credentials: { tokenMinutes: 5 } }, person.psn_no)
  expect([brief.issued_at, brief.expires_at]).toEqual([
    '2026-03-02 09:00:00', '2026-03-02 09:05:00',
  ])
})

test('a token opens one visit, and goes on to hold for that one (RULE-058)', async () => {
  const { token, expires_at } = await issueToken(place, person.psn_no)
  const first = register('T1', token)
  const opened = await must(bench, first)
  const { mdtrt_id } = (opened.output as Outputs['2201']).data
  expect(heard(await bench.send(register('T2', token)))).toContain('令牌已使用')
  expect(await identified(bench, person, voucher(token))).toContain('令牌已使用')
  expect(await bench.send(first)).toEqual(opened)
  await must(bench, bench.message('2203', person, description(VISIT, mdtrt_id)))
  await must(bench, bench.message('2204', person, upload({ ...VISIT, number: 'T1' }, mdtrt_id)))
  const { data } = claim({ ...VISIT, number: 'T1' }, mdtrt_id)
  const input = { data: { ...data, ...voucher(token) } }
  bench.clock.set(expires_at)
  await must(bench, bench.message('2206', person, input))
  const { output } = await must(bench, bench.message('2207', person, input))
  expect((output as Outputs['2207']).setlinfo.mdtrt_cert_type).toBe('01')
})

test('the same question with a token has the same answer, used or not (RULE-058)', async () => {
  const { token } = await issueToken(place, person.psn_no)
  const data = { ...identityOf(person), ...voucher(token), begntime: '' }
  const question = bench.message('1101', person, { data })
  const answer = await must(bench, question)
  await must(bench, register('T1', token))
  expect(await bench.send(question)).toEqual(answer)
})

test('a token pays for one sale; tried before, it is still good (RULE-058)', async () => {
  const { token } = await issueToken(place, person.psn_no)
  const sold = sale(VISIT)
  const input = { ...sold, druginfo: { ...sold.druginfo, ...voucher(token) } }
  await must(bench, bench.message('2101', person, input))
  await must(bench, bench.message('2102', person, input))
  expect(heard(await bench.say('2102', person, input))).toContain('令牌已使用')
})

test('nobody registers with the token of somebody else (RULE-056, RULE-058)', async () => {
  const { token } = await issueToken(place, person.psn_no)
  const stranger = { ...other, insuplc_admdvs: person.insuplc_admdvs }
  expect(heard(await bench.send(register('T1', token, stranger)))).not.toBe('')
  const both = placeOf(bench, [person, stranger])
  const party = createInsuredPlace(both, { admdvs: both.area, clock: bench.clock }, (fault) => {
    throw fault
  })
  expect(heard(await party(register('T1', token, stranger)))).toContain('人证不符')
  await must(bench, register('T1', token))
})

test('a place may take handed-out tokens only (RULE-058)', async () => {
  const strict = { ...place, credentials: { standingNumber: 'refused' } as const }
  const party = createInsuredPlace(strict, { admdvs: strict.area, clock: bench.clock }, (fault) => {
    throw fault
  })
  expect(heard(await party(register('T1', person.ecToken)))).toContain('须使用展码取得的令牌')
  const { token } = await issueToken(strict, person.psn_no)
  expect(heard(await party(register('T1', token)))).toBe('')
})
