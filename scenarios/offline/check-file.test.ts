import { expect, test } from 'vitest'
import { oneIn } from '../../contracts/testing-thorough.ts'
import type { RecordedBody, RecordedExchange } from '../../contracts/transcript.ts'
import { defectOf } from '../../simulators/defects/catalogue.ts'
import { checkFile } from './check-file.ts'
import type { PlacedFinding } from './check-file.ts'
import { copiesOf, performed } from './testing.ts'

const sound = await performed('')
const soundLines = sound.map((one) => JSON.stringify(one))
const atInstitutions = sound.filter(({ hop }) => hop === 'institution-platform')

function check(text: string | Buffer, edition = 'national') {
  return checkFile('test', [Buffer.from(text)], edition)
}

function checkLines(lines: readonly unknown[]) {
  return check(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

function json(body: RecordedBody | undefined): unknown {
  return body !== undefined && 'json' in body ? body.json : undefined
}

function violations(findings: readonly PlacedFinding[]): string[] {
  return findings.filter(({ severity }) => severity === 'violation')
    .map(({ check: by, requirement, infno, pointer }) =>
      [by, requirement, infno, pointer].join(' ').trim())
}

test('the traffic of a sound run has nothing wrong with it, whatever its seed', async () => {
  const { summary, findings } = check(soundLines.join('\n'))
  expect(findings).toEqual([])
  expect(summary).toMatchObject({ exchanges: sound.length, unreadable: 0, violations: 0 })
  expect(summary.messages).toBeGreaterThan(1.9 * sound.length)
  expect(summary.practices).toEqual([
    { identity: 'E14', practice: 'negative-row', count: 2 },
  ])
  expect(checkLines(await performed('', 5)).findings).toEqual([])
})

/** Defects that other evidence than traffic shows: the case that was told, or the books. */
const NOT_IN_TRAFFIC = ['wrong-person', 'refund-by-old-id', 'sum-all-rows']

test.for(oneIn(2, [
  'blank-insuplc', 'own-area-insuplc', 'wrong-envelope-name', 'short-msgid', 'reused-msgid',
  'new-omsgid', 'gbk-body', 'missing-data-node', 'empty-number', 'zero-sums', 'letters-in-serial',
  'lines-do-not-sum', 'two-main-diagnoses', 'no-emergency-mark', 'no-chronic-code', 'no-card-sn',
  'pay-twice', 'double-discharge', 'stale-trial', 'line-rounding', 'no-diagnosis', 'no-discharge',
  'refunds-left-out',
]))('the traffic of a hospital with the defect %s breaks its requirement', async (id) => {
  const exchanges = await performed(id)
  const { findings } = checkLines(exchanges)
  const { requirement } = defectOf(id)
  const [found] = findings.filter((one) =>
    one.severity === 'violation' && one.requirement === requirement)
  expect(found?.whose).toBe('sender')
  expect(found?.message.zh).toMatch(/\p{Script=Han}/u)
  // A place is the line of the message that the finding is about.
  const place = found?.place ?? 0
  expect(exchanges[place - 1]?.infno ?? '').toBe(found?.infno)
})

test.for(NOT_IN_TRAFFIC)('%s cannot be told from traffic, and nobody is blamed', async (id) => {
  const { findings } = checkLines(await performed(id))
  const { requirement } = defectOf(id)
  expect(findings.filter((one) => one.requirement === requirement)).toEqual([])
})

test('a HAR, pairs, and alternating lines are judged like a transcript', async () => {
  const spoilt = (await performed('lines-do-not-sum'))
    .filter(({ hop }) => hop === 'institution-platform')
  const expected = violations(checkLines(spoilt).findings)
  expect(expected.length).toBeGreaterThan(0)
  const har = check(harOf(spoilt))
  expect(violations(har.findings)).toEqual(expected)
  expect([har.form, har.summary.foreign]).toEqual(['har', 1])
  const pairs = checkLines(spoilt.map(({ request, response }) =>
    ({ request: json(request.body), response: json(response?.body) })))
  expect(violations(pairs.findings)).toEqual(expected)
  const alternating = checkLines(spoilt.flatMap(({ request, response }) =>
    [json(request.body), json(response?.body)].filter((one) => one !== undefined)))
  expect(violations(alternating.findings)).toEqual(expected)
  expect(alternating.summary.exchanges).toBe(spoilt.length)
})

/** As a browser writes it: one entry that is no message, and every second answer in base64. */
function harOf(exchanges: readonly RecordedExchange[]): string {
  const entries = exchanges.map(({ request, response }, at) => {
    const text = JSON.stringify(json(response?.body))
    const base64 = Buffer.from(text ?? '').toString('base64')
    return {
      request: {
        method: 'POST',
        url: `https://example.invalid${request.path}`,
        postData: { mimeType: 'application/json', text: JSON.stringify(json(request.body)) },
      },
      response: response === null
        ? { status: 0, content: {} }
        : {
            status: response.status,
            content: at % 2 === 0 ? { text } : { encoding: 'base64', text: base64 },
          },
    }
  })
  const page = { request: { method: 'GET', url: 'https://example.invalid/' }, response: {} }
  return JSON.stringify({
    log: { version: '1.2', pages: [{ id: '"entries":[' }], entries: [page, ...entries] },
  }, null, 1)
}

test('a HAR cut anywhere into chunks gives the same entries', () => {
  const bytes = Buffer.from(harOf(atInstitutions.slice(0, 12)))
  const whole = checkFile('test', [bytes], 'national').summary
  expect(whole.exchanges).toBe(12)
  for (const size of [977, 4096, 4099]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size))
    expect(checkFile('test', chunks, 'national').summary).toEqual(whole)
  }
})

test('what cannot be read is told by its line, and the rest is judged', () => {
  const [first = '', second = '', third = ''] = soundLines
  const gbk = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xb2, 0xe2]), Buffer.from('"}\n')])
  const text = Buffer.concat([
    Buffer.from(`${first}\n\n`), gbk, Buffer.from(`not json\n[]\n{"infcode":0}\n${second}\n`),
    Buffer.from(third.slice(0, -20)),
  ])
  const { summary, findings } = check(text)
  expect(findings.map(({ place, actual, whose }) => [place, actual, whose])).toEqual([
    [3, 'not-utf8', 'recording'],
    [4, 'not-json', 'recording'],
    [5, 'no-message', 'recording'],
    [6, 'no-request', 'recording'],
    [8, 'cut-short', 'recording'],
  ])
  expect(summary).toMatchObject({ exchanges: 2, unreadable: 5 })
})

test('a HAR that ends in the middle is judged up to there', () => {
  const text = harOf(atInstitutions.slice(0, 6))
  const { summary, findings } = check(text.slice(0, -900))
  expect(summary).toMatchObject({ exchanges: 5, unreadable: 1 })
  expect(findings.map(({ place, actual }) => [place, actual])).toEqual([[7, 'cut-short']])
})

test('bodies that are no JSON are told to those who sent them', () => {
  const [first, second, third] = atInstitutions.map(({ request, response }) =>
    ({ request: json(request.body), response: json(response?.body) }))
  const { findings, summary } = checkLines([
    first,
    { ...second, request: 'infno=1101' },
    { ...third, response: '<html>502 Bad Gateway</html>', status: 502 },
  ])
  expect(summary).toMatchObject({ exchanges: 3, unreadable: 0 })
  expect(findings.map(({ place, check: by, requirement, whose }) =>
    [place, by, requirement, whose])).toEqual([
    [2, 'contract', 'IF-UTF8', 'sender'],
    [3, 'refused', 'RULE-055', 'platform'],
  ])
})

test('a recording that begins in the middle of a day blames nobody for what came before', () => {
  const settlements = atInstitutions.findIndex(({ infno }) => infno === '2304')
  const late = atInstitutions.slice(settlements)
  expect(late.map(({ infno }) => infno)).toEqual(expect.arrayContaining(['2601', '3201', '2305']))
  const { findings, summary } = checkLines(late)
  expect(summary.violations).toBe(0)
  // The statement's totals are those of a day of which a part was not recorded.
  expect(new Set(findings.map(({ check: by }) => by))).toEqual(new Set(['statement']))
})

test('both ways of answering a refund are right, and the one seen is told', () => {
  const repeated = atInstitutions.map((one) => {
    if (one.infno !== '2208') return one
    const original = atInstitutions.find((other) =>
      other.infno === '2207' && setlIdOf(other, 'response') === setlIdOf(one, 'request'))
    const answer = json(original?.response?.body)
    return { ...one, response: { status: 200, body: { json: answer } } }
  })
  const { findings, summary } = checkLines(repeated)
  expect(violations(findings).filter((one) => !one.startsWith('answers-are-right'))).toEqual([])
  expect(summary.practices).toEqual([
    { identity: 'E14', practice: 'negative-row', count: 1 },
    { identity: 'E14', practice: 'original-repeated', count: 1 },
  ])
})

function setlIdOf(one: RecordedExchange, side: 'request' | 'response'): string {
  return /"setl_id":"(\d+)"/.exec(JSON.stringify(json(one[side]?.body)) ?? '')?.[1] ?? side
}

test('hospitals whose messages are mixed do not disturb each other', () => {
  const copies = 4
  const all = [...copiesOf(soundLines, copies)]
  const mixed = soundLines.flatMap((_, at) =>
    Array.from({ length: copies }, (__, copy) => all[copy * soundLines.length + at] ?? ''))
  const { summary, findings } = check(mixed.join('\n'))
  expect(findings).toEqual([])
  expect(summary.exchanges).toBe(copies * sound.length)
})
