import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allAreas, areaOf, placeName, poolingAreaOf } from './areas.ts'
import { codesOf, meaningOf } from './dictionaries.ts'
import { nationalEdition } from './edition.ts'
import { allTransactions, transactionOf } from './transactions.ts'
import { formatTable, readTable } from './tsv.ts'

const fieldFiles = readdirSync(new URL('tables/fields/', import.meta.url))
const allFields = fieldFiles.flatMap((name) => readTable(`tables/fields/${name}`))

test('228 transactions have a table each, with 548 nodes and 6957 fields', () => {
  expect(allTransactions()).toHaveLength(228)
  expect(fieldFiles.toSorted())
    .toEqual(allTransactions().map((one) => `${one.infno}.tsv`).toSorted())
  expect(allFields.filter((row) => row['field'] === '')).toHaveLength(548)
  expect(allFields.filter((row) => row['field'] !== '')).toHaveLength(6957)
})

test('339 dictionaries hold 3546 codes, and every dictionary that a field names exists', () => {
  const rows = readTable('tables/dictionaries.tsv')
  const names = new Set(rows.map((row) => row['dictionary']))
  expect(names.size).toBe(339)
  expect(rows.filter((row) => row['code'] !== '')).toHaveLength(3546)
  const named = allFields.map((row) => row['dictionary']).filter((name) => name !== '')
  expect(named).toHaveLength(1132)
  expect(named.filter((name) => !names.has(name))).toEqual([])
})

test('31 provinces and 342 cities are known', () => {
  const count = (level: string): number =>
    allAreas().filter((area) => area.level === level).length
  expect([count('province'), count('city')]).toEqual([31, 342])
})

test('a transaction is found by its number', () => {
  expect(transactionOf('2203A')?.title).toBe('定点零售药店门诊就诊信息上传')
  expect(transactionOf('0000')).toBeUndefined()
})

test('a code keeps its leading zero, and the edition adds what the list forgot', () => {
  expect(meaningOf('mdtrt_cert_type', '01')).toBe('医保电子凭证')
  expect(meaningOf('mdtrt_cert_type', '1')).toBeUndefined()
  expect(meaningOf('med_type', '12')).toBe('门诊挂号')
  expect(codesOf('no_such_dictionary').size).toBe(0)
})

test.each([
  ['520115', '520100'],
  ['430299', '430200'],
  ['110105', '110000'],
  ['500235', '500000'],
  ['520000', '520000'],
  ['429004', '429004'],
])('%s belongs to the pooling area %s', (code, area) => {
  expect(poolingAreaOf(code)).toBe(area)
})

test.each(['990101', '529900', '5201', 'abcdef', ''])('nobody knows the area %j', (code) => {
  expect(poolingAreaOf(code)).toBeUndefined()
  expect(placeName(code)).toBe(code)
})

test('a place is named for a reader', () => {
  expect(areaOf('520100')).toMatchObject({ name: '贵阳市', province: '520000' })
  expect(placeName('520100')).toBe('贵阳市')
  expect(placeName('430299')).toBe('株洲市本级')
  expect(placeName('520115')).toBe('贵阳市(520115)')
})

test('everything the national edition changes exists, has a reason, and is really changed', () => {
  const edition = nationalEdition()
  const all = [
    ...edition.fields, ...edition.nodes, ...edition.dictionaries, ...edition.envelope,
  ]
  for (const one of all) expect(one.reason.length).toBeGreaterThan(10)
  for (const { infno, direction, field } of edition.fields) {
    const rows = readTable(`tables/fields/${infno}.tsv`)
    expect(rows.some((row) => row['direction'] === direction && row['field'] === field)).toBe(true)
  }
  for (const { infno, direction, node } of edition.nodes) {
    const rows = readTable(`tables/fields/${infno}.tsv`)
    expect(rows.some((row) => row['direction'] === direction && row['node'] === node)).toBe(true)
  }
  const printed = readTable('tables/dictionaries.tsv')
  for (const { dictionary, add } of edition.dictionaries) {
    const codes = printed.filter((row) => row['dictionary'] === dictionary)
    expect(codes.length).toBeGreaterThan(0)
    for (const code of Object.keys(add)) {
      expect(codes.map((row) => row['code'])).not.toContain(code)
    }
  }
})

test('the envelope schema says what the national edition says about the envelope', () => {
  const file = new URL('schemas/envelope.schema.json', import.meta.url)
  const schema = JSON.parse(readFileSync(file, 'utf8')) as {
    $defs: { request: { properties: Record<string, object> } }
  }
  for (const { field, set } of nationalEdition().envelope) {
    expect(schema.$defs.request.properties[field]).toMatchObject(set)
  }
})

test('a table refuses a cell that would break its line', () => {
  expect(formatTable(['code', 'name'], [{ code: '01', name: '' }])).toBe('code\tname\n01\n')
  expect(() => formatTable(['code'], [{ code: '0\t1' }])).toThrow('tab or line break')
})
