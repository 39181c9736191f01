import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkResponse } from '../../contracts/validate.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { admission, change, sale } from '../../simulators/world/testing-visits.ts'

const [person, other] = PEOPLE
const SPAN = { begntime: '2026-03-01 00:00:00', endtime: '2026-03-31 23:59:59' }
const ELSEWHERE = { fixmedins_code: 'P52010000002', fixmedins_name: '联调示例药店' }

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

/** Asks, holds the answer to its contract, and returns its output. */
async function ask(infno: string, data: object, sender: object = {}): Promise<unknown> {
  const answer = await bench.send({ ...bench.message(infno, person, { data }), ...sender })
  expect(checkResponse(infno, answer)).toEqual([])
  expect(answer?.err_msg ?? '').toBe('')
  return answer?.output
}

async function reason(infno: string, data: object): Promise<string> {
  return (await bench.say(infno, person, { data }))?.err_msg ?? ''
}

function idOf(input: Readonly<Record<string, unknown>>): string {
  const [node] = Object.values(input).flat() as { mdtrt_id: string }[]
  return node?.mdtrt_id ?? ''
}

test('5201 answers the own visits of a person (RULE-246)', async () => {
  const id = idOf((await prepare(bench, '2207')).input)
  const data = { psn_no: person.psn_no, med_type: '11', ...SPAN }
  const { psn_name, certno } = person
  const found = { mdtrt_id: id, psn_name, certno, endtime: VISIT.begntime }
  expect(await ask('5201', data)).toMatchObject({ mdtrtinfo: [found] })
  expect(await ask('5201', { ...data, med_type: '13' })).toEqual({ mdtrtinfo: [] })
  expect(await ask('5201', { ...data, begntime: '2026-03-03 00:00:00' })).toEqual({ mdtrtinfo: [] })
  expect(await ask('5201', data, ELSEWHERE)).toEqual({ mdtrtinfo: [] })
})

test('5201 tells a stay that runs from one that has ended', async () => {
  const message = await prepare(bench, '2303')
  const id = idOf(message.input)
  const data = { psn_no: person.psn_no, med_type: '21', ...SPAN }
  const ended = { mdtrt_id: id, inhosp_stas: '0', dscg_way: '1', adm_bed: '1-01', ipt_days: 0 }
  expect(await ask('5201', data)).toMatchObject({ mdtrtinfo: [ended] })
  const ids = { mdtrt_id: id, psn_no: person.psn_no }
  await must(bench, bench.message('2405', person, { data: ids }))
  bench.clock.set('2026-03-05 09:00:00')
  const rows = await ask('5201', data)
  expect(rows).toMatchObject({ mdtrtinfo: [{ inhosp_stas: '1', ipt_days: 3 }] })
  expect(JSON.stringify(rows)).not.toContain('dscg_way')
})

test('5202 answers diagnoses of admission and discharge', async () => {
  const id = idOf((await prepare(bench, '2303')).input)
  const ids = { mdtrt_id: id, psn_no: person.psn_no }
  const [in1, out1] = [{ inout_diag_type: '1' }, { inout_diag_type: '2' }]
  expect(await ask('5202', ids)).toMatchObject({ diseinfo: [in1, out1] })
  await must(bench, bench.message('2405', person, { data: ids }))
  const { adminfo, diseinfo } = change(VISIT, id)
  const second = diseinfo.map((row) =>
    ({ ...row, diag_srt_no: 2, diag_code: 'E11.900', maindiag_flag: '0' }))
  await must(bench, bench.message('2403', person, { adminfo, diseinfo: second }))
  expect(await ask('5202', ids)).toMatchObject({
    diseinfo: [{ diag_code: 'I10.x00', maindiag_flag: '1' }, { diag_code: 'E11.900' }],
  })
  expect(await reason('5202', { ...ids, psn_no: other.psn_no })).toContain('就诊ID不存在')
})

test.for([
  ['2208', '11', 'a consultation'],
  ['2103', '41', 'a sale of a pharmacy'],
] as const)('5204 answers the lines, undone or not (%s)', async ([undo, medType]) => {
  const message = await prepare(bench, undo)
  const { data } = message.input as { data: { mdtrt_id: string; setl_id: string } }
  const asked = { psn_no: person.psn_no, mdtrt_id: data.mdtrt_id, setl_id: data.setl_id }
  const rows = (await ask('5204', asked)) as readonly Record<string, unknown>[]
  expect(rows.map((row) => row['med_list_codg'])).toEqual(VISIT.lines.map(({ code }) => code))
  expect(rows[1]).toMatchObject({
    med_type: medType, list_type: '301', hilist_name: '冠脉支架系统', overlmt_amt: 480,
    pric_uplmt_amt: 3200, det_item_fee_sumamt: 3680,
  })
  expect(await reason('5204', { ...asked, psn_no: other.psn_no })).toContain('结算记录不存在')
  expect(await bench.send(message)).toMatchObject({ infcode: 0 })
  expect(await ask('5204', asked)).toEqual(rows)
})

test('5204 answers an undone settlement with its own lines, whatever came after', async () => {
  const message = await prepare(bench, '2208')
  const { mdtrt_id, setl_id } = (message.input as { data: Record<string, string> }).data
  const asked = { psn_no: person.psn_no, mdtrt_id, setl_id }
  const rows = await ask('5204', asked)
  await must(bench, message)
  await ask('2205', { mdtrt_id, chrg_bchno: '0000', psn_no: person.psn_no })
  expect(await ask('5204', asked)).toEqual(rows)
  const store = bench.country.stores.get('platform')
  const drop = store?.commit(() => store.run('delete from undone_line'))
  await expect(drop).rejects.toThrow(/never/)
})

test('5303 answers who is in hospital here now (RULE-246)', async () => {
  const elder = { ...VISIT, person: other, number: 'V2', begntime: '2026-03-02 08:00:00' }
  await must(bench, bench.message('2401', person, admission(VISIT)))
  await must(bench, bench.message('2401', other, admission(elder)))
  await must(bench, bench.message('2102', person, sale(VISIT)))
  const rows = [{ psn_no: other.psn_no, out_flag: '1' }, { psn_no: person.psn_no, out_flag: '1' }]
  expect(await ask('5303', SPAN)).toMatchObject({ data: rows })
  expect(await ask('5303', { ...SPAN, psn_no: other.psn_no })).toMatchObject({ data: [rows[0]] })
  expect(await ask('5303', SPAN, ELSEWHERE)).toEqual({ data: [] })
})

test('2406 marks a visit, and 2407 pages through the own marks', async () => {
  const id = idOf((await prepare(bench, '2301')).input)
  const who = { psn_no: person.psn_no, psn_cert_type: '01', certno: person.certno }
  const data = {
    mdtrt_id: id, ...who, psn_name: person.psn_name, ipt_otp_no: VISIT.number,
    ipt_psn_sp_flag_type: '01', ipt_psn_sp_flag: '1',
  }
  await ask('2406', data)
  await ask('2406', { ...data, ipt_psn_sp_flag: '2' })
  expect(await reason('2406', { ...data, ipt_otp_no: 'V9' })).toContain('就诊ID不存在')
  const page = { page_num: 1, page_size: 10 }
  const all = (await ask('2407', page)) as { IptPsnSpFlagReg: readonly object[] }
  expect(all.IptPsnSpFlagReg).toHaveLength(2)
  expect(await ask('2407', { ...page, ipt_psn_sp_flag: '2' }))
    .toMatchObject({ IptPsnSpFlagReg: [{ ipt_psn_sp_flag: '2', fixmedins_code: 'H52010000001' }] })
  expect(await ask('2407', { ...page, page_num: 2 })).toEqual({ IptPsnSpFlagReg: [] })
  expect(await ask('2407', page, ELSEWHERE)).toEqual({ IptPsnSpFlagReg: [] })
})
