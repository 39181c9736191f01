import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDocument } from '../contracts/documents.ts'
import { profileOf } from '../load/profiles.ts'
import { loadRecord } from './load-record.ts'
import { here, inDirectory } from './testing.ts'

/** A real run, once; every test spoils its own copy. */
const runFiles = new Map<string, string>()
await inDirectory(async (dir) => {
  await here(['certify', '--only', '*/sign-in/*', '--out', dir])
  for (const name of ['run.json', 'transcript.jsonl']) {
    runFiles.set(name, readFileSync(join(dir, name), 'utf8'))
  }
})
const record = runFiles.get('run.json') ?? ''
const transcript = runFiles.get('transcript.jsonl') ?? ''

test('a finished run is rendered again in every format', () =>
  inRun({}, async (dir) => {
    const html = await here(['report', dir])
    expect(html).toMatchObject({ code: 0, err: '' })
    expect(html.out).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i)
    expect((await here(['report', dir, '--format', 'junit'])).out).toMatch(/^<\?xml .*<testsuite/s)
    expect((await here(['report', dir, '--format', 'json'])).out).toBe(record)
  }))

test.for([
  ['there is no record', { 'run.json': null }, ['run.json：文件不存在', 'certify --out']],
  ['the record is cut short', { 'run.json': record.slice(0, 400) }, ['run.json:1：不是JSON']],
  ['the record is empty', { 'run.json': '' }, ['run.json:1：不是JSON']],
  ['the record is somebody else\'s', { 'run.json': '{"name":"x"}' },
    ['run.json：', '必填项缺失', '不是本程序的运行记录']],
  ['the record is a list', { 'run.json': '[]' }, ['run.json：', '类型不符']],
  ['there is no transcript', { 'transcript.jsonl': null }, ['transcript.jsonl：文件不存在']],
  ['the transcript is cut short', { 'transcript.jsonl': transcript.slice(0, -40) },
    ['transcript.jsonl:', '不是JSON']],
  ['the transcript misses its last line',
    { 'transcript.jsonl': transcript.replace(/[^\n]+\n$/, '') }, ['摘要不符']],
  ['the transcript was changed',
    { 'transcript.jsonl': transcript.replace('"session', '"sessions') },
    ['transcript.jsonl：', '摘要不符']],
  ['the transcript is no transcript', { 'transcript.jsonl': '{"a":1}\n' },
    ['transcript.jsonl:1：', '没有此键']],
] as const satisfies readonly (readonly [string, Spoilt, readonly string[]])[])(
  'one line and exit code 2 when %s',
  ([, spoilt, words]) =>
    inRun(spoilt, async (dir) => {
      const { code, out, err } = await here(['report', dir])
      for (const word of words) expect(err).toContain(word)
      expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual(
        { code: 2, out: '', lines: 1 })
    }),
)

test('a directory in the place of the record is no record', () =>
  inDirectory(async (dir) => {
    mkdirSync(join(dir, 'run.json'))
    expect(await here(['report', dir])).toMatchObject({ code: 2, out: '' })
  }))

test('the record of a load run is a run record, and its report needs no transcript', () =>
  inDirectory(async (dir) => {
    const load = loadRecord({
      profile: profileOf('smoke'),
      k6: { path: 'k6', version: 'v2.2.0', origin: 'PATH' },
      run: { ending: 'script-error', exitCode: 107, summary: null, seen: [], complaints: [] },
      books: { differences: [], statement: '', settlements: 0, settledFen: 0 },
      seed: 1,
      startedAt: 0,
    })
    expect(checkDocument('run', load)).toEqual([])
    expect(load.decision).toBe('inconclusive')
    writeFileSync(join(dir, 'run.json'), JSON.stringify(load))
    expect(await here(['report', dir])).toMatchObject({ code: 0, err: '' })
  }))

/** Files to write in place of the sound ones; null takes one away. */
type Spoilt = Readonly<Record<string, string | null>>

function inRun(spoilt: Spoilt, work: (dir: string) => Promise<void>): Promise<void> {
  return inDirectory(async (dir) => {
    for (const [name, text] of [...runFiles, ...Object.entries(spoilt)]) {
      if (text === null) rmSync(join(dir, name))
      else writeFileSync(join(dir, name), text)
    }
    await work(dir)
  })
}
