import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import { sale } from '../../../simulators/world/testing-visits.ts'
import { heard, placeOf } from '../../../simulators/world/testing-vouchers.ts'
import { receivePrescription } from './prescriptions.ts'
import type { Prescription } from './prescriptions.ts'

const { person } = VISIT
const [, other] = PEOPLE
/** Class A (70 of 100) and class B (10 of 100 first, then 85) in the pack of the bench below. */
const [CLASS_A, CLASS_B] = ['XL01XXX0040001', 'XL01XXX0150001']
const DAY = '2026-03-02 08:00:00'

let bench: Bench
beforeEach(async () => {
  bench = openBench({ country: { policies: { '210300': 'ji' } } })
})
afterEach(() => bench.country.close())

/** 2505: registers the dual channel and names a pharmacy. */
async function register(code: string, who: InsuredPerson = person) {
  await must(bench, bench.message('2505', who, {
    data: {
      psn_no: who.psn_no, biz_appy_type: '32', begndate: '2026-03-01', fix_srt_no: '1',
      fixmedins_code: code, fixmedins_name: code === HERE ? '本店' : '别家药店',
    },
  }))
}

const HERE = 'H52010000001'

function prescribe(change: Partial<Prescription> = {}) {
  return receivePrescription(placeOf(bench, [person]), {
    rxno: 'RX1', psn_no: person.psn_no, attribute: '01', valid_from: '2026-03-01',
    valid_until: '2026-03-04', drugs: [CLASS_A ?? '', CLASS_B ?? ''], ...change,
  })
}

function bought(codes: readonly (string | undefined)[] = [CLASS_A], rxno = 'RX1') {
  const lines = codes.map((code) => ({ code: code ?? '', pric: '1000.00', cnt: '1' }))
  const made = sale({ ...VISIT, account: '0', lines, begntime: DAY })
  return {
    druginfo: { ...made.druginfo, med_type: '18' },
    drugdetail: made.drugdetail.map((line) => ({ ...line, rxno, rx_circ_flag: '1' })),
  }
}

const buying = (...of: Parameters<typeof bought>) => bench.say('2102', person, bought(...of))

test('two classes of dual-channel drugs have ratios of their own (RULE-138)', async () => {
  await register(HERE)
  await prescribe()
  const paid: number[] = []
  for (const code of [CLASS_A, CLASS_B]) {
    const { output } = await must(bench, bench.message('2102', person, bought([code])))
    const { setlinfo } = output as Outputs['2102']
    paid.push(setlinfo.hifp_pay)
    const { setl_id, mdtrt_id, psn_no } = setlinfo
    await must(bench, bench.message('2103', person, { data: { setl_id, mdtrt_id, psn_no } }))
  }
  const [a = 0, b = 0] = paid
  // 1,000.00 less 10 of 100 first of the catalogue, times 70 of 100.
  expect(a).toBe(630)
  // 800.00 in scope, 10 of 100 first by the class, then 85 of 100.
  expect(b).toBe(612)
  expect(heard(await buying([CLASS_A, CLASS_B]))).toContain('未开通所购药品')
  expect(heard(await buying(['XJ01CAA0010001']))).toContain('未开通所购药品')
})

test('without a registration, or at another pharmacy than the named one, nothing is sold '
  + '(RULE-138)', async () => {
  await prescribe()
  expect(heard(await buying())).toContain('未办理双通道药品登记')
  await register('P52010000002')
  expect(heard(await buying())).toContain('选定的药店购买：别家药店')
  await register(HERE)
  expect(heard(await buying())).toBe('')
})

test('a registration that has not begun, or was cancelled, is none (RULE-138)', async () => {
  await prescribe()
  const registration = {
    psn_no: person.psn_no, biz_appy_type: '32', begndate: '2026-03-03', fix_srt_no: '1',
    fixmedins_code: HERE, fixmedins_name: '本店',
  }
  const { output } = await must(bench, bench.message('2505', person, { data: registration }))
  expect(heard(await buying())).toContain('未办理双通道药品登记')
  bench.clock.set('2026-03-03 09:00:00')
  expect(heard(await buying())).toBe('')
  const serial = (output as Outputs['2505']).result.trt_dcla_detl_sn
  const data = { trt_dcla_detl_sn: serial, psn_no: person.psn_no, memo: '换药店' }
  await must(bench, bench.message('2506', person, { data }))
  expect(heard(await buying())).toContain('未办理双通道药品登记')
})

test('a prescription is used once, and again only after the sale was undone ' +
  '(RULE-139)', async () => {
  await register(HERE)
  await prescribe()
  await must(bench, bench.message('2101', person, bought()))
  const first = bench.message('2102', person, bought())
  const answer = await must(bench, first)
  expect(heard(await buying())).toContain('电子处方RX1不能使用：已使用')
  expect(await bench.send(first)).toEqual(answer)
  const { setl_id, mdtrt_id, psn_no } = (answer.output as Outputs['2102']).setlinfo
  await must(bench, bench.message('2103', person, { data: { setl_id, mdtrt_id, psn_no } }))
  expect(heard(await buying())).toBe('')
})

test('two sales at once use a prescription once (RULE-139)', async () => {
  await register(HERE)
  await prescribe()
  const messages = [1, 2, 3].map(() => bench.message('2102', person, bought()))
  const said = await Promise.all(messages.map(async (one) => heard(await bench.send(one))))
  expect(said.filter((text) => text === '')).toHaveLength(1)
  expect(bench.country.settlements()).toHaveLength(1)
})

const UNUSABLE: readonly (readonly [string, Partial<Prescription>])[] = [
  ['不存在', { rxno: 'RX2' }],
  ['不属于该人员', { psn_no: other.psn_no }],
  ['不是双通道处方', { attribute: '99' }],
  ['不在有效期内', { valid_until: '2026-03-01' }],
  ['不在有效期内', { valid_from: '2026-03-03' }],
  ['未开具药品', { drugs: ['XJ01CAA0010001'] }],
]

test.for(UNUSABLE)('a prescription of another kind sells nothing: %s (RULE-139)',
  async ([why, change]) => {
    await register(HERE)
    await prescribe(change)
    for (const infno of ['2101', '2102']) {
      expect(heard(await bench.say(infno, person, bought()))).toContain(why)
    }
    expect(bench.country.settlements()).toEqual([])
  })

test('a negotiated drug above its payment standard: the patient bears the excess (RULE-082)',
  async () => {
    await register(HERE)
    await prescribe()
    const made = bought([CLASS_B])
    const dear = made.drugdetail.map((line) => ({
      ...line, pric: 1500, det_item_fee_sumamt: 1500,
    }))
    const druginfo = { ...made.druginfo, medfee_sumamt: 1500 }
    const message = bench.message('2102', person, { druginfo, drugdetail: dear })
    const { output } = await must(bench, message)
    expect((output as Outputs['2102']).setlinfo).toMatchObject({
      overlmt_selfpay: 300, preselfpay_amt: 240, inscp_scp_amt: 960,
    })
  })
