import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkResponse } from '../../../contracts/validate.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { decided, HOSPITAL, platformStore } from '../../../simulators/world/testing-register.ts'
import { must, prepare, VISIT } from '../../../simulators/world/testing-states.ts'
import { admission, DOCTOR, upload } from '../../../simulators/world/testing-visits.ts'
import { disclosedAt, enlist, setStatus, suspend, TerminatedForGood } from './practitioners.ts'
import type { PractitionerStatus } from './practitioners.ts'
import type { DeskRules } from './rules.ts'

const [person] = PEOPLE
const CODE = HOSPITAL.fixmedins_code
const CHEN = {
  code: DOCTOR.bilg_dr_codg,
  name: DOCTOR.bilg_dr_name,
  type: '1',
  certType: '01',
  certno: '520100198001010018',
}
const BARRED = `费用明细1的医师${CHEN.code}自2026-03-02 08:00:00起已暂停医保支付资格`

let benches: Bench[] = []
let bench: Bench
beforeEach(() => {
  bench = open({})
})
afterEach(() => {
  for (const one of benches) one.country.close()
  benches = []
})

function open(rules: Partial<DeskRules>): Bench {
  const opened = openBench({ country: { rules } })
  benches.push(opened)
  return opened
}

function put(status: PractitionerStatus, since: string, at = bench): Promise<void> {
  const store = platformStore(at)
  return store.commit(() => setStatus(store, CHEN.code, status, decided(since, '记满12分')))
}

async function say(infno: string, input: object, at = bench): Promise<string> {
  return (await at.say(infno, person, input))?.err_msg ?? ''
}

async function stay(at = bench): Promise<string> {
  const { output } = await must(at, at.message('2401', person, admission(VISIT)))
  return (output as { result: { mdtrt_id: string } }).result.mdtrt_id
}

test('a line ordered by a suspended doctor is refused by its number (RULE-227)', async () => {
  const message = await prepare(bench, '2204')
  await put('suspended', '2026-03-02 08:00:00')
  expect(await bench.send(message)).toMatchObject({ infcode: -1, err_msg: BARRED })
})

test('a suspension counts from its moment on (RULE-227)', async () => {
  const message = await prepare(bench, '2301')
  await put('suspended', '2026-03-02 09:00:01')
  expect(await bench.send(message)).toMatchObject({ infcode: 0 })
  const later = upload({ ...VISIT, begntime: '2026-03-02 09:00:01' }, idOf(message.input), 10)
  expect(await say('2301', later)).toContain('费用明细10的医师')
})

test('a suspension ends with its last moment, a termination never (RULE-227)', async () => {
  const store = platformStore(bench)
  await store.commit(() =>
    suspend(store, CHEN.code, '2026-03-02 08:30:00', decided('2026-03-01', '记满9分')))
  const mdtrtId = await stay()
  expect(await say('2301', upload(VISIT, mdtrtId))).toBe('')
  await put('terminated', '2026-03-02 09:00:00')
  await expect(put('active', '2026-04-01')).rejects.toThrow(TerminatedForGood)
  expect(await say('2301', upload(VISIT, mdtrtId, 10))).toContain('已终止医保支付资格')
})

test('whoever carries out an order is held to the same (RULE-227)', async () => {
  const message = await prepare(bench, '2301')
  await put('suspended', '2026-03-02 08:00:00')
  const { feedetail } = upload(VISIT, idOf(message.input))
  const rows = feedetail.map((row) =>
    ({ ...row, bilg_dr_codg: 'D520100000002', orders_dr_code: CHEN.code }))
  expect(await say('2301', { feedetail: rows })).toBe(BARRED)
})

test.for([
  ['accepted', ''],
  ['refused', BARRED],
] as const)('in an emergency such lines are %s as the parameter says (RULE-227)', async (
  [suspendedInEmergency, expected],
) => {
  const desk = open({ suspendedInEmergency })
  const { mdtrtinfo, diseinfo } = admission(VISIT)
  const emergency = { ...mdtrtinfo, exp_content: '{"IPT_TYPE":"2"}' }
  const { output } =
    await must(desk, desk.message('2401', person, { mdtrtinfo: emergency, diseinfo }))
  const { mdtrt_id } = (output as { result: { mdtrt_id: string } }).result
  await put('suspended', '2026-03-02 08:00:00', desk)
  expect(await say('2301', upload(VISIT, mdtrt_id), desk)).toBe(expected)
})

test('unknown doctors pass until the institution keeps a register', async () => {
  const message = await prepare(bench, '2301')
  expect(await bench.send(message)).toMatchObject({ infcode: 0 })
  const store = platformStore(bench)
  const other = { ...CHEN, code: 'D520100000009' }
  await store.commit(() => enlist(store, CODE, other, decided('2026-01-01')))
  expect(await say('2301', upload(VISIT, idOf(message.input), 10)))
    .toBe(`费用明细10的医师${CHEN.code}不在本机构的医保医师名册中`)
})

test('5102 answers the own staff, and not why one is barred', async () => {
  const store = platformStore(bench)
  await store.commit(() => {
    enlist(store, CODE, CHEN, decided('2026-01-01'))
    enlist(store, 'H52010000002', { ...CHEN, code: 'ELSEWHERE' }, decided('2026-01-01'))
    setStatus(store, CHEN.code, 'suspended', decided('2026-03-01', '倒卖药品'))
  })
  const answer = await bench.say('5102', null, { data: { prac_psn_type: '1' } })
  expect(checkResponse('5102', answer)).toEqual([])
  expect(answer?.output).toMatchObject({
    feedetail: [{ prac_psn_code: CHEN.code, hi_dr_flag: '0', begntime: '2026-03-01 00:00:00' }],
  })
  expect(JSON.stringify(answer)).not.toMatch(/倒卖药品|ELSEWHERE/)
})

test('a disclosure has neither certificate nor reason (RULE-247)', async () => {
  const store = platformStore(bench)
  await store.commit(() => enlist(store, CODE, CHEN, decided('2026-01-01')))
  expect(disclosedAt(store, CODE, '2026-03-02')).toEqual([])
  await put('terminated', '2026-03-02')
  expect(disclosedAt(store, CODE, '2026-03-02')).toEqual([
    { code: CHEN.code, name: CHEN.name, status: 'terminated', since: '2026-03-02' },
  ])
})

function idOf(input: Readonly<Record<string, unknown>>): string {
  return (input['feedetail'] as { mdtrt_id: string }[])[0]?.mdtrt_id ?? ''
}
