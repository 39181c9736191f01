import { expect, test } from 'vitest'
import { DEFAULT_RULES, filingParameters } from '../../core/benefit/filing/rules.ts'
import { openBench, PEOPLE } from '../world/testing.ts'
import type { BenchOptions } from '../world/testing.ts'
import { prepare } from '../world/testing-states.ts'

/** The answer to a referral to the hospital of the bench, or to another one. */
async function refer(country: BenchOptions['country'], own: object = {}): Promise<string> {
  const bench = openBench(country === undefined ? {} : { country })
  const { input } = await prepare(bench, '2501')
  const refmedin = { ...(input['refmedin'] as object), ...own }
  const answer = await bench.say('2501', PEOPLE[0], { refmedin })
  bench.country.close()
  return answer?.err_msg ?? 'no answer'
}

test('an insured place takes referrals by its own rules (RULE-030)', async () => {
  expect(await refer(undefined)).toBe('')
  const parameters = filingParameters({ nominated: new Set(['H99999999999']) })
  const filing = (area: string) =>
    area === PEOPLE[0].insuplc_admdvs ? { ...DEFAULT_RULES, parameters } : undefined
  expect(await refer({ filing })).toMatch(/转诊|转院|转外/)
  expect(await refer({ filing: () => undefined })).toBe('')
})

test('an institution that the country does not know is told back where it is asked (RULE-027)',
  async () => {
    const unknown = { reflin_medins_no: 'H00000000000', reflin_medins_name: '某医院' }
    expect(await refer(undefined, unknown)).toBe('')
    expect(await refer({ institutionsKnown: true }, unknown)).toContain('H00000000000')
    expect(await refer({ institutionsKnown: true })).toBe('')
  })
