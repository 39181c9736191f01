import { describe, expect, test } from 'vitest'
import { claimOf } from '../policy/claim-file.ts'
import { BadClaim } from './bad-claim.ts'
import { calculateBenefit } from './calculate-benefit.ts'
import { packOf, vectors } from './testing.ts'
import type { Vector } from './testing.ts'
import { NOTHING_USED, accumulated } from './year-to-date.ts'

function holds({ pack, overrides, claim, comment, expected }: Vector): void {
  expect(comment).toMatch(/\S/)
  const made = packOf({ pack, ...(overrides === undefined ? {} : { overrides }) })
  expect(calculateBenefit(claimOf(claim), made)).toMatchObject(expected)
}

const of = (topic: string) => vectors().filter((vector) => vector.topic === topic)

describe('settlements worked by hand come out to the fen', () => {
  test.for(of('examples'))('$name (RULE-095, RULE-096, RULE-112, RULE-136)', holds)
  test.for(of('reduction'))('$name (RULE-098, RULE-099, RULE-100, RULE-101, RULE-104)', holds)
  test.for(of('deductible'))('$name (RULE-070, RULE-092, RULE-093, RULE-094, RULE-106)', holds)
  test.for(of('pool'))('$name (RULE-096, RULE-117, RULE-128, RULE-138, RULE-141)', holds)
  test.for(of('layers'))(
    '$name (RULE-111, RULE-114, RULE-115, RULE-118, RULE-119, RULE-123)', holds)
  test.for(of('parts'))('$name (RULE-044, RULE-108)', holds)
})

test('there are at least sixty small vectors beside the worked examples', () => {
  expect(vectors().filter(({ topic }) => topic !== 'examples').length).toBeGreaterThan(60)
  const names = vectors().map(({ topic, name }) => `${topic}: ${name}`)
  expect(new Set(names).size).toBe(names.length)
})

test('the changes taken back restore every accumulator of every vector (RULE-097)', () => {
  for (const vector of vectors()) {
    const claim = claimOf(vector.claim)
    const { changes, accumulatorsAfter } = calculateBenefit(claim, packOf(vector))
    for (const [year, after] of Object.entries(accumulatorsAfter)) {
      const change = changes[year]
      if (change === undefined) throw new TypeError(`${vector.name} has no changes of ${year}`)
      const before = year === claim.settledOn.slice(0, 4)
        ? claim.yearToDate
        : (claim.earlierYears?.[year] ?? NOTHING_USED)
      const { otherPayersFen, ...restored } = accumulated(after, change, -1)
      const { otherPayersFen: others, ...expected } = before
      expect(restored).toEqual(expected)
      for (const [id, fen] of Object.entries(otherPayersFen)) expect(fen).toBe(others[id] ?? 0)
    }
  }
})

const [first] = vectors()
const claim = claimOf((first ?? { claim: {} as never }).claim)
const pack = packOf({ pack: 'points' })
const stay = { admittedOn: '2026-06-02', dischargedOn: '2026-06-01' }
const line = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 1 }

test.for([
  ['an insurance type without a policy', { insutype: '340' }, 'insurance', '/insutype'],
  ['an object\'s own word as insurance type', { insutype: 'toString' }, 'insurance', '/insutype'],
  ['maternity that is not opened', { kind: 'maternity' }, 'not-open', '/kind'],
  ['a class of drugs that is not there', { kind: 'dual-channel' }, 'not-open', '/drugClass'],
  ['a negative sum', { fees: { ...line, ownFen: -1 } }, 'claim', '/fees/ownFen'],
  ['half a fen', { fees: { ...line, ownFen: 0.5 } }, 'claim', '/fees/ownFen'],
  ['lines that are not the sums', { lines: [line] }, 'claim', '/fees/'],
  ['a stay that ends before it begins', { stay }, 'claim', '/stay/dischargedOn'],
] as const)('%s is refused', ([, change, reason, pointer]) => {
  const refused = refusalOf({ ...claim, ...change })
  expect(refused.reason).toBe(reason)
  expect(refused.pointer).toContain(pointer)
})

function refusalOf(bad: typeof claim): BadClaim {
  try {
    calculateBenefit(bad, pack)
  } catch (error) {
    if (error instanceof BadClaim) return error
    throw error
  }
  throw new TypeError('the claim was calculated')
}
