import { expect, test } from 'vitest'
import { oneIn } from '../../contracts/testing-thorough.ts'
import type { Finding } from '../../contracts/run-record.ts'
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { createStreamJudge } from './stream-judge.ts'
import { copiesOf, performed } from './testing.ts'

/** Three hospitals at once, so that no person's messages stand together. */
async function crowd(defect: string): Promise<RecordedExchange[]> {
  const lines = (await performed(defect)).map((one) => JSON.stringify(one))
  const all = [...copiesOf(lines, 3)]
  return lines.flatMap((_, at) => [0, 1, 2].map((copy) =>
    JSON.parse(all[copy * lines.length + at] ?? '') as RecordedExchange))
    .map((one, at) => ({ ...one, n: at + 1 }))
}

function judged(exchanges: readonly RecordedExchange[], limits: { whole: number; slim: number }) {
  const findings: Finding[] = []
  const judge = createStreamJudge({
    edition: 'national',
    tell: (one) => findings.push(one),
    limits,
  })
  for (const one of exchanges) judge.hear(one)
  judge.end()
  return findings.filter(({ severity }) => severity === 'violation')
    .map(({ exchange, check, requirement, pointer }) =>
      `${exchange ?? ''} ${check} ${requirement} ${pointer}`)
    .sort()
}

const PLENTY = { whole: 100_000, slim: 100_000 }

test.for(oneIn(2, [
  '', 'lines-do-not-sum', 'stale-trial', 'no-diagnosis', 'pay-twice', 'reused-msgid',
  'double-discharge', 'refunds-left-out',
]))(
  'with little room for whole messages the judge finds the same (%s)',
  async (defect) => {
    const exchanges = await crowd(defect)
    const expected = judged(exchanges, PLENTY)
    expect(expected.length > 0).toBe(defect !== '')
    expect(judged(exchanges, { whole: 3, slim: 100_000 })).toEqual(expected)
  },
)

test.for(oneIn(2, ['', 'lines-do-not-sum', 'no-diagnosis', 'pay-twice', 'double-discharge']))(
  'with hardly any memory the judge finds less, and never anything else (%s)',
  async (defect) => {
    const exchanges = await crowd(defect)
    const all = new Set(judged(exchanges, PLENTY))
    const found = judged(exchanges, { whole: 2, slim: 8 })
    expect(found.filter((one) => !all.has(one))).toEqual([])
    expect(found.length).toBeLessThanOrEqual(all.size)
  },
)

test('a message id that comes again much later is still known', async () => {
  const exchanges = await crowd('')
  const [first] = exchanges
  const last = exchanges.at(-1)
  if (first === undefined || last === undefined || !('json' in last.request.body)) {
    throw new TypeError('no message to repeat')
  }
  const json = { ...last.request.body.json as object, msgid: first.msgid }
  const again = {
    ...last,
    n: last.n + 1,
    msgid: first.msgid,
    request: { ...last.request, body: { json } },
  }
  const found = judged([...exchanges, again], { whole: 2, slim: 8 })
  expect(found).toEqual([`${again.n} msgid RULE-152 /msgid`])
})

test('a lost answer is forgiven when cared for late, or when the recording ends', async () => {
  const exchanges = (await performed('')).filter(({ hop }) => hop === 'institution-platform')
  const lost = exchanges.findIndex(({ delivered }) => !delivered)
  expect(lost).toBeGreaterThan(0)
  expect(judged(exchanges, { whole: 1, slim: 100_000 })).toEqual([])
  expect(judged(exchanges.slice(0, lost + 1), PLENTY)).toEqual([])
  const ignored = exchanges.filter(({ infno }, at) => at <= lost || infno === '3201')
  expect(judged(ignored, PLENTY)).toContain(`${exchanges[lost]?.n} unknown-outcome RULE-162 `)
})
