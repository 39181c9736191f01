import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missionCoverage, missionFaults, missionText } from './mission.ts'
import { idsIn, testsIn } from './rule-tests.ts'

test('the ids at the end of a title are read, and none elsewhere', () => {
  expect(idsIn('a deadline over a weekend (RULE-208)')).toEqual(['RULE-208'])
  expect(idsIn('the same over both (A0-14, RULE-151,  IF-TRIAL)'))
    .toEqual(['A0-14', 'RULE-151', 'IF-TRIAL'])
  expect(idsIn('(RULE-208) at the start')).toEqual([])
  expect(idsIn('a rule with a wrong number (RULE-8)')).toEqual([])
})

test('titles are found however a test is written', () => {
  const named = (text: string) => testsIn('a.test.ts', text).map(({ requirements }) => requirements)
  expect(named("test('one (RULE-001)', () => {})")).toEqual([['RULE-001']])
  expect(named("test.for([\n  [1],\n] as const)('two %s (RULE-002)', () => {})"))
    .toEqual([['RULE-002']])
  expect(named("  test('long '\n    + 'title (RULE-003)', async () => {})")).toEqual([['RULE-003']])
  expect(named("describe('a group (RULE-004)', () => {})")).toEqual([])
  expect(named("const text = 'no test (RULE-005)'")).toEqual([])
})

test('a row that names nothing, or something unknown, is a fault', () => {
  const row = { id: 'A0-01', source: '', title: { zh: '', en: '' }, roles: [] }
  expect(missionFaults([{ ...row, requirements: [], reason: '' }])).toHaveLength(1)
  expect(missionFaults([{ ...row, requirements: ['A0-01'], reason: 'why' }])).toHaveLength(1)
  expect(missionFaults([{ ...row, requirements: ['RULE-999'], reason: '' }]))
    .toEqual(['A0-01: names RULE-999, and there is no such requirement'])
})

test('the table has the 159 rows of the five documents, and its page is current', () => {
  const lines = missionCoverage()
  expect(missionFaults(lines)).toEqual([])
  const documents = Map.groupBy(lines, ({ id }) => id.slice(0, 2))
  expect([...documents].map(([id, rows]) => [id, rows.length]))
    .toEqual([['A0', 36], ['A1', 39], ['A2', 31], ['A3', 24], ['A4', 29]])
  const page = readFileSync(new URL('../docs/mission.md', import.meta.url), 'utf8')
  expect(missionText(lines)).toBe(page)
})
