import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeStep } from '../audit/appeals.ts'
import type { AppealStepName } from '../audit/appeals.ts'
import type { Hit } from '../audit/hit.ts'
import { DEFAULT_KNOWLEDGE } from '../audit/knowledge.ts'
import { moveMoney, movesOf } from '../audit/money.ts'
import type { Move } from '../audit/money.ts'
import { NotAudited, saveHit } from '../audit/records.ts'
import { auditBill, factsOf } from '../audit/rules.ts'
import { billOf, lineOf, present } from '../audit/testing.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { auditAdjustments } from './audit-adjustments.ts'
import { payClaim } from './claim-payment.ts'
import type { InstitutionPayment } from './claim-payment.ts'
import { advanceClaim, claimable, fileClaim, totalsOf } from './claims.ts'
import { allBalances, balanceOf, stateOf } from './lookup.ts'
import { clearMonth } from './month.ts'
import { officeOf } from './office.ts'
import type { Office } from './office.ts'
import { auditAll, bookRows, settledRow, undoingRow } from './testing.ts'

const TWO = { operator: '经办甲', approver: '复核乙' }
const NUMBER = 'C1'
const [S1, S2] = [settledRow('S1'), settledRow('S2')]
const OWED = 77_000

let store: Store
let clock: VirtualClock
let office: Office
let hit: Hit
beforeEach(async () => {
  store = openStore(':memory:')
  clock = virtualClock('2026-04-01 09:00:00')
  office = officeOf(store, clock)
  const lines = [lineOf(), lineOf({ id: '2' })]
  hit = present(auditBill(billOf({ id: 'S1', lines }), factsOf(DEFAULT_KNOWLEDGE), 'after')[0])
  await bookRows(store, [S1, S2])
  await store.commit(() => saveHit(store, hit, S1.institution, '2026-03-20 09:00:00'))
  await claim()
})
afterEach(() => store.close())

/** The institution's March, reviewed. */
async function claim(): Promise<void> {
  const scope = {
    institution: S1.institution, clearingType: '99968', from: '2026-03-01', to: '2026-03-31',
  }
  const rows = claimable(store, scope)
  const who = { clearingWay: '1', cases: [], office: '520100', operator: '医院' }
  const body = { ...scope, ...totalsOf(rows), ...who }
  await store.commit(() => fileClaim(office, { number: NUMBER, month: '202603', body }, rows))
  await advanceClaim(office, NUMBER, 40, TWO)
}

const pay = (own: Partial<InstitutionPayment> = {}) =>
  payClaim(office, NUMBER, { availableFen: 9e9, ...own }, TWO)

async function move(kind: Move['kind'], amountFen: number): Promise<void> {
  const at = '2026-04-02 09:00:00'
  const words = { operator: '审核员', reason: '重复收费', at }
  await store.commit(() =>
    moveMoney(store, { setlId: 'S1', hitId: hit.id, kind, amountFen, ...words }))
}

async function step(name: AppealStepName, by: readonly string[] = ['医院']): Promise<void> {
  const words = { hitId: hit.id, at: '2026-04-03 09:00:00', reason: '材料属实' }
  await store.commit(() => takeStep(store, { ...words, step: name, by }))
}

test('an institution gets nothing while one settlement was not audited (RULE-219)', async () => {
  await expect(pay()).rejects.toThrow(NotAudited)
  expect(balanceOf(store, 'owed-to-institutions/520100')).toBe(-2 * OWED)
  await auditAll(store, '2026-04-01 09:00:00')
  expect(await pay()).toMatchObject({ paid: true, paidFen: 2 * OWED })
})

test('what is paused waits, the rest is paid, and a release pays the rest (RULE-229)', async () => {
  await auditAll(store, '2026-04-01 09:00:00')
  await move('pause', 600)
  expect(await pay()).toMatchObject({
    paid: false, paidFen: 2 * OWED - 600, pausedFen: 600, waitsFor: 'audit', late: false,
  })
  expect(await pay()).toMatchObject({ paidFen: 0, waitsFor: 'audit' })
  expect(balanceOf(store, `institution/${S1.institution}`)).toBe(600)
  await move('release', 600)
  expect(await pay()).toMatchObject({ paid: true, paidFen: 600, waitsFor: null })
  expect(stateOf(store, NUMBER)).toBe(60)
  expect(Object.values(allBalances(store)).filter((fen) => fen !== 0)).toEqual([])
})

test('the personal account is not the audit\'s to hold (RULE-229)', async () => {
  await auditAll(store, '2026-04-01 09:00:00')
  await move('pause', S1.fundFen)
  expect(await pay()).toMatchObject({ paidFen: OWED + S1.accountFen, pausedFen: S1.fundFen })
})

test('a deduction stays at the place of care, recovered money goes back to the insured area '
  + '(RULE-191, RULE-223)', async () => {
  clock.set('2026-04-21 09:00:00')
  const march = { month: '202603', settled: [S1, S2], unreconciled: [] }
  await clearMonth(office, { ...march, adjustments: auditAdjustments(store) })
  await auditAll(store, '2026-04-01 09:00:00')
  await move('recover', 72_000)
  expect(await pay({ deductionFen: 100 })).toMatchObject({ paidFen: 2 * OWED - 72_100 })
  expect(allBalances(store)).toMatchObject({ 'recovered/520100': 72_000, 'deducted/520100': 100 })
  clock.set('2026-05-21 09:00:00')
  const april = { month: '202604', settled: [S1, S2], unreconciled: [] }
  const { sheets } = await clearMonth(office, { ...april, adjustments: auditAdjustments(store) })
  expect(sheets.map(({ totalFen }) => totalFen)).toEqual([-72_000])
  expect(sheets[0]?.adjustments).toMatchObject([
    { reason: 'recovery', payer: '310100', amountFen: -70_000, setlId: 'S1' },
    { reason: 'recovery', payer: '330100', amountFen: -2_000, setlId: 'S1' },
  ])
  expect(sheets[0]?.adjustments[0]?.note).toContain(hit.id)
  await expect(move('recover', 3_001)).rejects.toThrow('at most 3000')
})

test('what an appeal wins is owed and paid again, with its trace (RULE-230)', async () => {
  clock.set('2026-04-21 09:00:00')
  await clearMonth(office, { month: '202603', settled: [S1, S2], unreconciled: [] })
  await auditAll(store, '2026-04-01 09:00:00')
  expect(await pay()).toMatchObject({ paid: true, paidFen: 2 * OWED })
  await move('recover', 600)
  // It was paid already, so it is taken back.
  expect(await pay()).toMatchObject({ paid: true, paidFen: -600, recoveredFen: 600 })
  await step('filed')
  await step('rejected', ['审核员'])
  await step('panel-asked')
  await step('panel-granted', ['甲', '乙', '丙'])
  expect(await pay()).toMatchObject({ paid: true, paidFen: 600, recoveredFen: 0 })
  clock.set('2026-05-21 09:00:00')
  const month = { settled: [], unreconciled: [] }
  const may = { ...month, month: '202604', adjustments: auditAdjustments(store) }
  const { sheets } = await clearMonth(office, may)
  expect(sheets[0]?.adjustments).toMatchObject([
    { reason: 'recovery', amountFen: -600 },
    { reason: 'appeal', amountFen: 600, note: `疑点${hit.id}：panel-granted: 材料属实` },
  ])
  expect(movesOf(store, 'S1').map(({ kind }) => kind)).toEqual(['recover', 'return'])
  // Said again, nothing is booked twice.
  clock.set('2026-06-22 09:00:00')
  const june = { ...month, month: '202605', adjustments: auditAdjustments(store) }
  expect((await clearMonth(office, june)).sheets).toEqual([])
})

test('of an undone settlement nothing stays recovered: all went back (RULE-223)', async () => {
  clock.set('2026-04-21 09:00:00')
  await clearMonth(office, { month: '202603', settled: [S1, S2], unreconciled: [] })
  await move('recover', 600)
  clock.set('2026-05-21 09:00:00')
  const april = { month: '202604', settled: [], unreconciled: [] }
  await clearMonth(office, { ...april, adjustments: auditAdjustments(store) })
  const undoing = undoingRow(S1, '2026-05-02 10:00:00')
  await bookRows(store, [undoing])
  clock.set('2026-06-22 09:00:00')
  const may = { month: '202605', settled: [undoing], unreconciled: [] }
  const { sheets } = await clearMonth(office, { ...may, adjustments: auditAdjustments(store) })
  expect(sheets.map(({ totalFen }) => totalFen)).toEqual([600 - OWED])
})
