/** Output files: a run's files replace those of an earlier run all together, or not at all. */
import { createHash } from 'node:crypto'
import {
  accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from './texts.ts'

/** The record: where it stands, all other files stand. */
const RECORD = 'run.json'

/** Makes the directory that an option names. @throws UsageError when it cannot be one */
export function openDirectory(option: string, path: string): string {
  try {
    makeDirectory(path)
    accessSync(path, constants.W_OK)
    if (statSync(path).isDirectory()) return path
  } catch {
    // Falls through: whatever the reason, the cure is another directory.
  }
  throw new UsageError({
    zh: `${option} ${path}：无法作为目录（不是目录或不可写）；请换一个目录`,
    en: `${option} ${path}: not a directory, or not writable; choose another`,
  })
}

/**
 * Writes files by name. Everything is written aside first; then the old record goes, the files take
 * their places, and the new record comes last. @throws UsageError when the disk refuses
 */
export function writeAll(dir: string, files: ReadonlyMap<string, string>): void {
  const aside = (name: string) => join(dir, `.${name}.part`)
  try {
    for (const [name, text] of files) writeFileSync(aside(name), text)
    if (files.has(RECORD)) rmSync(join(dir, RECORD), { force: true })
    const recordLast = [...files.keys()].sort((one) => (one === RECORD ? 1 : -1))
    for (const name of recordLast) renameSync(aside(name), join(dir, name))
  } catch (reason) {
    for (const name of files.keys()) rmSync(aside(name), { force: true })
    const why = reason instanceof Error ? reason.message : String(reason)
    throw new UsageError({
      zh: `--out ${dir}：无法写入（${why}）；请换一个目录或腾出空间`,
      en: `--out ${dir}: cannot be written (${why}); choose another directory or make room`,
    })
  }
}

/** SHA-256 of a text, hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Values as JSON lines. */
export function jsonLines(values: Iterable<unknown>): string {
  let text = ''
  for (const value of values) text += `${JSON.stringify(value)}\n`
  return text
}

/** One level at a time: the recursive call of Node never returns for a path such as /proc/x. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path)
}
