import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ResponseEnvelope } from '../../contracts/exchange.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { openBench, PEOPLE, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare } from '../../simulators/world/testing-states.ts'
import { payClaim } from '../clearing/claim-payment.ts'
import { advanceClaim } from '../clearing/claims.ts'
import { allBalances } from '../clearing/lookup.ts'
import { officeOf } from '../clearing/office.ts'
import { auditAll } from '../clearing/testing.ts'
import { yuanOf } from '../money.ts'
import { settledBetween } from '../settled.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { deliveriesOf } from './delivery.ts'
import { decideExit } from './exits.ts'
import { listOf } from './lists.ts'
import { DIAGNOSIS, listOfStay } from './testing.ts'

const TWO = { operator: '经办甲', approver: '复核乙' }
const INSURED = '520300'
/** An area that pays by DRG, and one that has no case payment. */
const [WITH, WITHOUT] = ['520100', '520200']

/** A stay of somebody from the same province, settled, in one place of care. */
async function played(area: string) {
  const filing = { ...PEOPLE[0].filing, placeOfCare: area } as typeof PEOPLE[0]['filing']
  const person = { ...PEOPLE[0], insuplc_admdvs: INSURED, filing }
  const inside = openBench({
    persons: [person],
    country: {
      institutions: [{ ...SENDER, type: 'hospital', admdvs: area, tier: '3' }],
      policies: { [INSURED]: 'points', [area]: 'points' },
    },
  })
  const bench: Bench = {
    ...inside,
    message: (...said) => ({
      ...inside.message(...said), mdtrtarea_admvs: area, insuplc_admdvs: INSURED,
    }),
  }
  const refund = await prepare(bench, '2305')
  const store = storeOf(bench, 'platform')
  const [stay] = settledBetween(store, '2026-03-02', '2026-03-03')
  if (stay === undefined) throw new RangeError('nothing was settled')
  return { bench, store, stay, refund }
}

function storeOf({ country }: Bench, name: string): Store {
  const store = country.stores.get(name)
  if (store === undefined) throw new RangeError(`no ${name}`)
  return store
}

/** The output of a message that must be accepted; the answer keeps its contract. */
async function ask<Output>(bench: Bench, infno: string, input: object): Promise<Output> {
  const answer: ResponseEnvelope = await must(bench, bench.message(infno, null, input))
  const found = checkResponse(infno, answer).filter(({ severity }) => severity === 'violation')
  expect(found, infno).toEqual([])
  return answer.output as Output
}

async function refused(bench: Bench, infno: string, input: object): Promise<string> {
  return (await bench.send(bench.message(infno, null, input)))?.err_msg ?? 'no answer'
}

/** 3203 of March for some rows, in one way. */
function claim(rows: readonly Settled[], clr_way: string, own: object = {}) {
  const sum = (key: 'feeFen' | 'fundFen' | 'cashFen' | 'accountFen') =>
    yuanOf(rows.reduce((total, row) => total + row[key], 0))
  return {
    data: {
      clr_type: '9909',
      clr_way,
      setlym: '202603',
      psntime: rows.reduce((count, { reverses }) => count + (reverses === null ? 1 : -1), 0),
      medfee_sumamt: sum('feeFen'),
      med_sumfee: sum('feeFen'),
      fund_appy_sum: sum('fundFen'),
      cash_payamt: sum('cashFen'),
      acct_pay: sum('accountFen'),
      begndate: '2026-03-01',
      enddate: '2026-03-31',
      ...own,
    },
  }
}

type Claimed = { result: { clr_appy_evt_id: string } }

/** Balances that are not zero. */
function open(store: Store): Record<string, number> {
  return Object.fromEntries(Object.entries(allBalances(store)).filter(([, fen]) => fen !== 0))
}

let bench: Bench
let store: Store
let stay: Settled
let refund: Awaited<ReturnType<typeof played>>['refund']
beforeEach(async () => {
  ({ bench, store, stay, refund } = await played(WITH))
})
afterEach(() => bench.country.close())

/** Pneumonia: a rate of 9,000 yuan times a weight of 0.82. */
const STANDARD = 738_000
const hospitalFen = () => STANDARD - stay.cashFen

describe('a stay under DRG', () => {
  test('is claimed in one way only, after its list (RULE-086, RULE-234, RULE-238)', async () => {
    expect(await refused(bench, '3203', claim([stay], '40'))).toContain('须先上传并通过质控')
    await ask(bench, '4101', listOfStay(stay))
    expect(await refused(bench, '3203', claim([stay], '1'))).toContain('没有可清算的结算记录')
    expect(await refused(bench, '3203', claim([stay], '50'))).toContain('没有可清算的结算记录')
    await ask(bench, '3203', claim([stay], '40'))
    expect(await refused(bench, '4101', listOfStay(stay))).toContain('须先撤销申报再更正')
    expect(open(store)).toEqual({
      [`hospital/${stay.institution}`]: hospitalFen(),
      [`insured/${INSURED}`]: -(stay.fundFen + stay.accountFen),
      [`case-difference/${WITH}`]: stay.fundFen + stay.accountFen - hospitalFen(),
      [`institution/${stay.institution}`]: hospitalFen(),
      [`owed-to-institutions/${WITH}`]: -hospitalFen(),
    })
  })

  test('is paid what the case is worth; withdrawn, nothing stays booked (RULE-234)', async () => {
    await ask(bench, '4101', listOfStay(stay))
    const first = await ask<Claimed>(bench, '3203', claim([stay], '40'))
    await ask(bench, '3204', { data: first.result })
    expect(open(store)).toEqual({})
    const { result } = await ask<Claimed>(bench, '3203', claim([stay], '40'))
    const office = officeOf(store, bench.clock)
    await advanceClaim(office, result.clr_appy_evt_id, 40, TWO)
    await auditAll(store, '2026-03-03 00:30:00')
    const paid = await payClaim(office, result.clr_appy_evt_id, { availableFen: 9e9 }, TWO)
    expect(paid).toMatchObject({ paid: true, paidFen: hospitalFen() })
    expect(open(store)).not.toHaveProperty(`institution/${stay.institution}`)
  })

  test('that is undone takes back exactly what was claimed for it (RULE-236)', async () => {
    await ask(bench, '4101', listOfStay(stay))
    await ask(bench, '3203', claim([stay], '40'))
    bench.clock.set('2026-04-01 10:00:00')
    await must(bench, refund)
    const rows = settledBetween(store, '2026-04-01', '2026-04-02')
    expect(rows).toHaveLength(1)
    const april = { setlym: '202604', begndate: '2026-04-01', enddate: '2026-04-30' }
    await ask(bench, '3203', claim(rows, '40', april))
    expect(open(store)).toEqual({})
  })

  test('and the same stay without: patient, funds and books do not differ (RULE-234, RULE-239)',
    async () => {
      const plain = await played(WITHOUT)
      for (const one of [{ bench, store, stay }, plain]) {
        await ask(one.bench, '4101', listOfStay(one.stay))
        const way = one === plain ? '1' : '40'
        await ask(one.bench, '3203', claim([one.stay], way))
      }
      const amounts = ({ feeFen, fundFen, accountFen, cashFen, funds, inScopeFen }: Settled) =>
        ({ feeFen, fundFen, accountFen, cashFen, funds, inScopeFen })
      expect(amounts(stay)).toEqual(amounts(plain.stay))
      const [used, usedPlain] = [bench, plain.bench].map((one) =>
        storeOf(one, `insured-${INSURED}`).all(
          'select kind, sum(change) as total from accumulation group by kind order by kind',
        ))
      expect(used).toEqual(usedPlain)
      const funds = [bench, plain.bench].map((one) =>
        storeOf(one, `insured-${INSURED}`).all(
          `select account, sum(amount_fen) as fen from posting
            where account like 'fund:%' group by account order by account`,
        ))
      expect(funds[0]).toEqual(funds[1])
      // What differs is what the hospital gets.
      const gets = [store, plain.store].map((one) => open(one)[`institution/${stay.institution}`])
      expect(gets).toEqual([hospitalFen(), stay.fundFen + stay.accountFen])
      plain.bench.country.close()
    })
})

describe('an exit', () => {
  const page = { fixmedins_code: SENDER.fixmedins_code, fixmedins_name: '医院', pageSize: '10' }
  const query = { data: [{ ...page, pageNum: '1' }] }
  type Rows = { data: { appy_chk_setl_list_id: string }[] }
  const apply = (own: object = {}) => ({
    data: { setl_id: stay.setlId, psn_no: stay.psnNo, exit_rea: '费用极高', fund_cap: 1000, ...own },
  })

  test('is applied for, changed, decided and changes the way (RULE-237, RULE-238)', async () => {
    expect(await refused(bench, '3602', apply())).toContain('没有本机构的结算清单')
    await ask(bench, '4101', listOfStay(stay))
    expect(await refused(bench, '3602', apply({ exit_rea: '' }))).toContain('exit_rea不能为空')
    expect(await refused(bench, '3602', apply({ psn_no: 'x' }))).toContain('psn_no与结算')
    expect(await ask(bench, '3602', apply())).toMatchObject({ data: { code: '1' } })
    expect(await refused(bench, '3602', apply())).toContain('不得重复')
    expect(await refused(bench, '3203', claim([stay], '40'))).toContain('尚在审核')
    const { data: [row] } = await ask<Rows>(bench, '3601', query)
    expect(row).toMatchObject({
      setl_id: stay.setlId, drg_codg: 'SC15', pay_std_amt: 7380, exit_rea: '费用极高',
      vali_flag: '1', rchk_flag: '0', exit_fund_payamt: yuanOf(stay.fundFen + stay.accountFen),
    })
    const change = { appy_chk_setl_list_id: row?.appy_chk_setl_list_id, exit_rea: '多脏器衰竭' }
    await ask(bench, '3603', { data: change })
    await decideExit(store, bench.clock, {
      setlId: stay.setlId, state: 'granted', panel: ['甲', '乙', '丙'], reason: '属实',
    })
    expect(await refused(bench, '3603', { data: change })).toContain('已审核或已撤销')
    const opinions = await ask<Record<string, object[]>>(bench, '3604', { data: [change] })
    expect(opinions['appy_chk_opnn_evt_list']).toMatchObject([
      { opnn: '属实', opnn_resper_name: '甲、乙、丙', drg_dip_exit_opnn_type: '1' },
    ])
    expect(opinions['preSetl_invy_evt_list']).toMatchObject([{
      fund_pay_type: '310100', fund_payamt: yuanOf(stay.fundFen), exit_rea: '多脏器衰竭',
      drg_fund_payamt: yuanOf(hospitalFen() - stay.accountFen),
      over_fund_cap: yuanOf(stay.fundFen - 100_000),
    }])
    expect(await refused(bench, '3203', claim([stay], '40'))).toContain('没有可清算的结算记录')
    await ask(bench, '3203', claim([stay], '1'))
    expect(open(store)[`institution/${stay.institution}`]).toBe(stay.fundFen + stay.accountFen)
  })

  test('is taken back, looked up by what is asked, and not by strangers (RULE-237)', async () => {
    await ask(bench, '4101', listOfStay(stay))
    await ask(bench, '3602', apply())
    const { data: [row] } = await ask<Rows>(bench, '3601', query)
    const number = { appy_chk_setl_list_id: row?.appy_chk_setl_list_id }
    await ask(bench, '3603', { data: { ...number, vali_flag: '0' } })
    const narrowed = (own: object) =>
      ask<Rows>(bench, '3601', { data: [{ ...page, pageNum: '1', ...own }] })
    expect((await narrowed({ vali_flag: '0' })).data).toHaveLength(1)
    expect((await narrowed({ vali_flag: '1' })).data).toEqual([])
    expect((await narrowed({ begndate: '2026-03-03' })).data).toEqual([])
    expect((await narrowed({ pageNum: '2' })).data).toEqual([])
    const other = { data: [{ ...page, pageNum: '1', fixmedins_code: 'H9' }] }
    expect(await refused(bench, '3601', other)).toContain('H9')
    const unknown = { data: { appy_chk_setl_list_id: 'x' } }
    expect(await refused(bench, '3603', unknown)).toContain('不属于本机构')
    // Taken back, it can be applied for anew, under a number of its own.
    await ask(bench, '3602', apply())
    expect((await narrowed({ vali_flag: '1' })).data[0]).not.toMatchObject(number)
  })

  test('is for stays that are paid by case and not claimed yet (RULE-237)', async () => {
    const plain = await played(WITHOUT)
    await ask(plain.bench, '4101', listOfStay(plain.stay))
    const input = apply({ setl_id: plain.stay.setlId, psn_no: plain.stay.psnNo })
    expect(await refused(plain.bench, '3602', input)).toContain('不按病种付费')
    plain.bench.country.close()
    await ask(bench, '4101', listOfStay(stay))
    await ask(bench, '3203', claim([stay], '40'))
    expect(await refused(bench, '3602', apply())).toContain('已在清算申请')
  })
})

describe('the details of a stay', () => {
  test('a sound list is in the books of both areas, a faulty one in one (RULE-086)', async () => {
    const insured = storeOf(bench, `insured-${INSURED}`)
    await ask(bench, '4101', listOfStay(stay, [{ ...DIAGNOSIS, maindiag_flag: '0' }]))
    expect([store, insured].map((one) => listOf(one, stay.setlId)?.faults.length)).toEqual([
      1, undefined,
    ])
    await ask(bench, '4101', listOfStay(stay))
    const [here, there] = [store, insured].map((one) => listOf(one, stay.setlId))
    expect(there?.list).toEqual(here?.list)
    expect(there).toMatchObject({ group: { drgCode: 'SC15' }, setlListId: here?.setlListId })
  })

  test.for([
    ['2026-03-05 23:59:00', 3, false],
    ['2026-03-06 00:00:00', 3, true],
    ['2026-03-06 00:00:00', 4, false],
  ] as const)('that come at %s with %i days are late: %s (RULE-085)', async ([at, days, late]) => {
    bench.clock.set(at)
    await ask(bench, '4101', listOfStay(stay))
    for (const one of [store, storeOf(bench, `insured-${INSURED}`)]) {
      const told = deliveriesOf(one, '2026-03-01', '2026-04-01', at, { detailDays: days })
      expect(told).toMatchObject([{ setlId: stay.setlId, late }])
      expect(told[0]?.at?.slice(0, 10)).toBe(at.slice(0, 10))
    }
  })

  test('that never came are late once the term is over, unless undone (RULE-085)', async () => {
    const late = (now: string) =>
      deliveriesOf(store, '2026-03-01', '2026-04-01', now).map((one) => [one.at, one.late])
    expect(late('2026-03-05 23:59:59')).toEqual([[null, false]])
    expect(late('2026-03-06 00:00:00')).toEqual([[null, true]])
    await must(bench, refund)
    expect(late('2026-03-06 00:00:00')).toEqual([])
  })
})
