import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { openFilingDesk } from '../../simulators/world/testing-filing.ts'
import { personAt } from '../../simulators/world/person.ts'
import { referralsToReview } from './filing/agency.ts'
import { notesOf } from './filing/notes.ts'
import type { PlaceFiling } from './filing/record.ts'
import { filingHistory, filingsOf } from './filing/register.ts'
import { fileReferral } from './filings.ts'

const PERSON = personAt(9, 1, { insuplc_admdvs: '210300', insutype: '310' })
let bench: Bench
beforeEach(() => {
  bench = openBench({ persons: [PERSON] })
})
afterEach(() => bench.country.close())

function opinion(person: InsuredPerson, changes: Partial<Inputs['2501']['refmedin']> = {}) {
  return {
    refmedin: {
      psn_no: person.psn_no, insutype: person.insutype, insu_optins: person.insuplc_admdvs,
      diag_code: 'C34.900', diag_name: '肺恶性肿瘤',
      reflin_medins_no: 'H52010000003', reflin_medins_name: '贵阳示范医院',
      mdtrtarea_admdvs: '520100', refl_type: '3', refl_date: '2026-03-02',
      refl_rea: '本地不具备诊治条件', refl_opnn: '同意转院', begndate: '', enddate: '', ...changes,
    },
  }
}

/** Says a message that must be accepted and whose answer must keep its contract. */
async function say<Output>(infno: string, input: object): Promise<Output> {
  const answer = await bench.say(infno, PERSON, input)
  expect([infno, answer?.err_msg]).toEqual([infno, ''])
  expect(checkResponse(infno, answer)).toEqual([])
  return answer?.output as Output
}

const serialOf = (output: { result: { trt_dcla_detl_sn: string } }) =>
  output.result.trt_dcla_detl_sn
const ofPerson = { psn_no: PERSON.psn_no }
const MARCH = { data: { ...ofPerson, begntime: '2026-03-01 00:00:00', endtime: '' } }

test('a referral is made from the opinion, found again, changed and cancelled by message ' +
  '(RULE-030, RULE-036)', async () => {
  const serial = serialOf(await say<Outputs['2501']>('2501', opinion(PERSON)))
  expect(serialOf(await say<Outputs['2501']>('2501', opinion(PERSON)))).toBe(serial)
  const [row, ...more] = (await say<Outputs['5304']>('5304', MARCH)).refmedin
  expect(more).toEqual([])
  expect(row).toMatchObject({
    certno: PERSON.certno, insutype: '310', dcla_souc: '01', diag_code: 'C34.900',
    reflin_medins_no: 'H52010000003', out_flag: '1', refl_date: '2026-03-02',
    begndate: '2026-03-02', enddate: '2026-09-02', insu_optins: '210300',
  })
  const again = opinion(PERSON, { mdtrtarea_admdvs: '430100', reflin_medins_no: 'H43010000003' })
  await say('2501A', { refmedin: { ...again.refmedin, trt_dcla_detl_sn: serial } })
  const [changed] = (await say<Outputs['5304']>('5304', MARCH)).refmedin
  expect(changed?.reflin_medins_no).toBe('H43010000003')
  await say('2502', { data: { ...ofPerson, trt_dcla_detl_sn: serial, memo: '病情好转' } })
  expect((await say<Outputs['5304']>('5304', MARCH)).refmedin).toEqual([])
  const twice = { data: { ...ofPerson, trt_dcla_detl_sn: serial, memo: '' } }
  expect((await bench.say('2502', PERSON, twice))?.err_msg).toContain('重新申请备案')
  const anew = await say<Outputs['2501']>('2501', opinion(PERSON, { refl_date: '2026-03-02' }))
  expect(serialOf(anew)).not.toBe(serial)
})

test('a referral of somebody else, or of none, cannot be cancelled', async () => {
  const serial = '21030000000000000000000000'
  const unknown = { data: { ...ofPerson, trt_dcla_detl_sn: serial, memo: '' } }
  expect((await bench.say('2502', PERSON, unknown))?.err_msg).toContain('不存在')
  const foreign = opinion(PERSON, { insu_optins: '120000' })
  expect((await bench.say('2501', PERSON, foreign))?.err_msg).toContain('参保地120000')
})

test('a chronic disease is registered once, found and cancelled by message ' +
  '(RULE-132)', async () => {
  const data = {
    ...ofPerson, insutype: '310', opsp_dise_code: 'M03900', opsp_dise_name: '高血压',
    insu_optins: '210300', ide_fixmedins_no: 'H52010000001', ide_fixmedins_name: '联调示例医院',
    hosp_ide_date: '2026-03-01', diag_dr_codg: 'D1', diag_dr_name: '陈医生',
    begndate: '2026-03-02', enddate: '2027-03-01',
  }
  const serial = serialOf(await say<Outputs['2503']>('2503', { data }))
  expect(serialOf(await say<Outputs['2503']>('2503', { data }))).toBe(serial)
  const query = { data: ofPerson }
  expect((await say<Outputs['5301']>('5301', query)).feedetail).toEqual([{
    opsp_dise_code: 'M03900', opsp_dise_name: '高血压', begndate: '2026-03-02',
    enddate: '2027-03-01',
  }])
  await say('2504', { data: { ...ofPerson, trt_dcla_detl_sn: serial, memo: '误登记' } })
  expect((await say<Outputs['5301']>('5301', query)).feedetail).toEqual([])
})

test("a person's own institutions are registered, listed in order and cancelled", async () => {
  const own = (fix_srt_no: string, fixmedins_code: string) => ({
    data: {
      ...ofPerson, biz_appy_type: '03', begndate: '2026-03-02', fix_srt_no, fixmedins_code,
      fixmedins_name: '联调示例医院',
    },
  })
  const second = serialOf(await say<Outputs['2505']>('2505', own('2', 'H52010000001')))
  await say('2505', own('1', 'H52010000003'))
  const query = { data: { ...ofPerson, biz_appy_type: '03' } }
  const listed = async () => (await say<Outputs['5302']>('5302', query)).psnfixmedin
    .map(({ fix_srt_no, fixmedins_code }) => [fix_srt_no, fixmedins_code])
  expect(await listed()).toEqual([['1', 'H52010000003'], ['2', 'H52010000001']])
  await say('2506', { data: { ...ofPerson, trt_dcla_detl_sn: second, memo: '更换' } })
  expect(await listed()).toEqual([['1', 'H52010000003']])
  const other = { data: { ...ofPerson, biz_appy_type: '04' } }
  expect((await say<Outputs['5302']>('5302', other)).psnfixmedin).toEqual([])
})

test('an injury is registered for the person that it names and no other', async () => {
  const { psn_cert_type, certno, psn_name } = PERSON
  const injury = {
    ...ofPerson, dcla_souc: '01', psn_cert_type, certno, psn_name, insu_admdvs: '210300',
    chk_pay_flag: '0', begndate: '2026-03-02', trum_rea: '骑车摔伤',
  }
  expect(serialOf(await say<Outputs['2507']>('2507', { data: injury }))).toHaveLength(26)
  const wrong = { data: { ...injury, psn_name: '别人' } }
  expect((await bench.say('2507', PERSON, wrong))?.err_msg).toContain('psn_name')
})

/** An opinion as a hospital sends it to the insured place. */
function sentBy(hospital: string, input: object): RequestEnvelope {
  return { fixmedins_code: hospital, infno: '2501', msgid: hospital, input } as RequestEnvelope
}

test('only nominated hospitals refer; the others are refused without a filing (RULE-030)', () => {
  const desk = openFilingDesk({ parameters: { nominated: new Set(['H21030000003']) } })
  const input = opinion(desk.person)
  const refused = () => fileReferral(desk.context, sentBy('H21030000013', input))
  expect(refused).toThrow('不是本参保地指定的转诊医疗机构')
  const filed = fileReferral(desk.context, sentBy('H21030000003', input))
  expect(filed.output).not.toBeNull()
  expect(filingsOf(desk.context, desk.person.psn_no, 'place')).toEqual([])
})

test('no quota: the fortieth referral of a month is as good as the first, and all are counted ' +
  '(RULE-031)', async () => {
  const persons = Array.from({ length: 40 }, (_, index) =>
    personAt(9, index, { insuplc_admdvs: '210300', insutype: '390' }))
  const desk = openFilingDesk({ persons })
  for (const person of persons) {
    const { apply } = fileReferral(desk.context, sentBy('H21030000003', opinion(person)))
    await desk.context.store.commit(() => apply?.())
  }
  const counted = referralsToReview(desk.context, 'H21030000003', '2026-03')
  expect(counted.map(({ body }) => body.inMonth)).toEqual(persons.map((_, at) => at + 1))
  expect(referralsToReview(desk.context, 'H21030000003', '2026-04')).toEqual([])
})

test('the target is set from the opinion, and one of no higher level is marked ' +
  '(RULE-030, RULE-036, A0-07)', async () => {
  const desk = openFilingDesk()
  const marks: unknown[] = []
  for (const [from, code] of [['H21030000002', 'C34'], ['H21030000003', 'C35']] as const) {
    const input = opinion(desk.person, { diag_code: code })
    const { output, apply } = fileReferral(desk.context, sentBy(from, input))
    await desk.context.store.commit(() => apply?.())
    const serial = serialOf(output as Outputs['2501'])
    const [filing] = filingHistory<PlaceFiling>(desk.context, serial)
    expect(filing).toMatchObject({ institution: 'H52010000003', area: '520100' })
    marks.push(notesOf(desk.context, 'equal-tier', serial).map(({ body }) => body))
  }
  expect(marks).toEqual([[], [{ from: 'H21030000003', to: 'H52010000003' }]])
})
