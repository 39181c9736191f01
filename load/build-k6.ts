/** Builds k6 from the Go module proxy into the cache, once, whoever else wants it too. */
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from './run-command.ts'

const POLL_MS = 500

export interface BuildLimits {
  readonly go: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cacheDir: string
  readonly onProgress: (text: string) => void
  /** For one version; waiting for another build is limited by the same time. */
  readonly timeoutMs: number
}

/**
 * Tries the versions in order until one is at `<cacheDir>/k6-<version>/k6`.
 * @returns '' when it is there, else why the last version could not be built, in one line
 */
export async function buildK6(
  versions: readonly string[],
  limits: BuildLimits,
): Promise<string> {
  const lock = join(limits.cacheDir, 'k6-build.lock')
  await mkdir(limits.cacheDir, { recursive: true })
  if (!(await takeLock(lock, limits))) return `another build held ${lock} for too long`
  try {
    // Whoever held the lock before us may have built one.
    const builtBefore = versions.map((one) => access(join(limits.cacheDir, `k6-${one}`, 'k6')))
    if ((await Promise.all(builtBefore.map(succeeds))).includes(true)) return ''
    let failure = 'no version was named'
    for (const version of versions) {
      limits.onProgress(`编译 k6 ${version}（约两分钟，仅此一次） / building k6 ${version} once`)
      failure = await buildVersion(version, limits)
      if (failure === '') return ''
    }
    return failure
  } finally {
    await rm(lock, { force: true })
  }
}

/**
 * A module of our own that requires k6, because `go install` also asks the module's vanity host,
 * which is out of reach where only the module proxy answers (decision 0005).
 */
async function buildVersion(version: string, limits: BuildLimits): Promise<string> {
  const { go, cacheDir, timeoutMs } = limits
  const folder = await mkdtemp(join(cacheDir, 'k6-build-'))
  const flags = [limits.env['GOFLAGS'], '-buildvcs=false'].join(' ').trim()
  const env = { ...limits.env, CGO_ENABLED: '0', GOFLAGS: flags }
  try {
    await writeFile(
      join(folder, 'go.mod'),
      `module liantiao.local/k6\n\ngo 1.25\n\nrequire go.k6.io/k6/v2 ${version}\n`,
    )
    await writeFile(
      join(folder, 'tools.go'),
      '//go:build tools\n\npackage tools\n\nimport _ "go.k6.io/k6/v2"\n',
    )
    const build = ['build', '-trimpath', '-ldflags=-s -w', '-o', 'k6', 'go.k6.io/k6/v2']
    for (const args of [['mod', 'tidy'], build]) {
      const result = await runCommand(go, args, { cwd: folder, env, timeoutMs })
      if (result.timedOut) return `go ${args[0]} ran longer than ${timeoutMs / 1000} s`
      if (result.code !== 0) return lastLine(result.stderr) || `go ${args[0]} failed`
    }
    await chmod(join(folder, 'k6'), 0o755)
    await mkdir(join(cacheDir, `k6-${version}`), { recursive: true })
    await rename(join(folder, 'k6'), join(cacheDir, `k6-${version}`, 'k6'))
    return ''
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** True when the lock is ours; waits while another living process holds it. */
async function takeLock(lock: string, limits: BuildLimits): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= limits.timeoutMs; waitedMs += POLL_MS) {
    const mine = writeFile(lock, String(process.pid), { flag: 'wx' })
    if (await succeeds(mine)) return true
    if (!(await holderLives(lock))) await rm(lock, { force: true })
    if (waitedMs === 0) limits.onProgress('等待另一个进程编译 k6 / waiting for another build of k6')
    await sleep(POLL_MS)
  }
  return false
}

/** A lock whose process was killed must not stop everybody else for ever. */
async function holderLives(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
  // The file is empty for a moment after it was made: its maker is alive then.
  if (holder === 0) return true
  try {
    return process.kill(holder, 0)
  } catch {
    return false
  }
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
