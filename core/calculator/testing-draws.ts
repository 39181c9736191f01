/** Any valid pack and any claim, for properties; lean, because they are drawn by the 100,000. */
import fc from 'fast-check'
import { bundledPack } from '../policy/bundled.ts'
import type { InsurancePolicy, PolicyPack, Segment, Switches, Tier } from '../policy/policy-pack.ts'
import type { CareCategory, CareKind, Claim, YearToDate } from './claim.ts'
import { ACCUMULATOR_KINDS, NOTHING_USED } from './year-to-date.ts'

const fen = fc.oneof(fc.nat(300), fc.nat(300_000), fc.nat(40_000_000))
const bp = fc.oneof(fc.nat(10_000), fc.constantFrom(0, 5000, 8500, 9000, 10_000))
const cap = fc.option(fc.oneof(fc.nat(500), fc.nat(20_000_000)), { freq: 4 })
const four = <Value>(one: fc.Arbitrary<Value>) => fc.tuple(one, one, one, one)
const tiersOf = <Value>([none, first, second, third]: readonly [Value, Value, Value, Value]) =>
  ({ '0': none, '1': first, '2': second, '3': third }) as const

export const switches: fc.Arbitrary<Switches> = fc.record({
  reduceSecondLayer: fc.boolean(),
  deductibleInCriticalIllnessBase: fc.boolean(),
  overCapInCriticalIllnessBase: fc.boolean(),
  stayNumber: fc.constantFrom('settled-stays', 'all-stays', 'continuous-referral'),
  crossYearDeductible: fc.constantFrom('first-year', 'each-year'),
  crossYear: fc.constantFrom('at-discharge', 'by-days'),
  dayCount: fc.constantFrom('admission-day', 'discharge-day'),
  civilServant: fc.constantFrom('after-second-layer', 'last'),
  lateFiling: fc.constantFrom('whole-stay', 'from-filing-day'),
  tierAt: fc.constantFrom('admission', 'discharge'),
  accountMayPay: fc.constantFrom('whole', 'in-scope'),
  rounding: fc.constantFrom('half-up', 'down', 'per-line'),
  benefitDate: fc.constantFrom('settlement', 'admission'),
})

/** Three segments whose ends ascend. */
const segments: fc.Arbitrary<readonly Segment[]> = fc.tuple(fen, fen, bp, bp, bp).map(
  ([first, more, one, two, three]) => [
    { upToFen: first + 1, ratioBp: one },
    { upToFen: first + 2 + more, ratioBp: two },
    { upToFen: null, ratioBp: three },
  ],
)

/** Sizes in the order of the filing classes, so that a better class is never reduced more. */
const reduction: fc.Arbitrary<InsurancePolicy['reduction']> = fc
  .tuple(fc.constantFrom('points', 'pay-first', 'multiplier'), four(fc.nat(4000)), fc.nat(1500))
  .map(([mode, sizes, returnedBp]) => {
    const [emergencyBp, referralBp, otherTemporaryBp, unfiledBp] =
      sizes.toSorted((one, other) => one - other) as [number, number, number, number]
    const list = { emergencyBp, referralBp, otherTemporaryBp, unfiledBp, returnedBp }
    return { mode, crossProvince: list, intraProvince: list }
  })

const ratio: fc.Arbitrary<InsurancePolicy['inpatient']['ratio']> = fc
  .tuple(four(bp), fc.constantFrom('none', 'visit', 'year'), segments)
  .map(([tiers, of, list]) => {
    const byTier = tiersOf(tiers)
    if (of === 'none') return { byTier }
    const bounds = list.map(({ upToFen, ratioBp }) =>
      ({ upToFen, byTier: { ...byTier, '3': ratioBp } }))
    return { byTier, segments: { of, bounds } }
  })

const LATER_STAYS: readonly InsurancePolicy['inpatient']['deductible']['laterStays'][] = [
  [],
  [{ fromStay: 2, style: 'half' }, { fromStay: 4, style: 'none' }],
  [{ fromStay: 2, style: 'step', stepFen: 10_001, leastFen: 100 }],
  [{ fromStay: 2, style: 'fixed', byTier: { '0': 0, '1': 1, '2': 2, '3': 3 } }],
]

const deductible: fc.Arbitrary<InsurancePolicy['inpatient']['deductible']> = fc
  .tuple(
    four(fc.nat(300_000)), fc.constantFrom('visit', 'visit', 'month', 'year'),
    fc.constantFrom(...LATER_STAYS), fc.boolean(), fc.boolean(),
  )
  .map(([tiers, period, laterStays, continuousReferral, younger]) => ({
    byTier: tiersOf(tiers),
    ...(younger ? { crossProvince: tiersOf(tiers), under: { age: 45, addFen: 7777 } } : {}),
    period,
    per: 'person',
    laterStays,
    continuousReferral,
  }))

const illness = fc.tuple(segments, fen, cap, fc.boolean()).map(
  ([list, startFen, annualCapFen, bonus]): InsurancePolicy['criticalIllness'] => ({
    startFen,
    segments: list,
    annualCapFen,
    hardship: { startFen: Math.floor(startFen / 2), segments: list, annualCapFen: null },
    hardshipIdentities: ['2303'],
    ...(bonus
      ? {
          capBonus: {
            afterYears: 4, perYearFen: 3000, perZeroClaimYearFen: 3000, atMostBp: 2000,
          },
        }
      : {}),
  }),
)

const aid = fc.tuple(fen, bp, cap, fc.boolean()).map(
  ([lineFen, ratioBp, annualCapFen, tilted]): InsurancePolicy['medicalAid'] => ({
    classes: [
      { title: { zh: '', en: '' }, identities: ['2303'], lineFen, ratioBp, annualCapFen },
    ],
    ...(tilted ? { tilted: { lineFen: 1000, ratioBp, annualCapFen: 999_999 } } : {}),
  }),
)

const base = bundledPack('points')
const [template] = Object.values(base.insurance)

/** Any valid pack, with every switch and every layer. */
export const packs: fc.Arbitrary<PolicyPack> = fc
  .tuple(
    switches, reduction, ratio, deductible, four(cap), fc.option(illness, { freq: 2 }),
    fc.option(aid, { freq: 2 }), fc.tuple(bp, bp, bp, bp), fc.nat(500), fc.boolean(),
  )
  .map(([chosen, reduced, ratios, charged, caps, ill, aided, [a, b, c, d], bonus, more]) => {
    const [poolCap, outpatientCap, largeCap, otherCap] = caps
    if (template === undefined) throw new RangeError('the bundled pack has no policy')
    const policy: InsurancePolicy = {
      ...template,
      reduction: reduced,
      retiredBonusBp: bonus,
      inpatient: {
        deductible: charged, ratio: ratios, annualCapFen: poolCap, daySurgeryDeductible: more,
        emergencyObservation: true,
      },
      outpatient: {
        deductibleFen: bonus * 100, deductiblePeriod: more ? 'visit' : 'year', ratio: ratios,
        annualCapFen: outpatientCap,
      },
      chronic: {
        ratio: ratios, annualDeductibleFen: bonus, diseases: [],
        cap: more ? 'inpatient' : { annualCapFen: otherCap ?? 1000 },
      },
      maternity: {
        openFrom: '2020-01-01', fixedSumFen: { '5': 52_000 },
        ratio: { '0': a, '1': b, '2': c, '3': d },
      },
      dualChannel: { classes: { A: { ratioBp: a, payFirstBp: b } }, drugs: {} },
      ...(more ? { largeAmount: { ratioBp: a, annualCapFen: largeCap } } : {}),
      ...(ill ? { criticalIllness: ill } : {}),
      ...(aided ? { medicalAid: aided } : {}),
      enterpriseSupplement: { ratioBp: b },
      civilServant: { ratioBp: c, byGrade: { '121': d } },
      otherPayers: [
        {
          id: 'veterans', title: { zh: '', en: '' }, fundPayType: '610200', identities: ['2101'],
          ratioBp: d, annualCapFen: otherCap,
        },
      ],
      account: {
        heldBy: more || bonus > 100 ? 'insurer' : 'bank', familyMutualAid: more,
        crossProvinceMutualAidFrom: '2026-01-15',
      },
    }
    return { ...base, switches: chosen, insurance: { '310': policy, '390': policy } }
  })

const KINDS: readonly CareKind[] = [
  'inpatient', 'inpatient', 'inpatient', 'inpatient', 'day-surgery', 'course', 'outpatient',
  'chronic', 'maternity', 'pharmacy', 'dual-channel',
]
const CATEGORIES: readonly CareCategory[] = [
  'local', 'long-term', 'returned', 'referral', 'emergency', 'other-temporary', 'unfiled',
]
const TIERS: readonly Tier[] = ['0', '1', '2', '3', '3']

const sums = four(fen).map(
  ([ownFen, overLimitFen, payFirstFen, inScopeFen]) =>
    ({ ownFen, overLimitFen, payFirstFen, inScopeFen }),
)

/** Half of all accumulators are untouched, so that caps and lines lie on both sides. */
const used: fc.Arbitrary<YearToDate> = fc
  .tuple(fc.array(fen, { minLength: 4, maxLength: 4 }), fc.nat(0x3fffff), fc.nat(5))
  .map(([amounts, mask, stays]) => {
    const year: Record<string, unknown> = { ...NOTHING_USED }
    for (const [index, kind] of ACCUMULATOR_KINDS.entries()) {
      if (((mask >> index) & 1) === 1) year[kind] = amounts[index % 4]
    }
    const after = { ...year, inpatientStays: stays, admissions: stays + (mask & 1) }
    return { ...after, otherPayersFen: { veterans: mask % 1000 } } as unknown as YearToDate
  })

const STAYS: readonly Claim['stay'][] = [
  undefined,
  { admittedOn: '2026-01-03', dischargedOn: '2026-01-20' },
  { admittedOn: '2025-12-22', dischargedOn: '2026-01-10' },
  {
    admittedOn: '2025-12-28', dischargedOn: '2026-01-10',
    lateFiling: { filedOn: '2026-01-04', before: 'unfiled' },
    continues: { deductibleFen: 30_000, tier: '2' },
  },
  {
    admittedOn: '2025-12-30', dischargedOn: '2026-01-10',
    lateFiling: { filedOn: '2025-12-31', before: 'other-temporary' },
    settledBefore: { deductibleFen: 20_000, counted: true, baseFen: 90_000 },
  },
]

/** Any claim that such a pack covers. */
export const claims: fc.Arbitrary<Claim> = fc
  .tuple(
    fc.constantFrom(...KINDS), fc.constantFrom(...CATEGORIES), fc.constantFrom(...TIERS),
    fc.array(sums, { minLength: 1, maxLength: 3 }), used, used, fc.constantFrom(...STAYS),
    fc.nat(0xfff), fen, fen,
  )
  .map(([kind, category, tier, lines, thisYear, lastYear, stay, bits, balanceFen, family]) => {
    const bit = (index: number) => ((bits >> index) & 1) === 1
    const fees = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }
    for (const line of lines) {
      fees.ownFen += line.ownFen
      fees.overLimitFen += line.overLimitFen
      fees.payFirstFen += line.payFirstFen
      fees.inScopeFen += line.inScopeFen
    }
    return {
      kind,
      category,
      scope: bit(0) ? 'cross-province' : 'intra-province',
      insutype: '310',
      tier,
      ...(bit(1) ? { tierAtAdmission: '2' } : {}),
      retired: bit(2),
      age: bit(3) ? 44 : 60,
      identities: bit(4) ? ['2303', '2101'] : [],
      civilServantGrade: bit(5) ? '121' : null,
      enterpriseSupplement: bit(6),
      ...(bit(7) ? { enrolment: { continuousYears: 7, zeroClaimYears: 2 } } : {}),
      maternity: { type: bit(8) ? '5' : '1', withDisease: bit(9) },
      drugClass: 'A',
      ...(stay === undefined || kind === 'outpatient' ? {} : { stay }),
      fees,
      ...(bit(10) ? { lines } : {}),
      hospitalBorneFen: bit(11) ? 5000 : 0,
      settledOn: '2026-01-20',
      yearToDate: thisYear,
      earlierYears: { '2025': lastYear },
      account: { use: bit(2) ? 'own' : 'own-and-family', balanceFen, familyBalanceFen: family },
    } satisfies Claim
  })
