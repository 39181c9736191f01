import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../../simulators/world/testing-states.ts'
import { admission, registration, sale } from '../../../simulators/world/testing-visits.ts'
import { voucherRate } from '../../figures/rates.ts'
import { FIGURE_PARAMETERS } from '../../figures/parameters.ts'
import { settledBetween } from '../../settled.ts'
import { heard, identified } from '../../../simulators/world/testing-vouchers.ts'

const { person } = VISIT
const [, other] = PEOPLE
let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const VOUCHERS = [
  { mdtrt_cert_type: '01', mdtrt_cert_no: person.ecToken, card_sn: '' },
  { mdtrt_cert_type: '02', mdtrt_cert_no: person.certno, card_sn: '' },
  { mdtrt_cert_type: '03', mdtrt_cert_no: person.card_no, card_sn: person.card_sn },
] as const

/** What a party has booked so far. */
function booked(store: string) {
  const kept = bench.country.stores.get(store)
  return kept === undefined ? [] : settledBetween(kept, '2026-03-01', '2026-04-01')
}

/** A sale with some of what is shown changed. */
function selling(change: object) {
  const { druginfo, drugdetail } = sale(VISIT)
  return bench.message('2102', person, { druginfo: { ...druginfo, ...change }, drugdetail })
}

test.for(VOUCHERS)('voucher $mdtrt_cert_type leads to one person and settlement, which keeps it ' +
  '(RULE-055, RULE-254, A0-27, A1-07, A1-24)', async (voucher) => {
  const shown = { ...voucher, begntime: '' }
  const { output } = await must(bench, bench.message('1101', null, { data: shown }))
  expect((output as Outputs['1101']).baseinfo.psn_no).toBe(person.psn_no)
  const sold = await must(bench, selling(voucher))
  const { setlinfo } = sold.output as Outputs['2102']
  const { mdtrt_cert_type } = voucher
  expect(setlinfo).toMatchObject({ medfee_sumamt: 4033.33, acct_pay: 300, mdtrt_cert_type })
  for (const store of ['platform', 'insured-210300']) {
    expect(booked(store).map((row) => row.voucher)).toEqual([voucher.mdtrt_cert_type])
  }
})

test('a settlement without a voucher shown counts as one without (RULE-254, A1-24)', async () => {
  await must(bench, selling({}))
  const right = await prepare(bench, '2304')
  // 2304 alone may leave the number out.
  const { data } = right.input as { data: { mdtrt_cert_no?: string } }
  const { mdtrt_cert_no: _number, ...without } = data
  await must(bench, bench.message('2304', person, { data: without }))
  for (const store of ['platform', 'insured-210300']) {
    expect(voucherRate(booked(store), FIGURE_PARAMETERS)).toMatchObject({
      numerator: 1, denominator: 2, value: 5000,
    })
  }
})

const SPOILT: readonly (readonly [string, object, string])[] = [
  ['another person\'s card',
    { mdtrt_cert_no: other.card_no, card_sn: other.card_sn }, 'mdtrt_cert_no'],
  ['another card_sn', { card_sn: other.card_sn }, 'card_sn'],
  ['another ID number', { certno: other.certno }, 'certno'],
  ['another name', { psn_name: '无此人' }, 'psn_name'],
]

test.for(SPOILT)('%s stops registration, admission and sale (RULE-056)', async (spoilt) => {
  const [, change, what] = spoilt
  const { data } = registration(VISIT)
  const { mdtrtinfo, diseinfo } = admission(VISIT)
  const tries = [
    bench.message('2201', person, { data: { ...data, ...change } }),
    selling(change),
  ]
  // 2401 has no name in its table, so nothing of it can differ there.
  if (what !== 'psn_name') {
    tries.push(bench.message('2401', person, { mdtrtinfo: { ...mdtrtinfo, ...change }, diseinfo }))
  }
  for (const message of tries) {
    const said = heard(await bench.send(message))
    expect(said).toContain('人证不符')
    expect(said).toContain(what)
  }
  expect(await identified(bench, person, change)).not.toBe('')
  for (const store of bench.country.stores.values()) {
    expect(store.all('select mdtrt_id from visit')).toEqual([])
    expect(store.all('select setl_id from settlement')).toEqual([])
  }
})

test('the voucher is verified again when the visit is settled (A0-27, RULE-056)', async () => {
  const right = await prepare(bench, '2207')
  const { data } = right.input as { data: object }
  const stolen = { ...data, mdtrt_cert_no: other.card_no, card_sn: other.card_sn }
  const answer = await bench.say('2207', person, { data: stolen })
  expect(heard(answer)).toContain('人证不符')
  expect(heard(await bench.send(right))).toBe('')
})
