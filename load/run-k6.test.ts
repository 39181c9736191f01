import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { profileOf } from './profiles.ts'
import type { K6Run } from './run-k6.ts'
import { runK6 } from './run-k6.ts'

let folder: string

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'liantiao-run-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

test('k6 is told where its plan is, and not to talk to strangers', async () => {
  await run('echo "$@" > "$HERE/args"; env > "$HERE/env"')
  const args = await readFile(join(folder, 'args'), 'utf8')
  expect(args).toContain(`PLAN=${join(folder, 'out', 'plan.json')}`)
  const environment = await readFile(join(folder, 'env'), 'utf8')
  expect(environment).toContain('K6_NO_USAGE_REPORT=true')
  expect(environment).toContain('K6_AUTO_EXTENSION_RESOLUTION=false')
  const plan = JSON.parse(await readFile(join(folder, 'out', 'plan.json'), 'utf8'))
  expect(plan).toMatchObject({ target: 'http://127.0.0.1:1', maxVUs: 60, clockOffsetSeconds: 0 })
})

test('an exit code is told in words', async () => {
  expect((await run('exit 0')).ending).toBe('held')
  expect((await run('exit 99')).ending).toBe('thresholds-crossed')
  expect((await run('exit 107')).ending).toBe('script-error')
  expect((await run('exit 3')).ending).toBe('unknown')
})

test('a k6 that died left no summary, and what it said is kept', async () => {
  const result = await run('echo "it burns" >&2; exit 107')
  expect(result).toMatchObject({ summary: null, seen: [], complaints: ['it burns'] })
})

test('an old summary is not taken for a new one', async () => {
  await run('echo \'{"metrics":{},"state":{"testRunDurationMs":5}}\' > "$HERE/out/k6-summary.json"')
  expect((await run('exit 0')).summary).toBeNull()
})

/** Runs a shell script in the place of k6. */
async function run(script: string): Promise<K6Run> {
  const k6Path = join(folder, 'k6')
  await writeFile(k6Path, `#!/bin/sh\n${script}\n`)
  await chmod(k6Path, 0o755)
  return runK6({
    k6Path,
    bundlePath: join(folder, 'scenario.js'),
    casesPath: join(folder, 'cases.jsonl'),
    target: 'http://127.0.0.1:1/',
    seats: [],
    profile: profileOf('smoke'),
    outDir: join(folder, 'out'),
    env: { ...process.env, HERE: folder },
  })
}
