import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkDocument } from '../contracts/documents.ts'
import type { Simulation } from '../scenarios/month/simulate.ts'
import { here } from './testing.ts'

const root = mkdtempSync(join(tmpdir(), 'liantiao-simulate-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a month is played, judged, and its books are kept where they were asked for', async () => {
  const dir = join(root, 'books')
  const said = await here(['simulate', '--journeys', '31', '--json', '--data', dir])
  expect(said.code).toBe(0)
  const record = JSON.parse(said.out) as Simulation
  expect(checkDocument('simulation', record)).toEqual([])
  expect(record).toMatchObject({ journeys: 31, differences: 0, violations: 0, findings: [] })
  expect(record.settledFen).toBeGreaterThan(0)
  expect(readdirSync(dir)).toContain('platform.sqlite')

  // The same seed gives the same books, wherever they are kept; another one gives others.
  const again = await here(['simulate', '--journeys', '31', '--json'])
  expect((JSON.parse(again.out) as Simulation).digest).toBe(record.digest)
  const continued = await here(['simulate', '--journeys', '31', '--data', dir])
  expect(continued).toMatchObject({ code: 2, out: '' })
  expect(continued.err).toMatch(/账册/)
}, 30_000)

test.for([
  [['--month', '2026-13'], /yyyy-MM/],
  [['--journeys', '3'], /31/],
  [['--journeys', 'many'], /31/],
] as const)('%j is refused with its cure', async ([words, cure]) => {
  const said = await here(['simulate', ...words])
  expect(said).toMatchObject({ code: 2, out: '' })
  expect(said.err).toMatch(cure)
})
