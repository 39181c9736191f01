import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimOf } from '../policy/claim-file.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'
import { calculateBenefit } from './calculate-benefit.ts'
import { shareBy } from './rounding.ts'
import { packOf, vectors, wrongIn } from './testing.ts'
import { claims, packs } from './testing-draws.ts'
import { traceLines } from './trace-text.ts'
import type { TraceStep } from './trace.ts'
import { processText } from './trace-wire.ts'

/** The amount again, from what the step says it was made of. */
function again({ formula, amount }: TraceStep, pack: PolicyPack): number {
  const share = shareBy(pack.switches.rounding)
  switch (formula.form) {
    case 'none':
      return 0
    case 'given':
    case 'quotient':
    case 'days':
      return amount
    case 'shares':
      return formula.of.reduce((sum, { fen, ratioBp }) => sum + share(fen, ratioBp), 0)
    case 'least':
      return Math.min(...formula.of)
    case 'sum':
      return formula.of.reduce((sum, fen) => sum + fen, 0)
    case 'difference':
      return Math.max(0, formula.less.reduce((left, fen) => left - fen, formula.from))
    case 'added':
      return formula.before + formula.change
    case 'ratio': {
      const local = Math.min(10_000, formula.localBp + formula.bonusBp)
      if (formula.mode === 'points') return Math.max(0, local - formula.sizeBp)
      return shareBy('half-up')(local, 10_000 - formula.sizeBp)
    }
  }
}

test('every step is the result of the arithmetic it shows', () => {
  const found = wrongIn(fc.tuple(claims, packs), 500, ([claim, pack]) => {
    const { trace } = calculateBenefit(claim, pack)
    const step = trace.find((one) => again(one, pack) !== one.amount)
    return step === undefined ? '' : `${step.what}: ${step.amount}, shown ${again(step, pack)}`
  })
  expect(found).toBe('')
})

test('the trace ends in the amounts of the result (RULE-124)', () => {
  fc.assert(
    fc.property(claims, packs, (claim, pack) => {
      const benefit = calculateBenefit(claim, pack)
      const of = (what: string) => benefit.trace
        .filter((step) => step.what === what)
        .reduce((sum, step) => sum + step.amount, 0)
      const { poolFen, largeAmountFen, criticalIllnessFen } = benefit
      expect([
        of('pool'), of('large-amount'), of('illness'), of('aid'), of('civil-servant'),
        of('funds'), of('person'), of('account'), of('cash'), of('deductible'),
      ]).toEqual([
        poolFen, largeAmountFen, criticalIllnessFen, benefit.medicalAidFen,
        benefit.civilServantFen,
        benefit.fundFen, benefit.personFen, benefit.accountFen, benefit.cashFen,
        benefit.deductibleFen,
      ])
    }),
    { numRuns: 300 },
  )
})

test('the wire text keeps to 4,000 characters in whole lines, whatever the claim', () => {
  fc.assert(
    fc.property(claims, packs, (claim, pack) => {
      const text = processText(calculateBenefit(claim, pack).trace, pack, claim.insutype)
      expect(text.length).toBeLessThanOrEqual(4000)
      const [head, ...lines] = text.split('\n')
      expect(head).toContain(pack.version)
      for (const line of lines) expect(line).toMatch(/^第\d+步 .*（RULE-\d{3}.*）$|^另有\d+步从略$/)
    }),
    { numRuns: 300 },
  )
})

test('a line says what was multiplied, by whose ratio and with what result (RULE-012)', () => {
  const [, vector] = vectors().filter(({ topic }) => topic === 'examples')
  if (vector === undefined) throw new TypeError('there is no worked example')
  const pack = packOf(vector)
  const { trace } = calculateBenefit(claimOf(vector.claim), pack)
  const lines = traceLines(trace, pack, '310')
  const pool = lines.find((line) => line.title.en === 'pooled fund')
  expect(pool?.zh).toContain('统筹基金支付：11,902.92 × 75% = 8,927.19元')
  expect(pool?.en).toContain('pooled fund: 11,902.92 × 75% = 8,927.19 yuan (RULE-096')
  const ratio = lines.find((line) => line.unit === 'bp')
  expect(ratio?.zh).toContain('85% − 10% = 75%')
  expect(ratio?.parameters.map(({ pointer, value }) => [pointer, value])).toEqual([
    ['/insurance/310/inpatient/ratio/byTier/3', 8500],
    ['/insurance/310/reduction/crossProvince/referralBp', 1000],
  ])
  for (const line of lines) expect(line.zh).toContain('points 2026.1')
  expect(ratio?.documents).toEqual(pack.documents.map(({ title }) => title))
})
