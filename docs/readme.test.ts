/**
 * What the documents tell a newcomer to type is typed here, and what they say he will see is what
 * comes back. Times, message ids and ports are left out of the comparison.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkDocument } from '../contracts/documents.ts'
import type { ResponseEnvelope } from '../contracts/exchange.ts'
import { allTransactions } from '../contracts/transactions.ts'
import { virtualClock } from '../core/clock.ts'
import { createLog } from '../core/log.ts'
import { SIMULATED } from '../core/platform/app.ts'
import { serve } from '../core/serve.ts'
import type { Served } from '../core/serve.ts'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import { hospitalSuite } from '../scenarios/generate/hospital-suite.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { DEFECTS } from '../simulators/defects/catalogue.ts'
import { createCountry } from '../simulators/world/country.ts'
import type { Country } from '../simulators/world/country.ts'

const root = join(import.meta.dirname, '..')
const main = join(root, 'cli', 'main.ts')
const run = promisify(execFile)
const place = placeOf(exampleInstitutions)
const suite = hospitalSuite(1, place)

const READMES = ['README.md', 'README.zh-CN.md'] as const
const LINKING = [
  ...READMES, 'docs/README.md', 'docs/design.md', 'docs/driver.md', 'docs/glossary.md',
  'core/README.md', 'scenarios/README.md', 'simulators/README.md', 'cli/README.md',
]

type Printed = Promise<{ stdout: string }>

let country: Country
let served: Served
let helped: Printed
let certified: Printed
const out = mkdtempSync(join(tmpdir(), 'liantiao-readme-'))

beforeAll(async () => {
  // Programs that take a while run beside the other tests.
  certified = run(process.execPath, [main, 'certify', '--lang', 'zh', '--out', out])
  helped = run(process.execPath, [main, '--help'])
  // Until its own test awaits it, a failure must not end the other tests.
  void Promise.allSettled([certified, helped])
  country = createCountry({
    institutions: place.institutions,
    persons: suite.flatMap((one) => one.world ?? []),
    policies: place.policies,
    clock: virtualClock('2026-11-22 06:43:30'),
    log: createLog('silent'),
    dataDir: null,
  })
  served = await serve(country.platform, 0)
})
afterAll(async () => {
  await served.close()
  country.close()
  await Promise.allSettled([certified, helped])
  rmSync(out, { recursive: true })
})

describe.for(READMES)('%s', (path) => {
  const text = read(path)

  test('has both commands on lines of their own', () => {
    const lines = shellLines(text)
    expect(lines).toContain('npm ci && npm start')
    expect(lines).toContain('npm ci && npm test')
  })

  test('every message shown is answered as shown', async () => {
    const asked = requestsIn(text)
    const shown = blocks(text, 'json').map((json) => JSON.parse(json) as ResponseEnvelope)
    expect(asked).toHaveLength(2)
    expect(shown.map((one) => one.infcode)).toEqual([0, -1])
    expect(shown[1]?.err_msg).toMatch(/mdtrtarea_admvs/)
    for (const [at, { path: entry, body }] of asked.entries()) {
      const answer = await say(entry, body)
      expect(lasting(answer)).toEqual(lasting(shown[at]))
      expect(Object.keys(answer)).toEqual(Object.keys(shown[at] ?? {}))
    }
  })

  test('the target file is accepted', () => {
    const [yaml = ''] = blocks(text, 'yaml')
    expect(checkDocument('target', parse(yaml))).toEqual([])
  })

  test('lists the commands that there are', async () => {
    const { stdout } = await helped
    const there = [...stdout.matchAll(/^ {2}(?!help )([a-z]+) (?=[<[])/gm)].map((match) => match[1])
    const listed = [...text.matchAll(/^\| `([a-z]+)` \|/gm)].map((match) => match[1])
    expect(listed).toHaveLength(there.length)
    expect(new Set(listed)).toEqual(new Set(there))
  })

  test('counts transactions and defects as they are', () => {
    const counts = [allTransactions().length, SIMULATED.length, DEFECTS.length]
    for (const count of counts) expect(text).toMatch(new RegExp(`(?<!\\d)${count}(?!\\d)`))
    // Two equal counts could stand for one another, and one of them be wrong.
    expect(new Set(counts).size).toBe(counts.length)
  })
})

test('both languages show the same commands, messages, answers and targets', () => {
  const [english, chinese] = READMES.map(read)
  for (const kind of ['sh', 'json', 'yaml'] as const) {
    expect(blocks(chinese ?? '', kind)).toEqual(blocks(english ?? '', kind))
  }
  const [snippet, translated] = [english, chinese].map((text) =>
    blocks(text ?? '', 'ts').map((code) => code.replace(/^\/\/.*$/gm, '//')))
  expect(translated).toEqual(snippet)
  expect(shellLines(english ?? '').length).toBeGreaterThan(6)
})

test('the unit-test example runs as it stands and prints what both READMEs show', async () => {
  const [snippet = ''] = blocks(read('README.md'), 'ts')
  expect(snippet).toContain('asMsw(country.platform')
  const running = run(process.execPath, ['--input-type=module-typescript', '-'], { cwd: root })
  running.child.stdin?.end(snippet)
  const { stdout } = await running
  for (const path of READMES) expect(blocks(read(path), 'text')).toContain(stdout)
})

test('npm start prints what both READMEs show', async () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } }
  expect(scripts.start).toBe('node cli/main.ts certify')
  const printed = (await certified).stdout.split('\n').slice(0, 2).join('\n')
  for (const path of READMES) {
    expect(blocks(read(path), 'text').map((text) => text.slice(0, printed.length)))
      .toContain(printed)
  }
})

test('scenarios/README.md lists the cases of the suite in their order', () => {
  const listed = [...read('scenarios/README.md').matchAll(/^\| `([\w-]+\/[\w/-]+)` \|/gm)]
    .map((match) => match[1])
  expect(listed).toEqual(suite.map((one) => one.sheet.name))
})

test('every link leads to a file', () => {
  const links = LINKING.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) =>
      join(dirname(path), match[1] ?? '')))
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([])
})

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Contents of the fenced blocks of one kind. */
function blocks(text: string, kind: string): string[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === kind)
    .map((match) => match[2] ?? '')
}

function shellLines(text: string): string[] {
  return blocks(text, 'sh').flatMap((block) => block.trim().split('\n'))
}

/** What the curl commands send, and where below the server's address. */
function requestsIn(text: string): { path: string; body: string }[] {
  return blocks(text, 'sh').flatMap((block) => {
    const match = /^curl -s http:\/\/127\.0\.0\.1:18080(\S+)[\s\S]* -d '([^']*)'$/m.exec(block)
    return match === null ? [] : [{ path: match[1] ?? '', body: match[2] ?? '' }]
  })
}

async function say(path: string, body: string): Promise<ResponseEnvelope> {
  // Each README asks under the same ids; the second time it gets the same answers again.
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(served.url + path, { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  return (await response.json()) as ResponseEnvelope
}

/** The part of an answer that is the same on every day. */
function lasting(answer: ResponseEnvelope | undefined): Partial<ResponseEnvelope> {
  const { inf_refmsgid: _id, refmsg_time: _asked, respond_time: _answered, ...rest } = answer ?? {}
  return rest
}
