/** Ratio, base and annual cap of the first layer (steps 5 and 6). */
import { divideHalfUp } from '../money.ts'
import type { RatioPolicy } from '../policy/policy-pack.ts'
import type { Part } from './part.ts'
import { total } from './part.ts'
import { reducedRatioBp } from './reduction.ts'
import type { Parameter, Product } from './trace.ts'

const BASIS = 10_000

/** What the pooled fund pays of a base, and what of the base lies above its annual cap. */
export interface PooledShare {
  readonly ratioBp: number
  /** Null without a cap. */
  readonly leftFen: number | null
  readonly payFen: number
  /** Base that the fund met. */
  readonly usedFen: number
  readonly overCapFen: number
}

/** Which policy and which accumulators hold for a kind of care. */
interface Terms {
  readonly ratio: RatioPolicy | { readonly flatBp: number }
  /** JSON pointer of the ratio. */
  readonly at: string
  readonly capFen: number | null
  readonly capAt: string
  readonly usedFen: number
  readonly usedBaseFen: number
}

/** Applies ratios and annual cap to the bases after the deductible, one base or one a line. */
export function poolFor(part: Part, bases: readonly number[]): PooledShare {
  const terms = termsOf(part)
  const pieces = piecesOf(part, terms, bases)
  const { share, trace } = part
  const paid = pieces.map(({ fen, ratioBp }) => share(fen, ratioBp))
  const rawFen = total(paid)
  const leftFen = terms.capFen === null ? null : Math.max(0, terms.capFen - terms.usedFen)
  const cap: Parameter[] = []
  if (terms.capFen !== null && leftFen !== null) {
    cap.push({ name: 'annual-cap', pointer: terms.capAt, value: terms.capFen, unit: 'fen' })
    const formula = { form: 'difference', from: terms.capFen, less: [terms.usedFen] } as const
    trace.note('cap-left', leftFen, formula, cap)
  }
  const baseFen = total(bases)
  const ratioBp = overallBp(pieces, baseFen, rawFen)
  if (leftFen === null || rawFen <= leftFen) {
    trace.note('pool', rawFen, { form: 'shares', of: pieces })
    return { ratioBp, leftFen, payFen: rawFen, usedFen: baseFen, overCapFen: 0 }
  }
  trace.note('pool-raw', rawFen, { form: 'shares', of: pieces })
  trace.note('pool', leftFen, { form: 'least', of: [rawFen, leftFen] }, cap)
  const usedFen = usedUp(part, pieces, paid, leftFen)
  const overCapFen = trace.note(
    'over-cap', baseFen - usedFen, { form: 'difference', from: baseFen, less: [usedFen] },
  )
  return { ratioBp, leftFen, payFen: leftFen, usedFen, overCapFen }
}

/** The part of the base that used up the cap stays basic; the rest lies above it. */
function usedUp(
  part: Part,
  pieces: readonly Product[],
  paid: readonly number[],
  leftFen: number,
): number {
  let restFen = leftFen
  let usedFen = 0
  for (const [index, { fen, ratioBp }] of pieces.entries()) {
    const payFen = paid[index] ?? 0
    if (payFen > restFen) {
      const last = divideHalfUp(BigInt(restFen) * BigInt(BASIS), BigInt(ratioBp))
      usedFen += Math.min(fen, last)
      part.trace.note('used-base', usedFen, { form: 'quotient', fen: restFen, ratioBp })
      break
    }
    restFen -= payFen
    usedFen += fen
  }
  return usedFen
}

/** Base by ratio: every base in its order, cut where a segment ends. */
function piecesOf(part: Part, terms: Terms, bases: readonly number[]): readonly Product[] {
  const { ratio, at } = terms
  if ('flatBp' in ratio) {
    const ratioBp = reduced(part, ratio.flatBp, at)
    return bases.map((fen) => ({ fen, ratioBp }))
  }
  const { segments } = ratio
  if (segments === undefined) {
    const ratioBp = reduced(part, ratio.byTier[part.tier], `${at}/byTier/${part.tier}`)
    return bases.map((fen) => ({ fen, ratioBp }))
  }
  const pieces: Product[] = []
  let fromFen = segments.of === 'year' ? terms.usedBaseFen : part.stay.baseFen
  let segment = -1
  let ratioBp = 0
  for (const base of bases) {
    const endFen = fromFen + base
    do {
      const from = fromFen
      const found = segments.bounds.findIndex(
        ({ upToFen }) => upToFen === null || from < upToFen,
      )
      const bound = segments.bounds[found]
      if (bound === undefined) break
      if (found !== segment) {
        segment = found
        const pointer = `${at}/segments/bounds/${found}/byTier/${part.tier}`
        ratioBp = reduced(part, bound.byTier[part.tier], pointer)
      }
      const toFen = Math.min(endFen, bound.upToFen ?? endFen)
      pieces.push({ fen: toFen - fromFen, ratioBp })
      fromFen = toFen
    } while (fromFen < endFen)
  }
  return pieces
}

/** The local ratio of the person's group, at most all, and then the one reduction. */
function reduced(part: Part, localBp: number, pointer: string): number {
  const { claim, policy, reduction, trace } = part
  const bonusBp = claim.retired ? policy.retiredBonusBp : 0
  const ratioBp = reducedRatioBp(Math.min(BASIS, localBp + bonusBp), reduction)
  const { mode } = reduction
  const sizeBp = mode === 'pay-first' ? 0 : reduction.sizeBp
  const parameters: Parameter[] = [{ name: 'ratio', pointer, value: localBp, unit: 'bp' }]
  if (bonusBp > 0) {
    parameters.push({
      name: 'retired-bonus', pointer: '/retiredBonusBp', value: bonusBp, unit: 'bp',
    })
  }
  if (sizeBp > 0) {
    parameters.push({
      name: 'reduction-size', pointer: reduction.pointer, value: sizeBp, unit: 'bp',
    })
  }
  return trace.note('ratio', ratioBp, { form: 'ratio', localBp, bonusBp, sizeBp, mode }, parameters)
}

/** One ratio for the whole base: the only one, or what several came to. */
function overallBp(pieces: readonly Product[], baseFen: number, rawFen: number): number {
  const first = pieces[0]?.ratioBp ?? 0
  if (baseFen === 0 || pieces.every(({ ratioBp }) => ratioBp === first)) return first
  return divideHalfUp(BigInt(rawFen) * BigInt(BASIS), BigInt(baseFen))
}

function termsOf({ claim, policy, used }: Part): Terms {
  const inpatient = {
    capFen: policy.inpatient.annualCapFen,
    capAt: '/inpatient/annualCapFen',
    usedFen: used.poolFen,
    usedBaseFen: used.poolBaseFen,
  }
  switch (claim.kind) {
    case 'outpatient':
      return {
        ratio: policy.outpatient.ratio,
        at: '/outpatient/ratio',
        capFen: policy.outpatient.annualCapFen,
        capAt: '/outpatient/annualCapFen',
        usedFen: used.outpatientPoolFen,
        usedBaseFen: used.outpatientPoolBaseFen,
      }
    case 'chronic': {
      const { ratio, cap } = policy.chronic
      if (cap === 'inpatient') return { ratio, at: '/chronic/ratio', ...inpatient }
      return {
        ratio,
        at: '/chronic/ratio',
        capFen: cap.annualCapFen,
        capAt: '/chronic/cap/annualCapFen',
        usedFen: used.chronicPoolFen,
        usedBaseFen: used.chronicPoolBaseFen,
      }
    }
    case 'dual-channel': {
      const drugClass = claim.drugClass ?? ''
      const flatBp = policy.dualChannel?.classes[drugClass]?.ratioBp ?? 0
      return { ratio: { flatBp }, at: `/dualChannel/classes/${drugClass}/ratioBp`, ...inpatient }
    }
    case 'inpatient':
    case 'day-surgery':
    case 'course':
    // The last two never come here: they have no pooled fund.
    case 'maternity':
    case 'pharmacy':
      return { ratio: policy.inpatient.ratio, at: '/inpatient/ratio', ...inpatient }
  }
}
