import { expect, test } from 'vitest'
import { nationalEdition } from '../edition.ts'
import { allTransactions } from '../transactions.ts'
import { readTable } from '../tsv.ts'
import { FAMILIES, noteInChinese } from './words.ts'

const { fields, nodes } = nationalEdition()
const remarks = [
  ...readTable('tables/transactions.tsv').map((row) => row['note'] ?? ''),
  ...allTransactions().flatMap((one) => readTable(`tables/fields/${one.infno}.tsv`))
    .map((row) => row['note'] ?? ''),
  ...[...fields, ...nodes].map((one) => one.reason),
]

test('every remark of the tables and of the baseline is there in Chinese', () => {
  expect(remarks.filter((one) => one !== '').length).toBeGreaterThan(400)
  expect(remarks.filter((one) => noteInChinese(one) === undefined)).toEqual([])
})

test('no translation is left over from a remark that is gone', () => {
  const notes = readTable('build/notes-zh.tsv')
  expect(new Set(notes.map((row) => row['note'])).size).toBe(notes.length)
  expect(notes.filter((row) => !remarks.includes(row['note'] ?? ''))).toEqual([])
  for (const row of notes) expect(row['zh']).toMatch(/[\u4e00-\u9fff]/)
})

test('every family of transactions has a Chinese name', () => {
  for (const { family } of allTransactions()) expect(FAMILIES[family]).toBeDefined()
})
