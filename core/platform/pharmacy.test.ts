import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outputs } from '../../contracts/generated/types.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'

const { person } = VISIT
const [, other] = PEOPLE
const INSTITUTION = 'H52010000001'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const bought = () => sale(VISIT)

async function sold() {
  const { output } = await must(bench, bench.message('2102', person, bought()))
  return (output as Outputs['2102']).setlinfo
}

async function tried() {
  const { output } = await must(bench, bench.message('2101', person, bought()))
  return (output as Outputs['2101']).setlinfo
}

/** 2181, whose fields stand in `input` itself. */
async function takenBack(status: string, mdtrtId: string, change: object = {}) {
  const mdtrt_regno = mdtrtId.slice(6)
  const said = { fixmedins_code: INSTITUTION, ssn: person.certno, opter_name: '收费员' }
  const answer = await bench.say('2181', person, { ...said, mdtrt_regno, status, ...change })
  return answer?.err_msg ?? ''
}

const everything = () => [...bench.country.stores.values()].map((store) =>
  ['settlement', 'posting', 'accumulation', 'fee_line', 'visit'].map((table) =>
    store.get(`select count(*) as count from ${table}`)))

test('a trial at a pharmacy tells what the sale will be, and books nothing ' +
  '(RULE-150)', async () => {
  const before = everything()
  const message = bench.message('2101', person, bought())
  const answer = await must(bench, message)
  const violations = checkResponse('2101', answer).filter((one) => one.severity === 'violation')
  expect(violations).toEqual([])
  expect(everything()).toEqual(before)
  const { setlinfo: trial, detlcutinfo } = answer.output as Outputs['2101']
  expect(trial.acct_pay).toBe(300)
  const settled = await must(bench, bench.message('2102', person, bought()))
  const { setlinfo, ...rest } = settled.output as Outputs['2102']
  const { setl_id: _id, ...told } = setlinfo
  const own = ({ mdtrt_id: _visit, setl_time: _time, medins_setl_id: _msg, ...same }: object & {
    mdtrt_id: string, setl_time: string, medins_setl_id: string,
  }) => same
  expect(own(trial)).toEqual(own(told))
  expect(rest.detlcutinfo).toEqual(detlcutinfo)
})

test('2181 takes back a trial, and nothing else of it (RULE-137)', async () => {
  const { mdtrt_id } = await tried()
  const sale = await sold()
  const before = everything()
  expect(await takenBack('1107', mdtrt_id)).toContain('未找到原交易')
  expect(await takenBack('1106', sale.mdtrt_id)).toContain('未找到原交易')
  expect(await takenBack('1106', mdtrt_id)).toBe('')
  expect(await takenBack('1106', mdtrt_id)).toContain('未找到原交易')
  expect(everything()).toEqual(before)
})

test('2181 reverses a settled purchase once, in all books (RULE-137, RULE-154)', async () => {
  const { mdtrt_id, setl_id } = await sold()
  expect(await takenBack('1107', mdtrt_id)).toBe('')
  const rows = bench.country.settlements()
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['forward', 'reversal'])
  expect(rows.reduce((sum, row) => sum + row.medfee_fen, 0)).toBe(0)
  expect(disagreements(bench.country)).toEqual([])
  expect(await takenBack('1107', mdtrt_id)).toContain(`结算${setl_id}已撤销或已冲正`)
  expect(bench.country.settlements()).toHaveLength(2)
})

test('a refund that is booked stays, and says so to 2181 (RULE-137)', async () => {
  const { mdtrt_id, setl_id, psn_no } = await sold()
  expect(await takenBack('1203', mdtrt_id)).toContain('未找到原交易')
  await must(bench, bench.message('2103', person, { data: { setl_id, mdtrt_id, psn_no } }))
  const before = everything()
  expect(await takenBack('1203', mdtrt_id)).toContain('已记账，不能冲正')
  expect(await takenBack('1107', mdtrt_id)).toContain('已撤销或已冲正')
  expect(everything()).toEqual(before)
})

test('a purchase is taken back by its own person and pharmacy only (RULE-137, RULE-246)',
  async () => {
    const { mdtrt_id } = await sold()
    expect(await takenBack('1107', mdtrt_id, { ssn: other.certno })).toContain('未找到原交易')
    const foreign = { fixmedins_code: 'P52010000002' }
    expect(await takenBack('1107', mdtrt_id, foreign)).toContain('只能查询本机构的数据')
    const mdtrt_regno = mdtrt_id.slice(6)
    const said = { ssn: person.certno, opter_name: '收费员', mdtrt_regno, status: '1107' }
    const answer = await bench.send({
      ...bench.message('2181', person, { ...foreign, ...said }), ...foreign,
    })
    expect(answer?.err_msg).toContain('未找到原交易')
    expect(bench.country.settlements()).toHaveLength(1)
  })

test('a refund the next day mirrors the sale, and the account has its money (RULE-158, RULE-149)',
  async () => {
    const bill = await sold()
    bench.clock.set('2026-03-03 10:00:00')
    const { setl_id, mdtrt_id, psn_no } = bill
    const { output } = await must(bench, bench.message('2103', person, {
      data: { setl_id, mdtrt_id, psn_no },
    }))
    const back = (output as Outputs['2103']).setlinfo
    for (const field of ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'psn_cash_pay'] as const) {
      expect((back[field] ?? 0) + bill[field]).toBe(0)
    }
    expect(back.balc).toBe(300)
    // What is bought again is a new sale under a number of its own.
    const again = await sold()
    expect(again.setl_id).not.toBe(setl_id)
    expect(again).toMatchObject({ acct_pay: bill.acct_pay, psn_cash_pay: bill.psn_cash_pay })
    expect(disagreements(bench.country)).toEqual([])
  })
