import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestEnvelope, ResponseEnvelope } from '../../../contracts/exchange.ts'
import { checkResponse } from '../../../contracts/validate.ts'
import { openBench } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, prepare } from '../../../simulators/world/testing-states.ts'
import { settledBetween } from '../../settled.ts'
import type { Settled } from '../../settled.ts'
import { yuanOf } from '../../money.ts'
import type { Store } from '../../store/store.ts'
import { payClaim } from '../claim-payment.ts'
import { advanceClaim } from '../claims.ts'
import { clearMonth } from '../month.ts'
import { officeOf } from '../office.ts'
import { auditAll } from '../testing.ts'

const TWO = { operator: '经办甲', approver: '复核乙' }

let bench: Bench
let store: Store
let stay: Settled
/** 2305: would undo the stay. */
let refund: RequestEnvelope
beforeEach(async () => {
  bench = openBench()
  refund = await prepare(bench, '2305')
  store = bench.country.stores.get('platform') ?? missing()
  const [row] = settledBetween(store, '2026-03-02', '2026-03-03')
  stay = row ?? missing()
})
afterEach(() => bench.country.close())

function missing(): never {
  throw new RangeError('the bench is not as this test needs it')
}

/** The reason against a message, '' when it is accepted. */
async function say(infno: string, input: object): Promise<string> {
  return (await bench.say(infno, null, input))?.err_msg ?? 'no answer'
}

/** The output of a message that must be accepted; the answer keeps its contract. */
async function ask<Output>(infno: string, input: object): Promise<Output> {
  const answer: ResponseEnvelope = await must(bench, bench.message(infno, null, input))
  const found = checkResponse(infno, answer).filter(({ severity }) => severity === 'violation')
  expect(found, infno).toEqual([])
  return answer.output as Output
}

function application(own: object = {}) {
  return {
    data: {
      clr_type: '99968',
      clr_way: '1',
      setlym: '202603',
      psntime: 1,
      medfee_sumamt: yuanOf(stay.feeFen),
      med_sumfee: yuanOf(stay.feeFen),
      fund_appy_sum: yuanOf(stay.fundFen),
      cash_payamt: yuanOf(stay.cashFen),
      acct_pay: yuanOf(stay.accountFen),
      begndate: '2026-03-01',
      enddate: '2026-03-31',
      ...own,
    },
  }
}

type Applied = { result: { clr_appy_evt_id: string } }

describe('a claim', () => {
  test('is what the books say, to the fen, and each settlement is in one', async () => {
    const wrong = application({ fund_appy_sum: yuanOf(stay.fundFen + 1) })
    expect(await say('3203', wrong)).toContain('清算申请fund_appy_sum不符')
    expect(await say('3203', application({ psntime: 2 }))).toContain('清算申请psntime不符')
    expect(await say('3203', application({ clr_type: '9909' }))).toContain('没有可清算的结算记录')
    const { result } = await ask<Applied>('3203', application())
    expect(await say('3203', application({ clr_type: '21' }))).toContain('不得重复申报')
    const { clr_appys } = await ask<{ clr_appys: object[] }>('3205A', { data: { clr_stas: '10' } })
    expect(clr_appys).toMatchObject([{ clr_appy_evt_id: result.clr_appy_evt_id, clr_ym: '202603' }])
    expect(await ask('3206A', { data: {} })).toMatchObject({ clr_optins: '520100' })
  })

  test('is withdrawn until its review begins, and can be made anew (RULE-186)', async () => {
    const { result } = await ask<Applied>('3203', application())
    await ask('3204', { data: result })
    expect(await ask('3205A', { data: {} })).toEqual({ clr_appys: [] })
    const other = { ...application().data, clr_optins: '520100' }
    const again = await ask<{ clr_appy_evt_id: string }>('3203A', { data: other })
    const office = officeOf(store, bench.clock)
    await advanceClaim(office, again.clr_appy_evt_id, 30, TWO)
    const withdrawal = { data: { clr_apply_evt_id: again.clr_appy_evt_id, clr_optins: '520100' } }
    expect(await say('3204A', withdrawal)).toContain('当前状态为30')
    expect(await say('3204', { data: { clr_appy_evt_id: '1' } })).toContain('不属于本机构')
  })

  test('is paid within ten working days, at once, or waits and is late (RULE-193, RULE-195, '
    + 'RULE-204)', async () => {
    const { result } = await ask<Applied>('3203', application())
    const number = result.clr_appy_evt_id
    const office = officeOf(store, bench.clock)
    await advanceClaim(office, number, 40, TWO)
    await auditAll(store, '2026-03-02 23:00:00')
    const instant = await payClaim(office, number, { availableFen: 0, instant: true }, TWO)
    expect(instant).toMatchObject({ paid: false, due: '2026-03-03', waitsFor: 'money' })
    const short = await payClaim(office, number, { availableFen: 1 }, TWO)
    expect(short).toMatchObject({ due: '2026-03-16', late: false, waitsFor: 'money' })
    bench.clock.set('2026-03-17 00:00:00')
    const owed = stay.fundFen + stay.accountFen
    const payment = { availableFen: owed, deductionFen: 100 }
    expect(await payClaim(office, number, payment, TWO)).toMatchObject({
      paid: true, paidFen: owed - 100, late: true,
    })
    expect(await ask('3205A', { data: { clr_stas: '60' } })).toMatchObject({ clr_appys: [{}] })
  })
})

describe('out-of-area rows', () => {
  const period = { trt_year: '2026', trt_month: '03' }
  type Rows = { data: { setl_sn: string; medfee_sumamt: number }[] }
  const fetch = () => ask<Rows>('3260', { data: { ...period, startrow: 1 } })

  test('are fetched, confirmed once, and taken back', async () => {
    await must(bench, refund)
    const { data } = await fetch()
    expect(data.map(({ medfee_sumamt }) => medfee_sumamt)).toEqual([
      yuanOf(stay.feeFen), -yuanOf(stay.feeFen),
    ])
    const detail = data.map((row) => ({ ...row, cnfm_flag: '1' }))
    const confirmation = { data: { ...period, totalrow: 2 }, detail }
    const sent = bench.message('3261', null, confirmation)
    await must(bench, sent)
    expect(await fetch()).toEqual({ data: [] })
    expect(await say('3261', confirmation)).toContain('已确认')
    expect(await say('3262', { data: { ...period, otransid: 'x' } })).toContain('没有可回退的确认')
    await ask('3262', { data: { ...period, otransid: sent.msgid } })
    expect((await fetch()).data).toHaveLength(2)
    await must(bench, bench.message('3261', null, confirmation))
    await ask('3262', { data: { ...period, otransid: '0' } })
    expect((await fetch()).data).toHaveLength(2)
  })

  test('are confirmed as they were given, with their true count', async () => {
    const { data } = await fetch()
    const confirm = (own: object, totalrow = 1) =>
      say('3261', {
        data: { ...period, totalrow },
        detail: data.map((row) => ({ ...row, cnfm_flag: '1', ...own })),
      })
    expect(await confirm({}, 100)).toContain('totalrow不符')
    expect(await confirm({ medfee_sumamt: 1 })).toContain('medfee_sumamt不符')
    expect(await confirm({ certno: '1' })).toContain('certno不符')
    expect(await confirm({ setl_sn: 'x' })).toContain('不在本月本机构')
    const odd = { data: { trt_year: '2026', trt_month: '3', startrow: 1 } }
    expect(await say('3260', odd)).toContain('前导零')
    expect(await say('3260', { data: { ...period, startrow: 0 } })).toContain('startrow')
    const many = Array.from({ length: 101 }, () => ({ ...data[0], cnfm_flag: '1' }))
    const batch = { data: { ...period, totalrow: 101 }, detail: many }
    expect(await say('3261', batch)).toContain('1至100条')
  })

  test('stay as they are once the month has its sheets', async () => {
    bench.clock.set('2026-04-21 09:00:00')
    const input = { month: '202603', settled: [stay], unreconciled: [] }
    const { sheets } = await clearMonth(officeOf(store, bench.clock), input)
    expect(sheets.map(({ totalFen }) => totalFen)).toEqual([stay.fundFen + stay.accountFen])
    expect(await say('3262', { data: { ...period, otransid: '0' } })).toContain('已生成清算单')
  })
})

describe('look-ups', () => {
  const query = {
    fixmedins_code: 'H52010000001',
    clr_type: '310212',
    start_clrym: '202603',
    end_clrym: '202603',
    clr_optins: '520100',
    clr_stas: '0',
  }

  test('of a month give totals, settlements and funds that agree', async () => {
    type Page<Row> = { n_output: Row[]; parameters: { recordCounts: number } }
    const totals = await ask<Page<{ sumamt: number; fund_pay_sumamt: number }>>('2172', query)
    expect(totals.n_output).toMatchObject([
      { sumamt: yuanOf(stay.feeFen), fund_pay_sumamt: yuanOf(stay.fundFen), clr_psntime: 1 },
    ])
    const details = await ask<Page<object>>('2173', query)
    expect(details.n_output).toMatchObject([{ sumamt: yuanOf(stay.feeFen), out_type: '2' }])
    const answer = await must(bench, bench.message('2174', null, query))
    const funds = (answer.output as Page<{ fund_appy_sum: number }>).n_output
    const sum = funds.reduce((total, row) => total + Math.round(row.fund_appy_sum * 100), 0)
    expect(sum).toBe(stay.fundFen)
    expect(await ask<Page<object>>('2172', { ...query, clr_stas: '10' })).toMatchObject({
      n_output: [], parameters: { recordCounts: 0 },
    })
    expect(await say('2172', { ...query, start_clrym: '2026' })).toContain('六位年月')
    expect(await say('2173', { ...query, fixmedins_code: 'H1' })).toContain('本机构')
  })

  test('of a day and of a period follow the money to the institution', async () => {
    const { fixmedins_code } = query
    await ask('2175', { fixmedins_code, query_date: '2026-03-02' })
    const span = { fixmedins_code, start_date: '2026-03-01', end_date: '2026-03-31' }
    const owed = yuanOf(stay.fundFen + stay.accountFen)
    const before = { dfr_sumamt: owed, dcla_sum: 0, no_pay_sum: owed }
    expect(await ask('2176', span)).toMatchObject(before)
    await ask('3203', application())
    expect(await ask('2176', span)).toMatchObject({ dcla_sum: owed, pay_sum: 0 })
  })
})
