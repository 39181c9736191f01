import { expect, test } from 'vitest'
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { fenOf } from '../../money.ts'
import { categoryOf } from '../care.ts'
import type { CareVisit } from '../care.ts'
import { yearToDate } from '../accumulators.ts'
import { preSettle, settle } from '../settle.ts'
import { apply } from './agency.ts'
import { decideByPanel } from './emergency.ts'
import { claimByHand, publishedPapers, supplyPapers } from './manual.ts'
import type { HandClaim } from './manual.ts'
import { claimHistory } from './manual-register.ts'

type Desk = ReturnType<typeof openFilingDesk>

const FEES = { ownFen: 50_000, overLimitFen: 12_300, payFirstFen: 80_000, inScopeFen: 2_345_678 }

/** The settling message of a stay with these fees. */
function settling({ person }: Desk, visit: CareVisit): RequestEnvelope {
  const yuan = (fen: number) => fen / 100
  const data = {
    mdtrt_id: visit.mdtrt_id, psn_no: person.psn_no, insutype: person.insutype,
    acct_used_flag: '0', medfee_sumamt: yuan(2_487_978), fulamt_ownpay_amt: yuan(FEES.ownFen),
    overlmt_selfpay: yuan(FEES.overLimitFen), preselfpay_amt: yuan(FEES.payFirstFen),
    inscp_scp_amt: yuan(FEES.inScopeFen),
  }
  return {
    infno: '2304', msgid: 'H52010000003202603021200000001', mdtrtarea_admvs: '520100',
    insuplc_admdvs: '210300', fixmedins_code: visit.fixmedins_code, input: { data },
  } as unknown as RequestEnvelope
}

function claimFor(desk: Desk, visit: CareVisit, changes: Partial<HandClaim> = {}): HandClaim {
  const papers = publishedPapers(visit)
  return {
    visit, fees: FEES, insutype: desk.person.insutype, cause: 'network-fault', papers, ...changes,
  }
}

test('what a fault kept from the desk is paid by hand with the same benefit ' +
  '(RULE-046)', async () => {
  const desk = openFilingDesk()
  await apply(desk.context, desk.application())
  const stay = await desk.visit()
  const { output } = preSettle(desk.context, settling(desk, stay))
  const { setlinfo } = output as { setlinfo: { fund_pay_sumamt: number } }
  const paid = await claimByHand(desk.context, claimFor(desk, stay))
  expect(paid.state).toBe('paid')
  expect(paid.fundFen).toBe(fenOf(setlinfo.fund_pay_sumamt))
  expect(paid.fundFen).toBeGreaterThan(1_000_000)
  const postings = desk.context.store.all<{ account: string; amount_fen: number }>(
    'select account, amount_fen from manual_posting order by id',
  )
  expect(postings.reduce((sum, row) => sum + row.amount_fen, 0)).toBe(0)
  expect(postings.at(-1))
    .toEqual({ account: `claimant:${desk.person.psn_no}`, amount_fen: paid.fundFen })
  expect(yearToDate(desk.context, desk.person, '310', '2026').inpatientStays).toBe(1)
})

test('one visit is never paid both by hand and at the desk ' +
  '(RULE-046, RULE-043, A0-03)', async () => {
  const byHand = openFilingDesk()
  const claimed = await byHand.visit()
  const first = await claimByHand(byHand.context, claimFor(byHand, claimed))
  expect(() => settle(byHand.context, settling(byHand, claimed))).toThrow('已申请手工报销')
  expect(await claimByHand(byHand.context, claimFor(byHand, claimed))).toEqual(first)
  expect(claimHistory(byHand.context, first.claim_no)).toHaveLength(1)
  const direct = openFilingDesk()
  const settled = await direct.visit()
  await direct.context.store.commit(() => {
    settle(direct.context, settling(direct, settled)).apply?.()
  })
  const refused = await claimByHand(direct.context, claimFor(direct, settled))
  expect([refused.state, refused.fundFen]).toEqual(['refused', 0])
  expect(refused.note).toContain('已直接结算')
})

test('the published papers are enough, and without them the claim waits (RULE-046)', async () => {
  const desk = openFilingDesk()
  const stay = await desk.visit()
  const papers = ['voucher', 'invoice', 'fee-list'] as const
  const waiting = await claimByHand(desk.context, claimFor(desk, stay, { papers }))
  expect([waiting.state, waiting.note]).toEqual(['papers-due', '待补：出院记录'])
  const paid = await supplyPapers(desk.context, waiting.claim_no, ['discharge-summary'])
  expect([paid.state, paid.version]).toEqual(['paid', 2])
  await expect(supplyPapers(desk.context, waiting.claim_no, ['voucher'])).rejects.toThrow('没有待补')
})

test('an emergency that a panel accepts is paid by hand, one that it refuses is not ' +
  '(RULE-053)', async () => {
  const states: string[] = []
  for (const accepted of [true, false, undefined]) {
    const desk = openFilingDesk({ regime: 'R-2021-LN' })
    const stay = await desk.visit({ emergency: true })
    expect(() => categoryOf(desk.context, desk.person, stay)).toThrow('手工报销')
    const { psn_no, fixmedins_code, begntime } = stay
    const diagnosis = { code: 'R55.x00', name: '晕厥' }
    const decision = { psn_no, fixmedins_code, begntime, diagnosis, experts: ['E01'] }
    if (accepted !== undefined) {
      await decideByPanel(desk.context, { ...decision, accepted, reason: '不符合标准' })
    }
    const claim = await claimByHand(desk.context, claimFor(desk, stay, { cause: 'panel' }))
    states.push(`${claim.state} ${claim.note}`.trim())
    expect(claim.fundFen > 0).toBe(accepted === true)
  }
  expect(states).toEqual(['paid', 'refused 专家组未予认定：不符合标准', 'refused 专家组尚未认定'])
})

test('care in a place without network, and a filing after the discharge, are claimed by hand ' +
  '(RULE-043, RULE-047)', async () => {
  const desk = openFilingDesk()
  const stay = await desk.visit({
    begntime: '2026-02-20 10:00:00', endtime: '2026-02-27 10:00:00',
  })
  await apply(desk.context, desk.application())
  expect(() => settle(desk.context, settling(desk, stay))).toThrow('出院后补办备案')
  const late = await claimByHand(
    desk.context,
    claimFor(desk, stay, { cause: 'filed-after-discharge' }),
  )
  expect(late.state).toBe('paid')
  const unknown = { ...stay, mdtrt_id: 'none', ipt_otp_no: 'Z99' }
  const elsewhere = claimFor(desk, unknown, { cause: 'not-networked' })
  expect((await claimByHand(desk.context, elsewhere)).state).toBe('paid')
})

test('observation in an emergency is paid at the inpatient standard (RULE-052)', async () => {
  const desk = openFilingDesk()
  const stay = await desk.visit({ emergency: true, inpatient: false, med_type: '13' })
  const asked = claimFor(desk, stay, {
    cause: 'observation', papers: ['voucher', 'invoice', 'fee-list', 'discharge-summary'],
  })
  const paid = await claimByHand(desk.context, asked)
  expect(paid.visit.inpatient).toBe(true)
  expect(paid.state).toBe('paid')
  expect(yearToDate(desk.context, desk.person, '310', '2026').inpatientStays).toBe(1)
})
