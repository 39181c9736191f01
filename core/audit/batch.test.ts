import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../days.ts'
import { auditBatch, BATCH_RULES } from './batch.ts'
import type { Bill } from './bill.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { signsOf, SIGNS } from './signs.ts'
import { billOf, lineOf, present, stayOf } from './testing.ts'

const limits = DEFAULT_KNOWLEDGE.thresholds
const alive = { diedOn: () => undefined }
const rulesOf = (bills: readonly Bill[], facts: Parameters<typeof auditBatch>[1] = alive) =>
  auditBatch(bills, facts, limits).map(({ rule, bill }) => `${rule} ${bill}`)
const stay = (id: string, from: string, to: string, changes: Partial<Bill> = {}) =>
  stayOf({ id, from: `${from} 09:00:00`, to: `${to} 10:00:00`, ...changes })

/** Every planted case with the hits that it must give, each about a person of its own. */
const PLANTED: readonly { bills: readonly Bill[]; hits: readonly string[] }[] = [
  { bills: [billOf({ id: 'A1', psnNo: 'A' }), billOf({ id: 'A2', psnNo: 'A' })],
    hits: ['duplicate-bill A2'] },
  { bills: [billOf({ id: 'B1', psnNo: 'dead', from: '2026-03-11', to: '2026-03-11' })],
    hits: ['death B1'] },
  { bills: [stay('C1', '2025-12-28', '2026-01-03', { psnNo: 'C' })], hits: ['cross-year C1'] },
  { bills: [
    stay('D1', '2026-03-02', '2026-03-08', { psnNo: 'D', diagnoses: ['I10'] }),
    stay('D2', '2026-03-06', '2026-03-09', { psnNo: 'D', diagnoses: ['J18'] }),
  ], hits: ['overlap-stay D2'] },
  { bills: [
    stay('E1', '2026-03-02', '2026-03-08', { psnNo: 'E' }),
    billOf({ id: 'E2', psnNo: 'E', from: '2026-03-05 09:00:00', institution: 'H21030000001' }),
  ], hits: ['overlap-outpatient E2'] },
  { bills: ['01', '06', '11'].map((day, at) =>
    stay(`F${at}`, `2026-03-${day}`, `2026-03-${Number(day) + 4}`.replace(/-(\d)$/, '-0$1'), {
      psnNo: 'F',
      institution: `H5201000000${at}`,
      diagnoses: ['M17.100'],
    })), hits: ['split-stay F2'] },
  { bills: [
    stay('G1', '2026-03-01', '2026-03-05', { psnNo: 'G' }),
    stay('G2', '2026-03-15', '2026-03-19', { psnNo: 'G' }),
  ], hits: ['readmission G2'] },
]
const DIED = { diedOn: (person: string) => (person === 'dead' ? '2026-03-10' : undefined) }

/** A person's clean year: short stays far apart, visits between them, nothing over New Year. */
const CLEAN: readonly Bill[] = ['X', 'Y', 'Z'].flatMap((psnNo) => [
  stay(`${psnNo}1`, '2026-02-02', '2026-02-06', { psnNo }),
  billOf({ id: `${psnNo}2`, psnNo, from: '2026-02-06 15:00:00', to: '2026-02-06 15:00:00' }),
  stay(`${psnNo}3`, '2026-06-02', '2026-06-06', { psnNo }),
  billOf({ id: `${psnNo}4`, psnNo, from: '2026-12-31', to: '2026-12-31' }),
])

test('the batch finds just the planted cases (RULE-224, RULE-065, RULE-066, RULE-071)', () => {
  for (const { bills, hits } of PLANTED) expect(rulesOf(bills, DIED)).toEqual(hits)
  expect(new Set(PLANTED.flatMap(({ hits }) => hits.map((hit) => hit.split(' ')[0]))))
    .toEqual(new Set(BATCH_RULES))
})

test('clean data gives no hit, alone or among planted cases (RULE-224)', () => {
  expect(rulesOf(CLEAN)).toEqual([])
  expect(signsOf(CLEAN, limits)).toEqual([])
  const all = [...CLEAN, ...PLANTED.flatMap(({ bills }) => bills)]
  expect(rulesOf(all, DIED).toSorted()).toEqual(PLANTED.flatMap(({ hits }) => hits).toSorted())
})

test('the order of the bills does not matter', () => {
  const all = [...CLEAN, ...PLANTED.flatMap(({ bills }) => bills)]
  const expected = auditBatch(all, DIED, limits)
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (bills) => {
      expect(auditBatch(bills, DIED, limits)).toEqual(expected)
    }),
    { numRuns: 50 },
  )
})

test('a declared reason excuses an overlap; a transfer needs none (RULE-065)', () => {
  const first = stay('1', '2026-03-02', '2026-03-08', { diagnoses: ['I10'] })
  const second = stay('2', '2026-03-06', '2026-03-09', { diagnoses: ['J18'] })
  expect(rulesOf([first, { ...second, overlapReason: '急诊转院' }])).toEqual([])
  const third = stay('3', '2026-03-08', '2026-03-12', { diagnoses: ['J18'] })
  expect(rulesOf([first, third])).toEqual([])
})

test('two settlements of one visit are no duplicate and no second stay', () => {
  const parts = ['1', '2'].map((id) => stay(id, '2026-03-02', '2026-03-08', { visitId: 'V' }))
  expect(rulesOf(parts)).toEqual([])
})

test('what a dead person was charged before the day of death stays (RULE-066)', () => {
  const lines = ['09', '10', '11'].map((day) =>
    lineOf({ id: day, time: `2026-03-${day} 08:00:00`, feeFen: 700 }))
  const last = stay('1', '2026-03-09', '2026-03-11', { psnNo: 'dead', lines })
  const [hit] = auditBatch([last], DIED, limits)
  expect(hit).toMatchObject({ rule: 'death', effect: 'recover', lines: ['11'], amountFen: 700 })
})

const signs = (bill: Bill, others: readonly Bill[] = []) =>
  signsOf([bill, ...others], limits).filter((hit) => hit.bill === bill.id).map(({ rule }) => rule)

test('long and dear stays are listed from just above the threshold on (RULE-221)', () => {
  const records = (days: number) =>
    Array.from({ length: days + 1 }, (_, at) => addDays('2026-01-01', at))
  const long = (to: string, days: number) =>
    stay('1', '2026-01-01', to, { recordDays: records(days), lines: [] })
  expect(signs(long('2026-03-02', 60))).toEqual([])
  expect(signs(long('2026-03-03', 61))).toEqual(['long-stay'])
  expect(signs(stayOf({ feeFen: limits.highCostFen.inpatient }))).toEqual([])
  expect(signs(stayOf({ feeFen: limits.highCostFen.inpatient + 1 }))).toEqual(['high-cost'])
})

test('fake stays show: no trace of care, hardly any care, many alike at once (RULE-222)', () => {
  const days = ['02', '03', '04', '05', '06', '07', '08']
  const beds = (from: number) => days.slice(from).map((day) =>
    lineOf({ id: `B${day}`, time: `2026-03-${day}`, chargeType: '01', feeFen: 4_500 }))
  const care = (count: number, feeFen: number) => days.slice(0, count).map((day) =>
    lineOf({ id: day, time: `2026-03-${day}`, feeFen }))
  const week = (lines: Bill['lines']) => stay('1', '2026-03-02', '2026-03-08', { lines })
  expect(signs(week([...care(4, 50_000), ...beds(0)]))).toEqual(['no-trace'])
  expect(signs(week([...care(5, 50_000), ...beds(0)]))).toEqual([])
  expect(signs(week(care(1, 500_000)))).toEqual([])
  expect(signs(week([...care(7, 2_000), ...beds(0)]))).toEqual(['low-intensity'])
  const group = (size: number) => Array.from({ length: size }, (_, at) => stayOf({
    id: `G${at}`, psnNo: `P${at}`,
  }))
  const [first, ...rest] = group(limits.groupAdmissions)
  expect(signs(present(first), rest)).toEqual(['group-admission'])
  expect(signs(present(first), rest.slice(1))).toEqual([])
})

test('a voucher of another person is a hit, a checked one is not', () => {
  expect(signs(billOf({ realName: 'mismatched' }))).toEqual(['lent-card'])
  expect(signs(billOf({ realName: 'matched' }))).toEqual([])
  expect(SIGNS).toHaveLength(6)
})
