import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Benefit, Layers } from './benefit.ts'
import { calculateBenefit } from './calculate-benefit.ts'
import type { Claim } from './claim.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'
import { draws, wrongIn } from './testing.ts'
import { claims, packs } from './testing-draws.ts'
import { ACCUMULATOR_KINDS, accumulated, NOTHING_USED } from './year-to-date.ts'

const numRuns = draws()
const LONG = 600_000

/** What does not hold among any claim, its benefit and the pack. */
function wrong(check: (claim: Claim, benefit: Benefit, pack: PolicyPack) => string): string {
  return wrongIn(fc.tuple(claims, packs), numRuns, ([claim, pack]) =>
    check(claim, calculateBenefit(claim, pack), pack))
}

function layersOf(part: Layers): readonly number[] {
  return [
    part.poolFen, part.maternityFen, part.largeAmountFen, part.criticalIllnessFen,
    part.enterpriseFen, part.civilServantFen, part.medicalAidFen, part.tiltedAidFen,
    ...Object.values(part.otherPayersFen),
  ]
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

test('every amount is whole fen and none is negative (RULE-103, RULE-126)', {
  timeout: LONG,
}, () => {
  const found = wrong((claim, benefit) => {
    const all = [
      ...layersOf(benefit), benefit.reductionPayFirstFen, benefit.drugPayFirstFen,
      benefit.deductibleFen, benefit.fundFen, benefit.inScopeLeftFen, benefit.hospitalFen,
      benefit.personFen, benefit.accountFen, benefit.familyAccountFen, benefit.cashFen,
      benefit.poolRatioBp, benefit.poolBaseFen,
    ]
    const wrongs = all.filter((fen) => !Number.isSafeInteger(fen) || fen < 0)
    if (wrongs.length > 0) return `no whole fen: ${wrongs.join(' ')}`
    if (benefit.poolRatioBp > 10_000) return `ratio ${benefit.poolRatioBp}`
    if (benefit.deductibleFen > claim.fees.inScopeFen) return 'deductible above what is in scope'
    return benefit.fundFen > claim.fees.inScopeFen ? 'funds pay more than is in scope' : ''
  })
  expect(found).toBe('')
})

test('fee = funds + person + hospital, and each is its parts (RULE-089, RULE-090, RULE-091)', {
  timeout: LONG,
}, () => {
  const found = wrong(({ fees }, benefit) => {
    const { feeFen, fundFen, personFen, hospitalFen, accountFen, cashFen } = benefit
    const { ownFen, overLimitFen, payFirstFen, inScopeFen } = fees
    if (ownFen + overLimitFen + payFirstFen + inScopeFen !== feeFen) return 'fee'
    if (fundFen + personFen + hospitalFen !== feeFen) return 'funds + person + hospital'
    if (sum(layersOf(benefit)) !== fundFen) return 'layers'
    if (sum(benefit.funds.map(({ payFen }) => payFen)) !== fundFen) return 'fund codes'
    if (accountFen + cashFen !== personFen) return 'account + cash'
    const first = benefit.reductionPayFirstFen + benefit.drugPayFirstFen
    const left = ownFen + overLimitFen + payFirstFen + first + benefit.inScopeLeftFen
    return left - hospitalFen === personFen ? '' : 'what the person pays'
  })
  expect(found).toBe('')
})

test('the parts of a divided stay add up, layer by layer and fee by fee (RULE-108)', {
  timeout: LONG,
}, () => {
  const found = wrong((_, { parts, ...whole }) => {
    if (sum(parts.map(({ feeFen }) => feeFen)) !== whole.feeFen) return 'fee'
    if (sum(parts.map(({ inScopeFen }) => inScopeFen)) !== whole.inScopeFen) return 'in scope'
    if (sum(parts.map(({ deductibleFen }) => deductibleFen)) !== whole.deductibleFen) return 'ded'
    for (const part of parts) {
      if (part.feeFen < 0 || part.inScopeFen < 0) return 'a part is negative'
      if (sum(layersOf(part)) !== part.fundFen) return 'layers of a part'
    }
    return sum(parts.map(({ fundFen }) => fundFen)) === whole.fundFen ? '' : 'funds'
  })
  expect(found).toBe('')
})

test('no fund pays beyond its yearly cap, no account beyond its balance (RULE-096, RULE-144)', {
  timeout: LONG,
}, () => {
  const found = wrong((claim, benefit, pack) => {
    const policy = pack.insurance['310']
    if (policy === undefined) return 'no policy'
    const { account } = claim
    if (benefit.accountFen - benefit.familyAccountFen > account.balanceFen) return 'account'
    if (benefit.familyAccountFen > account.familyBalanceFen) return 'family'
    for (const year in benefit.changes) {
      const [change, after] = [benefit.changes[year], benefit.accumulatorsAfter[year]]
      if (change === undefined || after === undefined) return `nothing of ${year}`
      const over = (capFen: number | null | undefined, paid: number, total: number) =>
        paid > 0 && capFen !== null && capFen !== undefined && total > capFen
      if (over(policy.inpatient.annualCapFen, change.poolFen, after.poolFen)) return 'pool'
      const outpatient = policy.outpatient.annualCapFen
      if (over(outpatient, change.outpatientPoolFen, after.outpatientPoolFen)) return 'outpatient'
      const large = policy.largeAmount?.annualCapFen
      if (over(large, change.largeAmountFen, after.largeAmountFen)) return 'large'
      const aid = policy.medicalAid
      const first = aid?.classes[0]?.annualCapFen
      if (over(first, change.medicalAidFen, after.medicalAidFen)) return 'aid'
      const tilted = aid?.tilted?.annualCapFen
      if (over(tilted, change.tiltedAidFen, after.tiltedAidFen)) return 'tilted'
      const { otherPayersFen } = change
      const payer = policy.otherPayers?.[0]?.annualCapFen
      const [paid, all] = [otherPayersFen['veterans'] ?? 0, after.otherPayersFen['veterans'] ?? 0]
      if (over(payer, paid, all)) return 'other payer'
    }
    return ''
  })
  expect(found).toBe('')
})

test('what a settlement adds, taken off again, restores every accumulator (RULE-097)', {
  timeout: LONG,
}, () => {
  const found = wrong(({ yearToDate, settledOn, earlierYears }, benefit) => {
    for (const year in benefit.changes) {
      const [change, after] = [benefit.changes[year], benefit.accumulatorsAfter[year]]
      if (change === undefined || after === undefined) return `nothing of ${year}`
      const thisYear = year === settledOn.slice(0, 4)
      const before = thisYear ? yearToDate : (earlierYears?.[year] ?? NOTHING_USED)
      const restored = accumulated(after, change, -1)
      const kind = ACCUMULATOR_KINDS.find((one) => restored[one] !== before[one])
      if (kind !== undefined) return `${year} ${kind}: ${before[kind]}, then ${restored[kind]}`
      const payers = Object.keys(after.otherPayersFen)
      const was = (payer: string) => before.otherPayersFen[payer] ?? 0
      const wrongPayer = payers.find((one) => (restored.otherPayersFen[one] ?? 0) !== was(one))
      if (wrongPayer !== undefined) return `${year} payer ${wrongPayer}`
    }
    return ''
  })
  expect(found).toBe('')
})

test('a trial is the settlement: asked again nothing has changed, not even the claim '
  + '(RULE-150)', { timeout: LONG }, () => {
  const found = wrong((claim, benefit, pack) => {
    const before = JSON.stringify([claim, benefit])
    const again = calculateBenefit(claim, pack)
    return JSON.stringify([claim, again]) === before ? '' : 'another answer'
  })
  expect(found).toBe('')
})

test('critical illness is the same however a cost is divided (RULE-107, RULE-116)', {
  timeout: LONG,
}, () => {
  const costs = fc.array(fc.nat(9_000_000), { minLength: 1, maxLength: 4 })
  const found = wrongIn(fc.tuple(claims, packs, costs), numRuns, ([drawn, pack, amounts]) => {
    const policy = pack.insurance['310']
    if (policy === undefined) return 'no policy'
    // Nothing below the second layer, so that the whole cost comes to it.
    const { yearToDate: start, ...bare } = bareClaim(drawn)
    const alone = { ...pack, insurance: { '310': { ...policy, dualChannel: NO_RATIO } } }
    let yearToDate = start
    let divided = 0
    for (const inScopeFen of amounts) {
      const fees = { ...bare.fees, inScopeFen }
      const benefit = calculateBenefit({ ...bare, fees, yearToDate }, alone)
      divided += benefit.criticalIllnessFen
      yearToDate = benefit.accumulatorsAfter['2026'] ?? yearToDate
    }
    const fees = { ...bare.fees, inScopeFen: sum(amounts) }
    const whole = calculateBenefit({ ...bare, fees, yearToDate: start }, alone)
    const atOnce = whole.criticalIllnessFen
    return divided === atOnce ? '' : `${divided} in parts, ${atOnce} at once`
  })
  expect(found).toBe('')
})

const NO_RATIO = { classes: { A: { ratioBp: 0, payFirstBp: 0 } }, drugs: {} }

function bareClaim(drawn: Claim): Claim {
  const { lines: _, stay: __, ...claim } = drawn
  const fees = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 0 }
  const { criticalIllnessBaseFen, criticalIllnessFen } = drawn.yearToDate
  return {
    ...claim, kind: 'dual-channel', category: 'long-term', retired: false, fees,
    yearToDate: { ...NOTHING_USED, criticalIllnessBaseFen, criticalIllnessFen },
  }
}
