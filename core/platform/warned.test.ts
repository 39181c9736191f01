import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { analysis, feedback, orderOf } from '../../simulators/world/testing-audit.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'

const FOR_MEN = orderOf({ hilist_code: 'XG04SYN0000002', hilist_name: '前列腺用药' })

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

/** 3102 about a visit with a drug for the other sex; the warning's number. */
async function warned(mdtrtId: string): Promise<string> {
  const input = analysis([FOR_MEN], { curr_mdtrt_id: mdtrtId })
  const [encounter] = input.data.patient_dtos.flatMap((one) => one.fsi_encounter_dtos)
  Object.assign(encounter ?? {}, { mdtrt_id: mdtrtId })
  const { output } = await must(bench, bench.message('3102', VISIT.person, input))
  return (output as { result: { jr_id: string } }).result.jr_id
}

test.for(['2207', '2304'])('%s waits until the warning during care has its reason (RULE-217)',
  async (infno) => {
    const { input } = await prepare(bench, infno)
    const { mdtrt_id } = input['data'] as { mdtrt_id: string }
    const hit = await warned(mdtrt_id)
    const refused = await bench.say(infno, VISIT.person, input)
    expect(refused).toMatchObject({ infcode: -1 })
    expect(refused?.err_msg).toContain(`${hit}，请先通过3103反馈`)
    await must(bench, bench.message('3103', VISIT.person, feedback(hit, '1', '变性手术后')))
    expect(await bench.say(infno, VISIT.person, input)).toMatchObject({ infcode: 0 })
  })

test('a warning about another visit of the person holds nothing up (RULE-217)', async () => {
  const message = await prepare(bench, '2304')
  await warned('V1')
  expect(await bench.send(message)).toMatchObject({ infcode: 0 })
})
