import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkResponse } from '../../../contracts/validate.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { HOSPITAL, platformStore } from '../../../simulators/world/testing-register.ts'
import { must, prepare, VISIT } from '../../../simulators/world/testing-states.ts'
import { upload } from '../../../simulators/world/testing-visits.ts'
import { manyToOne } from './mappings.ts'
import type { DeskRules } from './rules.ts'

const [person] = PEOPLE
const CODE = HOSPITAL.fixmedins_code
const LINES = VISIT.lines.map(({ code }) => code)
const [SCAN = '', STENT = '', WARD = ''] = LINES

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

function row(code: string, local = `HIS-${code}`, begndate = '2026-01-01', enddate = '2026-12-31') {
  const names = { fixmedins_hilist_id: local, fixmedins_hilist_name: `本院${code}` }
  return { ...names, list_type: '201', med_list_codg: code, begndate, enddate }
}

async function say(infno: string, input: object, at = bench): Promise<string> {
  return (await at.say(infno, person, input))?.err_msg ?? ''
}

test('lines pass by a mapping that holds on their day (RULE-081)', async () => {
  expect(await say('3301', { data: LINES.map((code) => row(code)) })).toBe('')
  expect(await bench.send(await prepare(bench, '2204'))).toMatchObject({ infcode: 0 })
})

test.for([
  ['不存在', [row(SCAN), row(STENT)]],
  ['不在有效期内', [row(SCAN), row(STENT), row(WARD, `HIS-${WARD}`, '2025-01-01', '2026-03-01')]],
  ['与已上传的对照不一致', [row(SCAN), row(STENT), row('S1109000100001', `HIS-${WARD}`)]],
] as const)('a mapping that is %s blocks its line (RULE-081)', async ([fault, rows]) => {
  expect(await say('3301', { data: rows })).toBe('')
  const answer = await bench.send(await prepare(bench, '2204'))
  expect(answer).toMatchObject({
    infcode: -1,
    err_msg: `费用明细3的机构目录编码HIS-${WARD}与医疗目录编码${WARD}的对照${fault}，请先完成对照`,
  })
})

test('an unmapped line is own cost where that was decided, and says so (RULE-081)', async () => {
  const desk = open({ unmapped: 'own-paid' })
  expect(await say('3301', { data: [row(SCAN)] }, desk)).toBe('')
  const { output } = await must(desk, await prepare(desk, '2204'))
  const { result } = output as { result: Readonly<Record<string, unknown>>[] }
  expect(result).toMatchObject([
    { chrgitm_lv: '02', inscp_scp_amt: 316.66, memo: '' },
    {
      chrgitm_lv: '03', selfpay_prop: 1, fulamt_ownpay_amt: 3680, inscp_scp_amt: 0,
      memo: '无有效医保目录对照，按全自费处理',
    },
    { chrgitm_lv: '03', inscp_scp_amt: 0 },
  ])
})

test('a code in no catalogue is refused, or own cost, and never in scope (RULE-081)', async () => {
  const unknown = { ...VISIT, lines: [{ code: 'X999', pric: '10', cnt: '1' }] }
  const first = await prepare(bench, '2204')
  const refused = await say('2204', upload(unknown, idOf(first.input)))
  expect(refused).toBe('费用明细1的医疗目录编码X999不在就医地目录中，请先完成对照')
  const desk = open({ unmapped: 'own-paid' })
  const message = await prepare(desk, '2204')
  const { output } =
    await must(desk, desk.message('2204', person, upload(unknown, idOf(message.input))))
  expect(output).toMatchObject({ result: [{ fulamt_ownpay_amt: 10, inscp_scp_amt: 0 }] })
})

test('always held to a mapping, an institution has none at first (RULE-081)', async () => {
  const desk = open({ mappings: 'always' })
  const answer = await desk.send(await prepare(desk, '2204'))
  expect(answer?.err_msg).toContain('对照不存在')
})

test('several local codes may stand for one national code, and are listed (A0-16)', async () => {
  const rows = [row(SCAN, 'CT-1'), row(SCAN, 'CT-2'), row(STENT)]
  expect(await say('3301', { data: rows })).toBe('')
  const store = platformStore(bench)
  expect([...manyToOne(store, CODE, '2026-03-02')]).toEqual([[SCAN, ['CT-1', 'CT-2']]])
  expect([...manyToOne(store, CODE, '2027-01-01')]).toEqual([])
})

test('one local code cannot stand for two on one day, and one after the other it can', async () => {
  const rows = [row(SCAN, 'CT-1', '2026-01-01', '2026-03-31')]
  expect(await say('3301', { data: rows })).toBe('')
  expect(await say('3301', { data: [row(STENT, 'CT-1', '2026-03-31', '2026-12-31')] }))
    .toContain(`已对照${SCAN}`)
  expect(await say('3301', { data: [row(STENT, 'CT-1', '2026-04-01', '2026-12-31')] })).toBe('')
})

test('a mapping that was taken back carries nothing any more (A0-16)', async () => {
  expect(await say('3301', { data: LINES.map((code) => row(code)) })).toBe('')
  const key = { list_type: '201', med_list_codg: WARD, fixmedins_hilist_id: `HIS-${WARD}` }
  const data = { ...key, fixmedins_code: CODE }
  expect(await say('3302', { data })).toBe('')
  expect((await bench.send(await prepare(bench, '2204')))?.err_msg).toContain('对照不存在')
  expect(await say('3302', { data })).toContain('没有可撤销的对照')
  expect(await say('3302', { data: { ...data, fixmedins_code: 'H52010000002' } }))
    .toContain('只能查询本机构的数据')
})

test('1317 pages through the own mappings, revoked ones included, by its contract', async () => {
  expect(await say('3301', { data: LINES.map((code) => row(code)) })).toBe('')
  const key = { list_type: '201', med_list_codg: WARD, fixmedins_hilist_id: `HIS-${WARD}` }
  expect(await say('3302', { data: { ...key, fixmedins_code: CODE } })).toBe('')
  const ask = async (more: object) => {
    const data = { updt_time: '2026-01-01', page_num: 1, page_size: 2, ...more }
    const answer = await bench.say('1317', null, { data })
    expect(checkResponse('1317', answer)).toEqual([])
    return (answer?.output ?? []) as unknown as readonly { med_list_codg: string }[]
  }
  expect(await ask({})).toHaveLength(2)
  expect(await ask({ page_num: 2 })).toHaveLength(1)
  expect(await ask({ vali_flag: '0' })).toMatchObject([{ med_list_codg: WARD, vali_flag: '0' }])
  expect(await ask({ query_date: '2027-01-01' })).toEqual([])
  expect(await ask({ updt_time: '2026-03-03' })).toEqual([])
})

test.for([
  '1316', '1318', '1319',
])('%s answers the catalogue, version by version', async (infno) => {
  const ask = async (query_date: string) => {
    const data = {
      hilist_code: 'C0301010160001', updt_time: '2019-01-01', page_num: 1, page_size: 50,
      query_date, rid: '',
    }
    const answer = await bench.say(infno, null, { data })
    expect(checkResponse(infno, answer)).toEqual([])
    return (answer?.output ?? []) as unknown as readonly Record<string, unknown>[]
  }
  const [old] = await ask('2026-03-31')
  const [now] = await ask('2026-04-01')
  expect(old).toMatchObject({ begndate: '2020-01-01', enddate: '2026-03-31' })
  expect(now).toMatchObject({ begndate: '2026-04-01', enddate: '9999-12-31' })
  expect([old?.['hilist_pric_uplmt_amt'], now?.['hilist_pric_uplmt_amt']])
    .toEqual(infno === '1318' ? [2500, 1900] : [undefined, undefined])
  expect([old?.['selfpay_prop'], now?.['selfpay_prop']])
    .toEqual(infno === '1319' ? [10, 5] : [undefined, undefined])
})

function idOf(input: Readonly<Record<string, unknown>>): string {
  return (input['feedetail'] as { mdtrt_id: string }[])[0]?.mdtrt_id ?? ''
}
