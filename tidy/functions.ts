/** Finds functions with a body, to measure them. */
import type { Source } from './source.ts'

export interface Measured {
  readonly name: string
  /** Line of the opening brace, counted from 1. */
  readonly line: number
  /** Lines from the opening to the closing brace, both included. */
  readonly lines: number
}

/** Words that stand before a parenthesis and a block without making a function. */
const CONTROL = ['if', 'for', 'while', 'switch', 'catch', 'with', 'return', 'describe']
const HEAD = /(?:\bfunction\b\s*\*?\s*)?([\w$#]*)\s*(?:<[^<>(){}]*>\s*)?\(/g

/**
 * Every function, method and arrow with a block body. A `describe` is a chapter, no function; an
 * arrow type that returns an object type is measured too, which does no harm.
 */
export function functionsOf({ code }: Pick<Source, 'code'>): Measured[] {
  const found: Measured[] = []
  for (const match of code.matchAll(HEAD)) {
    const name = match[1] ?? ''
    if (CONTROL.includes(name)) continue
    const close = closing(code, match.index + match[0].length - 1)
    const open = bodyAfter(code, close + 1)
    const inDescribe = /\bdescribe(?:\.\w+)*\([^()]*$/.test(code.slice(0, match.index))
    if (open >= 0 && !inDescribe) found.push(measure(code, name, open))
  }
  return found
}

/** Index of the body's brace, skipping a return type and an arrow; -1 when there is no body. */
function bodyAfter(code: string, start: number): number {
  let at = skipSpace(code, start)
  if (code.startsWith('=>', at)) return braceAfter(code, at + 2)
  if (code.charAt(at) === '{') return at
  if (code.charAt(at) !== ':') return -1
  // A brace after one of these belongs to a type; any other brace begins the body.
  let before = ':'
  for (at = skipSpace(code, at + 1); at < code.length; at = skipSpace(code, at + 1)) {
    const char = code.charAt(at)
    if (char === '{' && !/[:|&<,(=]/.test(before)) return at
    if (code.startsWith('=>', at) && before !== ')') return braceAfter(code, at + 2)
    if (/[;)}]/.test(char) || (char === '=' && !code.startsWith('=>', at))) return -1
    if (char === '{' || char === '(' || char === '[') at = closing(code, at)
    before = code.charAt(at)
  }
  return -1
}

function braceAfter(code: string, start: number): number {
  const at = skipSpace(code, start)
  return code.charAt(at) === '{' ? at : -1
}

function measure(code: string, name: string, open: number): Measured {
  const line = code.slice(0, open).split('\n').length
  const lines = code.slice(open, closing(code, open) + 1).split('\n').length
  return { name: name === '' || name === 'async' ? 'a function' : name, line, lines }
}

/** Index of the bracket that closes the one at `open`; the end when there is none. */
function closing(code: string, open: number): number {
  let depth = 0
  for (let at = open; at < code.length; at += 1) {
    const char = code.charAt(at)
    if (char === '(' || char === '[' || char === '{') depth += 1
    if (char === ')' || char === ']' || char === '}') depth -= 1
    if (depth === 0) return at
  }
  return code.length
}

function skipSpace(code: string, start: number): number {
  let at = start
  while (/\s/.test(code.charAt(at))) at += 1
  return at
}
