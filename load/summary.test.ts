import { expect, test } from 'vitest'
import { readConsole } from './run-k6.ts'
import type { Seen } from './seen.ts'
import { BadSummary, inconsistencies, readSummary } from './summary.ts'

const record: Seen = {
  kind: 'booked',
  case: 'a/b',
  infno: '2207',
  msgid: 'X1',
  setl_id: 'S1',
  mdtrt_id: 'M1',
  medfeeFen: 1000,
  fundFen: 600,
  acctFen: 100,
  cashFen: 300,
}

test('counters, trends and crossed thresholds are read from what k6 writes', () => {
  expect(readSummary(summaryText({}))).toEqual({
    seconds: 10,
    counts: {
      journey_started: 1,
      journey_done: 1,
      settled_count: 1,
      settled_fen: 1000,
      fund_fen: 600,
      acct_fen: 100,
      cash_fen: 300,
    },
    trends: { step_duration: { med: 3, 'p(95)': 9 } },
    crossed: ['step_duration: p(95)<5'],
    thresholds: 2,
  })
})

test('a run whose records equal its counters is consistent', () => {
  expect(inconsistencies(readSummary(summaryText({})), [record])).toEqual([])
})

test('a journey that was cut off half way is noticed', () => {
  const summary = readSummary(summaryText({ journey_started: 2 }))
  expect(inconsistencies(summary, [record])).toEqual(['journey_done: 2 expected, 1 counted'])
})

test('a record that did not reach the file is noticed, to the fen', () => {
  const found = inconsistencies(readSummary(summaryText({})), [])
  expect(found).toContain('settled_count: 0 expected, 1 counted')
  expect(found).toContain('settled_fen: 0 expected, 1000 counted')
})

test('a run in which nothing began or nothing was asked proves nothing', () => {
  const empty = readSummary('{"metrics":{},"state":{"testRunDurationMs":1}}')
  expect(inconsistencies(empty, [])).toEqual([
    'journey_started: no journey began',
    'thresholds: none was judged',
  ])
})

test('a summary that was cut off is refused', () => {
  expect(() => readSummary('{"metrics":')).toThrow(BadSummary)
})

test('the console file is split into money and complaints', () => {
  const text = `${JSON.stringify({ seen: record })}\njourney 3: 2207: refused\n`
  expect(readConsole(text)).toEqual({ seen: [record], complaints: ['journey 3: 2207: refused'] })
})

function summaryText(changed: Record<string, number>): string {
  const counts = {
    journey_started: 1,
    journey_done: 1,
    settled_count: 1,
    settled_fen: 1000,
    fund_fen: 600,
    acct_fen: 100,
    cash_fen: 300,
    ...changed,
  }
  const metrics: Record<string, unknown> = {
    step_duration: {
      type: 'trend',
      values: { med: 3, 'p(95)': 9 },
      thresholds: { 'p(95)<5': { ok: false } },
    },
    biz_ok: { type: 'rate', values: { rate: 1 }, thresholds: { 'rate==1': { ok: true } } },
  }
  for (const [name, count] of Object.entries(counts)) {
    metrics[name] = { type: 'counter', values: { count, rate: 1 } }
  }
  return JSON.stringify({ metrics, state: { testRunDurationMs: 10_000 } })
}
