import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'
import type { claim } from '../../simulators/world/testing-visits.ts'

const { person } = VISIT
let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

/** What the insured place itself says, without the platform before it. */
async function insuredSays(message: RequestEnvelope): Promise<string> {
  const answer = await bench.country.insuredPlaces.get('210300')?.(message)
  return answer?.err_msg ?? 'no answer'
}

test('four sums that are negative, or do not make up the fee, are refused', async () => {
  const right = await prepare(bench, '2207')
  const { data } = right.input as ReturnType<typeof claim>
  const spoil = (change: object) =>
    insuredSays({ ...right, input: { data: { ...data, ...change } } })
  expect(await spoil({ inscp_scp_amt: -5000, medfee_sumamt: -5000 })).toContain('inscp_scp_amt')
  expect(await spoil({ medfee_sumamt: 1 })).toContain('medfee_sumamt')
  expect(await insuredSays(right)).toBe('')
})

test('a chronic disease bought for at a pharmacy must be registered as well', async () => {
  const { druginfo, drugdetail } = sale(VISIT)
  const chronic = { druginfo: { ...druginfo, med_type: '14', dise_codg: 'M03900' }, drugdetail }
  const answer = await bench.say('2102', person, chronic)
  expect(answer?.err_msg).toContain('未登记门诊慢特病M03900')
})

test('a settlement is reversed by its own person and institution only', async () => {
  const settled = await prepare(bench, '2208')
  const [row] = bench.country.settlements()
  const [, other] = PEOPLE
  const data = { psn_no: person.psn_no, omsgid: row?.msgid ?? '', oinfno: '2207' }
  const reversal = bench.message('2601', person, { data })
  const stranger = { data: { ...data, psn_no: other.psn_no } }
  expect(await insuredSays({ ...reversal, input: stranger })).toContain('未找到原交易')
  const foreign = { ...reversal, fixmedins_code: 'P52010000002' }
  expect(await insuredSays(foreign)).toContain('未找到原交易')
  expect((await bench.send(settled))?.infcode).toBe(0)
})

test('what the register says was used belongs to its year, and ends with it', async () => {
  const [, , resident] = PEOPLE
  const poolOf = async (month: string) => {
    const data = { psn_no: resident.psn_no, cum_ym: month }
    const answer = await must(bench, bench.message('5206', resident, { data }))
    const { cuminfo } = answer.output as Outputs['5206']
    return cuminfo.find((one) => one.cum_type_code === 'hifp_pay')?.cum
  }
  expect(await poolOf('202603')).toBe(99_000)
  bench.clock.set('2027-01-01 08:00:00')
  expect(await poolOf('202701')).toBe(0)
})

test('the same visit number at one institution is one visit', async () => {
  const right = await prepare(bench, '2201')
  expect(await insuredSays(right)).toBe('')
  const again = { ...bench.message('2201', person, right.input) }
  expect(await insuredSays(again)).toContain('已登记过')
})
