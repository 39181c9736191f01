/**
 * Outpatient radio- and chemotherapy by course (疗程): visits of one course are settled together on
 * inpatient policy, as referred within a filing and as un-referred outside it (RULE-135). Under the
 * regime of 2021 that is done by hand.
 */
import type { CareCategory, FeeSums } from '../../calculator/claim.ts'
import { beijingTime } from '../../clock.ts'
import { addDays } from '../../days.ts'
import { Refusal } from '../../refusal.ts'
import { hasLiveSettlement } from '../care-visits.ts'
import { categoryOf } from '../care.ts'
import type { CareVisit } from '../care.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { enterClaim } from './manual.ts'
import { claimHistory, openClaimOf, visitKeyOf } from './manual-register.ts'
import type { ManualClaim, Paper } from './manual-register.ts'
import { note } from './notes.ts'

/** One outpatient visit for treatment, with its four sums. */
export interface CourseVisit {
  readonly visit: CareVisit
  readonly fees: FeeSums
}

/** Visits that are settled together; all at one hospital and of one category. */
export interface Course {
  readonly category: CareCategory
  readonly visits: readonly CourseVisit[]
}

/** Most days from one visit of a course to the next; no document gives the number. */
export const COURSE_GAP_DAYS = 28

/**
 * The courses that a person's visits make, in the order of time. A new one begins after the gap, at
 * another hospital, and where a filing begins or ceases to cover the visits.
 */
export function coursesOf(
  context: BenefitContext,
  visits: readonly CourseVisit[],
  gapDays = COURSE_GAP_DAYS,
): Course[] {
  const courses: { category: CareCategory; visits: CourseVisit[] }[] = []
  for (const one of visits.toSorted(byTime)) {
    const { visit } = one
    const person = personOf(context, visit.psn_no)
    const { category } = categoryOf(context, person, { ...visit, inpatient: false, byHand: true })
    const course = courses.findLast(({ visits: [first] }) =>
      first?.visit.psn_no === visit.psn_no && first.visit.fixmedins_code === visit.fixmedins_code)
    const before = course?.visits.at(-1)
    const goesOn = before !== undefined && course?.category === category &&
      visit.begntime.slice(0, 10) <= addDays(before.visit.begntime.slice(0, 10), gapDays)
    if (goesOn) course.visits.push(one)
    else courses.push({ category, visits: [one] })
  }
  return courses
}

/**
 * Claims one course by hand, with one deductible for all of it. The same course again is the same
 * claim; a visit that was settled or claimed otherwise is not in it a second time.
 * @throws Refusal `filing` for a course without visits, or with one that is paid for already
 */
export function claimCourse(
  context: BenefitContext,
  { visits }: Course,
  asked: { readonly insutype: string; readonly papers: readonly Paper[] },
): Promise<ManualClaim> {
  const [first] = visits
  const last = visits.at(-1)
  if (first === undefined || last === undefined) {
    throw new Refusal('filing', { message: '疗程没有就诊记录' })
  }
  return context.store.commit(() => {
    const claims = new Set(visits.map(({ visit }) => paidWith(context, visit)))
    if (claims.size > 1) throw new Refusal('filing', { message: '疗程中有就诊已另行报销' })
    const known = claimHistory(context, [...claims][0] ?? '').at(-1)
    if (known !== undefined) return known
    const visit = { ...first.visit, inpatient: false, endtime: last.visit.begntime }
    const fees = sumOf(visits)
    const claim = enterClaim(context, { ...asked, visit, fees, cause: 'course' })
    const at = beijingTime(context.clock.now())
    for (const one of visits) {
      note(context, 'course', visitKeyOf(one.visit), at, { claim_no: claim.claim_no })
    }
    return claim
  })
}

/** Claim that a visit belongs to, '' for none. @throws Refusal when it was settled at the desk */
function paidWith(context: BenefitContext, visit: CareVisit): string {
  if (hasLiveSettlement(context, visit.mdtrt_id)) {
    throw new Refusal('filing', { message: `就诊${visit.ipt_otp_no}已直接结算，不能重复报销` })
  }
  return openClaimOf(context, visit) ?? ''
}

function sumOf(visits: readonly CourseVisit[]): FeeSums {
  const sum = (kind: keyof FeeSums) => visits.reduce((total, { fees }) => total + fees[kind], 0)
  return {
    ownFen: sum('ownFen'),
    overLimitFen: sum('overLimitFen'),
    payFirstFen: sum('payFirstFen'),
    inScopeFen: sum('inScopeFen'),
  }
}

function byTime(left: CourseVisit, right: CourseVisit): number {
  const key = ({ visit }: CourseVisit) => `${visit.begntime} ${visit.mdtrt_id}`
  return key(left) < key(right) ? -1 : 1
}
