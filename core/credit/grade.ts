/** What credit leads to (联合监管): share of on-site checks, prepayment, and opening of new kinds. */
import type { Score } from './score.ts'

export type Grade = 'A' | 'B' | 'C' | 'D'

export interface Consequence {
  readonly grade: Grade
  /** Lowest total of the grade, hundredths of a point. */
  readonly from: number
  /** Share of out-of-area stays that are checked on site. */
  readonly sampleBp: number
  /** Share of the regular prepayment that is paid. */
  readonly prepaymentBp: number
  /** Whether another kind of care may be opened for direct settlement. */
  readonly mayOpen: boolean
}

/** Best grade first; local parameters without a source. Nobody is checked below the 20 % target. */
export const DEFAULT_CONSEQUENCES: readonly Consequence[] = [
  { grade: 'A', from: 9_000, sampleBp: 2_000, prepaymentBp: 10_000, mayOpen: true },
  { grade: 'B', from: 8_000, sampleBp: 3_000, prepaymentBp: 9_000, mayOpen: true },
  { grade: 'C', from: 6_000, sampleBp: 5_000, prepaymentBp: 5_000, mayOpen: false },
  { grade: 'D', from: 0, sampleBp: 10_000, prepaymentBp: 0, mayOpen: false },
]

/** A table of grades that leaves a score without one. */
export class BadGrades extends Error {
  override readonly name = 'BadGrades'
}

/** The first row whose lowest total the score reaches. @throws BadGrades when none is */
export function consequenceOf(
  { total }: Pick<Score, 'total'>,
  table: readonly Consequence[] = DEFAULT_CONSEQUENCES,
): Consequence {
  const row = table.find(({ from }) => total >= from)
  if (row === undefined) throw new BadGrades(`no grade for a score of ${total}`)
  return row
}
