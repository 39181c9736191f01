import { expect, test } from 'vitest'
import { DEFAULT_KNOWLEDGE } from '../../core/audit/knowledge.ts'
import { auditBill, factsOf } from '../../core/audit/rules.ts'
import { FRAUD_WEIGHTS, fraudAt } from './fraud.ts'

const facts = factsOf(DEFAULT_KNOWLEDGE)
const COUNT = 3_000
const frauds = Array.from({ length: COUNT }, (_, index) => fraudAt(1, index))

test('charging twice, above the standard and in pieces are planted most, 36 % of all (RULE-225)',
  () => {
    const count = (rule: string) => frauds.filter((one) => one.rule === rule).length
    const most = ['duplicate', 'over-price', 'split-charge']
    const share = most.reduce((sum, rule) => sum + count(rule), 0) / COUNT
    expect(share).toBeGreaterThan(0.33)
    expect(share).toBeLessThan(0.39)
    const others = Object.keys(FRAUD_WEIGHTS).filter((rule) => !most.includes(rule))
    for (const rule of others) {
      expect(count(rule)).toBeGreaterThan(0)
      for (const one of most) expect(count(one)).toBeGreaterThan(count(rule))
    }
    expect(Object.values(FRAUD_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(10_000)
  })

test('each planted fraud is found under its name, and the right bill beside it is not',
  () => {
    for (const { rule, bill, innocent } of frauds.slice(0, 600)) {
      const found = auditBill(bill, facts, 'after').map((hit) => hit.rule)
      expect(found).toEqual([rule])
      expect(auditBill(innocent, facts, 'after')).toEqual([])
    }
  })

test('a fraud follows from seed and index alone', () => {
  expect(fraudAt(1, 7)).toEqual(frauds[7])
  expect(fraudAt(2, 7).bill).not.toEqual(frauds[7]?.bill)
})
