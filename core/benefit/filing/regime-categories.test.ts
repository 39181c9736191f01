import { expect, test } from 'vitest'
import { INSURED, openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import type { FilingCategory, RegimeId } from '../../policy/regime.ts'
import { regimeOf } from '../../policy/regimes.ts'
import { categoryOf } from '../care.ts'
import type { CareVisit } from '../care.ts'
import { apply } from './agency.ts'
import type { Application, DocumentKind } from './record.ts'

const HOSPITAL = 'H52010000003'
const EVERYTHING: readonly DocumentKind[] = [
  'voucher', 'form', 'proof-of-residence', 'referral-certificate', 'records',
]
const CATEGORIES: readonly FilingCategory[] = [
  'retiree-resettled', 'long-term-resident', 'long-term-worker',
  'referral', 'emergency', 'other-temporary',
]
const ABOUT: Readonly<Partial<Record<FilingCategory, Partial<Application>>>> = {
  referral: { institution: HOSPITAL, diagnosis: { code: 'C34.900', name: '肺恶性肿瘤' } },
  emergency: { institution: HOSPITAL, diagnosis: { code: 'I21.900', name: '急性心肌梗死' } },
}

/** What became of the filing of a category, and then of a visit; '' for the visit if settled. */
async function outcomeOf(
  regime: RegimeId,
  category: FilingCategory,
  { insutype = '310', visit = {} }: { insutype?: string; visit?: Partial<CareVisit> } = {},
): Promise<[filed: string, visit: string]> {
  const person = INSURED.find((one) => one.insutype === insutype) ?? INSURED[0]
  const desk = openFilingDesk({ regime, persons: [person] })
  const { outcome, faults } = await apply(desk.context, desk.application({
    category, documents: [...EVERYTHING], ...ABOUT[category],
  }))
  const filed = outcome === 'refused' ? (faults[0]?.code ?? outcome) : outcome
  const stay = await desk.visit({ emergency: category === 'emergency', ...visit })
  try {
    return [filed, categoryOf(desk.context, person, stay).category]
  } catch (reason) {
    return [filed, (reason as Error).message]
  } finally {
    desk.context.store.close()
  }
}

test.for([
  ['R-2011-LN', ['referral']],
  ['R-2016-LN', ['retiree-resettled', 'long-term-worker', 'referral']],
] as const)('under %s referral and resettlement are filed and settled, an emergency goes by hand '
  + '(A0-06)', async ([regime, known]) => {
  expect(regimeOf(regime).categories).toEqual(known)
  for (const category of CATEGORIES) {
    const allowed = (known as readonly FilingCategory[]).includes(category)
    const [filed, visit] = await outcomeOf(regime, category)
    const denied = category === 'emergency' ? 'emergency-by-hand' : 'category'
    expect(filed, category).toBe(allowed ? 'filed' : denied)
    const settled = category === 'referral' ? 'referral' : 'long-term'
    expect(visit, category).toContain(allowed ? settled : '手工报销')
  }
})

test('in 2017 there are four classes, three of long term and the referral; nothing else is filed '
  + '(A1-15)', async () => {
  const outcomes: [string, string, string][] = []
  for (const category of CATEGORIES) {
    outcomes.push([category, ...(await outcomeOf('R-2017-NAT', category))])
  }
  expect(outcomes.slice(0, 4)).toEqual([
    ['retiree-resettled', 'filed', 'long-term'],
    ['long-term-resident', 'filed', 'long-term'],
    ['long-term-worker', 'filed', 'long-term'],
    ['referral', 'filed', 'referral'],
  ])
  for (const [category, filed, visit] of outcomes.slice(4)) {
    expect(['category', 'emergency-by-hand'], category).toContain(filed)
    expect(visit, category).toContain('手工报销')
  }
})

test('each class of 2017 is filed and used alike by employees and residents (A1-16)', async () => {
  expect(regimeOf('R-2017-NAT').insurance).toEqual(['310', '390'])
  for (const category of regimeOf('R-2017-NAT').categories) {
    const employee = await outcomeOf('R-2017-NAT', category, { insutype: '310' })
    const resident = await outcomeOf('R-2017-NAT', category, { insutype: '390' })
    expect(resident, category).toEqual(employee)
    expect(employee[0], category).toBe('filed')
    const visit = { mdtrtarea_admvs: '430102', fixmedins_code: 'H43010200003' }
    for (const insutype of ['310', '390']) {
      const [, refused] = await outcomeOf('R-2017-NAT', category, { insutype, visit })
      expect(refused, `${category} ${insutype}`).toContain('未备案')
    }
  }
})
