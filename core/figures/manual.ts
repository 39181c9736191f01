/** Claims by hand as the direct settlement rate counts them. */
import type { ManualCause, ManualClaim } from '../benefit/filing/manual-register.ts'
import { scopeOf } from '../hub/scope.ts'

/** A paid claim by hand; areas are pooling areas, `at` is yyyy-MM-dd HH:mm:ss of the payment. */
export interface ManualEntry {
  readonly claimNo: string
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly cause: ManualCause
  readonly at: string
}

/**
 * Why a claim could have been settled at the desk: the network or the voucher failed, or nobody
 * filed in time. A place that is not connected could not, nor care that is only paid by hand. The
 * choice is ours (RULE-253) and a parameter of the figures.
 */
export const COULD_HAVE_BEEN_DIRECT: readonly ManualCause[] = [
  'network-fault', 'voucher-fault', 'filed-after-discharge', 'unfiled',
]

/** The entry of a claim that an insured place has paid; undefined while it is not paid. */
export function manualEntry(
  insuredPlace: string,
  claim: Pick<ManualClaim, 'claim_no' | 'state' | 'cause' | 'at' | 'visit'>,
): ManualEntry | undefined {
  if (claim.state !== 'paid') return undefined
  const { claim_no: claimNo, cause, at, visit } = claim
  return { claimNo, insuredPlace, placeOfCare: visit.mdtrtarea_admvs, cause, at }
}

/** Claims out of area in [from, to) that could have been direct; the same number counts once. */
export function avoidable(
  claims: readonly ManualEntry[],
  from: string,
  to: string,
  causes: readonly ManualCause[],
): ManualEntry[] {
  const counted = claims.filter(({ at, cause, placeOfCare, insuredPlace }) =>
    at >= from && at < to && causes.includes(cause) &&
    scopeOf(placeOfCare, insuredPlace) !== 'local')
  return [...new Map(counted.map((one) => [one.claimNo, one])).values()]
}
