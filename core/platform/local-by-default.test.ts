import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../../contracts/case.ts'
import { INSURED, openScopes } from '../../simulators/world/testing-scopes.ts'
import { must } from '../../simulators/world/testing-states.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { claim, description, identityOf, registration, upload } from
  '../../simulators/world/testing-visits.ts'
import type { TestVisit } from '../../simulators/world/testing-visits.ts'

let bench: Bench
beforeEach(() => {
  bench = openScopes()
})
afterEach(() => bench.country.close())

const visitOf = (person: InsuredPerson): TestVisit => ({
  person,
  number: 'L1',
  begntime: '2026-03-02 09:00:00',
  lines: [{ code: 'S1101000130001', pric: '20.00', cnt: '1' }],
  account: '0',
})

test('messages without an insured place are local care, up to the books (RULE-006)', async () => {
  const visit = visitOf(INSURED.local)
  const said = (infno: string, input: object) => must(bench, bench.message(infno, null, input))
  const { output } = await said('2201', registration(visit))
  const { mdtrt_id: id } = (output as { data: { mdtrt_id: string } }).data
  await said('2203', description(visit, id))
  await said('2204', upload(visit, id))
  await said('2206', claim(visit, id))
  await said('2207', claim(visit, id))
  expect(bench.country.settlements().map((row) => [row.insuplc_admdvs, row.mdtrtarea_admvs]))
    .toEqual([['520100', '520100']])
})

test('an outsider without one hears where he was looked for (NEG-03) (RULE-006)', async () => {
  const outsider = visitOf(INSURED['cross-province'])
  const answer = await bench.say('2201', null, registration(outsider))
  expect(answer?.infcode).toBe(-1)
  expect(answer?.err_msg).toMatch(/^参保地区划insuplc_admdvs为空，按本地（520100）就医处理：参保地拒绝：/)
  expect(answer?.err_msg).toContain(outsider.person.psn_no)
})

test('an outsider may not leave it out in the middle of a visit either (RULE-006)', async () => {
  const visit = visitOf(INSURED['cross-province'])
  const { output } = await must(bench, bench.message('2201', visit.person, registration(visit)))
  const { mdtrt_id: id } = (output as { data: { mdtrt_id: string } }).data
  const answer = await bench.say('2203', null, description(visit, id))
  expect(answer?.err_msg).toMatch(/insuplc_admdvs为空.*（210300）不一致/)
})

test('who somebody is may be asked without knowing where he is insured', async () => {
  for (const person of Object.values(INSURED)) {
    const { output } = await must(bench, bench.message('1101', null, {
      data: { ...identityOf(person), psn_no: '', begntime: '' },
    }))
    const { insuinfo } = output as { insuinfo: { insuplc_admdvs: string }[] }
    expect(insuinfo[0]?.insuplc_admdvs).toBe(person.insuplc_admdvs)
  }
})
