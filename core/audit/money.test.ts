import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { book, undoing } from '../books.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { AppealRefused, appealDeadline, stepsOf, takeStep } from './appeals.ts'
import type { AppealStep } from './appeals.ts'
import { moneyStanding, moveMoney, MoneyRefused, movesOf } from './money.ts'
import type { Move } from './money.ts'
import { saveHit } from './records.ts'
import { auditBill, factsOf } from './rules.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { billOf, lineOf, present, rowOf } from './testing.ts'

const lines = [lineOf(), lineOf({ id: '2' })]
const [HIT] = auditBill(billOf({ lines }), factsOf(DEFAULT_KNOWLEDGE), 'after')
const hit = present(HIT)

let store: Store
beforeEach(async () => {
  store = openStore(':memory:')
  await store.commit(() => {
    book(store, rowOf(), [])
    saveHit(store, hit, 'H52010000001', '2026-03-03 09:00:00')
  })
})
afterEach(() => store.close())

const move = (kind: Move['kind'], amountFen: number) =>
  store.commit(() => {
    const words = { at: '2026-03-04 09:00:00', operator: '审核员', reason: '重复收费' }
    moveMoney(store, { setlId: 'S1', hitId: hit.id, kind, amountFen, ...words })
  })
const step = (name: AppealStep['step'], at: string, by: readonly string[] = ['H52010000001']) =>
  store.commit(() => takeStep(store, { hitId: hit.id, step: name, at, by, reason: '已更正' }))

test('money taken back never exceeds what the funds paid (RULE-223)', async () => {
  await expect(move('recover', 1_001)).rejects.toThrow(MoneyRefused)
  await move('recover', 600)
  await expect(move('recover', 401)).rejects.toThrow('at most 400')
  await move('recover', 400)
  expect(moneyStanding(store, 'S1')).toMatchObject({ recoveredFen: 1_000, payableFen: 0 })
})

test('of a refunded settlement nothing is left to take back (RULE-223)', async () => {
  const own = { msgid: 'R1', infno: '2208', setl_time: '2026-03-03 10:00:00', body: '{}' }
  await store.commit(() =>
    book(store, undoing(rowOf(), { ...own, setl_id: 'R1', kind: 'refund' }), []))
  await expect(move('recover', 1)).rejects.toThrow(MoneyRefused)
})

test('whatever is tried, the books stay between nothing and what was paid (RULE-223)', async () => {
  const kinds = ['pause', 'release', 'recover', 'return'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: -5, max: 1_100 }))),
      async (tries) => {
        for (const [kind, amount] of tries) {
          await move(kind, amount).catch((reason: unknown) => {
            if (!(reason instanceof MoneyRefused)) throw reason
          })
          const { paidFen, pausedFen, recoveredFen, payableFen } = moneyStanding(store, 'S1')
          expect(Math.min(pausedFen, recoveredFen, payableFen)).toBeGreaterThanOrEqual(0)
          expect(pausedFen + recoveredFen + payableFen).toBe(paidFen)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('suspected fees are paused, and then recovered or released (RULE-229)', async () => {
  await move('pause', 700)
  expect(moneyStanding(store, 'S1')).toMatchObject({ pausedFen: 700, payableFen: 300 })
  await move('recover', 500)
  expect(moneyStanding(store, 'S1')).toEqual({
    paidFen: 1_000, pausedFen: 0, recoveredFen: 500, payableFen: 500,
  })
  await move('pause', 100)
  await move('release', 100)
  expect(moneyStanding(store, 'S1')).toMatchObject({ pausedFen: 0, payableFen: 500 })
})

test('an appeal that a panel grants returns the deduction, with its trace (RULE-230)', async () => {
  await move('recover', 600)
  expect(appealDeadline(store, hit)).toBe('2026-03-18 09:00:00')
  await step('filed', '2026-03-18 09:00:00')
  await step('rejected', '2026-03-19 09:00:00', ['审核员'])
  await step('panel-asked', '2026-03-20 09:00:00')
  const two = step('panel-granted', '2026-03-21 09:00:00', ['甲', '乙', '乙'])
  await expect(two).rejects.toThrow('3 members')
  await step('panel-granted', '2026-03-21 09:00:00', ['甲', '乙', '丙'])
  expect(moneyStanding(store, 'S1')).toMatchObject({ recoveredFen: 0, payableFen: 1_000 })
  expect(movesOf(store, 'S1').map(({ kind, hit_id: of, reason }) => [kind, of, reason])).toEqual([
    ['recover', hit.id, '重复收费'],
    ['return', hit.id, 'panel-granted: 已更正'],
  ])
  expect(stepsOf(store, hit.id).map((one) => one.step)).toEqual([
    'filed', 'rejected', 'panel-asked', 'panel-granted',
  ])
})

test('an appeal out of turn, too late, or against nothing is refused (RULE-230)', async () => {
  await expect(step('filed', '2026-03-05 09:00:00')).rejects.toThrow('nothing was held')
  await move('recover', 600)
  await expect(step('filed', '2026-03-18 09:00:01')).rejects.toThrow(AppealRefused)
  await expect(step('panel-asked', '2026-03-05 09:00:00')).rejects.toThrow('does not follow')
  await step('filed', '2026-03-05 09:00:00')
  await step('rejected', '2026-03-06 09:00:00')
  expect(moneyStanding(store, 'S1').recoveredFen).toBe(600)
  await expect(step('filed', '2026-03-06 09:00:00')).rejects.toThrow('does not follow')
})

test('what the audit wrote down cannot be changed or deleted', () => {
  const tables = ['audit_record', 'audit_hit', 'audit_money', 'appeal_step', 'audit_feedback']
  for (const table of tables) {
    const names = store.all<{ name: string }>(
      "select name from sqlite_master where type = 'trigger' and tbl_name = ?",
      table,
    )
    expect(names, table).toHaveLength(2)
  }
  const change = () => store.commit(() => store.run('update audit_hit set bill = ?', 'S2'))
  return expect(change()).rejects.toThrow('never changed')
})
