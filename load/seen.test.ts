import { expect, test } from 'vitest'
import type { Outcome, Step } from '../contracts/exchange.ts'
import { IncompleteSettlement, seenIn } from './seen.ts'

const setlinfo = {
  setl_id: 'S1',
  mdtrt_id: 'M1',
  medfee_sumamt: 120.5,
  fund_pay_sumamt: 80.35,
  acct_pay: 10,
  psn_cash_pay: 30.15,
}

test('a settlement becomes one record in fen', () => {
  expect(seenIn('a/b', step('2207'), answered({ setlinfo }))).toEqual({
    kind: 'booked',
    case: 'a/b',
    infno: '2207',
    msgid: 'X1',
    setl_id: 'S1',
    mdtrt_id: 'M1',
    medfeeFen: 12_050,
    fundFen: 8035,
    acctFen: 1000,
    cashFen: 3015,
  })
})

test('a refund spells its cash with a d', () => {
  const { psn_cash_pay, ...rest } = setlinfo
  const refund = { ...rest, pdn_cash_pay: -psn_cash_pay, medfee_sumamt: -120.5 }
  const record = seenIn('a/b', step('2208'), answered({ setlinfo: refund }))
  expect(record).toMatchObject({ medfeeFen: -12_050, cashFen: -3015 })
})

test('a lost answer is remembered with its visit', () => {
  const lost: Outcome = { kind: 'unknown', msgid: 'X1', reason: 'cut' }
  const record = seenIn('a/b', step('2207'), lost)
  expect(record).toEqual({
    kind: 'unknown',
    case: 'a/b',
    infno: '2207',
    msgid: 'X1',
    mdtrt_id: 'M1',
  })
})

test('trials, refusals and other messages book nothing', () => {
  expect(seenIn('a/b', step('2206'), answered({ setlinfo }))).toBeNull()
  expect(seenIn('a/b', step('2207'), answered({ setlinfo }, -1))).toBeNull()
  expect(seenIn('a/b', step('1101'), answered({}))).toBeNull()
})

test('an acknowledged settlement without a number or an amount is an error', () => {
  const { setl_id: _, ...nameless } = setlinfo
  const { acct_pay: __, ...short } = setlinfo
  for (const broken of [nameless, short]) {
    const answer = answered({ setlinfo: broken })
    expect(() => seenIn('a/b', step('2207'), answer)).toThrow(IncompleteSettlement)
  }
})

function step(infno: string): Step {
  return { infno, insuplc_admdvs: '520100', input: { data: { mdtrt_id: 'M1' } } }
}

function answered(output: Record<string, unknown>, infcode = 0): Outcome {
  const times = { inf_refmsgid: 'R1', refmsg_time: null, respond_time: null, err_msg: null }
  return { kind: 'answered', msgid: 'X1', response: { infcode, ...times, output } }
}
