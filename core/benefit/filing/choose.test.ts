import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { regimeOf } from '../../policy/regimes.ts'
import { categoryOf } from '../care.ts'
import type { CareVisit } from '../care.ts'
import { apply, supplyDocuments } from './agency.ts'
import { choose } from './choose.ts'
import type { Question } from './choose.ts'
import type { Application, DocumentKind, PlaceFiling } from './record.ts'
import { filingsOf } from './register.ts'
import { DEFAULT_PARAMETERS } from './rules.ts'

const REFERRAL = {
  category: 'referral',
  institution: 'H52010000003',
  diagnosis: { code: 'C34.900', name: '肺恶性肿瘤' },
  documents: ['voucher', 'form', 'referral-certificate'],
} as const satisfies Partial<Application>
const TEMPORARY = { category: 'other-temporary', documents: ['voucher', 'form'] } as const

type Desk = ReturnType<typeof openFilingDesk>

/** What a visit counts as, or the first words of the refusal. */
async function outcome(desk: Desk, changes: Partial<CareVisit> = {}): Promise<string> {
  try {
    return categoryOf(desk.context, desk.person, await desk.visit(changes)).category
  } catch (reason) {
    return (reason as Error).message
  }
}

test('a province is filed to in 2017 and covers its cities; since 2022 a city is named ' +
  '(RULE-019, RULE-020)', async () => {
  const old = openFilingDesk({ regime: 'R-2017-NAT' })
  expect((await apply(old.context, old.application({ area: '520000' }))).outcome).toBe('filed')
  expect(await outcome(old, { mdtrtarea_admvs: '520300' })).toBe('long-term')
  expect(await outcome(old, { mdtrtarea_admvs: '430100' })).toContain('未备案')
  const present = openFilingDesk()
  const refused = await apply(present.context, present.application({ area: '520000' }))
  expect(refused.faults[0]?.code).toBe('province-area')
  await apply(present.context, present.application({ area: '520100' }))
  expect(await outcome(present, { mdtrtarea_admvs: '520100' })).toBe('long-term')
  expect(await outcome(present, { mdtrtarea_admvs: '520300' })).toBe('unfiled')
})

test('a province that was filed to covers its cities no more after the switch of the regime ' +
  '(RULE-010, RULE-019)', async () => {
  const desk = openFilingDesk({ regime: 'R-2017-NAT' })
  await apply(desk.context, desk.application({ area: '520000' }))
  const regimeOn = (day: string) => regimeOf(day < '2026-04-01' ? 'R-2017-NAT' : 'R-2025')
  const filing = { parameters: DEFAULT_PARAMETERS, regimeOn }
  const switched = { ...desk, context: { ...desk.context, filing } }
  expect(await outcome(switched, { begntime: '2026-03-31 10:00:00' })).toBe('long-term')
  expect(await outcome(switched, { begntime: '2026-04-01 10:00:00' })).toBe('unfiled')
})

test('a referral binds to one hospital in 2017 and opens the whole city since 2022 ' +
  '(RULE-019, RULE-020)', async () => {
  for (const [regime, other] of [['R-2017-NAT', '未备案'], ['R-2025', 'referral']] as const) {
    const desk = openFilingDesk({ regime })
    expect((await apply(desk.context, desk.application(REFERRAL))).outcome).toBe('filed')
    expect(await outcome(desk)).toBe('referral')
    expect(await outcome(desk, { fixmedins_code: 'H52010000013' })).toContain(other)
  }
})

test('a municipality is filed to as a whole, whatever the county ' +
  '(RULE-009, RULE-019)', async () => {
  const desk = openFilingDesk()
  const { filing } = await apply(desk.context, desk.application({ area: '310115' }))
  expect(filing.area).toBe('310000')
  expect(await outcome(desk, { mdtrtarea_admvs: '310101' })).toBe('long-term')
})

test('scope goes by pooling area and province, not by county (RULE-008, RULE-009)', async () => {
  const desk = openFilingDesk()
  const scopes = await Promise.all(['210302', '210381', '210200', '520100', '110105'].map(
    async (mdtrtarea_admvs) =>
      categoryOf(desk.context, desk.person, await desk.visit({ mdtrtarea_admvs })).scope,
  ))
  expect(scopes)
    .toEqual(['local', 'local', 'intra-province', 'cross-province', 'cross-province'])
})

test('of several filings the better one counts, whatever their order ' +
  '(RULE-037)', async () => {
  const desk = openFilingDesk()
  for (const changes of [TEMPORARY, REFERRAL, {}]) {
    await apply(desk.context, desk.application(changes))
  }
  const filings = filingsOf<PlaceFiling>(desk.context, desk.person.psn_no, 'place')
  const question: Question = {
    insuredPlace: '210300', placeOfCare: '520100', institution: 'H52010000003',
    inpatient: true, emergency: true, byHand: false,
    day: '2026-03-03', today: '2026-03-03', dischargedOn: '',
    filings, regime: regimeOf('R-2025'), parameters: DEFAULT_PARAMETERS,
  }
  const chosen = choose(question)
  expect(chosen.candidates.map(({ category }) => category))
    .toEqual(['long-term', 'emergency', 'referral', 'other-temporary'])
  fc.assert(fc.property(fc.shuffledSubarray(filings, { minLength: 3 }), (shuffled) => {
    expect(choose({ ...question, filings: shuffled })).toEqual(chosen)
  }))
  const worse = filings.filter(({ category }) => category !== 'long-term-resident')
  expect(choose({ ...question, filings: worse, emergency: false }).category).toBe('referral')
})

test('a declared neighbour, or the own province where filing is abolished, counts as filed ' +
  '(RULE-032, RULE-033)', async () => {
  const desk = openFilingDesk({
    parameters: {
      deemed: [
        { area: '210000', from: '2026-03-02', as: 'other-temporary' },
        { area: '110000', from: '2026-01-01', as: 'referral' },
      ],
    },
  })
  expect(await outcome(desk, { mdtrtarea_admvs: '210200' })).toBe('other-temporary')
  const before = { mdtrtarea_admvs: '210200', begntime: '2026-03-01 10:00:00' }
  expect(await outcome(desk, before)).toBe('unfiled')
  expect(await outcome(desk, { mdtrtarea_admvs: '110105' })).toBe('referral')
  expect(await outcome(desk, { mdtrtarea_admvs: '120101' })).toBe('unfiled')
})

test('the same unfiled emergency: by hand in 2016, reduced nowhere, deemed filed since 2022 ' +
  '(RULE-017, RULE-051, A0-09)', async () => {
  const emergency = { emergency: true }
  const before = openFilingDesk({ regime: 'R-2016-LN' })
  expect(await outcome(before, emergency)).toContain('急诊未备案')
  const present = openFilingDesk({ regime: 'R-2023-NAT' })
  expect(await outcome(present, emergency)).toBe('emergency')
  expect(await outcome(present, { ...emergency, inpatient: false, med_type: '13' }))
    .toBe('emergency')
})

test('care that nobody filed is refused before 2022 and settled reduced since; ordinary ' +
  'outpatient care is refused always (RULE-010, A0-05)', async () => {
  expect(await outcome(openFilingDesk({ regime: 'R-2017-NAT' }))).toContain('手工报销')
  const present = openFilingDesk()
  expect(await outcome(present)).toBe('unfiled')
  expect(await outcome(present, { inpatient: false, med_type: '11' })).toContain('未办理异地就医备案')
})

test('a filing made before the discharge serves the stay, with its day and what it was before ' +
  '(RULE-042, RULE-044)', async () => {
  const desk = openFilingDesk()
  const stay = await desk.visit({ begntime: '2026-02-20 10:00:00' })
  const unfiled = categoryOf(desk.context, desk.person, stay)
  expect([unfiled.category, unfiled.late]).toEqual(['unfiled', undefined])
  await apply(desk.context, desk.application(REFERRAL))
  const discharged = { ...stay, endtime: '2026-03-02 15:00:00' }
  const late = categoryOf(desk.context, desk.person, discharged)
  expect(late).toMatchObject({
    category: 'referral',
    late: { filedOn: '2026-03-02', categoryBefore: 'unfiled' },
  })
})

test('a filing made after the discharge is too late: the stay is claimed by hand ' +
  '(RULE-043)', async () => {
  const desk = openFilingDesk()
  const stay = { begntime: '2026-02-20 10:00:00', endtime: '2026-03-01 15:00:00' }
  expect(await outcome(desk, stay)).toBe('unfiled')
  await apply(desk.context, desk.application(REFERRAL))
  expect(await outcome(desk, stay)).toContain('出院后补办备案')
  expect(await outcome(desk, { ...stay, byHand: true })).toBe('referral')
})

test('a long-term resident is settled at home as well, as returned ' +
  '(RULE-039, RULE-041)', async () => {
  const home = { mdtrtarea_admvs: '210302' }
  const desk = openFilingDesk()
  expect(await outcome(desk, home)).toBe('local')
  await apply(desk.context, desk.application())
  expect(await outcome(desk, home)).toBe('returned')
  expect(await outcome(desk)).toBe('long-term')
  const old = openFilingDesk({ regime: 'R-2017-NAT' })
  await apply(old.context, old.application())
  expect(await outcome(old, home)).toContain('不能在参保地直接结算')
  expect(await outcome(old, { ...home, emergency: true })).toBe('returned')
})

test('who filed by promise is settled at home when he has supplied his proof ' +
  '(RULE-040)', async () => {
  const home = { mdtrtarea_admvs: '210302' }
  const documents: DocumentKind[] = ['voucher', 'form', 'promise-letter']
  const lenient = openFilingDesk({ parameters: { homeBeforeProof: 'settle' } })
  await apply(lenient.context, lenient.application({ documents }))
  expect(await outcome(lenient, home)).toBe('returned')
  const strict = openFilingDesk()
  const { filing } = await apply(strict.context, strict.application({ documents }))
  expect(await outcome(strict, home)).toContain('居住证明补齐前')
  const reference = { serial: filing.serial, psn_no: strict.person.psn_no, by: 'OP001' }
  await supplyDocuments(strict.context, reference, ['proof-of-residence'])
  expect(await outcome(strict, home)).toBe('returned')
})
