/** The program as its users have it: processes, real HTTP, signals and pipes. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { checkDocument } from '../contracts/documents.ts'
import type { DocumentKind } from '../contracts/documents.ts'
import type { RunRecord } from '../contracts/run-record.ts'
import { TARGET_EXAMPLE } from './certify.ts'
import { freePort, inDirectory, start } from './testing.ts'
import type { Running } from './testing.ts'

describe.concurrent('the program', () => {
  test('certifies a hospital that is a process of its own, and the same seed gives the same files',
    () => withHospital([], async ({ dir, target, hospital }) => {
      const outs = [join(dir, 'first'), join(dir, 'second')]
      const runs = []
      for (const out of outs) {
        const argv = ['certify', target, '--seed', '3', '--out', out, '--json']
        runs.push(await start(argv).ended)
      }
      const [first, second] = runs
      expect([first?.code, first?.err, second?.code]).toEqual([0, '', 0])
      const record = JSON.parse(first?.out ?? '') as RunRecord
      expect(record).toMatchObject({ decision: 'granted', seed: 3, target: { driver: 'http' } })
      expect(record.summary.verdicts.pass).toBe(record.cases.length)
      expect(first?.out).toBe(textIn(outs[0], 'run.json'))
      expect(readdirSync(join(dir, 'first')).sort()).toEqual(
        ['cases.jsonl', 'junit.xml', 'report.html', 'run.json', 'transcript.jsonl'])
      for (const name of ['cases.jsonl', 'transcript.jsonl']) {
        expect(textIn(outs[1], name)).toBe(textIn(outs[0], name))
      }
      expect(faultsIn('run', [textIn(outs[0], 'run.json')])).toEqual([])
      expect(faultsIn('case', linesIn(outs[0], 'cases.jsonl'))).toEqual([])
      expect(faultsIn('transcript', linesIn(outs[0], 'transcript.jsonl'))).toEqual([])
      expect(linesIn(outs[0], 'transcript.jsonl')).toHaveLength(record.summary.exchanges)
      hospital.child.kill('SIGINT')
      expect((await hospital.ended).code).toBe(0)
    }))

  test('refuses a hospital with a defect, and the finding says where, what and why',
    () => withHospital(['--defect', 'line-rounding'], async ({ dir, target }) => {
      const argv = ['certify', target, '--only', 'outpatient/**', '--out', dir, '--json']
      const { code, out } = await start(argv).ended
      const record = JSON.parse(out) as RunRecord
      expect([code, record.decision]).toEqual([1, 'refused'])
      const [found] = record.cases.flatMap(({ findings }) => findings)
      expect(found).toMatchObject({ severity: 'violation', attribution: 'target', infno: '2204' })
      expect(found?.pointer).toMatch(/^\/input\/feedetail\/\d+\/det_item_fee_sumamt$/)
      expect(found?.requirement).toBe('RULE-074')
      expect(found?.expected).not.toBe(found?.actual)
      for (const text of [found?.expected, found?.actual]) expect(text).toMatch(/^[\d,]+(\.\d+)?$/)
      const message = linesIn(dir, 'transcript.jsonl')
        .map((line) => JSON.parse(line) as { n: number; infno: string })
        .find(({ n }) => n === found?.exchange)
      expect(message?.infno).toBe('2204')
    }))

  test('ends at Ctrl-C with its child, with 130, and with nothing written',
    () => inDirectory(async (dir) => {
      const out = join(dir, 'out')
      mkdirSync(out)
      writeFileSync(join(out, 'run.json'), 'the earlier run')
      const { child, ended } = start(['certify', '--out', out, '--log-level', 'info'])
      // The first message is answered: the hospital is running and the run is not over.
      await new Promise((resolve) => child.stderr?.once('data', resolve))
      const children = childrenOf(child.pid ?? 0)
      expect(children.length).toBeGreaterThan(0)
      child.kill('SIGINT')
      expect(await ended).toMatchObject({ code: 130, out: '' })
      expect(readdirSync(out)).toEqual(['run.json'])
      expect(textIn(out, 'run.json')).toBe('the earlier run')
      await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), 5000)
    }))

  test('is quiet when its reader goes away', async () => {
    const { child, ended, firstLine } = start(['generate', '--journeys', '300'])
    expect(await firstLine).toMatch(/^\{"schema":"liantiao\/case\/1"/)
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('leaves the streams apart, the colours out of a pipe, and no child behind',
    () => inDirectory(async (dir) => {
      const argv = ['certify', '--only', 'pharmacy/**', '--out', join(dir, 'a')]
      const { code, out, err } = await start(argv, { LIANTIAO_LANG: 'en' }).ended
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^granted {2}/)
      expect(out).not.toContain('\u001b')
      expect(out).toContain(join(dir, 'a', 'report.html'))
      expect(existsSync(join(dir, 'a', 'report.html'))).toBe(true)
    }))

  test('says one line and no stack when it is called wrongly', async () => {
    const { code, out, err } = await start(['certify', 'none.yaml']).ended
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^liantiao: none\.yaml：文件不存在.*\n$/)
  })
})

test('the program file is executable and asks for node', () => {
  const file = new URL('./main.ts', import.meta.url)
  expect(statSync(file).mode & 0o111).toBe(0o111)
  expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

interface Setting {
  readonly dir: string
  /** A target file that names the hospital. */
  readonly target: string
  readonly hospital: Running
}

/** A hospital process whose platform will listen at a port known beforehand. */
function withHospital(
  words: readonly string[],
  work: (setting: Setting) => Promise<void>,
): Promise<void> {
  return inDirectory(async (dir) => {
    const platform = await freePort()
    const core = ['--core', `http://127.0.0.1:${platform}`]
    const hospital = start(['serve', 'hospital', ...core, '--port', '0', '--json', ...words])
    try {
      const { url } = JSON.parse(await hospital.firstLine) as { url: string }
      const target = join(dir, 'target.yaml')
      writeFileSync(
        target,
        TARGET_EXAMPLE.replace('port: 18080', `port: ${platform}`)
          .replace(/url: .*/, `url: ${url}`),
      )
      await work({ dir, target, hospital })
    } finally {
      hospital.child.kill('SIGTERM')
      await hospital.ended
    }
  })
}

function textIn(dir: string | undefined, name: string): string {
  return readFileSync(join(dir ?? '', name), 'utf8')
}

function linesIn(dir: string | undefined, name: string): string[] {
  return textIn(dir, name).split('\n').filter((line) => line !== '')
}

function faultsIn(kind: DocumentKind, texts: readonly string[]): unknown[] {
  expect(texts.length).toBeGreaterThan(0)
  return texts.flatMap((text) => checkDocument(kind, JSON.parse(text)))
}

function childrenOf(pid: number): number[] {
  return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .split('\n').filter((line) => line !== '').map(Number)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
