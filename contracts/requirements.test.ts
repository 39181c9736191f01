import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allRequirements, requirementOf } from './requirements.ts'

const rows = allRequirements()
const rules = rows.filter(({ id }) => id.startsWith('RULE-'))
const text = readFileSync(new URL('requirements.tsv', import.meta.url), 'utf8')

const PARTIES = [
  'hospital', 'platform', 'place-of-care', 'insured-place', 'national', 'agency', 'terminal',
  'harness',
]
const REGIMES = ['R-2011-LN', 'R-2016-LN', 'R-2017-NAT', 'R-2021-LN', 'R-2023-NAT', 'R-2025']
const EDITIONS = ['hunan', 'guangdong', 'zhejiang', 'jilin', 'neimenggu', 'jiangsu', 'hubei']

test('rules 1 to 258 follow each other without a gap', () => {
  const expected = Array.from({ length: 258 }, (_, at) => `RULE-${String(at + 1).padStart(3, '0')}`)
  expect(rules.map(({ id }) => id)).toEqual(expected)
})

test('no id stands twice, and none is of another form', () => {
  const lines = text.trimEnd().split('\n').slice(1)
  expect(lines).toHaveLength(rows.length)
  for (const { id } of rows) expect(id).toMatch(/^(RULE-\d{3}|IF-[A-Z0-9-]+)$/)
})

test('every row has both titles, a document with its clause, and somebody it binds', () => {
  for (const row of rows) {
    const { title, source, clause, party } = row
    expect([title.zh, title.en, source, clause], row.id).not.toContain('')
    expect(title.zh, row.id).toMatch(/\p{Script=Han}/u)
    expect(title.en, row.id).toMatch(/^\p{Script=Latin}/u)
    expect(party.length, row.id).toBeGreaterThan(0)
  }
})

test('level, weight, party and regime are words that have a meaning', () => {
  for (const row of rows) {
    expect(['mandatory', 'conditional', 'advisory'], row.id).toContain(row.level)
    expect(['sourced', 'design', 'unsourced'], row.id).toContain(row.weight)
    for (const one of row.party) expect(PARTIES, row.id).toContain(one)
    for (const one of row.regimes) expect([...REGIMES, ...EDITIONS], row.id).toContain(one)
  }
})

test('of the rules 208 have a source, 10 are decisions of ours, 40 rest on no source', () => {
  const count = (weight: string) => rules.filter((row) => row.weight === weight).length
  expect([count('sourced'), count('design'), count('unsourced')]).toEqual([208, 10, 40])
})

test('a sourced rule says which part of it has no source', () => {
  const partly = rules.filter(({ note }) => note.startsWith('unsourced part: '))
  // In twelve of them it is a statement, in the last two (131, 201) a date or a limit only.
  expect(partly).toHaveLength(14)
  for (const row of partly) expect(row.weight, row.id).toBe('sourced')
})

test('what has no source says so, and what has one does not', () => {
  for (const { id, source, weight } of rows) {
    expect(source.startsWith('未见出处'), id).toBe(weight === 'unsourced')
    expect(source === '本项目设计', id).toBe(weight === 'design')
  }
})

test('each identity of a settlement belongs to a row', () => {
  const notes = rows.map(({ note }) => note).join('\n')
  const named = new Set([...notes.matchAll(/\bE(\d+)\b/g)].map(([, number]) => Number(number)))
  expect([...named].sort((a, b) => a - b)).toEqual(Array.from({ length: 19 }, (_, at) => at + 1))
})

test('documents are cited by their titles, never by where they were found', () => {
  const forbidden = /seed|\bS-[A-Z]{2}|github|\.txt|https?:|\bid \d{6}/i
  expect(rows.filter((row) => forbidden.test(JSON.stringify(row))).map(({ id }) => id)).toEqual([])
})

test('a row is found by its id', () => {
  expect(requirementOf('RULE-002')?.clause).toBe('第六条')
  expect(requirementOf('RULE-048')?.title.en).toContain('inpatient mark')
  expect(requirementOf('RULE-999')).toBeUndefined()
})
