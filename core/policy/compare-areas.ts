/** One case in many areas: what each would pay, and how far they lie apart. */
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import { claimAgainstPack } from './check-claim.ts'
import { claimOf } from './claim-file.ts'
import type { ClaimFile } from './claim-file.ts'
import type { Bilingual, PolicyPack } from './policy-pack.ts'
import { compareTexts } from '../compare.ts'

/** What one area makes of the case; integer fen. */
export interface AreaBenefit {
  /** Id and version of the pack. */
  readonly pack: string
  readonly title: Bilingual
  readonly fundFen: number
  /** Account and cash. */
  readonly personFen: number
  /** Funds above the first one: large-amount, critical illness, aid and other payers. */
  readonly upperFen: number
  /** From 1, the most that funds pay first; equal amounts have one rank. */
  readonly rank: number
  /** What a person insured here pays more than where the funds pay most. */
  readonly gapFen: number
}

export interface AreaComparison {
  /** The most that funds pay first, then by pack. */
  readonly areas: readonly AreaBenefit[]
  /** Between the area that pays most and the one that pays least; 0 with fewer than two. */
  readonly widestGapFen: number
  /** Packs that do not cover the case on its day, with the first reason. */
  readonly without: readonly { readonly pack: string; readonly why: Bilingual }[]
}

/**
 * The benefit of the same case by every pack, in whatever order they come. It compares synthetic
 * packs or those that somebody brings, and judges none of them.
 */
export function compareAreas(file: ClaimFile, packs: readonly PolicyPack[]): AreaComparison {
  const claim = claimOf(file)
  const covering = packs.filter((pack) => claimAgainstPack(file, pack).length === 0)
  const drafts = covering.map((pack) => {
    const { poolFen, fundFen, personFen } = calculateBenefit(claim, pack)
    const { title } = pack
    return { pack: nameOf(pack), title, fundFen, personFen, upperFen: fundFen - poolFen }
  })
  const most = Math.max(0, ...drafts.map(({ fundFen }) => fundFen))
  const least = Math.min(most, ...drafts.map(({ fundFen }) => fundFen))
  return {
    areas: drafts
      .map((one) => ({
        ...one,
        rank: 1 + drafts.filter(({ fundFen }) => fundFen > one.fundFen).length,
        gapFen: most - one.fundFen,
      }))
      .toSorted((one, other) => one.rank - other.rank || compareTexts(one.pack, other.pack)),
    widestGapFen: most - least,
    without: packs.flatMap((pack) => {
      const [fault] = claimAgainstPack(file, pack)
      return fault === undefined ? [] : [{ pack: nameOf(pack), why: fault.why }]
    }).toSorted((one, other) => compareTexts(one.pack, other.pack)),
  }
}

function nameOf({ id, version }: PolicyPack): string {
  return `${id} ${version}`
}
