import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outputs } from '../../contracts/generated/types.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, VISIT } from '../../simulators/world/testing-states.ts'
import {
  admission,
  claim,
  departure,
  upload,
} from '../../simulators/world/testing-visits.ts'
import { personAt } from '../../simulators/world/person.ts'

const PERSON = personAt(9, 2, { insuplc_admdvs: '210300', insutype: '310' })
const STAY = { ...VISIT, person: PERSON, account: '0' } as const
const OPINION = {
  refmedin: {
    psn_no: PERSON.psn_no, diag_code: 'C34.900', diag_name: '肺恶性肿瘤',
    reflin_medins_no: 'H52010000001', reflin_medins_name: '联调示例医院',
    mdtrtarea_admdvs: '520100', refl_type: '3', refl_date: '2026-03-02',
    refl_rea: '病情需要', refl_opnn: '同意', begndate: '2026-03-04',
  },
}

let bench: Bench
beforeEach(() => {
  bench = openBench({ persons: [PERSON] })
})
afterEach(() => bench.country.close())

async function say<Output>(infno: string, input: object): Promise<Output> {
  return (await must(bench, bench.message(infno, PERSON, input))).output as Output
}

/** Admitted without a filing on the second of March, with fees. */
async function stay(): Promise<string> {
  const { result } = await say<Outputs['2401']>('2401', admission(STAY))
  await say('2301', upload(STAY, result.mdtrt_id))
  return result.mdtrt_id
}

async function settledFund(infno: '2303' | '2304', mdtrtId: string) {
  const { setlinfo } = await say<Outputs['2304']>(infno, claim(STAY, mdtrtId, true))
  return setlinfo
}

test('a stay that nobody filed is settled better once it is filed, while the person is in ' +
  '(RULE-042, RULE-044)', async () => {
  const id = await stay()
  const unfiled = await settledFund('2303', id)
  bench.clock.set('2026-03-04 08:00:00')
  await say('2501', OPINION)
  const left = { ...STAY, begntime: '2026-03-04 10:00:00' }
  await say('2402', departure(left, id))
  const filed = await settledFund('2304', id)
  expect(filed.fund_pay_sumamt).toBeGreaterThan(unfiled.fund_pay_sumamt)
  expect(filed.medfee_sumamt).toBe(unfiled.medfee_sumamt)
})

test('a filing that comes a second after the settlement leaves it as it is ' +
  '(RULE-043)', async () => {
  const id = await stay()
  await say('2402', departure(STAY, id))
  await settledFund('2303', id)
  const settled = await settledFund('2304', id)
  await say('2501', { refmedin: { ...OPINION.refmedin, begndate: '2026-03-02' } })
  const data = { psn_no: PERSON.psn_no, setl_id: settled.setl_id, mdtrt_id: id }
  const { setlinfo } = await say<Outputs['5203']>('5203', { data })
  expect(setlinfo.fund_pay_sumamt).toBe(settled.fund_pay_sumamt)
  const again = await bench.say('2304', PERSON, claim(STAY, id, true))
  expect(again?.err_msg).toContain('已结算')
})

test('which of several filings a stay goes by is noted with the others (RULE-037)', async () => {
  await say('2501', { refmedin: { ...OPINION.refmedin, begndate: '2026-03-02' } })
  const urgent = admission(STAY)
  const mdtrtinfo = { ...urgent.mdtrtinfo, exp_content: '{"IPT_TYPE":"2"}' }
  const { result } = await say<Outputs['2401']>('2401', { ...urgent, mdtrtinfo })
  const rows = bench.country.stores.get('insured-210300')?.all<{ body: string }>(
    `select body from filing_note where kind = 'choice' and subject = ?`,
    result.mdtrt_id,
  )
  const [noted] = (rows ?? []).map(({ body }) => JSON.parse(body) as { candidates: object[] })
  expect(noted).toMatchObject({
    category: 'emergency', serial: '',
    candidates: [{ category: 'emergency' }, { category: 'referral' }],
  })
})
