/**
 * Pure: what a hospital gets for a stay under DRG or DIP. The patient and his funds pay by actual
 * fees all the same; the difference lies between hospital and fund (RULE-234, RULE-239).
 */
import type { Posting } from '../books.ts'
import { scopeOf } from '../hub/scope.ts'
import { divideHalfUp } from '../money.ts'
import type { CaseArea, CaseGroup } from './grouper.ts'

/** clr_way: by item, DRG, DIP. */
export type ClearingWay = '1' | '40' | '50'

/** A settled stay. Amounts are those of the settlement and stay as they are. */
export interface SettledStay {
  readonly setlId: string
  readonly institution: string
  readonly placeOfCare: string
  readonly insuredPlace: string
  /** Days, yyyy-MM-dd. */
  readonly admittedOn: string
  readonly dischargedOn: string
  readonly settledOn: string
  readonly feeFen: number
  /** All funds and the personal account. */
  readonly insuredFen: number
  readonly cashFen: number
}

/** The one way in which a stay is cleared (RULE-232, RULE-233, RULE-238). */
export function clearingWayOf(
  stay: SettledStay,
  area: CaseArea | undefined,
  exit: 'granted' | 'none' = 'none',
): ClearingWay {
  if (area === undefined || exit === 'granted') return '1'
  const scope = scopeOf(stay.placeOfCare, stay.insuredPlace)
  if (scope === 'cross-province' && !area.crossProvince) return '1'
  const days = {
    admission: stay.admittedOn,
    discharge: stay.dischargedOn,
    settlement: stay.settledOn,
  }
  if (days[area.decidedBy] < area.from) return '1'
  return area.way === 'drg' ? '40' : '50'
}

/** Who pays what to whom for one stay; fen. */
export interface CasePayment {
  readonly clearingWay: ClearingWay
  /** What the case is worth: the actual fees when paid by item. */
  readonly standardFen: number
  /** What the fund side of the place of care pays the hospital; never below zero. */
  readonly hospitalFen: number
  /** What the insured place pays the place of care. */
  readonly insuredFen: number
  /** Above zero: the place of care's fund adds to what it gets; below zero: it keeps the rest. */
  readonly visitAreaFen: number
  /** What the person paid, untouched. */
  readonly cashFen: number
}

/** Payment of a stay; without a group it is paid by item, whatever the way. */
export function paymentOf(
  stay: SettledStay,
  group: CaseGroup | undefined,
  area: CaseArea | undefined,
  exit: 'granted' | 'none' = 'none',
): CasePayment {
  const clearingWay = group === undefined ? '1' : clearingWayOf(stay, area, exit)
  const { insuredFen, cashFen } = stay
  if (group === undefined || area === undefined || clearingWay === '1') {
    const byItem = { hospitalFen: insuredFen, insuredFen, visitAreaFen: 0, cashFen }
    return { clearingWay: '1', standardFen: stay.feeFen, ...byItem }
  }
  const standardFen = standardOf(group, area)
  const hospitalFen = Math.max(0, standardFen - cashFen)
  // Switch a: the insured place pays by actual fees; b: it pays what the case is worth.
  const owedFen = area.carrier === 'visit-area' ? insuredFen : hospitalFen
  return {
    clearingWay,
    standardFen,
    hospitalFen,
    insuredFen: owedFen,
    visitAreaFen: hospitalFen - owedFen,
    cashFen,
  }
}

/** The same payment as double entry. */
export function casePostings(
  stay: Pick<SettledStay, 'institution' | 'insuredPlace' | 'placeOfCare'>,
  payment: Pick<CasePayment, 'hospitalFen' | 'insuredFen' | 'visitAreaFen'>,
): Posting[] {
  return [
    { account: `hospital/${stay.institution}`, amountFen: payment.hospitalFen },
    { account: `insured/${stay.insuredPlace}`, amountFen: -payment.insuredFen },
    { account: `case-difference/${stay.placeOfCare}`, amountFen: -payment.visitAreaFen },
  ]
}

/** Rate × weight, or rate × points; half up to the fen. */
function standardOf({ weight, score }: CaseGroup, { way, rateFen }: CaseArea): number {
  const [factor, unit] = way === 'drg' ? [weight, 10_000n] : [score, 1_000n]
  return divideHalfUp(BigInt(rateFen) * BigInt(factor), unit as bigint)
}
