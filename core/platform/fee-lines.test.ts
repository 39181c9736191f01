import { afterEach, expect, test } from 'vitest'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { admission, claim, upload } from '../../simulators/world/testing-visits.ts'
import type { TestLine } from '../../simulators/world/testing-visits.ts'
import type { DeskRules } from './institutions/rules.ts'

const [person] = PEOPLE
const BED: TestLine = { code: 'S1109000100001', pric: '40.00', cnt: '1' }

let bench: Bench
afterEach(() => bench.country.close())

/** Opens a stay, with other parameters where a test has some. */
async function stay(rules: Partial<DeskRules> = {}, startsAt?: string): Promise<string> {
  const when = startsAt === undefined ? {} : { startsAt }
  bench = openBench({ country: { rules }, ...when })
  const begntime = startsAt ?? VISIT.begntime
  const message = bench.message('2401', person, admission({ ...VISIT, begntime }))
  const { output } = await must(bench, message)
  return (output as { result: { mdtrt_id: string } }).result.mdtrt_id
}

/** Says a line with some fields changed, and returns the reason against it, '' when accepted. */
async function charge(mdtrtId: string, more: object, line = BED): Promise<string> {
  const { feedetail } = upload({ ...VISIT, lines: [line] }, mdtrtId, 7)
  const rows = feedetail.map((row) => ({ ...row, ...more }))
  return (await bench.say('2301', person, { feedetail: rows }))?.err_msg ?? ''
}

test('a line is refused by its number when its day or its serial is wrong (RULE-084)', async () => {
  const id = await stay()
  expect(await charge(id, { fee_ocur_time: '2026-03-01 23:59:59' }))
    .toBe('费用明细7发生时间2026-03-01 23:59:59早于就诊开始或晚于当前时间')
  expect(await charge(id, { fee_ocur_time: '2026-03-03 00:00:00' })).toContain('费用明细7发生时间')
  expect(await charge(id, { cnt: 0, det_item_fee_sumamt: 0 })).toContain('/input/feedetail/0/cnt')
  expect(await charge(id, {})).toBe('')
  expect(await charge(id, {})).toBe('费用明细流水号feedetl_sn重复：7')
})

test('a serial has the digits of the field table, or of the province (RULE-077)', async () => {
  const id = await stay()
  const long = '1234567890'.repeat(3)
  expect(await charge(id, { feedetl_sn: long })).toBe('')
  expect(await charge(id, { feedetl_sn: '0' })).toContain('应为非零数字')
  expect(await charge(id, { feedetl_sn: `${long}1` })).toContain('number(30,0)')
  bench.country.close()
  bench = openBench({ country: { rules: { edition: 'hunan' } } })
  expect(await charge(id, { feedetl_sn: long.slice(0, 16) })).toContain('number(15,0)')
  // The digits are right, so what is wrong now is that nobody was admitted here.
  expect(await charge(id, { feedetl_sn: long.slice(0, 15), med_type: '2101' }))
    .toBe(`就诊ID不存在或不属于该人员：${id}`)
})

test('a line worth less than half a fen is taken, at nothing (RULE-074)', async () => {
  const id = await stay()
  const cheap = { ...BED, pric: '0.004' }
  expect(await charge(id, {}, cheap)).toBe('')
  expect(await charge(id, { feedetl_sn: '8', det_item_fee_sumamt: 0 }, { ...BED, pric: '0.005' }))
    .toContain('费用明细8数量或金额不大于零')
})

test('a serial that was rounded on its way is not taken for another one (RULE-077)', async () => {
  const id = await stay()
  expect(await charge(id, { feedetl_sn: 2 ** 53 })).toContain('feedetl_sn')
  expect(await charge(id, { feedetl_sn: String(2 ** 53) })).toBe('')
})

test('of a negotiated drug the person bears what is above the standard (RULE-082)', async () => {
  const id = await stay()
  const at = async (pric: string, sn: number) => {
    const line = { code: 'XL01XXX0150001', pric, cnt: '2' }
    const input = upload({ ...VISIT, lines: [line] }, id, sn)
    const { output } = await must(bench, bench.message('2301', person, input))
    return (output as { result: object[] }).result[0]
  }
  const flags = { hi_nego_drug_flag: '1', pric_uplmt_amt: 1200 }
  // 2 × 1500: 600 above the standard, a fifth of 2400 first, the rest in scope.
  expect(await at('1500.00', 1)).toMatchObject({
    ...flags, overlmt_amt: 600, preselfpay_amt: 480, inscp_scp_amt: 1920,
  })
  // Below the standard the actual price counts.
  expect(await at('1000.00', 2)).toMatchObject({
    ...flags, overlmt_amt: 0, preselfpay_amt: 400, inscp_scp_amt: 1600,
  })
})

test('a line is split by the catalogue of its day, not of the upload (RULE-011)', async () => {
  const id = await stay({}, '2026-03-31 09:00:00')
  bench.clock.set('2026-04-02 09:00:00')
  const lens = { code: 'C0301010160001', pric: '2600.00', cnt: '1' }
  const split = async (fee_ocur_time: string, sn: number) => {
    const { feedetail } = upload({ ...VISIT, lines: [lens] }, id, sn)
    const rows = feedetail.map((row) => ({ ...row, fee_ocur_time }))
    const { output } = await must(bench, bench.message('2301', person, { feedetail: rows }))
    return (output as { result: object[] }).result[0]
  }
  const [old, now] = [
    await split('2026-03-31 10:00:00', 1), await split('2026-04-01 10:00:00', 2),
  ]
  expect(old).toMatchObject({ pric_uplmt_amt: 2500, overlmt_amt: 100, preselfpay_amt: 250 })
  expect(now).toMatchObject({ pric_uplmt_amt: 1900, overlmt_amt: 700, preselfpay_amt: 95 })
})

test('a settled line keeps its basis when the catalogue changes later (RULE-011)', async () => {
  bench = openBench({ startsAt: '2026-03-31 09:00:00' })
  const lens = { code: 'C0301010160001', pric: '2600.00', cnt: '1' }
  const visit = { ...VISIT, begntime: '2026-03-31 09:00:00', lines: [lens] }
  const ids = await must(bench, bench.message('2401', person, admission(visit)))
  const { mdtrt_id: id } = (ids.output as { result: { mdtrt_id: string } }).result
  await must(bench, bench.message('2301', person, upload(visit, id)))
  bench.clock.set('2026-04-02 09:00:00')
  const sums = { fulamt_ownpay_amt: 0, overlmt_selfpay: 100, preselfpay_amt: 250 }
  const { data } = claim(visit, id, true)
  const input = { data: { ...data, ...sums, inscp_scp_amt: 2250, mid_setl_flag: '1' } }
  await must(bench, bench.message('2303', person, input))
  const settled = await must(bench, bench.message('2304', person, input))
  const { setl_id } = (settled.output as { setlinfo: { setl_id: string } }).setlinfo
  const query = { data: { psn_no: person.psn_no, mdtrt_id: id, setl_id } }
  const { output } = await must(bench, bench.message('5204', person, query))
  expect(output).toMatchObject([{ pric_uplmt_amt: 2500, overlmt_amt: 100, selfpay_prop: 0.1 }])
})

test('an examination elsewhere names its hospital and is in the stay (RULE-069)', async () => {
  const id = await stay({ externalExamination: 'names the hospital' })
  expect(await charge(id, { etip_flag: '1' }))
    .toBe('费用明细7为外检（etip_flag=1），须填写外检医院编码etip_hosp_code')
  expect(await charge(id, { etip_flag: '1', etip_hosp_code: 'H52010000002' })).toBe('')
  bench.country.close()
  expect(await charge(await stay({ externalExamination: 'free' }), { etip_flag: '1' })).toBe('')
})

test('an amount a fen off holds, and its parts add up to it (RULE-074, RULE-078)', async () => {
  bench = openBench()
  const message = await prepare(bench, '2301')
  const { feedetail } = message.input as { feedetail: Record<string, unknown>[] }
  const rows = feedetail.map((row) => {
    const amount = Math.round(Number(row['det_item_fee_sumamt']) * 100 + 1) / 100
    return { ...row, det_item_fee_sumamt: amount }
  })
  const { output } = await must(bench, bench.message('2301', person, { feedetail: rows }))
  const { result } = output as { result: Readonly<Record<string, number>>[] }
  for (const [at, row] of result.entries()) {
    const { fulamt_ownpay_amt = 0, overlmt_amt = 0, preselfpay_amt = 0, inscp_scp_amt = 0 } = row
    const sum = fulamt_ownpay_amt + overlmt_amt + preselfpay_amt + inscp_scp_amt
    expect(Math.round(sum * 100)).toBe(Math.round(Number(rows[at]?.det_item_fee_sumamt) * 100))
  }
})
