import { expect, test } from 'vitest'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import type { FilingDesk } from '../../../simulators/world/testing-filing.ts'
import { calculateBenefit } from '../../calculator/calculate-benefit.ts'
import { claimOf } from '../../policy/claim-file.ts'
import type { CareCategory } from '../../calculator/claim.ts'
import { categoryOf } from '../care.ts'
import { yearToDate } from '../accumulators.ts'
import { apply } from './agency.ts'
import { claimCourse, coursesOf } from './courses.ts'
import type { CourseVisit } from './courses.ts'
import { publishedPapers } from './manual.ts'

const HERE = 'H52010000003'
const ELSEWHERE = 'H52010000023'
const CANCER = { code: 'C50.900', name: '乳腺恶性肿瘤' }
const PAPERS = publishedPapers({ inpatient: false })

/** A desk of 2021's regime with a referral to one hospital from March to September. */
async function referred(): Promise<FilingDesk> {
  const desk = openFilingDesk({ regime: 'R-2021-LN' })
  const { outcome } = await apply(desk.context, desk.application({
    category: 'referral', institution: HERE, diagnosis: CANCER,
    documents: ['voucher', 'form', 'referral-certificate'],
  }))
  expect(outcome).toBe('filed')
  return desk
}

async function treated(desk: FilingDesk, day: string, where = HERE): Promise<CourseVisit> {
  const visit = await desk.visit({
    inpatient: false, med_type: '11', fixmedins_code: where, begntime: `${day} 09:00:00`,
  })
  return { visit, fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 200_000 } }
}

/** What the funds would pay for a stay with these costs. */
function asStay(category: CareCategory, inScopeFen: number): number {
  const file = {
    schema: 'liantiao/claim/1', kind: 'inpatient', scope: 'cross-province', insutype: '310',
    tier: '3', age: 40, settledOn: '2026-10-20', category,
    fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen },
  } as const
  return calculateBenefit(claimOf(file), openFilingDesk().context.pack).fundFen
}

test('visits make a course at one hospital, within the gap, inside or outside the filing ' +
  '(RULE-135)', async () => {
  const desk = await referred()
  const days = ['2026-03-10', '2026-04-07', '2026-05-06', '2026-08-20', '2026-09-08']
  const visits = [await treated(desk, '2026-03-12', ELSEWHERE)]
  for (const day of days) visits.push(await treated(desk, day))
  const found = coursesOf(desk.context, visits.toReversed())
  expect(found.map(({ category, visits: own }) =>
    [category, own.map(({ visit }) => visit.begntime.slice(0, 10))])).toEqual([
    // 28 days later is the same course, 29 days later another one.
    ['referral', ['2026-03-10', '2026-04-07']],
    ['unfiled', ['2026-03-12']],
    ['referral', ['2026-05-06']],
    // Nineteen days later, but the filing has ended.
    ['referral', ['2026-08-20']],
    ['unfiled', ['2026-09-08']],
  ])
})

test('a course is paid by hand on inpatient policy with one deductible, as referred inside the ' +
  'filing and as un-referred outside (RULE-135)', async () => {
  const paid: number[] = []
  for (const where of [HERE, ELSEWHERE]) {
    const desk = await referred()
    const visits = [
      await treated(desk, '2026-03-10', where), await treated(desk, '2026-04-01', where),
    ]
    desk.clock.set('2026-10-20 10:00:00')
    const [course] = coursesOf(desk.context, visits)
    if (course === undefined) throw new RangeError('no course')
    const claim = await claimCourse(desk.context, course, { insutype: '310', papers: PAPERS })
    expect([claim.state, claim.fees.inScopeFen]).toEqual(['paid', 400_000])
    expect(claim.fundFen).toBe(asStay(course.category, 400_000))
    paid.push(claim.fundFen)
    const used = yearToDate(desk.context, desk.person, '310', '2026')
    expect([used.poolFen, used.outpatientPoolFen]).toEqual([claim.fundFen, 0])
    expect(await claimCourse(desk.context, course, { insutype: '310', papers: PAPERS }))
      .toEqual(claim)
    // None of its visits is paid a second time, at the desk or in another course.
    for (const { visit } of visits) {
      expect(() => categoryOf(desk.context, desk.person, visit)).toThrow('已申请手工报销')
    }
    const second = { ...course, visits: course.visits.slice(1) }
    expect(await claimCourse(desk.context, second, { insutype: '310', papers: PAPERS }))
      .toEqual(claim)
    const added = await treated(desk, '2026-04-20', where)
    const longer = { ...course, visits: [...course.visits, added] }
    await expect(claimCourse(desk.context, longer, { insutype: '310', papers: PAPERS }))
      .rejects.toThrow('已另行报销')
  }
  const [inside = 0, outside = 0] = paid
  expect(inside).toBeGreaterThan(outside)
})
