/**
 * Where funds never pay less for more right. It does not hold everywhere; for each condition there
 * is a counter-example, and the last tests show them.
 * - One part only. A better class meets the yearly cap with less base, so that a later part can
 *   begin in a lower ratio segment of the visit.
 * - Cost above the cap counts for critical illness. Where it does not, a better class leaves more
 *   of the same cost above the cap and so less for the second layer.
 * - One fen a segment where the second layer is reduced too: its payment is a difference of two
 *   rounded amounts, which for another ratio need not be rounded the same way.
 * - One fen a line and segment where shares are rounded by line and the ratio has segments: a base
 *   that begins elsewhere is cut into other pieces, and each is rounded by itself.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimOf } from '../policy/claim-file.ts'
import type { ByTier, InsurancePolicy, PolicyPack } from '../policy/policy-pack.ts'
import { calculateBenefit } from './calculate-benefit.ts'
import type { Claim } from './claim.ts'
import { draws, packOf, vectors, wrongIn } from './testing.ts'
import { claims, packs } from './testing-draws.ts'
import { NOTHING_USED } from './year-to-date.ts'

const numRuns = draws()
const LONG = 600_000

const undivided = claims.map(({ stay: _, ...claim }): Claim => claim)
const inBase = packs.map((pack) => withSwitches(pack, { overCapInCriticalIllnessBase: true }))

/** The best first. */
const CLASSES = ['long-term', 'emergency', 'referral', 'other-temporary', 'unfiled'] as const

/** What rounding may do: a fen for each piece that is rounded by itself and may be cut anew. */
function tolerance({ lines = [] }: Claim, { switches, insurance }: PolicyPack): number {
  const policy = insurance['310']
  const ratios = [policy?.inpatient.ratio, policy?.outpatient.ratio, policy?.chronic.ratio]
  const bounds = Math.max(...ratios.map((ratio) => ratio?.segments?.bounds.length ?? 0))
  const byLine = switches.rounding === 'per-line' ? lines.length * bounds : 0
  const segments = policy?.criticalIllness?.segments.length ?? 0
  return byLine + (switches.reduceSecondLayer ? segments : 0)
}

test('a better filing class never makes the funds pay less (RULE-110, RULE-050)', {
  timeout: LONG,
}, () => {
  const found = wrongIn(fc.tuple(undivided, inBase, fc.nat(3)), numRuns,
    ([claim, pack, index]) => {
      const [better, worse] = [CLASSES[index], CLASSES[index + 1]]
      if (better === undefined || worse === undefined) throw new RangeError('no such class')
      const much = calculateBenefit({ ...claim, category: better }, pack).fundFen
      const less = calculateBenefit({ ...claim, category: worse }, pack).fundFen
      return much + tolerance(claim, pack) < less ? `${better} ${much}, ${worse} ${less}` : ''
    })
  expect(found).toBe('')
})

test('a higher deductible never makes the funds pay more (RULE-092)', { timeout: LONG }, () => {
  const found = wrongIn(fc.tuple(undivided, inBase, fc.nat(100_000)), numRuns,
    ([claim, pack, more]) => {
      const raised = withPolicy(pack, (policy) => {
        const { deductible } = policy.inpatient
        const { byTier, crossProvince } = deductible
        const higher = {
          ...deductible,
          byTier: plus(byTier, more, Number.MAX_SAFE_INTEGER),
          ...(crossProvince === undefined
            ? {}
            : { crossProvince: plus(crossProvince, more, Number.MAX_SAFE_INTEGER) }),
        }
        return { ...policy, inpatient: { ...policy.inpatient, deductible: higher } }
      })
      const before = calculateBenefit(claim, pack).fundFen
      const after = calculateBenefit(claim, raised).fundFen
      return after > before + tolerance(claim, pack) ? `${before}, with ${more} more ${after}` : ''
    })
  expect(found).toBe('')
})

test('a higher local ratio never makes the funds pay less (RULE-095)', { timeout: LONG }, () => {
  const found = wrongIn(fc.tuple(undivided, inBase, fc.nat(3000)), numRuns,
    ([claim, pack, more]) => {
      const raised = withPolicy(pack, (policy) => {
        const { ratio } = policy.inpatient
        const bounds = ratio.segments?.bounds.map((bound) =>
          ({ ...bound, byTier: plus(bound.byTier, more, 10_000) }))
        const higher = {
          byTier: plus(ratio.byTier, more, 10_000),
          ...(ratio.segments === undefined || bounds === undefined
            ? {}
            : { segments: { ...ratio.segments, bounds } }),
        }
        return { ...policy, inpatient: { ...policy.inpatient, ratio: higher } }
      })
      const before = calculateBenefit(claim, pack).fundFen
      const after = calculateBenefit(claim, raised).fundFen
      const allowed = after + tolerance(claim, pack)
      return allowed < before ? `${before}, with ${more} points more ${after}` : ''
    })
  expect(found).toBe('')
})

describe('outside that domain a better class can make the funds pay less', () => {
  const worseIsMore = (drawn: fc.Arbitrary<PolicyPack>) =>
    fc.check(
      fc.property(undivided, drawn, fc.nat(3), (claim, pack, index) => {
        const funds = (at: number) =>
          calculateBenefit({ ...claim, category: CLASSES[at] ?? 'unfiled' }, pack).fundFen
        return funds(index) >= funds(index + 1)
      }),
      { numRuns: 100_000, seed: 10, endOnFailure: true },
    ).failed

  test('where cost above the cap is outside the base of critical illness', () => {
    const outside = packs.map((pack) => withSwitches(pack, {
      overCapInCriticalIllnessBase: false, reduceSecondLayer: false,
    }))
    expect(worseIsMore(outside)).toBe(true)
  })

  test('where the second layer is reduced and rounded', () => {
    const reduced = inBase.map((pack) => withSwitches(pack, { reduceSecondLayer: true }))
    expect(worseIsMore(reduced)).toBe(true)
  })

  test('where a stay over New Year goes on in the segments of the visit', () => {
    const tiers = (bp: number) => ({ '0': bp, '1': bp, '2': bp, '3': bp })
    const bounds = [
      { upToFen: 52_000, byTier: tiers(2000) }, { upToFen: null, byTier: tiers(10_000) },
    ]
    const inpatient = {
      deductible: { byTier: tiers(0) },
      ratio: { segments: { of: 'visit', bounds } },
    }
    const reduction = { crossProvince: { referralBp: 100 } }
    const overrides = {
      switches: { crossYear: 'by-days' },
      insurance: { '310': { inpatient, reduction, largeAmount: null } },
    }
    const pack = packOf({ pack: 'points', overrides })
    const [vector] = vectors()
    if (vector === undefined) throw new TypeError('there are no vectors')
    const claim: Claim = {
      ...claimOf(vector.claim),
      kind: 'inpatient',
      scope: 'cross-province',
      stay: { admittedOn: '2025-12-02', dischargedOn: '2026-01-02' },
      fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 62_000 },
      settledOn: '2026-01-02',
      earlierYears: { '2025': { ...NOTHING_USED, poolFen: 9_990_000 } },
    }
    // 10,000 is left in 2025: it is used up by 50,000 at 20 %, or by 52,632 at 19 %; the 2,000
    // of the new year are then met at 20 %, or above 52,000 at 99 %.
    const funds = (category: Claim['category']) =>
      calculateBenefit({ ...claim, category }, pack).fundFen
    expect([funds('long-term'), funds('referral')]).toEqual([10_400, 11_980])
  })
})

function withSwitches(pack: PolicyPack, changed: Partial<PolicyPack['switches']>): PolicyPack {
  return { ...pack, switches: { ...pack.switches, ...changed } }
}

function withPolicy(
  pack: PolicyPack,
  change: (policy: InsurancePolicy) => InsurancePolicy,
): PolicyPack {
  const policy = pack.insurance['310']
  if (policy === undefined) throw new RangeError('the pack has no policy')
  return { ...pack, insurance: { '310': change(policy) } }
}

function plus(tiers: ByTier, more: number, most: number): ByTier {
  const add = (value: number) => Math.min(most, value + more)
  return { '0': add(tiers[0]), '1': add(tiers[1]), '2': add(tiers[2]), '3': add(tiers[3]) }
}
