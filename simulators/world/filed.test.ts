import { afterEach, beforeEach, expect, test } from 'vitest'
import { setTier } from '../../core/platform/institutions/register.ts'
import { openStore } from '../../core/store/store.ts'
import type { Store } from '../../core/store/store.ts'
import { decided, HOSPITAL, registerOf } from './testing-register.ts'
import { must, prepare, VISIT } from './testing-states.ts'
import { openBench, PEOPLE } from './testing.ts'
import type { Bench } from './testing.ts'

const [person] = PEOPLE
const { fixmedins_code: CODE } = HOSPITAL

let bench: Bench
let nationalFails = false
beforeEach(() => {
  nationalFails = false
  bench = openBench({ country: { storeOf } })
})
afterEach(() => bench.country.close())

/** A national hub whose disk refuses to write, for as long as a test says so. */
function storeOf(name: string): Store {
  const store = openStore(':memory:')
  if (name !== 'hub-national') return store
  return {
    ...store,
    commit: (work) =>
      nationalFails ? Promise.reject(new RangeError('disk full')) : store.commit(work),
  }
}

const knownFilings = async () =>
  (await bench.country.filings.find(person.psn_no)).map(({ serial, version, area, state }) =>
    ({ serial, version, area, state }))

/** Serials that the insured place still has to send, or to correct. */
const unsent = () => bench.country.stores.get('insured-210300')
  ?.all<{ state: string }>('select state from filing_outbox').map(({ state }) => state)

async function file(institution = CODE): Promise<string> {
  const message = await prepare(bench, '2501')
  const { refmedin } = message.input as { refmedin: object }
  const input = { refmedin: { ...refmedin, reflin_medins_no: institution } }
  const { output } = await must(bench, { ...message, input })
  return (output as { result: { trt_dcla_detl_sn: string } }).result.trt_dcla_detl_sn
}

test('what was filed is known to the place of care at once (A1-12) (RULE-027)', async () => {
  expect(await knownFilings()).toEqual([])
  const serial = await file()
  expect(await knownFilings()).toMatchObject([{ serial, version: 1, area: '520100' }])
  expect(unsent()).toEqual([])
})

test('what was cancelled is known there as cancelled (RULE-027)', async () => {
  const serial = await file()
  const data = { trt_dcla_detl_sn: serial, psn_no: person.psn_no, memo: '' }
  await must(bench, bench.message('2502', person, { data }))
  expect(await knownFilings()).toMatchObject([{ serial, version: 2, state: 'cancelled' }])
})

test('an institution that nobody knows comes back to be corrected (RULE-027)', async () => {
  await file('H52019999999')
  expect(await knownFilings()).toEqual([])
  expect(unsent()).toEqual(['mismatch'])
})

test('what the hub cannot take waits, and goes with the next filing (RULE-027)', async () => {
  nationalFails = true
  const first = await file()
  expect(await knownFilings()).toEqual([])
  expect(unsent()).toEqual(['waiting'])
  nationalFails = false
  const data = { trt_dcla_detl_sn: first, psn_no: person.psn_no, memo: '' }
  await must(bench, bench.message('2502', person, { data }))
  expect(await knownFilings()).toMatchObject([{ serial: first, state: 'cancelled' }])
  expect(unsent()).toEqual([])
})

test('the insured place goes by the tier of the day of admission (RULE-105)', async () => {
  const deductible = async (since: string) => {
    bench.country.close()
    bench = openBench()
    const { store, seed } = registerOf(bench)
    await store.commit(() => setTier({ store, seed }, CODE, '1', decided(since)))
    const settled = await must(bench, await prepare(bench, '2304'))
    return (settled.output as { setlinfo: { act_pay_dedc: number } }).setlinfo.act_pay_dedc
  }
  const today = VISIT.begntime.slice(0, 10)
  expect(await deductible(today)).toBeLessThan(await deductible('2026-03-03'))
})
