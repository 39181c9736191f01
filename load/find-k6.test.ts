import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findK6, K6Missing, k6CacheDir } from './find-k6.ts'

let root: string
let cacheDir: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'liantiao-k6-'))
  cacheDir = join(root, 'cache')
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('K6_PATH wins over PATH', async () => {
  const named = await program('named/my-k6', 'echo "k6 v2.1.0 (go1.26)"')
  await program('bin/k6', 'echo "k6 v2.2.0 (go1.26)"')
  const found = await findK6({ env: environment({ K6_PATH: named }), cacheDir })
  expect(found).toEqual({ path: named, version: 'v2.1.0', origin: 'K6_PATH' })
})

test('a K6_PATH that is not k6 is refused, not passed over', async () => {
  const named = await program('named/my-k6', 'echo "something else"')
  await program('bin/k6', 'echo "k6 v2.2.0 (go1.26)"')
  const search = findK6({ env: environment({ K6_PATH: named }), cacheDir })
  await expect(search).rejects.toThrow(K6Missing)
  await expect(search).rejects.toThrow(named)
})

test('k6 on PATH is taken when it is recent enough', async () => {
  const path = await program('bin/k6', 'echo "k6 v1.6.0 (go1.25)"')
  const found = await findK6({ env: environment(), cacheDir })
  expect(found).toEqual({ path, version: 'v1.6.0', origin: 'PATH' })
})

test('a k6 on PATH that is too old gives way to the cache', async () => {
  await program('bin/k6', 'echo "k6 v1.5.9 (go1.25)"')
  const path = await program('cache/k6-v2.2.0/k6', 'echo "k6 v2.2.0 (go1.26)"')
  const found = await findK6({ env: environment(), cacheDir })
  expect(found).toEqual({ path, version: 'v2.2.0', origin: 'cache' })
})

test('without k6 and Go the message says in one line what to install', async () => {
  const search = findK6({ env: environment(), cacheDir })
  await expect(search).rejects.toThrow(K6Missing)
  await expect(search).rejects.toThrow(/^[^\n]*请安装 k6[^\n]*install k6 2\.x on PATH[^\n]*$/)
})

test('Go builds the newest version that is served, and leaves nothing else behind', async () => {
  await fakeGo('v2.2.0')
  const heard: string[] = []
  const onProgress = (text: string): void => void heard.push(text)
  const found = await findK6({ env: environment(), cacheDir, onProgress })
  const path = join(cacheDir, 'k6-v2.2.0', 'k6')
  expect(found).toEqual({ path, version: 'v2.2.0', origin: 'built' })
  expect(heard).toHaveLength(2)
  expect(await readdir(cacheDir)).toEqual(['k6-v2.2.0'])
})

test('two that want it at the same time build it once', async () => {
  await fakeGo('v2.2.0')
  const one = (): Promise<{ version: string }> => findK6({ env: environment(), cacheDir })
  const found = await Promise.all([one(), one()])
  expect(found.map(({ version }) => version)).toEqual(['v2.2.0', 'v2.2.0'])
  const asked = await readFile(join(root, 'go-was-asked'), 'utf8')
  expect(asked.match(/^build/gm)).toHaveLength(1)
  // Once for the newest version, which is not served, and once for the one that is.
  expect(asked.match(/^mod tidy/gm)).toHaveLength(2)
})

test('a build that fails says why, and a build that hangs is ended', async () => {
  await fakeGo('v9.9.9')
  await expect(findK6({ env: environment(), cacheDir })).rejects.toThrow('not served')
  await program('bin/go', 'exec sleep 60')
  const hanging = findK6({ env: environment(), cacheDir, buildTimeoutMs: 300 })
  await expect(hanging).rejects.toThrow('longer than 0.3 s')
})

test('the lock of a process that died does not stop anybody', async () => {
  await fakeGo('v2.3.0')
  await mkdir(cacheDir)
  await writeFile(join(cacheDir, 'k6-build.lock'), '999999999')
  const found = await findK6({ env: environment(), cacheDir })
  expect(found.origin).toBe('built')
})

test('the cache follows XDG_CACHE_HOME, else the home directory', () => {
  expect(k6CacheDir({ XDG_CACHE_HOME: '/x', HOME: '/h' })).toBe('/x/liantiao')
  expect(k6CacheDir({ HOME: '/h' })).toBe('/h/.cache/liantiao')
})

function environment(more: Record<string, string> = {}): Record<string, string> {
  return { PATH: join(root, 'bin'), ROOT: root, ...more }
}

/** A program made of one shell script. */
async function program(path: string, script: string): Promise<string> {
  const full = join(root, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
  await chmod(full, 0o755)
  return full
}

/** Go as far as the build needs it: serves one version of k6, and "builds" a script. */
function fakeGo(served: string): Promise<string> {
  return program(
    'bin/go',
    `echo "$@" >> "$ROOT/go-was-asked"
if [ "$1" = mod ]; then
  grep -q ' ${served}$' go.mod && exit 0
  echo 'go: that version is not served' >&2
  exit 1
fi
sleep 0.2
printf '#!/bin/sh\\necho "k6 ${served} (go1.26)"\\n' > k6`,
  )
}
