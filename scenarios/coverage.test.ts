import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirementOf } from '../contracts/requirements.ts'
import { coverageOf, firstStaleLine, referenceTests, requirementCoverage } from './coverage.ts'
import { coveragePage } from './coverage-page.ts'

const program = new URL('coverage.ts', import.meta.url).pathname
const tests = referenceTests()
const total = row('RULE-075', '')
const filing = row('RULE-013', 'not simulated')
const lines = { name: 'lines', requirements: ['RULE-075'] }
const visit = { name: 'outpatient/visit', requirements: ['RULE-075'] }

function row(id: string, reason: string) {
  const found = requirementOf(id)
  if (found === undefined) throw new TypeError(`no row ${id}`)
  return { ...found, reason }
}

test('a row knows its checks and its cases, and one without a check its reason', () => {
  const { rows, counts, faults } = coverageOf([total, filing], [lines], [visit])
  expect(rows.map(({ checks, cases }) => [checks, cases])).toEqual([
    [['lines'], ['outpatient/visit']],
    [[], []],
  ])
  expect(counts).toMatchObject({ rows: 2, withCheck: 1, withCase: 1, withReason: 1, sourced: 2 })
  expect(faults).toEqual([])
})

test('a row with neither a check nor a test nor a reason is a fault', () => {
  const { faults } = coverageOf([row('RULE-013', '')], [], [])
  expect(faults).toEqual(['RULE-013: neither a check nor a test nor a reason'])
})

test('a test of the reference holds a row, and a row of the mission table is none of ours', () => {
  const held = [{ name: 'core/a.test.ts: files', requirements: ['RULE-013', 'A0-06'] }]
  const { rows, counts, faults } = coverageOf([row('RULE-013', '')], [], [], held)
  expect(faults).toEqual([])
  expect(rows.map(({ tests }) => tests)).toEqual([['core/a.test.ts: files']])
  expect(counts).toMatchObject({ withCheck: 0, withTest: 1 })
})

test('a row with both a check and a reason is a fault', () => {
  const { faults } = coverageOf([row('RULE-075', 'not yet')], [lines], [])
  expect(faults).toEqual(['RULE-075: check lines proves it, so its reason must go: not yet'])
})

test('a row that a case lists and no check proves is a fault', () => {
  const { faults } = coverageOf([total], [], [visit])
  expect(faults).toEqual(['RULE-075: case outpatient/visit lists it, no check does'])
})

test('a row that does not exist cannot be proved', () => {
  const { faults } = coverageOf([total], [lines, { name: 'far', requirements: ['RULE-999'] }], [])
  expect(faults).toEqual(['RULE-999: named by far, and no such row'])
})

test('every row of this tree has a check, a test or a reason', () => {
  const { rows, counts, faults } = requirementCoverage(tests)
  expect(faults).toEqual([])
  expect(counts['withCheck']).toBeGreaterThan(50)
  expect(counts['withTest']).toBeGreaterThan(150)
  const silent = rows.filter(({ checks, tests, reason }) =>
    checks.length + tests.length === 0 && reason === '')
  expect(silent).toEqual([])
})

test('the page holds every row once, in its group', () => {
  const coverage = requirementCoverage(tests)
  const page = coveragePage(coverage)
  for (const { id, title } of coverage.rows) {
    expect(page.split(`\n| ${id} | ${title.zh}<br>`), id).toHaveLength(2)
  }
  const clearing = page.slice(page.indexOf('## B13'), page.indexOf('## B14'))
  expect(clearing.match(/RULE-\d{3}(?= \|)/g)).toHaveLength(17)
  expect(page).toContain(`| ${coverage.rows.length} | 258 |`)
})

test('the committed page is current', () => {
  const committed = readFileSync(new URL('../docs/requirements.md', import.meta.url), 'utf8')
  expect(firstStaleLine(committed, coveragePage(requirementCoverage(tests)))).toBeUndefined()
})

test('a stale page is named by its first stale line', () => {
  expect(firstStaleLine('one\ntwo\n', 'one\nthree\n')).toMatch(/^docs\/requirements.md:2 .*two/)
  expect(firstStaleLine('one', 'one\ntwo')).toMatch(/^docs\/requirements.md:2 .*the end/)
})

test('the command prints a table or JSON, and refuses an option it does not know', () => {
  const run = (...options: string[]) =>
    execFileSync(process.execPath, [program, ...options], { encoding: 'utf8', stdio: 'pipe' })
  const { rows, counts } = requirementCoverage(tests)
  const printed = run().split('\n').filter((line) => /^(RULE|IF)-/.test(line))
  expect(printed).toHaveLength(rows.length)
  expect(JSON.parse(run('--json'))).toMatchObject({ counts, faults: [] })
  expect(() => run('--wrong')).toThrow(/unknown option --wrong/)
})
