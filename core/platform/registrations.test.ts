import { afterEach, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { openBench, PEOPLE, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { claim, upload } from '../../simulators/world/testing-visits.ts'
import type { DeskRules } from './institutions/rules.ts'

const [person] = PEOPLE
const INJURY = '{"TRUM_FLAG":"1","REL_TTP_FLAG":"0"}'
const UNREGISTERED = '费用明细1为外检外购，须先办理登记（2505，业务申请类型20）'

let bench: Bench
afterEach(() => bench.country.close())

function open(rules: Partial<DeskRules> = {}): void {
  bench = openBench({ country: { rules } })
}

/** Registers a kind of business from a day on, and returns its serial. */
async function register(business: string, begndate: string): Promise<string> {
  const institution = { fix_srt_no: '1', fixmedins_code: SENDER.fixmedins_code }
  const named = { ...institution, fixmedins_name: SENDER.fixmedins_name }
  const data = { psn_no: person.psn_no, biz_appy_type: business, begndate, ...named }
  return serialOf(await must(bench, bench.message('2505', person, { data })))
}

/** Withdraws a registration after something was tried while it held. */
async function withdraw(serial: string, memo: string, meanwhile: () => Promise<void>) {
  await meanwhile()
  const data = { trt_dcla_detl_sn: serial, psn_no: person.psn_no, memo }
  await must(bench, bench.message('2506', person, { data }))
}

async function fileAccident(): Promise<string> {
  const { psn_no, psn_cert_type, certno, psn_name, insuplc_admdvs: insu_admdvs } = person
  const who = { psn_no, psn_cert_type, certno, psn_name, insu_admdvs }
  const data = { ...who, dcla_souc: '01', chk_pay_flag: '0', begndate: '2026-03-02' }
  return serialOf(await must(bench, bench.message('2507', person, { data })))
}

function serialOf({ output }: { readonly output?: unknown }): string {
  return (output as { result: { trt_dcla_detl_sn: string } }).result.trt_dcla_detl_sn
}

/** The right message with a mark of the wire's extension in one of its nodes. */
function marked(message: RequestEnvelope, node: 'data' | 'mdtrtinfo'): RequestEnvelope {
  const inside = { ...(message.input[node] as object), exp_content: INJURY }
  return { ...message, input: { ...message.input, [node]: inside } }
}

async function examinedElsewhere(message: RequestEnvelope, from: number): Promise<string> {
  const [sample] = (message.input as { feedetail: { mdtrt_id: string }[] }).feedetail
  const { feedetail } = upload(VISIT, sample?.mdtrt_id ?? '', from)
  const there = { etip_flag: '1', etip_hosp_code: 'H52010000009' }
  const input = { feedetail: feedetail.map((line) => ({ ...line, ...there })) }
  return (await bench.say(message.infno, person, input))?.err_msg ?? ''
}

test('what is examined elsewhere in a stay was registered for its day (RULE-069)', async () => {
  open()
  const message = await prepare(bench, '2301')
  expect(await examinedElsewhere(message, 1)).toBe(UNREGISTERED)
  await register('03', '2026-03-02')
  await withdraw(await register('20', '2026-03-03'), '登记日期有误', async () => {
    expect(await examinedElsewhere(message, 1)).toBe(UNREGISTERED)
  })
  await withdraw(await register('20', '2026-03-02'), '误登记', async () => {
    expect(await examinedElsewhere(message, 1)).toBe('')
  })
  expect(await examinedElsewhere(message, 11)).toContain('须先办理登记')
})

test('a consultation has no registration of examinations elsewhere (RULE-069)', async () => {
  open()
  expect(await examinedElsewhere(await prepare(bench, '2204'), 1)).toBe('')
})

test('an injury that nobody declared when it began wants its filing (RULE-068)', async () => {
  open()
  const trial = marked(await prepare(bench, '2206'), 'data')
  expect((await bench.send(trial))?.err_msg).toContain('意外伤害备案（2507）')
  await fileAccident()
  const { infno, input } = trial
  expect((await bench.say(infno, person, input))?.err_msg).toBe('')
})

test.for([
  ['filed or declared', /^$/],
  ['filed', /意外伤害备案（2507）/],
  ['not asked', /^$/],
] as const)('a declared injury, the promise being %s (RULE-068)', async ([injuryPromise, says]) => {
  open({ injuryPromise })
  const described = marked(await prepare(bench, '2203'), 'mdtrtinfo')
  await must(bench, described)
  const { mdtrt_id } = described.input['mdtrtinfo'] as { mdtrt_id: string }
  await must(bench, bench.message('2204', person, upload(VISIT, mdtrt_id)))
  const answer = await bench.say('2206', person, claim(VISIT, mdtrt_id))
  expect(answer?.err_msg).toMatch(says)
})
