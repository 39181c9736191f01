import { afterEach, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import {
  admission,
  change,
  claim,
  departure,
  upload,
} from '../../simulators/world/testing-visits.ts'
import type { DeskRules } from './institutions/rules.ts'

const [person] = PEOPLE
const LIABLE = '{"TRUM_FLAG":"1","REL_TTP_FLAG":"1"}'
const REASON = '该就诊涉及第三方责任（REL_TTP_FLAG=1），医保基金不予支付'

let bench: Bench
let heard: RequestEnvelope[] = []
afterEach(() => bench.country.close())

function open(rules: Partial<DeskRules> = {}): void {
  heard = []
  bench = openBench({
    country: { rules },
    onInsuredHop: (party) => (request) => {
      heard.push(request)
      return party(request)
    },
  })
}

/** A stay that was marked so at admission, with its lines. */
async function stay(exp_content: string, med_type = '21'): Promise<string> {
  const { mdtrtinfo, diseinfo } = admission(VISIT)
  const input = { mdtrtinfo: { ...mdtrtinfo, med_type, exp_content }, diseinfo }
  const { output } = await must(bench, bench.message('2401', person, input))
  const { mdtrt_id } = (output as { result: { mdtrt_id: string } }).result
  await must(bench, bench.message('2301', person, upload(VISIT, mdtrt_id)))
  return mdtrt_id
}

async function leave(mdtrtId: string, endtime: string): Promise<string> {
  const { dscginfo, diseinfo } = departure(VISIT, mdtrtId)
  const input = { dscginfo: { ...dscginfo, endtime }, diseinfo }
  return (await bench.say('2402', person, input))?.err_msg ?? ''
}

async function trial(mdtrtId: string): Promise<string> {
  return (await bench.say('2303', person, claim(VISIT, mdtrtId, true)))?.err_msg ?? ''
}

test('an injury without the third-party mark is malformed (RULE-067)', async () => {
  open()
  const { mdtrtinfo, diseinfo } = admission(VISIT)
  const input = { mdtrtinfo: { ...mdtrtinfo, exp_content: '{"TRUM_FLAG":"1"}' }, diseinfo }
  expect((await bench.say('2401', person, input))?.err_msg).toContain('REL_TTP_FLAG')
})

test('what a third party is liable for is not payable (RULE-068)', async () => {
  open()
  const id = await stay(LIABLE)
  expect(await leave(id, '2026-03-02 10:00:00')).toBe('')
  expect(await trial(id)).toBe(REASON)
})

test('a third party that is not liable is corrected with 2403 (RULE-068)', async () => {
  open()
  const id = await stay(LIABLE)
  const { adminfo, diseinfo } = change(VISIT, id)
  const corrected = { ...adminfo, exp_content: '{"TRUM_FLAG":"1","REL_TTP_FLAG":"0"}' }
  await must(bench, bench.message('2403', person, { adminfo: corrected, diseinfo }))
  expect(await leave(id, '2026-03-02 10:00:00')).toBe('')
  expect(await trial(id)).toBe('')
})

test('a consultation with the mark is not payable either (RULE-068)', async () => {
  open()
  const message = await prepare(bench, '2206')
  const { data } = message.input as { data: object }
  const marked = { data: { ...data, exp_content: LIABLE } }
  expect((await bench.say('2206', person, marked))?.err_msg).toBe(REASON)
})

test('a platform may leave third parties to the insured place (RULE-068)', async () => {
  open({ thirdParty: 'passed on' })
  const id = await stay(LIABLE)
  expect(await leave(id, '2026-03-02 10:00:00')).toBe('')
  expect(await trial(id)).toBe('')
})

test('day surgery that lasts too long becomes a normal stay first (RULE-072)', async () => {
  open()
  const id = await stay('', '28')
  expect(await leave(id, '2026-03-04 09:00:01')).toBe(
    '日间手术（医疗类别28）住院49小时，超过48小时，请先用2403改为普通住院',
  )
  const { adminfo, diseinfo } = change(VISIT, id)
  const normal = { adminfo: { ...adminfo, med_type: '21' }, diseinfo }
  await must(bench, bench.message('2403', person, normal))
  expect(await leave(id, '2026-03-04 09:00:01')).toBe('')
})

test('day surgery within the hours stays what it is (RULE-072)', async () => {
  open()
  expect(await leave(await stay('', '28'), '2026-03-04 09:00:00')).toBe('')
})

test.for([
  ['the public-health mark (RULE-073)', '{"MDTRT_GRP_TYPE":"2"}'],
  ['the transfer between hospitals (RULE-070)', '{"IPT_TYPE":"3"}'],
] as const)('%s reaches the insured place unchanged', async ([, exp_content]) => {
  open()
  await stay(exp_content)
  const admitted = heard.filter((request) => request.infno === '2401')
  expect(admitted).toMatchObject([{ input: { mdtrtinfo: { exp_content } } }])
})
