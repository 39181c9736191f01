import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { clearMonth } from '../clearing/month.ts'
import { officeOf } from '../clearing/office.ts'
import { yuanOf } from '../money.ts'
import { settledBetween } from '../settled.ts'
import type { Settled } from '../settled.ts'
import { DIAGNOSIS, listOfStay } from './testing.ts'

let bench: Bench
let stay: Settled
/** 2305: undoes the stay. */
let refund: RequestEnvelope
beforeEach(async () => {
  bench = openBench()
  refund = await prepare(bench, '2305')
  const store = bench.country.stores.get('platform')
  const [row] = store === undefined ? [] : settledBetween(store, '2026-03-02', '2026-03-03')
  if (row === undefined) throw new RangeError('the bench has no settled stay')
  stay = row
})
afterEach(() => bench.country.close())

/** The reason against a message, '' when it is accepted. */
async function say(infno: string, input: object): Promise<string> {
  return (await bench.say(infno, VISIT.person, input))?.err_msg ?? 'no answer'
}

/** The output of a message that must be accepted. */
async function ask<Output>(infno: string, input: object): Promise<Output> {
  return (await must(bench, bench.message(infno, VISIT.person, input))).output as Output
}

const list = (diagnoses?: object[], info?: object) => listOfStay(stay, diagnoses, info)

const paged = { page_num: 1, page_size: 50 }
const month = { data: { setl_ym: '202603', ...paged } }
const submit = (stas_type: string) => ({
  data: { stastinfo: [{ psn_no: stay.psnNo, setl_id: stay.setlId, stas_type }] },
})

describe('a settlement list', () => {
  test('without main diagnosis is sent back, corrected, grouped and submitted '
    + '(RULE-236)', async () => {
    const bare = list([{ ...DIAGNOSIS, maindiag_flag: '0' }])
    const first = await ask<{ data: { setl_list_id: string } }>('4101', bare)
    const [row] = await ask<object[]>('4104', month)
    expect(row).toMatchObject({
      qltctrl_rslt: '0', err_lv: '1', detailinfo: [{ exam_data_fld: 'maindiag_flag' }],
    })
    expect(await say('4102', submit('1'))).toContain('质控未通过：maindiag_flag缺少主要诊断')
    expect(await ask('3605', month)).toMatchObject({ data: [{ grp_rslt: '0', drg_code: '' }] })
    expect(await ask('4101', list())).toEqual(first)
    expect(await ask('3605', month)).toMatchObject({
      data: [{ grp_rslt: '1', drg_code: 'SC15', vali_flag: '1' }],
    })
    await ask('4102', submit('1'))
    expect(await say('4101', list())).toContain('已提交')
    await ask('4102', submit('0'))
    expect(await say('4101', list([{ ...DIAGNOSIS, diag_code: 'I63.900' }]))).toBe('')
    expect(await ask('3605', month)).toMatchObject({ data: [{ drg_code: 'SB15' }] })
  })

  const TWICE = [DIAGNOSIS, { ...DIAGNOSIS, diag_code: 'I10.x00' }]
  test.for([
    ['two main diagnoses', TWICE, {}, 'maindiag_flag'],
    ['no ICD code', [{ ...DIAGNOSIS, diag_code: '肺炎' }], {}, 'diag_code'],
    ['discharge before admission', undefined, { dscg_time: '2026-03-01 09:00:00' }, 'dscg_time'],
    ['no admission', undefined, { adm_time: '' }, 'adm_time'],
  ] as const)('with %s has a fault', async ([, diagnoses, info, field]) => {
    await ask('4101', list(diagnoses === undefined ? undefined : [...diagnoses], info))
    const { data } = await ask<{ data: object[] }>('3607', month)
    expect(data).toMatchObject([{ qltctrl_rslt: '0', detl_list: [{ exam_data_fld: field }] }])
  })

  test('with other money than the settlement has a fault', async () => {
    await ask('4101', { ...list(), payinfo: [{ fund_pay_type: '310100', fund_payamt: 1 }] })
    const [row] = await ask<object[]>('4104', month)
    expect(row).toMatchObject({ detailinfo: [{ exam_data_fld: 'fund_payamt' }] })
  })

  test('loses group and score when the settlement is undone (RULE-236)', async () => {
    await ask('4101', list())
    expect(await ask('3606', month)).toMatchObject({ data: [{ act_setl_sco: 820, sco_stas: '1' }] })
    await must(bench, refund)
    expect(await ask('3605', month)).toMatchObject({ data: [{ vali_flag: '0' }] })
    expect(await ask('3606', month)).toMatchObject({ data: [{ act_setl_sco: 0, sco_stas: '0' }] })
    expect(await ask('3610', { data: { setl_mon: '202603', ...paged } })).toEqual({ data: [] })
    expect(await say('4101', list())).toContain('结算已撤销')
  })

  test('cannot be corrected once the month is cleared, nor by a stranger (RULE-236)', async () => {
    const other = { ...list(), setlinfo: { ...list().setlinfo, psn_no: 'x' } }
    expect(await say('4101', other)).toContain('与结算不符')
    const unknown = { ...list(), setlinfo: { ...list().setlinfo, setl_id: 'x' } }
    expect(await say('4101', unknown)).toContain('结算记录不存在')
    expect(await say('4102', submit('1'))).toContain('尚未上传')
    await ask('4101', list())
    expect(await say('4102', submit('2'))).toContain('只能改为0未提交或1已提交')
    bench.clock.set('2026-04-21 09:00:00')
    const store = bench.country.stores.get('platform')
    if (store === undefined) throw new RangeError('the bench has no platform')
    const input = { month: '202603', settled: [stay], unreconciled: [] }
    await clearMonth(officeOf(store, bench.clock), input)
    expect(await say('4101', list())).toContain('已清算')
  })
})

describe('look-ups', () => {
  test('give the list, the counts and the groups as their contracts say', async () => {
    const span = {
      fixmedins_code: 'H52010000001',
      medtype_list: [stay.medType],
      stt_begntime: '2026-03-01 00:00:00',
      stt_endtime: '2026-04-01 00:00:00',
    }
    expect(await ask('4105', { data: span })).toEqual({ needUploadCnt: 1, uploadedCnt: 0 })
    await ask('4101', list())
    expect(await ask('4105', { data: span })).toEqual({ needUploadCnt: 1, uploadedCnt: 1 })
    const byMonth = { data: { setl_mon: '202603', ...paged, fixmedins_code: 'H52010000001' } }
    expect(await ask('3610', byMonth)).toMatchObject({
      data: [{ grp_sum: 1, setl_psntime: 1, medfee_sumamt: yuanOf(stay.feeFen) }],
    })
    expect(await ask('3611', byMonth)).toMatchObject({ data: [{ drg_code: 'SC15' }] })
    expect(await ask('3609', byMonth)).toMatchObject({ data: [{ dip_dise_grp_code: 'SC1' }] })
    for (const infno of ['3605', '3606', '3607', '3608', '3610', '3611', '4104']) {
      const input = infno.startsWith('36') && Number(infno) > 3607 ? byMonth : month
      const answer = await must(bench, bench.message(infno, VISIT.person, input))
      const found = checkResponse(infno, answer).filter(({ severity }) => severity === 'violation')
      expect(found, infno).toEqual([])
    }
    const one = { data: { psn_no: stay.psnNo, setl_id: stay.setlId } }
    expect(await ask('4103', one)).toMatchObject({
      setlinfo: { psn_no: stay.psnNo, hi_paymtd: '1' },
      diseinfo: [{ diag_code: 'J18.900' }],
    })
  })
})
