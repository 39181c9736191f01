import { afterEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { disagreements } from '../../../simulators/world/testing-books.ts'
import { INSURED, openScopes } from '../../../simulators/world/testing-scopes.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import { sale } from '../../../simulators/world/testing-visits.ts'
import { personAt } from '../../../simulators/world/person.ts'
import { balanceOf, heard } from '../../../simulators/world/testing-vouchers.ts'

/** Opened within the province; opened everywhere from 1 June 2025 on; held by the bank. */
const [NEAR_ONLY, EVERYWHERE, AT_BANK] = ['ding', 'geng', 'wu']

let bench: Bench
afterEach(() => bench.country.close())

/** A donor and two relatives who may use her account, insured where `like` is. */
function family(like: InsuredPerson, donorFen: number) {
  const { insuplc_admdvs, insutype, filing } = like
  const traits = { insuplc_admdvs, insutype, filing }
  const donor = personAt(5, 1, { ...traits, accountBalanceFen: donorFen })
  const member = (index: number, accountBalanceFen: number): InsuredPerson =>
    ({ ...personAt(5, index, { ...traits, accountBalanceFen }), familyAccountOf: donor.psn_no })
  return { donor, son: member(2, 500), daughter: member(3, 0) }
}

function open(pack: string | undefined, persons: readonly InsuredPerson[], startsAt?: string) {
  const area = persons[0]?.insuplc_admdvs ?? ''
  bench = openScopes({
    persons,
    ...(startsAt === undefined ? {} : { startsAt }),
    country: { policies: { [area]: pack ?? 'points' } },
  })
}

/** A drug that costs so much, bought with the relative's account allowed. */
function purchase(person: InsuredPerson, pric: string, flag = '2', day = '2026-03-02') {
  const lines = [{ code: 'XJ01CAA0010001', pric, cnt: '1' }]
  const { druginfo, drugdetail } = sale({ ...VISIT, person, lines, begntime: `${day} 08:00:00` })
  return bench.message('2102', person, {
    druginfo: { ...druginfo, acct_used_flag: flag }, drugdetail,
  })
}

async function paid(message: ReturnType<typeof purchase>) {
  const { output } = await must(bench, message)
  return (output as Outputs['2102']).setlinfo
}

test('the own account pays, then that of the relative, then cash; both balances fall '
  + '(RULE-145, RULE-144, RULE-136, A4-15)', async () => {
  const { donor, son } = family(INSURED['intra-province'], 2000)
  open(NEAR_ONLY, [donor, son])
  expect(await paid(purchase(son, '40.00'))).toMatchObject({
    acct_pay: 25, acct_mulaid_pay: 20, psn_cash_pay: 15, balc: 0,
  })
  expect([await balanceOf(bench, donor), await balanceOf(bench, son)]).toEqual([0, 0])
  const places = bench.country.stores.get(`insured-${son.insuplc_admdvs}`)
  expect(places?.all('select account, amount_fen from posting order by account')).toEqual([
    { account: `personal-account:${donor.psn_no}`, amount_fen: -2000 },
    { account: `personal-account:${son.psn_no}`, amount_fen: -500 },
    { account: 'place-of-care:520100', amount_fen: 2500 },
  ].toSorted((one, two) => (one.account < two.account ? -1 : 1)))
  expect(disagreements(bench.country)).toEqual([])
})

test('a refund gives back to each account what it paid (RULE-149, RULE-145)', async () => {
  const { donor, son } = family(INSURED['intra-province'], 2000)
  open(NEAR_ONLY, [donor, son])
  const { setl_id, mdtrt_id, psn_no } = await paid(purchase(son, '40.00'))
  const data = { setl_id, mdtrt_id, psn_no }
  const back = await must(bench, bench.message('2103', son, { data }))
  expect((back.output as Outputs['2103']).setlinfo).toMatchObject({
    acct_pay: -25, acct_mulaid_pay: -20, balc: 5,
  })
  expect([await balanceOf(bench, donor), await balanceOf(bench, son)]).toEqual([20, 5])
  expect(disagreements(bench.country)).toEqual([])
})

test('relatives who spend one account at once never overdraw it (RULE-145, RULE-146)', async () => {
  const { donor, son, daughter } = family(INSURED['intra-province'], 10_000)
  open(NEAR_ONLY, [donor, son, daughter])
  const messages = Array.from({ length: 6 }, () => [
    purchase(son, '40.00'), purchase(daughter, '40.00'), purchase(donor, '40.00', '1'),
  ]).flat()
  const answers = await Promise.all(messages.map((message) => bench.send(message)))
  expect(answers.map(heard)).toEqual(messages.map(() => ''))
  const spent = bench.country.settlements().reduce((sum, row) => sum + row.account_fen, 0)
  expect(spent).toBe(10_000 + 500)
  expect(await balanceOf(bench, donor)).toBe(0)
  expect(disagreements(bench.country)).toEqual([])
})

test('a balance spent since the trial is not spent again (RULE-146)', async () => {
  const { donor, daughter } = family(INSURED['intra-province'], 3000)
  open(NEAR_ONLY, [donor, daughter])
  const wanted = purchase(daughter, '40.00')
  const { output } = await must(bench, { ...bench.message('2101', daughter, wanted.input) })
  expect((output as Outputs['2101']).setlinfo).toMatchObject({ acct_pay: 30, psn_cash_pay: 10 })
  await must(bench, purchase(donor, '25.00', '1'))
  expect(await paid(wanted)).toMatchObject({ acct_pay: 5, acct_mulaid_pay: 5, psn_cash_pay: 35 })
})

test('across provinces the account of a relative pays from the day it is opened on '
  + '(RULE-147, A0-32)', async () => {
  const far = { ...INSURED['cross-province'], filing: { ...INSURED['cross-province'].filing } }
  const { donor, daughter } = family(far as InsuredPerson, 3000)
  open(EVERYWHERE, [donor, daughter], '2025-05-31 23:59:00')
  const early = purchase(daughter, '40.00', '2', '2025-05-31')
  expect(heard(await bench.send(early))).toContain('未开通跨省共济')
  bench.clock.set('2025-06-01 09:00:00')
  const { acct_mulaid_pay } = await paid(purchase(daughter, '40.00', '2', '2025-06-01'))
  expect(acct_mulaid_pay).toBe(30)
})

const CLOSED: readonly (readonly [string, string, string])[] = [
  ['points', 'intra-province', '未开通家庭共济'],
  [NEAR_ONLY ?? '', 'cross-province', '未开通跨省共济'],
]

test.for(CLOSED)('the account of a relative is refused, not made cash: %s, %s '
  + '(RULE-147)', async ([pack, scope, why]) => {
  const { donor, daughter } = family(INSURED[scope as keyof typeof INSURED], 3000)
  open(pack, [donor, daughter])
  expect(heard(await bench.send(purchase(daughter, '40.00')))).toContain(why)
  const { acct_pay } = await paid(purchase(daughter, '40.00', '1'))
  expect(acct_pay).toBe(0)
  expect(await balanceOf(bench, donor)).toBe(30)
})

test('nobody spends the account of somebody he is not linked to (RULE-145)', async () => {
  const { donor } = family(INSURED['intra-province'], 3000)
  open(NEAR_ONLY, [donor])
  expect(heard(await bench.send(purchase(donor, '40.00')))).toContain('未绑定共济人')
})

test('account money on the bank card is cash, and no account is debited (RULE-148, A0-28)',
  async () => {
    const { donor, son } = family(INSURED['intra-province'], 3000)
    open(AT_BANK, [donor, son])
    expect(await balanceOf(bench, son)).toBe(0)
    for (const flag of ['1', '2']) {
      const settled = await paid(purchase(son, '40.00', flag))
      expect(settled).toMatchObject({ acct_pay: 0, psn_cash_pay: 40, balc: 0 })
      const { setl_id, mdtrt_id, psn_no } = settled
      const data = { setl_id, mdtrt_id, psn_no }
      const back = await must(bench, bench.message('2103', son, { data }))
      expect((back.output as Outputs['2103']).setlinfo).toMatchObject({ acct_pay: 0, balc: 0 })
    }
    const place = bench.country.stores.get(`insured-${son.insuplc_admdvs}`)
    expect(place?.all("select 1 from posting where account like 'personal-account:%'")).toEqual([])
    expect(disagreements(bench.country)).toEqual([])
  })
