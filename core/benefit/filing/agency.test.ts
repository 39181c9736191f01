import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INSURED, openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { categoryOf } from '../care.ts'
import { apply, cancel, change, end, renew, supplyDocuments } from './agency.ts'
import { notesOf } from './notes.ts'
import type { Application, Channel, DocumentKind, PlaceFiling } from './record.ts'
import { filingHistory } from './register.ts'
import { BadFilingParameters, filingParameters, monthsLater } from './rules.ts'

const VOUCHER_AND_FORM: DocumentKind[] = ['voucher', 'form']
const REFERRED: DocumentKind[] = [...VOUCHER_AND_FORM, 'referral-certificate']

test('a long-term filing by promise holds a minute later, without approval or further proof ' +
  '(RULE-014, RULE-021, RULE-034)', async () => {
  const desk = openFilingDesk()
  const documents: DocumentKind[] = [...VOUCHER_AND_FORM, 'promise-letter']
  const { outcome, filing } = await apply(desk.context, desk.application({ documents }))
  expect([outcome, filing.state, filing.enddate]).toEqual(['filed', 'accepted', '9999-12-31'])
  desk.clock.advance(60_000)
  const care = categoryOf(desk.context, desk.person, await desk.visit())
  expect(care).toMatchObject({ category: 'long-term', scope: 'cross-province' })
  expect(care.filing?.serial).toBe(filing.serial)
  expect(care.late).toBeUndefined()
})

test.each(INSURED.map((person) => [person.insutype, person] as const))(
  'each category needs its own papers, insured under %s ' +
  '(RULE-013, RULE-014, RULE-015, RULE-016, RULE-017)',
  async (_, person) => {
    const needed: Record<string, DocumentKind[]> = {
      'retiree-resettled': [...VOUCHER_AND_FORM, 'proof-of-residence'],
      'long-term-resident': [...VOUCHER_AND_FORM, 'promise-letter'],
      'long-term-worker': [...VOUCHER_AND_FORM, 'proof-of-residence'],
      referral: REFERRED,
      emergency: [],
      'other-temporary': VOUCHER_AND_FORM,
    }
    for (const [category, documents] of Object.entries(needed)) {
      const desk = openFilingDesk({ persons: [person] })
      const asked = { category: category as Application['category'] }
      for (const left of documents) {
        const shown = documents.filter((kind) => kind !== left)
        const { outcome, faults } = await apply(
          desk.context,
          desk.application({ ...asked, documents: shown }),
        )
        expect([category, left, outcome, faults[0]?.code])
          .toEqual([category, left, 'refused', 'documents'])
      }
      const { outcome } = await apply(desk.context, desk.application({ ...asked, documents }))
      expect([category, outcome]).toEqual([category, 'filed'])
    }
  },
)

test('the same application through every channel is one filing (RULE-018, RULE-036)', async () => {
  const channels: Channel[] = [
    'window', 'online', 'app', 'mini-program', 'state-council', 'wechat',
  ]
  const alone = await Promise.all(channels.map(async (channel) => {
    const desk = openFilingDesk()
    const { filing } = await apply(desk.context, desk.application({ channel }))
    return { ...filing, channel: '' }
  }))
  const [first] = alone
  for (const filing of alone) expect(filing).toEqual(first)
  const desk = openFilingDesk()
  for (const channel of channels) await apply(desk.context, desk.application({ channel }))
  const history = filingHistory<PlaceFiling>(desk.context, first?.serial ?? '')
  expect(history).toHaveLength(1)
  expect(history[0]).toMatchObject({
    psn_no: desk.person.psn_no, insuplc_admdvs: '210300', insutype: '310', area: '520100',
    category: 'long-term-resident', reason: '随子女居住', filedAt: '2026-03-02 09:00:00',
    begndate: '2026-03-02', channel: 'window',
  })
  expect(notesOf(desk.context, 'duplicate', first?.serial ?? '')).toHaveLength(5)
})

test('what lacks papers is accepted until they are due, and counts no longer after ' +
  '(RULE-035)', async () => {
  const desk = openFilingDesk({ parameters: { documentsDueDays: 10 } })
  const lacking = desk.application({ documents: VOUCHER_AND_FORM })
  const { filing } = await apply(desk.context, lacking)
  expect([filing.state, filing.documentsDueOn]).toEqual(['documents-due', '2026-03-12'])
  const visitOn = async (day: string) =>
    categoryOf(desk.context, desk.person, await desk.visit({ begntime: `${day} 10:00:00` }))
  expect((await visitOn('2026-03-12')).category).toBe('long-term')
  expect((await visitOn('2026-03-13')).category).toBe('unfiled')
  desk.clock.set('2026-03-12 16:00:00')
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP002' }
  const nothing = await supplyDocuments(desk.context, reference, ['form'])
  expect(nothing.faults[0]?.code).toBe('nothing-due')
  const supplied = await supplyDocuments(desk.context, reference, ['proof-of-residence'])
  expect(supplied.filing?.state).toBe('documents-complete')
  expect((await visitOn('2026-03-13')).category).toBe('long-term')
  const noVoucher = { documents: ['form', 'proof-of-residence'] as DocumentKind[], area: '430100' }
  expect((await apply(desk.context, desk.application(noVoucher))).outcome).toBe('refused')
})

test('papers that come a day late are refused (RULE-035)', async () => {
  const desk = openFilingDesk({ parameters: { documentsDueDays: 10 } })
  const lacking = desk.application({ documents: VOUCHER_AND_FORM })
  const { filing } = await apply(desk.context, lacking)
  desk.clock.set('2026-03-13 00:00:00')
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP002' }
  const { faults } = await supplyDocuments(desk.context, reference, ['proof-of-residence'])
  expect(faults[0]?.code).toBe('not-in-force')
})

test('a listed diagnosis needs records of a tier-3 hospital and no certificate ' +
  '(RULE-029)', async () => {
  const listed = { code: 'C91.000', name: '急性淋巴细胞白血病' }
  const referral = { category: 'referral', diagnosis: listed } as const
  const records = { documents: [...VOUCHER_AND_FORM, 'records'] as DocumentKind[] }
  const outcomeOf = async (changes: Partial<Application>) => {
    const desk = openFilingDesk({ regime: 'R-2021-LN' })
    const asked = { ...referral, institution: 'H52010000003', ...changes }
    return (await apply(desk.context, desk.application(asked))).outcome
  }
  expect(await outcomeOf({ ...records, recordsTier: '3' })).toBe('filed')
  expect(await outcomeOf({ ...records, recordsTier: '2' })).toBe('refused')
  expect(await outcomeOf({ documents: [...VOUCHER_AND_FORM, 'hospital-upload'] })).toBe('filed')
  expect(await outcomeOf({ documents: VOUCHER_AND_FORM })).toBe('refused')
  const other = { diagnosis: { code: 'I10.x00', name: '高血压' } }
  expect(await outcomeOf({ ...records, ...other })).toBe('refused')
  expect(await outcomeOf({ ...other, documents: REFERRED })).toBe('filed')
})

test('a temporary filing serves every visit of six months and none after ' +
  '(RULE-024, RULE-025, RULE-010)', async () => {
  const desk = openFilingDesk()
  const asked = { category: 'other-temporary', documents: VOUCHER_AND_FORM } as const
  const { filing } = await apply(desk.context, desk.application(asked))
  expect(filing.enddate).toBe('2026-09-02')
  const categories = await Promise.all(
    ['2026-03-02', '2026-09-02', '2026-09-03'].map(async (day) =>
      categoryOf(desk.context, desk.person, await desk.visit({ begntime: `${day} 10:00:00` }))
        .category),
  )
  expect(categories).toEqual(['other-temporary', 'other-temporary', 'unfiled'])
})

test('a long-term filing has no end but change, cancellation or loss of insurance ' +
  '(RULE-022)', async () => {
  const desk = openFilingDesk()
  const { filing } = await apply(desk.context, desk.application())
  const yearsLater = await desk.visit({ begntime: '2041-03-02 10:00:00' })
  expect(categoryOf(desk.context, desk.person, yearsLater).category).toBe('long-term')
  desk.clock.set('2041-01-31 10:00:00')
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP001' }
  await end(desk.context, { ...reference, reason: '终止参保' })
  expect(categoryOf(desk.context, desk.person, yearsLater).category).toBe('unfiled')
  expect(filingHistory(desk.context, filing.serial)).toHaveLength(2)
})

test('the lock of a long-term filing opens on its boundary day (RULE-023)', async () => {
  const desk = openFilingDesk({ parameters: { lockMonths: 6 } })
  const { filing } = await apply(desk.context, desk.application())
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP001' }
  const elsewhere = desk.application({ area: '430100' })
  expect((await apply(desk.context, elsewhere)).faults[0]?.code).toBe('overlap')
  desk.clock.set('2026-09-01 23:59:59')
  expect((await cancel(desk.context, reference)).faults[0]?.code).toBe('locked')
  expect((await change(desk.context, reference, elsewhere)).faults[0]?.code).toBe('locked')
  desk.clock.set('2026-09-02 00:00:00')
  const changed = await change(desk.context, reference, elsewhere)
  expect(changed.filing).toMatchObject({ area: '430100', follows: filing.serial })
  const [, last] = filingHistory<PlaceFiling>(desk.context, filing.serial)
  expect(last).toMatchObject({ state: 'changed', enddate: '2026-09-02', version: 2 })
  expect((await cancel(desk.context, reference)).faults[0]?.code).toBe('not-in-force')
})

test('no place may lock longer, or let a temporary filing end sooner (RULE-023, RULE-024)', () => {
  expect(() => filingParameters({ lockMonths: 7 })).toThrow(BadFilingParameters)
  expect(() => filingParameters({ temporaryMonths: 5 })).toThrow(BadFilingParameters)
  expect(() => filingParameters({ documentsDueDays: 0 })).toThrow(BadFilingParameters)
  expect(filingParameters({ lockMonths: 0, temporaryMonths: 24 }).lockMonths).toBe(0)
})

test('months later is the same day of the month, or the last one there is', () => {
  expect(monthsLater('2025-08-31', 6)).toBe('2026-02-28')
  const day = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 24 }), (from, months) => {
    const to = monthsLater(from, months)
    expect(to > from).toBe(true)
    expect(to.slice(8) <= from.slice(8)).toBe(true)
  }))
})

test('the same disease is filed again without papers, another one is not (RULE-026)', async () => {
  const desk = openFilingDesk()
  const disease = { code: 'C34.900', name: '肺恶性肿瘤' }
  const asked = { category: 'referral', diagnosis: disease, documents: REFERRED } as const
  const { filing } = await apply(desk.context, desk.application(asked))
  desk.clock.set('2026-10-01 09:00:00')
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP001' }
  const again = desk.application({ ...asked, documents: [] })
  const renewed = await renew(desk.context, reference, again)
  expect(renewed.filing).toMatchObject({ enddate: '2027-04-01', follows: filing.serial })
  const other = { ...again, diagnosis: { code: 'I10.x00', name: '高血压' } }
  expect((await renew(desk.context, reference, other)).faults[0]?.code).toBe('not-renewable')
})

test('what staff enter without papers is on the list of the audit (RULE-036, A4-07)', async () => {
  const desk = openFilingDesk({ parameters: { documentsDueDays: 10 } })
  const [, other] = INSURED
  const complete = { psn_no: other.psn_no, insutype: other.insutype, by: 'OP009' }
  expect((await apply(desk.context, desk.application(complete))).outcome).toBe('filed')
  const lacking = { documents: VOUCHER_AND_FORM, by: 'OP009' }
  const { filing } = await apply(desk.context, desk.application(lacking))
  expect(notesOf(desk.context, 'no-documents', 'OP009').map(({ body }) => body))
    .toEqual([{ serial: filing.serial, missing: '长期居住证明或个人承诺书' }])
})
