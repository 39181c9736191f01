/** A source file as the rules see it: its text, its code without text, and what it imports. */
import { posix } from 'node:path'
import { blank } from './blank.ts'

export interface Import {
  /** A path from the top for files of ours, else the name as written, e.g. `node:sqlite`. */
  readonly target: string
  readonly typeOnly: boolean
}

export interface Source {
  /** From the top of the work tree, with forward slashes. */
  readonly path: string
  readonly text: string
  /** The text with comments and strings blanked; same length and lines. */
  readonly code: string
  readonly imports: readonly Import[]
  /** Files named by `new URL('./x', import.meta.url)`: used, although not imported. */
  readonly mentions: readonly string[]
}

const WORDS = String.raw`(?:(?!\b(?:import|export)\b)[\w\s{},*$])*?`
const STATIC = new RegExp(String.raw`\b(?:import|export)\b(${WORDS})\bfrom\s*['"]`, 'g')
const BARE = /\bimport\s*\(?\s*['"]/g
const MENTION = /\bnew\s+URL\(\s*['"]/g

/** Reads what the rules need out of a text. */
export function sourceOf(path: string, text: string): Source {
  const code = blank(text)
  const imports: Import[] = []
  for (const match of code.matchAll(STATIC)) {
    const target = resolve(path, stringAt(text, match.index + match[0].length))
    imports.push({ target, typeOnly: isTypeOnly(match[1] ?? '') })
  }
  for (const match of code.matchAll(BARE)) {
    const target = resolve(path, stringAt(text, match.index + match[0].length))
    imports.push({ target, typeOnly: /\btypeof\s*$/.test(code.slice(0, match.index)) })
  }
  const mentions = [...code.matchAll(MENTION)].map((match) =>
    resolve(path, stringAt(text, match.index + match[0].length)),
  )
  return { path, text, code, imports, mentions }
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}

/** The room (top folder) of a file; '' for files at the top. */
export function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
}

/** `type X`, `type { X }` and `{ type X, type Y }` disappear when types are stripped. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\s+[{*\w]/.test(clause) && !/^\s*type\s*,/.test(clause)) return true
  const names = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]
  if (names === undefined || names.trim() === '') return false
  return names.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name))
}

function stringAt(text: string, start: number): string {
  return /^[^'"]*/.exec(text.slice(start, start + 500))?.[0] ?? ''
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier
}
