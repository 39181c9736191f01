/** Fills an empty directory with files, all of them or none. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDirectory } from './out-dir.ts'
import { UsageError } from './texts.ts'

/**
 * The files are made once the directory is known to take them. Everything is written aside, inside
 * the directory itself so that it may be a mount point; then each file or folder takes its place,
 * `last` at the end: where it stands, everything stands.
 * @throws UsageError when the directory is not empty or cannot be written
 */
export function fillDirectory(
  dir: string,
  make: () => ReadonlyMap<string, string>,
  last: string,
): ReadonlyMap<string, string> {
  const isNew = !existsSync(dir)
  openDirectory('DIR', dir)
  const [found] = readdirSync(dir)
  if (found !== undefined) {
    throw new UsageError({
      zh: `${dir}：目录不是空的（已有${found}）；请换一个目录或先清空`,
      en: `${dir}: the directory is not empty (${found} is there); choose another or empty it`,
    })
  }
  const files = make()
  const aside = join(dir, '.part')
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(aside, path)), { recursive: true })
      writeFileSync(join(aside, path), text)
    }
    const entries = readdirSync(aside).filter((name) => name !== last)
    for (const name of [...entries, last]) renameSync(join(aside, name), join(dir, name))
    rmSync(aside, { recursive: true })
    return files
  } catch (reason) {
    const left = isNew ? [dir] : readdirSync(dir).map((name) => join(dir, name))
    for (const path of left) rmSync(path, { recursive: true, force: true })
    const why = reason instanceof Error ? reason.message : String(reason)
    throw new UsageError({
      zh: `${dir}：无法写入（${why}）；请换一个目录或腾出空间`,
      en: `${dir}: cannot be written (${why}); choose another directory or make room`,
    })
  }
}
