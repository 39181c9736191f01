import { expect, test } from 'vitest'
import type { InsuredPerson } from '../../contracts/case.ts'
import { allSettlements } from '../../core/books.ts'
import { bundledPack } from '../../core/policy/bundled.ts'
import { personAt } from './person.ts'
import { openBench } from './testing.ts'
import type { Bench } from './testing.ts'
import { disagreements } from './testing-books.ts'
import { HOSPITAL } from './testing-register.ts'
import { stayAt } from './testing-stays.ts'
import { INSURED, openScopes } from './testing-scopes.ts'

const FILED = {
  category: 'long-term', placeOfCare: '520100', begndate: '2025-06-01', enddate: '9999-12-31',
} as const
const insuredAt = (insuplc_admdvs: string, index: number) =>
  personAt(5, index, { insuplc_admdvs, insutype: '310', filing: FILED })

const storeOf = (bench: Bench, name: string) => {
  const store = bench.country.stores.get(name)
  if (store === undefined) throw new RangeError(`no store ${name}`)
  return store
}
const accountsOf = (bench: Bench, name: string) =>
  Object.fromEntries(storeOf(bench, name).all<{ account: string; fen: number }>(
    'select account, sum(amount_fen) as fen from posting group by account',
  ).map(({ account, fen }) => [account, fen]))
const spending = (bench: Bench, area: string, { psn_no }: InsuredPerson) =>
  storeOf(bench, `insured-${area}`).all<{ psn_no: string }>(
    'select distinct psn_no from accumulation',
  ).map((row) => row.psn_no === psn_no)

test('two cities of one province have their own policy, accumulators and fund; the province has '
  + 'none (A0-01)', async () => {
  const [one, other] = [insuredAt('520300', 1), insuredAt('520200', 2)]
  const nobody = insuredAt('520000', 3)
  const bench = openBench({
    persons: [one, other, nobody],
    country: { policies: { '520300': 'points', '520200': 'wu' } },
  })
  const deductible = (pack: string) =>
    bundledPack(pack).insurance['310']?.inpatient.deductible.byTier['3']
  expect(deductible('points')).not.toBe(deductible('wu'))
  const settled = [await stayAt(bench, HOSPITAL, one), await stayAt(bench, HOSPITAL, other)]
  const paid = settled.map(({ setlinfo }) => setlinfo.fund_pay_sumamt)
  expect(paid[0]).not.toBe(paid[1])
  expect(new Set(settled.map(({ setlinfo }) => setlinfo.medfee_sumamt)).size).toBe(1)
  expect(spending(bench, '520300', one)).toEqual([true])
  expect(spending(bench, '520200', other)).toEqual([true])
  for (const [at, area] of ['520300', '520200'].entries()) {
    const fund = accountsOf(bench, `insured-${area}`)['fund:310100']
    expect(fund, area).toBe(-Math.round((paid[at] ?? 0) * 100))
  }
  await expect(stayAt(bench, HOSPITAL, nobody)).rejects.toThrow('520000')
  bench.country.close()
})

test('inside a province, too, the insured city owes what its fund paid, and no fund of the place '
  + 'of care is charged (A0-04)', async () => {
  const bench = openScopes()
  for (const scope of ['intra-province', 'cross-province'] as const) {
    const person = INSURED[scope]
    const { setlinfo } = await stayAt(bench, HOSPITAL, person)
    const fen = Math.round(setlinfo.fund_pay_sumamt * 100)
    expect(fen, scope).toBeGreaterThan(0)
    const area = person.insuplc_admdvs
    expect(accountsOf(bench, 'platform')[`insured:${area}`], scope).toBe(-fen)
    expect(accountsOf(bench, `insured-${area}`)['place-of-care:520100'], scope).toBe(fen)
    const hub = scope === 'intra-province' ? 'hub-52' : 'hub-national'
    expect(accountsOf(bench, hub), scope).toEqual({
      [`receivable:${area}>520100`]: fen, [`payable:${area}>520100`]: -fen,
    })
  }
  expect(accountsOf(bench, 'insured-520100')).toEqual({})
  expect(disagreements(bench.country)).toEqual([])
  bench.country.close()
})

test('in a municipality, whose province code is its pooling area, care is local and its own fund '
  + 'pays (A0-04)', async () => {
  const person = personAt(5, 4, { insuplc_admdvs: '120000', insutype: '310', filing: null })
  const hospital = { ...HOSPITAL, fixmedins_code: 'H12010500001', admdvs: '120105' }
  const bench = openBench({
    persons: [person],
    country: { institutions: [hospital], policies: { '120000': 'points' } },
  })
  const { setlinfo } = await stayAt(bench, hospital, person)
  const fen = Math.round(setlinfo.fund_pay_sumamt * 100)
  expect(accountsOf(bench, 'insured-120000')['fund:310100']).toBe(-fen)
  expect([...bench.country.hubs.keys()].flatMap((code) =>
    allSettlements(storeOf(bench, code === '100000' ? 'hub-national' : 'hub-12')))).toEqual([])
  bench.country.close()
})

test('one long-term filing opens hospitals of every tier, with the deductible and ratio of each '
  + '(A0-13)', async () => {
  const person = insuredAt('210300', 5)
  const tiers = ['0', '1', '2', '3'] as const
  const hospitals = tiers.map((tier) =>
    ({ ...HOSPITAL, fixmedins_code: `H5201000001${tier}`, tier }))
  const settled: [deductible: number, ratio: number, fund: number][] = []
  for (const hospital of hospitals) {
    // Each tier has a country of its own, so that every stay is the first one of the year.
    const bench = openBench({
      persons: [person],
      country: { institutions: hospitals, policies: { '210300': 'points' } },
    })
    const { setlinfo } = await stayAt(bench, hospital, person)
    const [deductible, ratio] = [Number(setlinfo.act_pay_dedc), Number(setlinfo.pool_prop_selfpay)]
    settled.push([deductible, ratio, setlinfo.fund_pay_sumamt])
    bench.country.close()
  }
  const policy = bundledPack('points').insurance['310']?.inpatient
  expect(settled.map(([deductible]) => Math.round(deductible * 100)))
    .toEqual(tiers.map((tier) => policy?.deductible.byTier[tier]))
  expect(settled.map(([, ratio]) => Math.round(ratio * 10_000)))
    .toEqual(tiers.map((tier) => policy?.ratio.byTier[tier]))
  expect(new Set(settled.map(([, , fund]) => fund)).size).toBeGreaterThan(2)
})
