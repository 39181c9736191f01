/** A part of a whole: both whole numbers are kept, and the share is only what a reader sees. */

export interface Ratio {
  readonly numerator: number
  readonly denominator: number
  /** Basis points, cut off and never rounded up; null where there is no whole. */
  readonly bp: number | null
}

/** A ratio of counts or of fen. A whole that undoings took to nothing, or below, has no share. */
export function ratioOf(numerator: number, denominator: number): Ratio {
  const bp = denominator > 0
    ? Number((BigInt(numerator) * 10_000n) / BigInt(denominator))
    : null
  return { numerator, denominator, bp }
}

/** Whether a share reaches a target, compared as whole numbers: 79.999 % is not 80 %. */
export function reaches({ numerator, denominator }: Ratio, targetBp: number): boolean {
  return BigInt(numerator) * 10_000n >= BigInt(targetBp) * BigInt(denominator)
}

/**
 * Ranks from 1, the largest share first; equal shares have one rank, and what has no share none.
 * @returns ranks in the order of the input
 */
export function ranksOf(ratios: readonly Ratio[]): (number | null)[] {
  const exceeds = (one: Ratio, other: Ratio) =>
    BigInt(one.numerator) * BigInt(other.denominator) >
    BigInt(other.numerator) * BigInt(one.denominator)
  const shared = ratios.filter(({ bp }) => bp !== null)
  return ratios.map((own) =>
    own.bp === null ? null : 1 + shared.filter((other) => exceeds(other, own)).length)
}
