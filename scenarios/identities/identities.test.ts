import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineAmountFen, yuanOf } from '../../core/money.ts'
import { IDENTITIES, weigh } from './all.ts'
import type { Breach, Subjects } from './identity.ts'

interface Vector {
  readonly identity: string
  readonly kind: keyof Subjects
  readonly holds: boolean
  readonly comment: string
  readonly practice?: string
  readonly breaches?: readonly Breach[]
  readonly subject: never
}

const vectors = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[]

function ask(id: string, kind: keyof Subjects, subject: never) {
  const told = weigh(kind, subject).find(({ identity }) => identity.id === id)
  if (told === undefined) throw new TypeError(`${id} does not apply to ${kind}`)
  return told.weighing
}

test('there are nineteen identities, each with a passing and a failing vector', () => {
  const numbers = Array.from({ length: 19 }, (_, at) => `E${at + 1}`)
  expect(IDENTITIES.map(({ id }) => id)).toEqual(numbers)
  for (const holds of [true, false]) {
    const shown = vectors.filter((one) => one.holds === holds).map((one) => one.identity)
    expect(numbers.filter((id) => !shown.includes(id))).toEqual([])
  }
})

test.for(vectors)('$identity, $comment', ({ identity, kind, holds, subject, ...told }) => {
  const { looked, breaches, practice } = ask(identity, kind, subject)
  expect(breaches).toEqual(holds ? [] : told.breaches)
  expect(practice).toBe(told.practice)
  // Fields that may be left out are the one case of a rightly empty look.
  expect(looked > 0).toBe(!told.comment.startsWith('the fields may be left out'))
})

const fen = fc.integer({ min: 0, max: 10_000_000 })

test('a settlement made of its parts keeps E1 to E3, and so does its refund', () => {
  fc.assert(fc.property(fc.array(fen, { minLength: 4, maxLength: 4 }), fen, fen, (parts, a, b) => {
    const total = parts.reduce((sum, part) => sum + part, 0)
    const account = Math.min(a, total)
    const cash = Math.min(b, total - account)
    const amounts = {
      medfee_sumamt: total,
      fulamt_ownpay_amt: parts[0] ?? 0,
      overlmt_selfpay: parts[1] ?? 0,
      preselfpay_amt: parts[2] ?? 0,
      inscp_scp_amt: parts[3] ?? 0,
      fund_pay_sumamt: total - account - cash,
      psn_part_amt: account + cash,
      acct_pay: account,
      psn_cash_pay: cash,
      hosp_part_amt: 0,
    }
    for (const sign of [1, -1]) {
      const info = inYuan(amounts, sign)
      const breaches = weigh('settlement', { info, details: [] })
        .flatMap(({ weighing }) => weighing.breaches)
      expect(breaches).toEqual([])
    }
    const [refund, original] = [inYuan(amounts, -1), inYuan(amounts, 1)]
    expect(weigh('refund', { refund, original })[0]?.weighing.breaches).toEqual([])
  }))
})

test('one fen more anywhere in a settlement breaks an identity', () => {
  const amounts = {
    medfee_sumamt: 100_00, fulamt_ownpay_amt: 10_00, overlmt_selfpay: 5_00, preselfpay_amt: 5_00,
    inscp_scp_amt: 80_00, fund_pay_sumamt: 60_00, psn_part_amt: 30_00, acct_pay: 10_00,
    psn_cash_pay: 20_00, hosp_part_amt: 10_00, hifp_pay: 50_00, cvlserv_pay: 0, hifes_pay: 0,
    hifmi_pay: 4_00, hifob_pay: 0, maf_pay: 6_00, oth_pay: 0,
  }
  const details = [['310100', 60], ['310200', 10], ['999996', 10]]
    .map(([fund_pay_type, fund_payamt]) => ({ fund_pay_type, fund_payamt }))
  const broken = (info: object) => weigh('settlement', { info: { ...info }, details })
    .flatMap(({ weighing }) => weighing.breaches)
  expect(broken(inYuan(amounts, 1))).toEqual([])
  fc.assert(fc.property(
    fc.constantFrom(...Object.keys(amounts) as (keyof typeof amounts)[]),
    fc.integer({ min: 1, max: 500 }),
    (field, more) => {
      const changed = { ...amounts, [field]: amounts[field] + more }
      expect(broken(inYuan(changed, 1)).length).toBeGreaterThan(0)
    },
  ))
})

test('a line of any price and quantity is its product to the fen, as number or text', () => {
  const price = fc.integer({ min: 1, max: 99_999_999 }).map((value) => value / 10_000)
  const quantity = fc.integer({ min: -9999, max: 9999 }).map((value) => value / 100)
  fc.assert(fc.property(price, quantity, fc.boolean(), (pric, cnt, asText) => {
    const amount = yuanOf(lineAmountFen(pric, cnt))
    const row = { pric, cnt, det_item_fee_sumamt: amount }
    const texts = { pric: `${pric}`, cnt: `${cnt}`, det_item_fee_sumamt: amount.toFixed(2) }
    const weighing = weigh('lines', { lines: [asText ? texts : row] })[0]?.weighing
    expect(weighing).toEqual({ looked: 1, breaches: [] })
  }))
})

test('what is no amount is never compared, and never throws', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (row, value) => {
    const odd = { ...row, medfee_sumamt: value, fund_pay_sumamt: 'x', acct_pay: null, pric: value }
    weigh('settlement', { info: odd, details: [odd] })
    weigh('lines', { lines: [odd] })
    weigh('split', { lines: [odd] })
    weigh('refund', { refund: odd, original: odd })
    expect(weigh('statement', { sent: odd, settlements: [odd] })[0]?.identity.id).toBe('E18')
  }))
})

function inYuan(amounts: Readonly<Record<string, number>>, sign: number) {
  return Object.fromEntries(Object.entries(amounts).map(([field, value]) =>
    [field, value === 0 ? 0 : (sign * value) / 100]))
}
