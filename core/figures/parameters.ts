/** What the figures are held against. Targets and bands judge nobody: they only mark. */
import type { ManualCause } from '../benefit/filing/manual-register.ts'
import { COULD_HAVE_BEEN_DIRECT } from './manual.ts'

export interface FigureParameters {
  /** Targets of the direct settlement rate: 80 % in 2021, and all that should be (RULE-253). */
  readonly directTargetsBp: readonly number[]
  readonly couldHaveBeenDirect: readonly ManualCause[]
  /** Kinds of voucher (mdtrt_cert_type) that are verified when shown. */
  readonly vouchers: readonly string[]
  /** Bands of the funds' share of in-scope inpatient fees, both ends included (RULE-255). */
  readonly employeeBandBp: readonly [number, number]
  readonly residentBandBp: readonly [number, number]
  /** Average relief of a visit in the country, for comparison (RULE-257); fen. */
  readonly nationalReliefFen: number
  /** Beginnings of the codes of common diseases: what should be treated at home. */
  readonly commonDiseases: readonly string[]
  /** A common disease is marked when at least this share of its visits goes elsewhere. */
  readonly outflowWarningBp: number
}

/**
 * The targets and the middle of the bands are published; how wide a band is, which diseases are
 * common and when their outflow is marked are usual values of ours.
 */
export const FIGURE_PARAMETERS: FigureParameters = {
  directTargetsBp: [8_000, 10_000],
  couldHaveBeenDirect: COULD_HAVE_BEEN_DIRECT,
  vouchers: ['01', '02', '03'],
  employeeBandBp: [7_500, 8_500],
  residentBandBp: [6_500, 7_500],
  nationalReliefFen: 535_400,
  commonDiseases: ['I10', 'E11', 'J18', 'J44', 'K35', 'K80', 'M51'],
  outflowWarningBp: 2_000,
}
