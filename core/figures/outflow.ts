/** Where people of a place go for which disease, and how much leaves with them (RULE-258). */
import { scopeOf } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'
import type { Disease } from './disease.ts'
import type { FigureParameters } from './parameters.ts'
import { ratioOf, reaches } from './ratio.ts'
import type { Ratio } from './ratio.ts'
import { netCount, totalsOf } from './totals.ts'
import type { Totals } from './totals.ts'

/** One disease of one pair; amounts net, fen. */
export interface OutflowRow extends Totals {
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly disease: string
  readonly diseaseName: string
}

/** One disease of an insured place: how much of it is treated elsewhere. */
export interface OutflowShare {
  readonly insuredPlace: string
  readonly disease: string
  readonly diseaseName: string
  readonly share: Ratio
  readonly common: boolean
  /** A common disease that leaves more often than the parameter allows; nobody fails by it. */
  readonly warning: boolean
}

interface Known {
  readonly row: Settled
  readonly disease: Disease
}

/**
 * Outflow by pair and disease, and by insured place and disease, sorted by their codes.
 * @param rows settlements at home and elsewhere; shares need both
 * @param diseaseOf what a row was about; an undoing row is about what it undoes
 */
export function outflowOf(
  rows: readonly Settled[],
  diseaseOf: (row: Settled) => Disease,
  parameters: Pick<FigureParameters, 'commonDiseases' | 'outflowWarningBp'>,
): { readonly pairs: OutflowRow[]; readonly shares: OutflowShare[] } {
  const known = rows.map((row) => ({ row, disease: diseaseOf(row) }))
  const away = known.filter(({ row }) => isAway(row))
  const pairs = grouped(away, ({ row, disease }) =>
    [row.insuredPlace, row.placeOfCare, disease.code]).map(([first, own]) => ({
    insuredPlace: first.row.insuredPlace,
    placeOfCare: first.row.placeOfCare,
    disease: first.disease.code,
    diseaseName: nameOf(own),
    ...totalsOf(own.map(({ row }) => row)),
  }))
  const shares = grouped(known, ({ row, disease }) => [row.insuredPlace, disease.code])
    .map(([first, own]) => shareOf(first, own, parameters))
  return { pairs, shares }
}

function shareOf(
  { row, disease }: Known,
  own: readonly Known[],
  { commonDiseases, outflowWarningBp }: Parameters<typeof outflowOf>[2],
): OutflowShare {
  const rows = own.map((one) => one.row)
  const share = ratioOf(netCount(rows.filter(isAway)), netCount(rows))
  const common = commonDiseases.some((code) => disease.code.startsWith(code))
  return {
    insuredPlace: row.insuredPlace,
    disease: disease.code,
    diseaseName: nameOf(own),
    share,
    common,
    warning: common && share.bp !== null && reaches(share, outflowWarningBp),
  }
}

function isAway({ placeOfCare, insuredPlace }: Settled): boolean {
  return scopeOf(placeOfCare, insuredPlace) !== 'local'
}

/** Hospitals name one code in different ways; the first name in order stands for all. */
function nameOf(own: readonly Known[]): string {
  return own.map(({ disease }) => disease.name).toSorted()[0] ?? ''
}

/** Groups in the order of their keys, each with its first member. */
function grouped(
  all: readonly Known[],
  keyOf: (one: Known) => readonly string[],
): (readonly [Known, readonly Known[]])[] {
  const groups = Map.groupBy(all, (one) => keyOf(one).join(' '))
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => (own[0] === undefined ? [] : [[own[0], own] as const]))
}
