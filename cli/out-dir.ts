/** Output files: each appears whole or not at all. */
import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from './texts.ts'

/** Makes the directory. @throws UsageError when it cannot be one */
export function openOut(path: string): string {
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK)
    if (statSync(path).isDirectory()) return path
  } catch {
    // Falls through: whatever the reason, the cure is another directory.
  }
  throw new UsageError({
    zh: `--out ${path}：无法作为输出目录（不是目录或不可写）；请换一个目录`,
    en: `--out ${path}: cannot be used as a directory (not one, or not writable); choose another`,
  })
}

/** Writes a file under its final name only when it is complete; returns its SHA-256, hex. */
export function writeWhole(dir: string, name: string, text: string): string {
  const temporary = join(dir, `.${name}.part`)
  writeFileSync(temporary, text)
  renameSync(temporary, join(dir, name))
  return createHash('sha256').update(text).digest('hex')
}

/** Values as JSON lines. */
export function jsonLines(values: Iterable<unknown>): string {
  let text = ''
  for (const value of values) text += `${JSON.stringify(value)}\n`
  return text
}
