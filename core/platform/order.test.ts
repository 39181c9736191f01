import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outputs } from '../../contracts/generated/types.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements, liveRows } from '../../simulators/world/testing-books.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import {
  admission,
  claim,
  departure,
  description,
  registration,
  sale,
  upload,
} from '../../simulators/world/testing-visits.ts'

const { person } = VISIT
let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

/** Sends and returns what the platform says against it, '' when it accepts. */
async function objection(infno: string, input: object): Promise<string> {
  return (await bench.say(infno, person, input))?.err_msg ?? 'no answer'
}

async function registered(): Promise<string> {
  const answer = await must(bench, bench.message('2201', person, registration(VISIT)))
  return (answer.output as Outputs['2201']).data.mdtrt_id
}

async function admitted(number = VISIT.number): Promise<string> {
  const input = admission({ ...VISIT, number })
  const answer = await must(bench, bench.message('2401', person, input))
  return (answer.output as Outputs['2401']).result.mdtrt_id
}

describe('a stay is not an outpatient visit', () => {
  test('2202 and 2203 do not touch an admission', async () => {
    const id = await admitted()
    const data = { mdtrt_id: id, psn_no: person.psn_no, ipt_otp_no: VISIT.number }
    expect(await objection('2202', { data })).toContain('不能使用交易2202')
    expect(await objection('2203', description(VISIT, id))).toContain('不能使用交易2203')
    expect(await objection('2301', upload(VISIT, id))).toBe('')
  })

  test('2207 does not settle a stay, and 2304 no outpatient visit', async () => {
    const stay = await admitted('I1')
    await must(bench, bench.message('2301', person, upload(VISIT, stay)))
    expect(await objection('2206', claim(VISIT, stay))).toContain('不能使用交易2206')
    const visit = await registered()
    await must(bench, bench.message('2203', person, description(VISIT, visit)))
    await must(bench, bench.message('2204', person, upload(VISIT, visit)))
    expect(await objection('2303', claim(VISIT, visit, true))).toContain('不能使用交易2303')
  })

  test('2305 does not undo what 2207 settled', async () => {
    const right = await prepare(bench, '2208')
    expect(await objection('2305', right.input)).toContain('结算记录不存在')
    expect((await bench.send(right))?.infcode).toBe(0)
  })
})

test('a settlement in the middle of a stay leaves the patient in hospital', async () => {
  const id = await admitted()
  await must(bench, bench.message('2301', person, upload(VISIT, id)))
  const { data } = claim(VISIT, id, true)
  const middle = { data: { ...data, mid_setl_flag: '1' } }
  await must(bench, bench.message('2303', person, middle))
  const settled = await must(bench, bench.message('2304', person, middle))
  await must(bench, bench.message('2301', person, upload(VISIT, id, 11)))
  const { setl_id } = (settled.output as Outputs['2304']).setlinfo
  const undo = { data: { mdtrt_id: id, setl_id, psn_no: person.psn_no } }
  await must(bench, bench.message('2305', person, undo))
  expect(await objection('2402', departure(VISIT, id))).toBe('')
})

test('another kind of care after the pre-settlement makes it stale', async () => {
  const message = await prepare(bench, '2207')
  const { mdtrt_id } = (message.input as ReturnType<typeof claim>).data
  await must(bench, bench.message('2203', person, description(VISIT, mdtrt_id, '12')))
  expect((await bench.send(message))?.err_msg).toContain('2206')
})

describe('a reversal', () => {
  const reverse = (omsgid: string, oinfno: string) =>
    objection('2601', { data: { psn_no: person.psn_no, omsgid, oinfno } })

  test('names the transaction that the message was', async () => {
    const opening = bench.message('2201', person, registration(VISIT))
    const answer = await must(bench, opening)
    const { mdtrt_id } = (answer.output as Outputs['2201']).data
    expect(await reverse(opening.msgid, '2207')).toContain('oinfno')
    expect(await objection('2203', description(VISIT, mdtrt_id))).toBe('')
    expect((await bench.send(opening))?.infcode).toBe(0)
  })

  test('of an admission waits until its settlement is undone', async () => {
    const opening = bench.message('2401', person, admission(VISIT))
    const answer = await must(bench, opening)
    const { mdtrt_id } = (answer.output as Outputs['2401']).result
    for (const [infno, input] of [
      ['2301', upload(VISIT, mdtrt_id)],
      ['2402', departure(VISIT, mdtrt_id)],
      ['2303', claim(VISIT, mdtrt_id, true)],
      ['2304', claim(VISIT, mdtrt_id, true)],
    ] as const) {
      await must(bench, bench.message(infno, person, input))
    }
    expect(await reverse(opening.msgid, '2401')).toContain('须先撤销结算')
    expect(liveRows(bench.country.settlements())).toHaveLength(1)
    expect(disagreements(bench.country)).toEqual([])
  })

  test('of an admission without fees lets the number be used again ' +
    '(RULE-154, RULE-155)', async () => {
    const opening = bench.message('2401', person, admission(VISIT))
    await must(bench, opening)
    expect(await reverse(opening.msgid, '2401')).toBe('')
    expect((await bench.send(opening))?.err_msg).toContain('已被冲正')
    await admitted()
  })
})

describe('fee lines', () => {
  test('2302 says which line it does not know', async () => {
    const right = await prepare(bench, '2302')
    const [row] = (right.input as { data: readonly [{ mdtrt_id: string }] }).data
    const wrong = { data: [{ ...row, feedetl_sn: '777' }] }
    expect(await objection('2302', wrong)).toContain('feedetl_sn不存在或已结算：777')
    expect((await bench.send(right))?.infcode).toBe(0)
  })

  test('2102 counts a line once', async () => {
    const { druginfo, drugdetail } = sale(VISIT)
    const doubled = drugdetail.map((line) => ({ ...line, feedetl_sn: 5 }))
    expect(await objection('2102', { druginfo, drugdetail: doubled })).toContain('feedetl_sn')
  })

  test.for([
    ['0.001', '1', -0.01],
    ['0.005', '1', 0],
    ['3680.00', '-1', -3680],
  ] as const)('a line of %s × %s is not charged with %s', async ([pric, cnt, amount]) => {
    const right = await prepare(bench, '2204')
    const [line] = (right.input as ReturnType<typeof upload>).feedetail
    const one = { ...line, pric: Number(pric), cnt: Number(cnt), det_item_fee_sumamt: amount }
    expect(await objection('2204', { feedetail: [one] })).toMatch(/cnt|det_item_fee_sumamt|不大于零/)
  })

  test('a fen of rounding never makes a part of a line negative', async () => {
    const right = await prepare(bench, '2204')
    const [line] = (right.input as ReturnType<typeof upload>).feedetail
    // The own share of an item without remainder: 0.02 of which 0.01 is the tolerance.
    const one = { ...line, pric: 0.02, cnt: 1, det_item_fee_sumamt: 0.01 }
    const answer = await must(bench, bench.message('2204', person, { feedetail: [one] }))
    const [split] = (answer.output as Outputs['2204']).result
    const parts = [split?.fulamt_ownpay_amt, split?.overlmt_amt, split?.preselfpay_amt]
    expect([...parts, split?.inscp_scp_amt].every((part) => (part ?? -1) >= 0)).toBe(true)
  })
})

test('a sign-in number is good for its day', async () => {
  const sign = { signIn: { opter_no: 'OP001', mac: '02', ip: '127.0.0.1' } }
  const answer = await must(bench, bench.message('9001', null, sign))
  const { sign_no } = (answer.output as Outputs['9001']).signinoutb
  const ask = () => ({
    ...bench.message('5206', person, { data: { psn_no: person.psn_no, cum_ym: '202603' } }),
    sign_no,
  })
  expect((await bench.send(ask()))?.infcode).toBe(0)
  bench.clock.set('2026-03-03 08:00:00')
  expect((await bench.send(ask()))?.err_msg).toContain('sign_no无效')
})
