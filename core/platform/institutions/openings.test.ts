import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { decided, HOSPITAL, registerOf } from '../../../simulators/world/testing-register.ts'
import { prepare, VISIT } from '../../../simulators/world/testing-states.ts'
import { admission, claim, description } from '../../../simulators/world/testing-visits.ts'
import { isOpen, setDiseaseOpening, setOpening } from './openings.ts'
import type { OpenedKind, Opening } from './openings.ts'
import type { Register } from './register.ts'

const [person] = PEOPLE
const CODE = HOSPITAL.fixmedins_code
const SINCE = '2026-03-02'

let bench: Bench
let register: Register
beforeEach(() => {
  bench = openBench()
  register = registerOf(bench)
})
afterEach(() => bench.country.close())

function set(kind: OpenedKind, opening: Opening, since = SINCE): Promise<void> {
  return register.store.commit(() => setOpening(register, CODE, kind, opening, decided(since)))
}

test('open for stays only: a consultation is refused by name (RULE-062, A0-10)', async () => {
  await set('outpatient', 'shut')
  const described = await bench.send(await prepare(bench, '2203'))
  expect(described).toMatchObject({
    infcode: -1,
    err_msg: '定点医药机构H52010000001在2026-03-02未开通普通门诊费用直接结算',
  })
  const stay = admission({ ...VISIT, number: 'V2' })
  expect(await bench.say('2401', person, stay)).toMatchObject({ infcode: 0 })
})

test('open for consultations only: a stay is refused by name (RULE-062)', async () => {
  await set('inpatient', 'shut')
  const admitted = await bench.send(await prepare(bench, '2401'))
  expect(admitted?.err_msg).toBe('定点医药机构H52010000001在2026-03-02未开通住院费用直接结算')
  expect(await bench.send(await prepare(bench, '2203'))).toMatchObject({ infcode: 0 })
})

test('the three flags are independent: each combination opens what it says (A2-26)', async () => {
  const kinds = ['inpatient', 'outpatient', 'chronic'] as const
  for (let mask = 0; mask < 8; mask += 1) {
    const wanted = kinds.map((_, at) => (mask & (1 << at)) !== 0)
    for (const [at, kind] of kinds.entries()) await set(kind, wanted[at] === true ? 'open' : 'shut')
    const found = kinds.map((kind) => isOpen(register, CODE, kind, '', `${SINCE} 09:00:00`))
    expect(found).toEqual(wanted)
  }
})

test('a chronic disease that is not opened is refused by its name (RULE-134)', async () => {
  await set('chronic', 'listed')
  await register.store.commit(() =>
    setDiseaseOpening(register, CODE, 'M01900', 'open', decided(SINCE)))
  const message = await prepare(bench, '2203')
  const info = description(VISIT, mdtrtIdOf(message.input), '14').mdtrtinfo
  const sent = { ...message.input, mdtrtinfo: info }
  expect((await bench.send(bench.message('2203', person, sent)))?.err_msg)
    .toBe('定点医药机构H52010000001在2026-03-02未开通门诊慢特病费用（病种M03900高血压）直接结算')
  await set('chronic', 'shut')
  expect((await bench.send(bench.message('2203', person, sent)))?.err_msg)
    .toBe('定点医药机构H52010000001在2026-03-02未开通门诊慢特病费用直接结算')
})

test('a disease is open from its start date on (RULE-131)', async () => {
  await set('chronic', 'listed', '2025-01-01')
  const open = (day: string) => isOpen(register, CODE, 'chronic', 'M07200', `${day} 08:00:00`)
  await register.store.commit(() =>
    setDiseaseOpening(register, CODE, 'M07200', 'open', decided('2026-03-05')))
  expect(['2026-03-04', '2026-03-05'].map(open)).toEqual([false, true])
})

test('what began while open is settled after the shutting', async () => {
  const message = await prepare(bench, '2207')
  bench.clock.set('2026-03-03 09:00:00')
  await set('outpatient', 'shut', '2026-03-03')
  expect(await bench.send(message)).toMatchObject({ infcode: 0 })
})

test('a consultation cannot be claimed as care that is shut (RULE-062)', async () => {
  await set('chronic', 'shut')
  const message = await prepare(bench, '2206')
  const { data } = claim(VISIT, mdtrtIdOf(message.input))
  const asChronic = { data: { ...data, med_type: '14' } }
  expect((await bench.send(bench.message('2206', person, asChronic)))?.err_msg)
    .toContain('未开通门诊慢特病费用')
})

test('an admission before the opening date is refused, whenever it is told', async () => {
  await set('inpatient', 'shut', '2020-01-01')
  await set('inpatient', 'open', '2026-03-02')
  const early = admission({ ...VISIT, begntime: '2026-03-01 22:00:00' })
  expect((await bench.say('2401', person, early))?.err_msg).toContain('在2026-03-01未开通住院')
  expect(await bench.say('2401', person, admission(VISIT))).toMatchObject({ infcode: 0 })
})


function mdtrtIdOf(input: Readonly<Record<string, unknown>>): string {
  const node = (input['mdtrtinfo'] ?? input['data']) as { mdtrt_id: string }
  return node.mdtrt_id
}
