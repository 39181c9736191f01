import { afterEach, beforeEach, expect, test } from 'vitest'
import { NotAudited } from '../audit/records.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { officeOf } from './office.ts'
import { STANDING } from './parameters.ts'
import type { ClearingParameters } from './parameters.ts'
import { applyForReconciliation } from './reconciliation-application.ts'
import { auditAll, bookRows, settledRow, undoingRow } from './testing.ts'

const BY = { operator: '医院', approver: '' }
const ROW = settledRow('S1')

let store: Store
let clock: VirtualClock
beforeEach(async () => {
  store = openStore(':memory:')
  clock = virtualClock('2026-04-01 09:00:00')
  await bookRows(store, [ROW, undoingRow(ROW, '2026-03-11 10:00:00')])
})
afterEach(() => store.close())

const apply = (set: Partial<ClearingParameters> = {}) =>
  applyForReconciliation(officeOf(store, clock, set), '202603', ROW.institution, BY)

test.for([
  // Thirty working days from the first of April, over Qingming and the first of May.
  ['2026-05-18 23:59:59', {}, 0],
  ['2026-05-19 00:00:00', {}, 1],
  ['2026-04-09 00:00:00', { reconciliationDays: 4 }, 1],
] as const)('an application of %s is late as the agreement %o says: %i (RULE-194)',
  async ([at, set, late]) => {
    await auditAll(store, '2026-04-01 09:00:00')
    clock.set(at)
    expect(await apply(set)).toMatchObject({ number: `DZ202603-${ROW.institution}`, late })
  })

test('before its fees were audited a hospital cannot apply, and only once (RULE-194)', async () => {
  await expect(apply()).rejects.toThrow(NotAudited)
  await auditAll(store, '2026-04-01 09:00:00')
  await apply()
  await expect(apply()).rejects.toThrow(/UNIQUE/)
  const empty = applyForReconciliation(officeOf(store, clock), '202604', ROW.institution, BY)
  await expect(empty).rejects.toThrow('settled nothing')
  expect(STANDING.reconciliationDays).toEqual({ rule: 'RULE-194', weight: 'sourced' })
  expect(STANDING.detailDays).toEqual({ rule: 'RULE-085', weight: 'unsourced' })
})
