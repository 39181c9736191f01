import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkResponse } from '../../../contracts/validate.ts'
import { openBench } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { HOSPITAL, platformStore } from '../../../simulators/world/testing-register.ts'
import { prepare } from '../../../simulators/world/testing-states.ts'
import { enterSeeds } from './register.ts'

let bench: Bench
let question: object
beforeEach(async () => {
  bench = openBench()
  question = (await prepare(bench, '5101')).input
})
afterEach(() => bench.country.close())

function department(hosp_dept_codg: string, hosp_dept_name: string) {
  return {
    hosp_dept_codg, hosp_dept_name, caty: 'A03.04', begntime: '2020-01-01 00:00:00',
    itro: '无', dept_resper_name: '王主任', dept_resper_tel: '0851-1',
    dept_estbdat: '2020-01-01 00:00:00', aprv_bed_cnt: 40, poolarea_no: '520100',
    dr_psncnt: 8, phar_psncnt: 0, nurs_psncnt: 12, tecn_psncnt: 1,
  }
}

async function say(infno: string, input: object): Promise<string> {
  return (await bench.say(infno, null, input))?.err_msg ?? ''
}

async function names(sender: object = {}): Promise<string[]> {
  const answer = await bench.send({ ...bench.message('5101', null, question), ...sender })
  expect(checkResponse('5101', answer)).toEqual([])
  const output = answer?.output as { feedetail: { hosp_dept_name: string }[] } | undefined
  return (output?.feedetail ?? []).map((row) => row.hosp_dept_name)
}

test('departments are uploaded, changed, revoked and asked for by their own', async () => {
  expect(await say('3401', { deptinfo: department('A1', '心内科') })).toBe('')
  expect(await say('3401A', { deptinfo: [department('B1', '骨科'), department('C1', '儿科')] }))
    .toBe('')
  expect(await say('3402', { deptinfo: department('A1', '心血管内科') })).toBe('')
  expect(await names()).toEqual(['心血管内科', '骨科', '儿科'])
  expect(await names({ fixmedins_code: 'P52010000002' })).toEqual([])
  const revoked = { hosp_dept_codg: 'B1', hosp_dept_name: '骨科', begntime: '2020-01-01' }
  expect(await say('3403', { data: { ...revoked, hosp_dept_name: '心内科' } }))
    .toBe('科室B1（心内科）未登记或已撤销')
  expect(await say('3403', { data: revoked })).toBe('')
  expect(await names()).toEqual(['心血管内科', '儿科'])
  expect(await say('3402', { deptinfo: department('B1', '骨科') })).toContain('未登记或已撤销')
  expect(await say('3401', { deptinfo: department('B1', '骨科') })).toBe('')
})

test('a batch with one department that is there already leaves nothing behind', async () => {
  expect(await say('3401', { deptinfo: department('A1', '心内科') })).toBe('')
  const batch = [department('B1', '骨科'), department('A1', '心内科')]
  expect(await say('3401A', { deptinfo: batch })).toBe('科室A1已登记，请使用3402变更')
  expect(await names()).toEqual(['心内科'])
})

test('1201 finds an institution by its code or name, and refuses another type', async () => {
  const store = platformStore(bench)
  await store.commit(() => enterSeeds(store, [HOSPITAL]))
  const { fixmedins_code, fixmedins_name } = HOSPITAL
  for (const asked of [{ fixmedins_code }, { fixmedins_name }]) {
    const answer = await bench.say('1201', null, { medinsinfo: { fixmedins_type: '1', ...asked } })
    expect(checkResponse('1201', answer)).toEqual([])
    expect(answer?.output).toMatchObject({
      medinsinfo: { fixmedins_code, fixmedins_name, hosp_lv: '2' },
    })
  }
  expect(await say('1201', { medinsinfo: { fixmedins_type: '2', fixmedins_code } }))
    .toContain('未登记')
  expect(await say('1201', { medinsinfo: { fixmedins_type: '1', fixmedins_name: '无此院' } }))
    .toContain('未登记：无此院')
})
