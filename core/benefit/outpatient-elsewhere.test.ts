import { expect, test } from 'vitest'
import { openFilingDesk } from '../../simulators/world/testing-filing.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import { claim, description, registration, upload } from '../../simulators/world/testing-visits.ts'
import { categoryOf } from './care.ts'
import { apply } from './filing/agency.ts'
import type { Application } from './filing/record.ts'

interface Settled {
  readonly setlinfo: Readonly<Record<
    'fulamt_ownpay_amt' | 'overlmt_selfpay' | 'preselfpay_amt' | 'inscp_scp_amt'
    | 'pool_prop_selfpay' | 'hifp_pay' | 'med_type', unknown>>
}

test('ordinary outpatient care elsewhere is split by the place of care and paid by the insured ' +
  'place (RULE-129)', async () => {
  const policies = { '210300': 'points', '120000': 'bing' }
  const bench = openBench({ country: { policies } })
  const found: Settled['setlinfo'][] = []
  for (const person of [PEOPLE[0], PEOPLE[1]]) {
    const visit = { ...VISIT, person, number: person.psn_no.slice(-8), account: '0' } as const
    const say = (infno: string, input: object) =>
      must(bench, bench.message(infno, person, input))
    const { output } = await say('2201', registration(visit))
    const { mdtrt_id } = (output as { data: { mdtrt_id: string } }).data
    await say('2203', description(visit, mdtrt_id))
    await say('2204', upload(visit, mdtrt_id))
    await say('2206', claim(visit, mdtrt_id))
    const settled = await say('2207', claim(visit, mdtrt_id))
    found.push((settled.output as unknown as Settled).setlinfo)
  }
  const [one, other] = found
  for (const sum of [
    'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt',
  ] as const) expect(one?.[sum]).toBe(other?.[sum])
  expect([one?.med_type, other?.med_type]).toEqual(['11', '11'])
  expect(Number(one?.hifp_pay)).toBeGreaterThan(0)
  expect(one?.hifp_pay).not.toBe(other?.hifp_pay)
  bench.country.close()
})

const OUTSIDE = { inpatient: false, med_type: '11' } as const

test('it wants a long-term or a temporary filing, or none where the area asks for none (RULE-129)',
  async () => {
    const unfiled = openFilingDesk()
    const visit = await unfiled.visit(OUTSIDE)
    expect(() => categoryOf(unfiled.context, unfiled.person, visit)).toThrow('备案')
    const filings: [Partial<Application>, string][] = [
      [{}, 'long-term'],
      [{ category: 'other-temporary', documents: ['voucher', 'form'] }, 'other-temporary'],
    ]
    for (const [changes, category] of filings) {
      const desk = openFilingDesk()
      await apply(desk.context, desk.application(changes))
      const away = await desk.visit(OUTSIDE)
      expect(categoryOf(desk.context, desk.person, away).category).toBe(category)
    }
    const deemed = [{ area: '520100', from: '2026-01-01', as: 'other-temporary' }] as const
    const free = openFilingDesk({ parameters: { deemed } })
    const away = await free.visit(OUTSIDE)
    expect(categoryOf(free.context, free.person, away).category).toBe('other-temporary')
  })
