import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from '../contracts/keywords.ts'
import type { CheckRecord } from '../scenarios/offline/check-file.ts'
import { copiesOf, performed } from '../scenarios/offline/testing.ts'
import { here, inDirectory, start } from './testing.ts'

const sound = (await performed('')).map((one) => JSON.stringify(one))
const spoilt = (await performed('lines-do-not-sum')).map((one) => JSON.stringify(one))
const schema = JSON.parse(readFileSync(
  new URL('../contracts/schemas/check.schema.json', import.meta.url), 'utf8',
)) as object
const isCheckRecord = compile(schema)

function checked(text: string | Buffer, ...options: string[]) {
  return new Promise<Awaited<ReturnType<typeof here>>>((resolve, reject) => {
    inDirectory(async (dir) => {
      const file = join(dir, 'traffic.jsonl')
      writeFileSync(file, text)
      resolve(await here(['check', file, ...options]))
    }).catch(reject)
  })
}

test('a sound recording ends with 0, and says what was read', async () => {
  const { code, out, err } = await checked(sound.join('\n'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('违规0处，警告0处，提示0处')
  expect(out).toContain(`交互${sound.length}次`)
})

test('a violation ends with 1 and is told with its line, pointer, requirement and both values',
  async () => {
    const { code, out } = await checked(spoilt.join('\n'))
    expect(code).toBe(1)
    expect(out).toMatch(
      /违规 第\d+行 {2}2206 {2}\/input\/data\/medfee_sumamt {2}lines RULE-075 {2}\[发送方\]/)
    expect(out).toMatch(/医疗费总额.*应为 [\d.]+，实为 [\d.]+/)
    const english = await checked(spoilt.join('\n'), '--lang', 'en')
    expect(english.out).toMatch(/violation line \d+ {2}2206/)
    expect(english.out).not.toMatch(/发送方|违规/)
  })

test('--json prints one document that its schema knows', async () => {
  const { code, out, err } = await checked(spoilt.join('\n'), '--json')
  const record = JSON.parse(out) as CheckRecord
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(isCheckRecord(record)).toBe(true)
  expect(record.findings.length).toBe(record.summary.violations + record.summary.warnings +
    record.summary.notes)
  expect(record.findings[0]).toMatchObject({ check: 'lines', requirement: 'RULE-075' })
})

test('an edition of its own is asked for by name', async () => {
  const traffic = sound.slice(0, 30).join('\n')
  const national = JSON.parse((await checked(traffic, '--json')).out) as CheckRecord
  const other = await checked(traffic, '--json', '--edition', 'jiangsu')
  const record = JSON.parse(other.out) as CheckRecord
  expect([national.edition, record.edition]).toEqual(['national', 'jiangsu'])
  expect(national.summary.exchanges).toBe(record.summary.exchanges)
  const wrong = await checked(traffic, '--edition', 'atlantis')
  expect(wrong).toMatchObject({ code: 2, out: '' })
  expect(wrong.err).toMatch(/--edition atlantis：.*national/)
})

test('what cannot be read ends with 2 and one line each, and the rest is judged', async () => {
  const cut = sound.join('\n').slice(0, -300)
  const { code, out, err } = await checked(cut)
  expect({ code, err }).toEqual({ code: 2, err: '' })
  expect(out).toContain(`第${sound.length}行`)
  expect(out).toContain('被截断')
  expect(out).toContain(`交互${sound.length - 1}次`)
})

test.for([
  ['empty', '', '没有任何报文'],
  ['no message', 'hello\n', ':1：不是JSON'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x0a]), ':1：不是UTF-8'],
  ['JSON of another kind', '{"name":"x"}\n', ':1：没有可识别的报文'],
  ['a HAR without entries', '{"log":{"entries":[]}}', '没有任何报文'],
] as const)('one line and exit code 2 for a file that is %s', async ([, text, words]) => {
  const { code, out, err } = await checked(text as string)
  expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual(
    { code: 2, out: '', lines: 1 })
  expect(err).toContain(words)
})

test('one line and exit code 2 when there is no such file', async () => {
  expect(await here(['check', 'no-such.jsonl'])).toMatchObject({ code: 2, out: '' })
})

/** The gate asks for a hundred thousand; everybody else need not wait for them. */
const LONG = Number(process.env['LIANTIAO_LONG_RECORDING'] ?? 8_000)

test('a long recording is judged in little memory', { timeout: 240_000 }, () =>
  inDirectory(async (dir) => {
    const copies = Math.ceil(LONG / 2 / sound.length) + 2
    const file = join(dir, 'long.jsonl')
    const handle = openSync(file, 'w')
    for (const line of copiesOf(sound, copies)) writeSync(handle, `${line}\n`)
    closeSync(handle)
    const run = start(['check', file, '--json'], { NODE_OPTIONS: '--max-old-space-size=128' })
    const { code, out, err } = await run.ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { summary, findings } = JSON.parse(out) as CheckRecord
    expect(findings).toEqual([])
    expect(summary.messages).toBeGreaterThanOrEqual(LONG)
    expect(summary.exchanges).toBe(copies * sound.length)
  }))
