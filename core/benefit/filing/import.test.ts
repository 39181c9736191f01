import { expect, test } from 'vitest'
import { INSURED, openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { personAt } from '../../../simulators/world/person.ts'
import type { InsuredPerson } from '../../../contracts/case.ts'
import { apply, cancel } from './agency.ts'
import { importAll, importFilings } from './import.ts'
import type { ImportCounts, ImportRow } from './import.ts'
import type { PlaceFiling } from './record.ts'
import { filingsOf } from './register.ts'

const ROWS = 3_000

function rowOf(person: InsuredPerson, changes: Partial<ImportRow> = {}): ImportRow {
  const { psn_no, certno, insuplc_admdvs, insutype } = person
  const known = { psn_no, certno, insuplc_admdvs, insutype }
  const place = { category: 'retiree-resettled', area: '310000', begndate: '2020-05-01' } as const
  return { ...known, ...place, ...changes }
}

test('an import that runs twice changes nothing the second time (RULE-028)', async () => {
  const people = Array.from({ length: ROWS }, (_, index) =>
    personAt(3, index, { insuplc_admdvs: '210300', insutype: '310' }))
  const byNumber = new Map(people.map((person) => [person.psn_no, person]))
  const desk = openFilingDesk()
  const persons = {
    byNumber: (number: string) => byNumber.get(number),
    byCredential: () => undefined,
  }
  const context = { ...desk.context, persons }
  const rows = function* () {
    for (const person of people) yield rowOf(person)
  }
  const seen: ImportCounts[] = []
  const first = await importAll(context, rows(), {
    batch: 1_000, onProgress: (counts) => seen.push(counts),
  })
  expect(first.counts).toEqual({ rows: ROWS, imported: ROWS, unchanged: 0, refused: 0 })
  expect(seen.map(({ rows: done }) => done)).toEqual([1_000, 2_000, 3_000])
  const before = context.store.all('select * from filing order by id')
  const second = await importAll(context, rows())
  expect(second.counts).toEqual({ rows: ROWS, imported: 0, unchanged: ROWS, refused: 0 })
  expect(context.store.all('select * from filing order by id')).toEqual(before)
  expect(before).toHaveLength(ROWS)
})

test('rows are asked for no faster than they are loaded (RULE-028)', async () => {
  const desk = openFilingDesk()
  let asked = 0
  const endless = function* () {
    for (;;) {
      asked += 1
      yield rowOf(desk.person)
    }
  }
  const results = importFilings(desk.context, endless(), { batch: 10 })
  const first = await results.next()
  expect(first.value).toMatchObject({ row: 1, outcome: 'imported' })
  expect(asked).toBe(10)
  await results.return({ rows: 0, imported: 0, unchanged: 0, refused: 0 })
})

test('each wrong row hears what is wrong and what to do; the right ones are loaded ' +
  '(RULE-027, RULE-028)', async () => {
  const hospital = { name: '示范医院', admdvs: '310101' }
  const desk = openFilingDesk({
    institution: (code) => (code === 'H31010000003' ? hospital : undefined),
  })
  const [person, other] = INSURED
  const lastDigit = person.certno.endsWith('1') ? '2' : '1'
  const wrong: [string, ImportRow][] = [
    ['certno-checksum', rowOf(person, { certno: person.certno.slice(0, 17) + lastDigit })],
    ['certno-mismatch', rowOf(person, { certno: other.certno })],
    ['unknown-area', rowOf(person, { area: '990000' })],
    ['institution-unknown', rowOf(person, { institution: 'H99999999999' })],
    ['institution-area', rowOf(person, { institution: 'H31010000003', area: '110000' })],
    ['unknown-person', rowOf(person, { psn_no: '21030099999999999999' })],
    ['insured-area', rowOf(person, { insuplc_admdvs: '120000' })],
    ['insutype', rowOf(person, { insutype: '390' })],
    ['dates', rowOf(person, { begndate: '2026-02-30' })],
    ['dates', rowOf(person, { begndate: '2026-03-01', enddate: '2026-02-01' })],
    ['home-area', rowOf(person, { area: '210302' })],
  ]
  const rows = [rowOf(other), ...wrong.map(([, row]) => row), rowOf(person)]
  const { counts, refused } = await importAll(desk.context, rows)
  expect(counts).toEqual({ rows: 13, imported: 2, unchanged: 0, refused: 11 })
  expect(refused.map(({ faults: [fault] }) => fault?.code)).toEqual(wrong.map(([code]) => code))
  expect(refused.map(({ row }) => row)).toEqual(wrong.map((_, at) => at + 2))
  for (const { faults } of refused) expect(faults[0]?.cure).not.toBe('')
})

test('a row that overlaps another long-term filing is refused (RULE-028, RULE-037)', async () => {
  const desk = openFilingDesk()
  const rows = [rowOf(desk.person), rowOf(desk.person, { area: '430100' })]
  const { refused } = await importAll(desk.context, rows)
  expect(refused.map(({ row, faults }) => [row, faults[0]?.code])).toEqual([[2, 'overlap']])
})

test('an import revives nothing that was cancelled since (RULE-028)', async () => {
  const desk = openFilingDesk({ parameters: { lockMonths: 0 } })
  const { psn_no } = desk.person
  await importAll(desk.context, [rowOf(desk.person)])
  const [made] = filingsOf<PlaceFiling>(desk.context, psn_no, 'place')
  await cancel(desk.context, { serial: made?.serial ?? '', psn_no, by: 'OP001' })
  const { counts } = await importAll(desk.context, [rowOf(desk.person)])
  expect(counts.unchanged).toBe(1)
  const again = desk.application({ category: 'retiree-resettled', area: '310000' })
  expect((await apply(desk.context, again)).outcome).toBe('filed')
})
