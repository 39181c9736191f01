import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { billOf, lineOf, present, stayOf } from './testing.ts'
import type { Bill } from './bill.ts'
import type { Stage } from './hit.ts'
import type { AuditFacts } from './item-rules.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { auditBill, BILL_RULES, factsOf } from './rules.ts'

const at = (time: string) => ({ time: `2026-03-02 ${time}` })
const blood = (id: string, item: string, fee: number) =>
  lineOf({ id, item, chargeType: '04', priceYuan: String(fee / 100), feeFen: fee })

interface Planted {
  readonly rule: string
  readonly bill: Bill
  /** The nearest bill that is right. */
  readonly innocent: Bill
  readonly amountFen: number
  readonly known?: Partial<AuditFacts>
}

const one = (item: string, changes: Partial<Bill> = {}): Bill =>
  billOf({ lines: [lineOf({ item })], ...changes })

const course = (...days: readonly string[]) =>
  stayOf({
    lines: days.map((day) =>
      lineOf({ id: day, item: 'XN02SYN0000008', time: `2026-03-${day} 09:00:00` })),
  })
const PIECES = [
  blood('1', 'S2503SYN000014', 2_000),
  blood('2', 'S2503SYN000015', 2_000),
  blood('3', 'S2503SYN000016', 2_000),
]
const WHOLE = blood('9', 'S2503SYN000013', 4_000)
const traced = (code: string) => billOf({ lines: [lineOf({ traceCodes: [code] })] })

const PLANTED: readonly Planted[] = [
  { rule: 'sex', bill: one('XG04SYN0000002', { bornOn: '1950-01-01' }),
    innocent: one('XG04SYN0000002', { sex: '1', bornOn: '1950-01-01' }), amountFen: 2_000 },
  { rule: 'age', bill: one('S3105SYN000003', { bornOn: '2019-03-01' }),
    innocent: one('S3105SYN000003', { bornOn: '2019-03-03' }), amountFen: 2_000 },
  { rule: 'duplicate', bill: billOf({ lines: [lineOf(), lineOf({ id: '2' })] }),
    innocent: billOf({ lines: [lineOf(), lineOf({ id: '2', ...at('21:00:00') })] }),
    amountFen: 2_000 },
  { rule: 'split-charge', bill: billOf({ lines: PIECES }),
    innocent: billOf({ lines: PIECES.slice(1) }), amountFen: 2_000 },
  { rule: 'package', bill: billOf({ lines: [present(PIECES[0]), WHOLE] }),
    innocent: billOf({ lines: [WHOLE] }), amountFen: 2_000 },
  { rule: 'over-price',
    bill: billOf({ lines: [blood('1', 'S1109SYN000012', 6_001)] }),
    innocent: billOf({ lines: [blood('1', 'S1109SYN000012', 6_000)] }),
    amountFen: 1 },
  { rule: 'insurance-type', bill: one('S3100SYN000004'),
    innocent: one('S3100SYN000004', { insutype: '510' }), amountFen: 2_000 },
  { rule: 'second-line', bill: one('XJ01SYN0000005'),
    innocent: billOf({ lines: [lineOf({ id: '2', item: 'XJ01SYN0000005' }), lineOf()] }),
    amountFen: 2_000 },
  { rule: 'level', bill: one('S3300SYN000006', { tier: 2 }), innocent: one('S3300SYN000006'),
    amountFen: 2_000 },
  { rule: 'frequency', bill: billOf({ lines: [lineOf({ item: 'S2503SYN000007', quantity: '3' })] }),
    innocent: billOf({ lines: [lineOf({ item: 'S2503SYN000007', quantity: '2' })] }),
    amountFen: 2_000 },
  { rule: 'course', bill: course('02', '09'), innocent: course('02', '08'), amountFen: 4_000 },
  { rule: 'payment-scope', bill: one('C0101SYN000010'), amountFen: 2_000,
    innocent: billOf({
      lines: [lineOf({ item: 'C0101SYN000010' }), lineOf({ id: '2', item: 'S3300000080001' })],
    }) },
  { rule: 'indication', bill: one('XL01SYN0000009'),
    innocent: one('XL01SYN0000009', { diagnoses: ['I10.x00', 'C50.900'] }), amountFen: 2_000 },
  { rule: 'encounter', bill: one('S1204SYN000011'),
    innocent: one('S1204SYN000011', { kind: 'inpatient' }), amountFen: 2_000 },
  { rule: 'practitioner', bill: billOf(), amountFen: 2_000,
    innocent: billOf({ lines: [lineOf({ time: '2026-03-02 08:59:59' })] }),
    known: { barredSince: () => '2026-03-02 09:00:00' } },
  { rule: 'traceability', bill: traced('81000000000000000002'), amountFen: 2_000,
    innocent: traced('81000000000000000001'),
    known: {
      tracedItem: (code) => (code.endsWith('1') ? 'XJ01CAA0010001' : 'COSMETIC'),
    } },
]

const ids = (bill: Bill, stage: Stage, known?: Partial<AuditFacts>) =>
  auditBill(bill, factsOf(DEFAULT_KNOWLEDGE, known), stage).map(({ rule }) => rule)

describe.for(PLANTED)('the rule "$rule"', ({ rule, bill, innocent, amountFen, known }) => {
  test('finds what was planted, names it in both tongues, and gives its amount (RULE-218)', () => {
    const hits = auditBill(bill, factsOf(DEFAULT_KNOWLEDGE, known), 'after')
    expect(hits.map((hit) => [hit.rule, hit.amountFen])).toEqual([[rule, amountFen]])
    const [hit] = hits
    expect(hit?.title.zh).toMatch(/\p{Script=Han}/u)
    expect(hit?.evidence.zh).toMatch(/\p{Script=Han}/u)
    expect(hit?.evidence.en).toMatch(/^[\x20-\x7e–]+$/)
    expect(hit?.lines.length).toBeGreaterThan(0)
  })

  test('leaves the nearest right bill alone (RULE-218)', () => {
    expect(ids(innocent, 'after', known)).toEqual([])
  })
})

test('every rule has a planted case, and no kind of the rule base is missing (RULE-218)', () => {
  expect(PLANTED.map(({ rule }) => rule).toSorted()).toEqual(BILL_RULES.map(({ id }) => id))
  expect(BILL_RULES.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'sex', 'age', 'duplicate', 'insurance-type', 'second-line', 'level', 'frequency', 'course',
      'payment-scope', 'indication', 'encounter',
    ]),
  )
})

test('rules remind before, warn or stop during, recover or review after (RULE-217)', () => {
  for (const { effects } of BILL_RULES) {
    expect(effects.before).toBe('remind')
    expect(['warn', 'stop']).toContain(effects.during)
    expect(['recover', 'review']).toContain(effects.after)
  }
  const all = BILL_RULES.flatMap(({ effects }) => Object.values(effects))
  expect(new Set(all)).toEqual(new Set(['remind', 'warn', 'stop', 'recover', 'review']))
})

const anyLine = fc.record({
  item: fc.constantFrom(...DEFAULT_KNOWLEDGE.items.map(({ item }) => item), ''),
  time: fc.constantFrom('2026-03-02', '2026-03-02 09:00:00', '2026-03-12 09:00:00', ''),
  quantity: fc.constantFrom('1', '3', '-1'),
  priceYuan: fc.constantFrom('20.00', '60.01'),
  feeFen: fc.integer({ min: -9_000, max: 9_000 }),
})

test('auditing again, or with the lines in another order, gives the same hits', () => {
  const facts = factsOf(DEFAULT_KNOWLEDGE)
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 8 }), (drawn) => {
      const lines = drawn.map((line, at) => lineOf({ ...line, id: String(at) }))
      const hits = auditBill(billOf({ lines }), facts, 'after')
      expect(auditBill(billOf({ lines: lines.toReversed() }), facts, 'after')).toEqual(hits)
      expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length)
    }),
    { numRuns: 300 },
  )
})

test('what a sender did not say is not held against him', () => {
  const silent = one('XG04SYN0000002', { sex: '', bornOn: '', diagnoses: null })
  expect(ids(silent, 'during')).toEqual([])
  expect(ids(billOf({ lines: [lineOf({ item: '' }), lineOf({ id: '2', item: '' })] }), 'during'))
    .toEqual([])
})

test('a pack that was sold before is found with the bill that sold it (RULE-088)', () => {
  const known = { tracedItem: () => 'XJ01CAA0010001', soldBefore: () => 'S0' }
  const facts = factsOf(DEFAULT_KNOWLEDGE, known)
  const [hit] = auditBill(traced('81000000000000000001'), facts, 'after')
  expect(hit?.others).toEqual(['S0'])
  const bare = billOf({ lines: [lineOf({ traceCodes: [] })] })
  expect(ids(bare, 'after')).toEqual(['traceability'])
})
