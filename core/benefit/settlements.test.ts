import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import {
  admission, claim, departure, description, registration, sale, upload,
} from '../../simulators/world/testing-visits.ts'
import { packOf } from '../calculator/testing.ts'
import { openStore } from '../store/store.ts'
import { createInsuredPlace } from './app.ts'

const { person } = VISIT
let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

/** A whole outpatient visit up to its settlement. */
async function settleVisit(number: string) {
  const visit = { ...VISIT, number }
  const opened = await must(bench, bench.message('2201', person, registration(visit)))
  const { mdtrt_id } = (opened.output as Outputs['2201']).data
  await must(bench, bench.message('2203', person, description(visit, mdtrt_id)))
  await must(bench, bench.message('2204', person, upload(visit, mdtrt_id)))
  const input = claim(visit, mdtrt_id)
  await must(bench, bench.message('2206', person, input))
  const message = bench.message('2207', person, input)
  const answer = await must(bench, message)
  const { setl_id } = (answer.output as Outputs['2207']).setlinfo
  return { message, setl_id, mdtrt_id }
}

async function refund({ setl_id, mdtrt_id }: { setl_id: string; mdtrt_id: string }) {
  const data = { mdtrt_id, setl_id, psn_no: person.psn_no }
  return (await bench.say('2208', person, { data }))?.err_msg ?? 'no answer'
}

async function reversal(message: { msgid: string }, infno: string) {
  const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: infno }
  return (await bench.say('2601', person, { data }))?.err_msg ?? 'no answer'
}

/** What was used this year, without what is nothing. */
async function used(): Promise<Record<string, number>> {
  const data = { psn_no: person.psn_no, cum_ym: '202603' }
  const answer = await must(bench, bench.message('5206', person, { data }))
  const { cuminfo } = answer.output as { cuminfo: { cum_type_code: string; cum: number }[] }
  return Object.fromEntries(
    cuminfo.filter(({ cum }) => cum !== 0).map((row) => [row.cum_type_code, row.cum]))
}

describe('an earlier settlement whose accumulators a later one used', () => {
  test('is undone after the later one, which the refusal names (RULE-161, RULE-097)', async () => {
    const before = await used()
    const first = await settleVisit('A1')
    const second = await settleVisit('A2')
    expect(await refund(first)).toContain(second.setl_id)
    expect(await reversal(first.message, '2207')).toContain(second.setl_id)
    expect(await refund(second)).toBe('')
    expect(await refund(first)).toBe('')
    expect(await used()).toEqual(before)
  })

  test('is free again once the later one was reversed (RULE-154, RULE-161)', async () => {
    const before = await used()
    const first = await settleVisit('A1')
    const second = await settleVisit('A2')
    expect(await reversal(second.message, '2207')).toBe('')
    expect(await reversal(first.message, '2207')).toBe('')
    expect(await used()).toEqual(before)
  })

  test('does not wait for one that would have been the same without it (RULE-161)', async () => {
    const first = await settleVisit('A1')
    const { druginfo, drugdetail } = sale({ ...VISIT, number: 'A2' })
    await must(bench, bench.message('2102', person, { druginfo, drugdetail }))
    expect(await refund(first)).toBe('')
  })
})

test('over several settlements of a stay deductible and stay count once (RULE-109)', async () => {
  const opened = await must(bench, bench.message('2401', person, admission(VISIT)))
  const { mdtrt_id } = (opened.output as Outputs['2401']).result
  const settled: Outputs['2304']['setlinfo'][] = []
  for (const flag of ['1', '0']) {
    const lines = upload(VISIT, mdtrt_id, flag === '1' ? 1 : 11)
    await must(bench, bench.message('2301', person, lines))
    if (flag === '0') await must(bench, bench.message('2402', person, departure(VISIT, mdtrt_id)))
    const { data } = claim(VISIT, mdtrt_id, true)
    const input = { data: { ...data, mid_setl_flag: flag } }
    await must(bench, bench.message('2303', person, input))
    const answer = await must(bench, bench.message('2304', person, input))
    settled.push((answer.output as Outputs['2304']).setlinfo)
  }
  const [middle, last] = settled
  expect([middle?.act_pay_dedc, last?.act_pay_dedc]).toEqual([800, 0])
  expect(await used()).toMatchObject({ ipt_cnt: 1 })
  const undo = { mdtrt_id, setl_id: middle?.setl_id ?? '', psn_no: person.psn_no }
  const answer = await bench.say('2305', person, { data: undo })
  expect(answer?.err_msg).toContain(last?.setl_id)
})

describe('an insured place with a pack of its own', () => {
  const relative: InsuredPerson = { ...person, psn_no: `${person.psn_no}9`, accountBalanceFen: 500 }

  function place(overrides: object, member: InsuredPerson, today: string) {
    bench.clock.set(today)
    const register = new Map([member, relative].map((one) => [one.psn_no, one]))
    const store = openStore(':memory:')
    const context = {
      store,
      clock: bench.clock,
      area: '210300',
      pack: packOf({ pack: 'points', overrides }),
      registerYear: '2026',
      persons: { byNumber: (no: string) => register.get(no), byCredential: () => undefined },
      tierOf: () => '3' as const,
    }
    const receiver = { admdvs: '210300', clock: bench.clock }
    return createInsuredPlace(context, receiver, (fault) => {
      throw fault
    })
  }

  test('lets the family account pay after the own one (RULE-145, RULE-147)', async () => {
    const account = { familyMutualAid: true, crossProvinceMutualAidFrom: '2026-01-01' }
    const member = { ...person, accountBalanceFen: 300, familyAccountOf: relative.psn_no }
    const party = place({ insurance: { '310': { account } } }, member, '2026-03-02 09:00:00')
    const { druginfo, drugdetail } = sale(VISIT)
    const sums = { inscp_scp_amt: druginfo.medfee_sumamt }
    const input = { druginfo: { ...druginfo, ...sums, acct_used_flag: '2' }, drugdetail }
    const answer = await party(bench.message('2102', member, input))
    const { setlinfo, setldetail } = answer.output as Outputs['2102']
    expect(setlinfo).toMatchObject({ acct_pay: 8, acct_mulaid_pay: 5, balc: 0 })
    expect(setldetail.find((row) => row.fund_pay_type === '310200')?.fund_payamt).toBe(8)
    const again = await party(bench.message('2102', member, input))
    expect((again.output as Outputs['2102']).setlinfo.acct_pay).toBe(0)
    const data = { setl_id: setlinfo.setl_id, psn_no: member.psn_no, mdtrt_id: setlinfo.mdtrt_id }
    const back = await party(bench.message('2103', member, { data }))
    expect((back.output as Outputs['2103']).setlinfo).toMatchObject({ acct_pay: -8, balc: 3 })
  })

  test('divides a stay over New Year by days and restores both years (RULE-108)', async () => {
    const overrides = { switches: { crossYear: 'by-days' } }
    const party = place(overrides, person, '2026-01-10 09:00:00')
    const say = async (infno: string, input: object) => {
      const answer = await party(bench.message(infno, person, input))
      expect(answer.err_msg).toBe('')
      return answer.output
    }
    const visit = { ...VISIT, begntime: '2025-12-22 10:00:00' }
    const { result } = (await say('2401', admission(visit))) as Outputs['2401']
    const leaving = departure({ ...visit, begntime: '2026-01-10 08:00:00' }, result.mdtrt_id)
    await say('2402', leaving)
    const input = claim(visit, result.mdtrt_id, true)
    const { setlinfo, setldetail } = (await say('2304', input)) as Outputs['2304']
    expect(setldetail[0]?.setl_proc_info).toContain('第2段')
    const yearly = async (year: string) => {
      const data = { psn_no: person.psn_no, cum_ym: `${year}12` }
      const { cuminfo } = (await say('5206', { data })) as {
        cuminfo: { cum_type_code: string; cum: number }[]
      }
      return cuminfo.find((row) => row.cum_type_code === 'hifp_pay')?.cum ?? 0
    }
    const [old, young] = [await yearly('2025'), await yearly('2026')]
    expect([old > 0, young > 0]).toEqual([true, true])
    expect(Math.round((old + young) * 100)).toBe(Math.round(setlinfo.hifp_pay * 100))
    const { setl_id } = setlinfo
    bench.clock.set('2026-02-03 09:00:00')
    const data = { mdtrt_id: result.mdtrt_id, setl_id, psn_no: person.psn_no }
    await say('2305', { data })
    expect([await yearly('2025'), await yearly('2026')]).toEqual([0, 0])
  })
})
