import { expect, test } from 'vitest'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { categoryOf } from '../care.ts'
import { apply } from './agency.ts'
import { decideByPanel, panelDecision } from './emergency.ts'
import type { Application, DocumentKind } from './record.ts'

const RECORDS: DocumentKind[] = ['voucher', 'form', 'records']
const INFARCTION = { code: 'I21.000', name: '急性前壁心肌梗死' }
const EMERGENCY = {
  category: 'emergency', documents: RECORDS, diagnosis: INFARCTION, institution: 'H52010000003',
} as const satisfies Partial<Application>

async function listedStay(endtime?: string) {
  const desk = openFilingDesk({ regime: 'R-2021-LN' })
  const begntime = '2026-02-27 22:00:00'
  const left = endtime === undefined ? {} : { endtime }
  const stay = await desk.visit({ begntime, emergency: true, ...left })
  return { desk, stay }
}

test('a listed emergency is filed from admission to the day of discharge and settled directly ' +
  '(RULE-045)', async () => {
  for (const now of ['2026-02-27 22:01:00', '2026-03-01 09:00:00', '2026-03-04 18:00:00']) {
    const { desk, stay } = await listedStay('2026-03-04 10:00:00')
    desk.clock.set(now)
    expect((await apply(desk.context, desk.application(EMERGENCY))).outcome).toBe('filed')
    expect(categoryOf(desk.context, desk.person, stay).category).toBe('emergency')
  }
})

test('after the discharge, without a stay, or off the list it is not filed ' +
  '(RULE-045)', async () => {
  const { desk } = await listedStay('2026-03-04 10:00:00')
  desk.clock.set('2026-03-05 00:00:00')
  const faultOf = async (changes: object) => {
    const asked = desk.application({ ...EMERGENCY, ...changes })
    return (await apply(desk.context, asked)).faults[0]?.code
  }
  expect(await faultOf({})).toBe('no-stay')
  desk.clock.set('2026-03-04 09:00:00')
  expect(await faultOf({ institution: 'H52010000013' })).toBe('no-stay')
  expect(await faultOf({ diagnosis: { code: 'I10.x00', name: '高血压' } })).toBe('emergency-list')
  expect(await faultOf({ documents: ['voucher', 'form'] })).toBe('documents')
})

test('an emergency that was not filed is claimed by hand in 2021 (RULE-045)', async () => {
  const { desk, stay } = await listedStay()
  expect(() => categoryOf(desk.context, desk.person, stay)).toThrow('急诊未备案')
})

test('a panel decides about a visit once, and its decision stays (RULE-053)', async () => {
  const { desk, stay } = await listedStay()
  const { psn_no, fixmedins_code, begntime } = stay
  const asked = {
    psn_no, fixmedins_code, begntime, diagnosis: { code: 'R55.x00', name: '晕厥' },
    reason: '符合急诊抢救标准', experts: ['E01', 'E02', 'E03'],
  }
  expect(panelDecision(desk.context, stay)).toBeUndefined()
  const first = await decideByPanel(desk.context, { ...asked, accepted: true })
  const again = await decideByPanel(desk.context, { ...asked, accepted: false })
  expect(again).toEqual(first)
  expect(panelDecision(desk.context, stay)).toMatchObject({ accepted: true })
})
