import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculateBenefit } from './calculate-benefit.ts'
import type { Benefit, Claim } from './claim.ts'
import type { PolicyPack, Reduction } from './policy-pack.ts'

interface Vector {
  readonly name: string
  readonly comment: string
  readonly reductionMode: Reduction['mode']
  readonly claim: Claim
  readonly expected: Partial<Benefit>
}

const read = <Value>(path: string): Value =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Value
const vectors = read<Vector[]>('./vectors/benefits.json')
const packs = {
  points: read<PolicyPack>('./packs/points.json'),
  'pay-first': read<PolicyPack>('./packs/pay-first.json'),
  multiplier: read<PolicyPack>('./packs/multiplier.json'),
}
const policyOf = (mode: Reduction['mode'], insutype: string) => {
  const policy = packs[mode].insurance[insutype]
  if (policy === undefined) throw new RangeError(`no policy for ${insutype}`)
  return policy
}

describe('the calculator reproduces settlements worked by hand', () => {
  test.for(vectors)('$name', ({ reductionMode, claim, expected }) => {
    const benefit = calculateBenefit(claim, policyOf(reductionMode, claim.insutype))
    expect(benefit).toMatchObject(expected)
  })
})

const fen = fc.integer({ min: 0, max: 40_000_000 })
const claims: fc.Arbitrary<Claim> = fc.record({
  kind: fc.constantFrom('inpatient', 'outpatient', 'chronic', 'pharmacy'),
  category: fc.constantFrom('local', 'long-term', 'referral', 'emergency', 'other-temporary'),
  insutype: fc.constantFrom('310', '390'),
  tier: fc.constantFrom('1', '2', '3'),
  retired: fc.boolean(),
  identities: fc.constantFrom([], ['2303'], ['2101']),
  fees: fc.record({ ownFen: fen, overLimitFen: fen, payFirstFen: fen, inScopeFen: fen }),
  yearToDate: fc.record({
    poolFen: fen,
    outpatientPoolFen: fen,
    outpatientDeductibleFen: fen,
    criticalIllnessBaseFen: fen,
    medicalAidFen: fen,
    inpatientStays: fc.nat(9),
  }),
  account: fc.record({ mayPay: fc.boolean(), balanceFen: fen }),
})
const modes = fc.constantFrom<Reduction['mode']>('points', 'pay-first', 'multiplier')

describe('whatever the claim', () => {
  test('every part is whole fen, none is negative, and the parts add up to the fee', () => {
    fc.assert(
      fc.property(claims, modes, (claim, mode) => {
        const benefit = calculateBenefit(claim, policyOf(mode, claim.insutype))
        const { poolFen, largeAmountFen, criticalIllnessFen, medicalAidFen } = benefit
        const parts = [poolFen, largeAmountFen, criticalIllnessFen, medicalAidFen]
        const all = [...parts, benefit.accountFen, benefit.cashFen, benefit.deductibleFen]
        expect(all.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(benefit.fundFen)
        expect(benefit.fundFen + benefit.accountFen + benefit.cashFen).toBe(benefit.feeFen)
        expect(benefit.fundFen).toBeLessThanOrEqual(claim.fees.inScopeFen)
      }),
      { numRuns: 5_000 },
    )
  })

  test('no fund pays beyond what is left of its yearly cap', () => {
    fc.assert(
      fc.property(claims, modes, (claim, mode) => {
        const policy = policyOf(mode, claim.insutype)
        const benefit = calculateBenefit(claim, policy)
        expect(benefit.poolFen).toBeLessThanOrEqual(benefit.poolLeftFen)
        const aidLeft = (policy.medicalAid?.annualCapFen ?? 0) - claim.yearToDate.medicalAidFen
        expect(benefit.medicalAidFen).toBeLessThanOrEqual(Math.max(0, aidLeft))
        expect(benefit.accountFen).toBeLessThanOrEqual(claim.account.balanceFen)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a better filing class never makes the funds pay less', () => {
    const classes = ['long-term', 'emergency', 'referral', 'other-temporary'] as const
    fc.assert(
      fc.property(claims, modes, (claim, mode) => {
        const policy = policyOf(mode, claim.insutype)
        const funds = classes.map((category) => calculateBenefit({ ...claim, category }, policy))
        for (let index = 1; index < funds.length; index += 1) {
          const [better, worse] = [funds[index - 1], funds[index]]
          expect(better?.fundFen).toBeGreaterThanOrEqual(worse?.fundFen ?? 0)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('the trace tells every amount of the result', () => {
    fc.assert(
      fc.property(claims, modes, (claim, mode) => {
        const benefit = calculateBenefit(claim, policyOf(mode, claim.insutype))
        const told = new Map(benefit.trace.map((step) => [step.en, step.amountFen]))
        expect(told.get('deductible')).toBe(benefit.deductibleFen)
        expect(told.get('pooled fund')).toBe(benefit.poolFen)
        expect(told.get('critical-illness insurance')).toBe(benefit.criticalIllnessFen)
        expect(told.get('medical aid')).toBe(benefit.medicalAidFen)
        expect(told.get('cash')).toBe(benefit.cashFen)
      }),
      { numRuns: 500 },
    )
  })
})
