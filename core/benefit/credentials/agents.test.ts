import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import { sale } from '../../../simulators/world/testing-visits.ts'
import { agentsOf } from './agents.ts'
import { heard, placeOf } from '../../../simulators/world/testing-vouchers.ts'

const { person } = VISIT
const [, daughter] = PEOPLE
const AGENT = {
  AGNTER_NAME: daughter.psn_name,
  AGNTER_CERT_TYPE: '01',
  AGNTER_CERTNO: daughter.certno,
  AGNTER_RLTS: '2',
}

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

function bought(keys: object, infno = '2102') {
  const { druginfo, drugdetail } = sale(VISIT)
  const exp_content = JSON.stringify(keys)
  return bench.message(infno, person, { druginfo: { ...druginfo, exp_content }, drugdetail })
}

test('who bought for somebody else is kept with the purchase (RULE-057)', async () => {
  const { output } = await must(bench, bought(AGENT))
  const { setl_id } = (output as Outputs['2102']).setlinfo
  const place = placeOf(bench, [person])
  expect(agentsOf(place, person.psn_no)).toMatchObject([
    { setl_id, name: daughter.psn_name, cert_type: '01', certno: daughter.certno, relation: '2' },
  ])
  const forget = () => place.store.run('delete from purchase_agent')
  await expect(place.store.commit(forget)).rejects.toThrow('never deleted')
})

test('who buys for himself names nobody (RULE-057)', async () => {
  await must(bench, bought({}))
  expect(agentsOf(placeOf(bench, [person]), person.psn_no)).toEqual([])
})

const WRONG: readonly (readonly [string, object])[] = [
  ['AGNTER_NAME', { ...AGENT, AGNTER_NAME: '' }],
  ['AGNTER_CERTNO', { AGNTER_NAME: '某人', AGNTER_CERT_TYPE: '01', AGNTER_RLTS: '2' }],
  ['AGNTER_CERTNO', { ...AGENT, AGNTER_CERTNO: '110105194912310020' }],
  ['AGNTER_CERT_TYPE', { ...AGENT, AGNTER_CERT_TYPE: '00' }],
  ['AGNTER_RLTS', { ...AGENT, AGNTER_RLTS: '77' }],
  ['同一人', { ...AGENT, AGNTER_CERTNO: person.certno }],
  ['AGNTER_NAME', { AGNTER_TEL: '13800000000' }],
]

test.for(WRONG)('an agent without right %s buys nothing: %j (RULE-057)', async ([what, keys]) => {
  for (const infno of ['2101', '2102']) {
    const said = heard(await bench.send(bought(keys, infno)))
    expect(said).toContain('代办购药')
    expect(said).toContain(what)
  }
  expect(bench.country.settlements()).toEqual([])
})
