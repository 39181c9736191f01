/** Finds a k6 to run: named by the user, on PATH, built before, or built now with Go. */
import { access, constants } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildK6 } from './build-k6.ts'
import { runCommand } from './run-command.ts'

/** Newest first; a module proxy may not serve the newest yet. */
export const K6_VERSIONS = ['v2.3.0', 'v2.2.0'] as const

/** There is no k6 and none could be built; the message says in one line what to do. */
export class K6Missing extends Error {
  override readonly name = 'K6Missing'
}

export interface K6 {
  readonly path: string
  /** As k6 says it, e.g. `v2.2.0`. */
  readonly version: string
  readonly origin: 'K6_PATH' | 'PATH' | 'cache' | 'built'
}

export interface FindOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where built programs are kept, see {@link k6CacheDir}. */
  readonly cacheDir: string
  readonly onProgress?: (text: string) => void
  readonly buildTimeoutMs?: number
}

/** `$XDG_CACHE_HOME/liantiao`, or `~/.cache/liantiao`. */
export function k6CacheDir(env: FindOptions['env']): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'liantiao')
}

/**
 * @throws K6Missing when `K6_PATH` is no usable k6, or nothing was found and nothing could be built
 */
export async function findK6(options: FindOptions): Promise<K6> {
  const { env, cacheDir, onProgress = () => {}, buildTimeoutMs = 600_000 } = options
  const named = env['K6_PATH']
  if (named !== undefined && named !== '') {
    const version = await usableVersion(named, env)
    if (version !== null) return { path: named, version, origin: 'K6_PATH' }
    throw new K6Missing(`K6_PATH=${named} 不是可用的 k6（需 1.6 以上） / is no usable k6 (1.6+)`)
  }
  const onPath = await findProgram('k6', env)
  const pathVersion = onPath === null ? null : await usableVersion(onPath, env)
  if (onPath !== null && pathVersion !== null) {
    return { path: onPath, version: pathVersion, origin: 'PATH' }
  }
  const cached = await findCached(cacheDir, env)
  if (cached !== null) return cached
  const go = await findProgram('go', env)
  if (go === null) throw new K6Missing(advice('没有 k6，也没有 Go', 'neither k6 nor Go was found'))
  const limits = { go, env, cacheDir, onProgress, timeoutMs: buildTimeoutMs }
  const failure = await buildK6(K6_VERSIONS, limits)
  const built = await findCached(cacheDir, env)
  if (built !== null) return { ...built, origin: 'built' }
  throw new K6Missing(advice(`编译 k6 未成功：${failure}`, 'building it did not work'))
}

async function findCached(cacheDir: string, env: FindOptions['env']): Promise<K6 | null> {
  for (const known of K6_VERSIONS) {
    const path = join(cacheDir, `k6-${known}`, 'k6')
    const version = (await executable(path)) ? await usableVersion(path, env) : null
    if (version !== null) return { path, version, origin: 'cache' }
  }
  return null
}

/** The version when `path` is a k6 of 1.6 or later, else null. */
async function usableVersion(path: string, env: FindOptions['env']): Promise<string | null> {
  const { code, stdout } = await runCommand(path, ['version'], { env, timeoutMs: 20_000 })
  const match = code === 0 ? /\bk6(?:\.exe)? (v(\d+)\.(\d+)\.\S+)/.exec(stdout) : null
  if (match === null) return null
  const major = Number(match[2])
  return major > 1 || (major === 1 && Number(match[3]) >= 6) ? (match[1] ?? null) : null
}

async function findProgram(name: string, env: FindOptions['env']): Promise<string | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && (await executable(path))) return path
  }
  return null
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function advice(zh: string, en: string): string {
  const cure = '请安装 k6 2.x 并放入 PATH（或用 K6_PATH 指明），或安装 Go 1.25 以上'
  return `${zh}；${cure} / ${en}: install k6 2.x on PATH (or set K6_PATH), or install Go 1.25+`
}
