/** Maternity (生育): a fixed sum by type, or a ratio; no deductible (RULE-140 to RULE-142). */
import type { Part } from './part.ts'
import { total } from './part.ts'
import { reducedRatioBp } from './reduction.ts'
import type { Parameter } from './trace.ts'

export interface MaternityShare {
  readonly payFen: number
  readonly ratioBp: number
  /** Paid first under the pay-first reduction. */
  readonly reductionFen: number
}

/** A fixed sum is not reduced for care elsewhere; with a disease the delivery goes by item. */
export function maternityFor(part: Part): MaternityShare {
  const { claim, policy, reduction, share, tier, trace } = part
  const scopeFen = total(part.scopes)
  const type = claim.maternity?.withDisease === true ? '' : (claim.maternity?.type ?? '')
  const fixedFen = policy.maternity?.fixedSumFen[type]
  if (fixedFen !== undefined) {
    const payFen = Math.min(fixedFen, scopeFen)
    trace.note('maternity', payFen, { form: 'least', of: [fixedFen, scopeFen] }, [{
      name: 'fixed-sum', pointer: `/maternity/fixedSumFen/${type}`, value: fixedFen, unit: 'fen',
    }])
    return { payFen, ratioBp: 0, reductionFen: 0 }
  }
  const localBp = policy.maternity?.ratio[tier] ?? 0
  const { mode, sizeBp } = reduction
  const size: Parameter = {
    name: 'reduction-size', pointer: reduction.pointer, value: sizeBp, unit: 'bp',
  }
  const payFirst = mode === 'pay-first' && sizeBp > 0
  const taken = part.scopes.map((fen) => (payFirst ? share(fen, sizeBp) : 0))
  const reductionFen = total(taken)
  if (payFirst) {
    const of = part.scopes.map((fen) => ({ fen, ratioBp: sizeBp }))
    trace.note('reduction-pay-first', reductionFen, { form: 'shares', of }, [size])
  }
  const ratioBp = reducedRatioBp(localBp, reduction)
  const parameters: Parameter[] = [
    { name: 'ratio', pointer: `/maternity/ratio/${tier}`, value: localBp, unit: 'bp' },
  ]
  const takenBp = payFirst ? 0 : sizeBp
  if (takenBp > 0) parameters.push(size)
  trace.note(
    'ratio', ratioBp, { form: 'ratio', localBp, bonusBp: 0, sizeBp: takenBp, mode }, parameters,
  )
  const bases = part.scopes.map((fen, index) => ({ fen: fen - (taken[index] ?? 0), ratioBp }))
  const payFen = total(bases.map(({ fen }) => share(fen, ratioBp)))
  trace.note('maternity', payFen, { form: 'shares', of: bases })
  return { payFen, ratioBp, reductionFen }
}
