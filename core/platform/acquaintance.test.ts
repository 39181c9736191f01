import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { identityOf } from '../../simulators/world/testing-visits.ts'

const { person } = VISIT
const [, other] = PEOPLE
let bench: Bench
beforeEach(() => {
  bench = openBench({ country: { rules: { personData: 'voucher or visit' } } })
})
afterEach(() => bench.country.close())

const QUESTIONS: Readonly<Record<string, object>> = {
  '2001': {
    insutype: '310', fixmedins_code: 'H52010000001', med_type: '11',
    begntime: '2026-03-02 09:00:00',
  },
  '5206': { cum_ym: '202603' },
  '5301': {},
  '5302': { biz_appy_type: '03' },
}

/** What each question hears about a person: '' when it was answered. */
async function heard(who = person, sender: object = {}): Promise<string[]> {
  const said: string[] = []
  for (const [infno, more] of Object.entries(QUESTIONS)) {
    const message = bench.message(infno, who, { data: { psn_no: who.psn_no, ...more } })
    said.push((await bench.send({ ...message, ...sender }))?.err_msg ?? 'no answer')
  }
  return said
}

const answered = Object.keys(QUESTIONS).map(() => '')
const refused = answered.map(() => expect.stringContaining('不能查询') as string)

test('a person is a stranger until he shows his voucher, and stays one elsewhere (RULE-246)',
  async () => {
    expect(await heard()).toEqual(refused)
    await must(bench, bench.message('1101', person, {
      data: { ...identityOf(person), begntime: '' },
    }))
    expect(await heard()).toEqual(answered)
    expect(await heard(other)).toEqual(refused)
    expect(await heard(person, { fixmedins_code: 'P52010000002' })).toEqual(refused)
  })

test('a voucher that was refused makes nobody known (RULE-246, RULE-056)', async () => {
  const data = { ...identityOf(person), psn_name: '无此人', begntime: '' }
  expect((await bench.say('1101', person, { data }))?.infcode).toBe(-1)
  expect(await heard()).toEqual(refused)
})

test('an institution may ask about a person while it has a visit of his (RULE-246)', async () => {
  const settles = await prepare(bench, '2207')
  expect(await heard()).toEqual(answered)
  await must(bench, settles)
  expect(await heard()).toEqual(refused)
})
