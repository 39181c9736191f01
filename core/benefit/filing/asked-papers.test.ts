import { expect, test } from 'vitest'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { askForPapers, overAskings } from './asked-papers.ts'
import { claimByHand, supplyPapers } from './manual.ts'
import { claimHistory } from './manual-register.ts'

const FEES = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 2_345_678 }

test('the published list is the most that may be asked for, more is a breach (A4-23)', async () => {
  const desk = openFilingDesk()
  const visit = await desk.visit()
  const { claim_no } = await claimByHand(desk.context, {
    visit, fees: FEES, insutype: '310', cause: 'network-fault', papers: ['voucher'],
  })
  const asked = await askForPapers(desk.context, claim_no, ['invoice', 'fee-list'], 'OP001')
  expect([asked.excess, asked.claim.note]).toEqual([[], '待补：收费票据、费用清单'])

  const more = await askForPapers(desk.context, claim_no, ['invoice', '村委会证明'], 'OP009')
  expect(more.excess).toEqual(['村委会证明'])
  // The claimant was asked for nothing, and the request stands against its operator.
  expect(claimHistory(desk.context, claim_no).at(-1)).toEqual(asked.claim)
  expect(overAskings(desk.context, 'OP009')).toEqual([{ claim_no, excess: ['村委会证明'] }])
  expect(overAskings(desk.context, 'OP001')).toEqual([])
  // For an outpatient visit the same paper of a stay is one too many.
  const outside = await desk.visit({ inpatient: false, med_type: '11' })
  const other = await claimByHand(desk.context, {
    visit: outside, fees: FEES, insutype: '310', cause: 'network-fault', papers: [],
  })
  const { excess } =
    await askForPapers(desk.context, other.claim_no, ['discharge-summary'], 'OP009')
  expect(excess).toEqual(['discharge-summary'])

  const rest = ['invoice', 'fee-list', 'discharge-summary'] as const
  expect((await supplyPapers(desk.context, claim_no, rest)).state).toBe('paid')
  await expect(askForPapers(desk.context, claim_no, ['invoice'], 'OP001'))
    .rejects.toThrow('没有待补')
})
