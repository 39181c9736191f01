import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { yuanOf } from '../money.ts'
import { brokenPart } from './parts.ts'

const fen = fc.integer({ min: 0, max: 9_000_000 })
const parts = fc.record({
  hifp_pay: fen,
  cvlserv_pay: fen,
  hifes_pay: fen,
  hifmi_pay: fen,
  hifob_pay: fen,
  maf_pay: fen,
  oth_pay: fen,
  hifdm_pay: fen,
  acct_pay: fen,
  psn_cash_pay: fen,
  hosp_part_amt: fen,
})
type Parts = typeof parts extends fc.Arbitrary<infer Value> ? Value : never

/** An answer that adds up; 伤残 inside the other payments or beside them. */
function answer(part: Parts, beside: boolean, sign = 1) {
  const layers = part.hifp_pay + part.cvlserv_pay + part.hifes_pay + part.hifmi_pay
    + part.hifob_pay + part.maf_pay + part.oth_pay
  const fund = layers + (beside ? part.hifdm_pay : 0)
  const person = part.acct_pay + part.psn_cash_pay
  const all = {
    ...part,
    fund_pay_sumamt: fund,
    psn_part_amt: person,
    medfee_sumamt: fund + person + part.hosp_part_amt,
  }
  return {
    setlinfo: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, yuanOf(sign * value)]),
    ),
  }
}

describe('an answer of an insured place', () => {
  test('whose parts add up is not touched, forward or undone '
    + '(RULE-089, RULE-090, RULE-091)', () => {
    fc.assert(fc.property(parts, fc.boolean(), fc.constantFrom(1, -1), (part, beside, sign) => {
      expect(brokenPart('2207', answer(part, beside, sign))).toBeUndefined()
    }))
  })

  test('that is off by any amount in any part is seen (RULE-089, RULE-090, RULE-091)', () => {
    const amount = fc.constantFrom(
      'medfee_sumamt', 'fund_pay_sumamt', 'psn_part_amt', 'hifp_pay', 'maf_pay', 'acct_pay',
      'psn_cash_pay', 'hosp_part_amt', 'oth_pay',
    )
    fc.assert(fc.property(parts, amount, fc.integer({ min: 1, max: 5_000 }), (part, name, off) => {
      const good = answer({ ...part, hifdm_pay: 0 }, false)
      const value = Math.round(Number(good.setlinfo[name]) * 100) + off
      const bad = { setlinfo: { ...good.setlinfo, [name]: yuanOf(value) } }
      expect(brokenPart('2304', bad)).toBeDefined()
    }))
  })

  test('may leave the two person and hospital totals empty when it undoes', () => {
    const { setlinfo } = answer(
      { ...zero, hifp_pay: -60, acct_pay: -10, psn_cash_pay: -30 },
      false,
    )
    const empty = { ...setlinfo, psn_part_amt: null, hosp_part_amt: null }
    expect(brokenPart('2208', { setlinfo: empty })).toBeUndefined()
    expect(brokenPart('2208', { setlinfo: { ...empty, hifp_pay: -0.59 } })).toContain('fund')
  })

  test('says no amount where it is no number, and none at all where there must be some', () => {
    expect(brokenPart('2206', { setlinfo: { medfee_sumamt: 'x' } })).toContain('"x"')
    expect(brokenPart('2207', {})).toBe('setlinfo')
    expect(brokenPart('2201', { data: {} })).toBeUndefined()
    expect(brokenPart('2601', null)).toBeUndefined()
  })
})

const zero: Parts = {
  hifp_pay: 0,
  cvlserv_pay: 0,
  hifes_pay: 0,
  hifmi_pay: 0,
  hifob_pay: 0,
  maf_pay: 0,
  oth_pay: 0,
  hifdm_pay: 0,
  acct_pay: 0,
  psn_cash_pay: 0,
  hosp_part_amt: 0,
}
