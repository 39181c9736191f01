import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../core/store/store.ts'
import { auditBooks } from './audit-books.ts'
import type { PartyBooks } from './compare-books.ts'
import { openBackOffice } from './back-office.ts'
import type { BackOffice, MonthPapers } from './back-office.ts'
import { judgePapers, MONTH_CHECKS } from './judge-month.ts'
import { plant, PLANTED_ERRORS } from './plant.ts'
import { PLANTED_PAPER_ERRORS } from './plant-papers.ts'
import { playMonth } from './play.ts'
import type { MonthListener } from './play.ts'
import { readBooks } from './read-books.ts'
import { openSecondBooks } from './second-books.ts'

const plan = { seed: 1, month: '2026-03', visits: 240 }
const second = openSecondBooks()
const root = mkdtempSync(join(tmpdir(), 'liantiao-month-'))
const played = join(root, 'played')
let parties: PartyBooks[] = []
let papers: MonthPapers

beforeAll(async () => {
  let office: BackOffice | undefined
  mkdirSync(played)
  const listener: MonthListener = {
    said: (message) => second.said(message),
    dayEnded: (day, all, clock) => (office ??= openBackOffice(all, clock, plan.month)).endDay(day),
  }
  const bookFor = (party: string) =>
    openStore(join(played, `${party}.sqlite`), { durable: false })
  const { country } = await playMonth(plan, listener, bookFor)
  if (office === undefined) throw new RangeError('the month had no day')
  papers = await office.endMonth()
  parties = [...country.stores].map(([name, store]) => readBooks(name, store))
  country.close()
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the second book-keeper has as many rows as the month has settlements and undoings', () => {
  const rows = second.rows()
  const forward = rows.filter(({ kind }) => kind === 'forward')
  expect(forward.length).toBeGreaterThanOrEqual(plan.visits)
  expect(rows.length).toBeGreaterThan(forward.length)
})

test('the books of every party are those that the messages make', () => {
  expect(auditBooks(parties, second)).toEqual([])
})

test('what the agencies make of the books is what the messages make', () => {
  expect(judgePapers(papers, second)).toEqual([])
  const days = new Set(papers.reconciliations.map(({ day }) => day))
  expect(days.size).toBe(36)
  const [march, april] = papers.clearings
  expect(march?.orders.length).toBeGreaterThan(10)
  // What came back after the cut stands below zero in the month after (RULE-189).
  expect(april?.sheets.every(({ totalFen }) => totalFen < 0)).toBe(true)
  expect(april?.sheets.length).toBeGreaterThan(0)
})

test('prepayment is used as the month was cleared, from none to red (RULE-198, RULE-199)', () => {
  const { pairs } = papers.prepayment.report
  const levels = new Set(pairs.map(({ level }) => level))
  expect([...levels].sort()).toEqual(['none', 'red', 'yellow'])
  expect(pairs.every(({ received, late }) => received && !late)).toBe(true)
})

test('every check of a month is one that a planted error needs', () => {
  const needed = new Set([...PLANTED_ERRORS, ...PLANTED_PAPER_ERRORS].map((one) => one.foundBy))
  const without = MONTH_CHECKS.map(({ id }) => id).filter((id) => !needed.has(id))
  expect(without).toEqual(['month/balances'])
})

test('a balance that does not follow from the one before is found', () => {
  const [first, ...others] = second.usages()
  if (first === undefined) throw new RangeError('no usage')
  const twice = second.usages().filter(({ psnNo }) => psnNo === first.psnNo)
  const spoilt = others.length === 0 ? [] : second.usages().map((usage) =>
    usage.balanceFen !== null && usage.accountFen > 0
      ? { ...usage, balanceFen: usage.balanceFen - 1 }
      : usage)
  const found = auditBooks(parties, { rows: () => second.rows(), usages: () => spoilt })
  expect(twice.length).toBeGreaterThan(0)
  expect(new Set(found.map(({ check }) => check))).toEqual(new Set(['month/balances']))
})

test.for(PLANTED_PAPER_ERRORS)('an error in the papers is found: $id', ({ spoil, foundBy }) => {
  const found = judgePapers(spoil(papers), second)
  expect(found.map(({ check }) => check)).toContain(foundBy)
})

describe('an error in the books is found', () => {
  test.for(PLANTED_ERRORS)('$id', async (error) => {
    const name = parties.find(({ kind, rows }) => kind === error.party && rows.length > 20)?.party
    const copy = join(root, `${error.id}.sqlite`)
    copyFileSync(join(played, `${name}.sqlite`), copy)
    const store = openStore(copy, { durable: false })
    await plant(store, error)
    const spoilt = parties.map((one) => (one.party === name ? readBooks(one.party, store) : one))
    store.close()
    const found = auditBooks(spoilt, second)
    expect(found.map(({ check }) => check)).toContain(error.foundBy)
    expect(new Set(found.map(({ party }) => party))).toEqual(new Set([name]))
  })
})
