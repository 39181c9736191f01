/** Rules about size: what is small is read, what is large is scrolled past. */
import { functionsOf } from './functions.ts'
import type { Source } from './source.ts'

const MOST_FILE_LINES = 500
const MOST_MEDIAN_LINES = 90
const MOST_FUNCTION_LINES = 70
const MOST_COLUMNS = 100
const MOST_EXPORTS = 3
const LEAST_SHARE_OF_SMALL_INTERFACES = 0.8

export interface Sizes {
  readonly medianFileLines: number
  readonly longestFileLines: number
  readonly longestFunctionLines: number
  /** Share of files with at most three exports, 0 to 1. */
  readonly smallInterfaces: number
}

/** The four numbers of a tree. */
export function sizesOf(sources: readonly Source[]): Sizes {
  const lengths = sources.map(linesOf).toSorted((a, b) => a - b)
  const functions = sources.flatMap(functionsOf).map(({ lines }) => lines)
  const small = sources.filter(({ code }) => exportsOf(code) <= MOST_EXPORTS).length
  return {
    medianFileLines: lengths[Math.floor(lengths.length / 2)] ?? 0,
    longestFileLines: lengths.at(-1) ?? 0,
    longestFunctionLines: Math.max(0, ...functions),
    smallInterfaces: sources.length === 0 ? 1 : small / sources.length,
  }
}

/** One line for each file, function and line that is too long, and for the tree as a whole. */
export function tooLarge(sources: readonly Source[]): string[] {
  const found = sources.flatMap((source) => [
    ...longFile(source),
    ...longFunctions(source),
    ...longLines(source),
  ])
  const { medianFileLines, smallInterfaces } = sizesOf(sources)
  if (medianFileLines > MOST_MEDIAN_LINES) {
    found.push(`the median file has ${medianFileLines} lines, at most ${MOST_MEDIAN_LINES}`)
  }
  if (smallInterfaces < LEAST_SHARE_OF_SMALL_INTERFACES) {
    const share = Math.round(smallInterfaces * 100)
    found.push(`${share} % of the files have at most ${MOST_EXPORTS} exports, at least 80 %`)
  }
  return found
}

/**
 * How many functions, classes and constants a file exports. Types are not counted: they are the
 * words in which the functions speak, and taking them elsewhere would not make anything simpler.
 */
export function exportsOf(code: string): number {
  let count = 0
  for (const match of code.matchAll(/^export\b(?!\s+(?:type|interface)\b)\s*(\{[^}]*\})?/gm)) {
    const list = match[1]
    count += list === undefined ? 1 : list.split(',').filter((name) => /\w/.test(name)).length
  }
  return count
}

function longFile(source: Source): string[] {
  const lines = linesOf(source)
  if (lines <= MOST_FILE_LINES) return []
  return [`${source.path} has ${lines} lines, at most ${MOST_FILE_LINES}`]
}

function longFunctions(source: Source): string[] {
  return functionsOf(source)
    .filter(({ lines }) => lines > MOST_FUNCTION_LINES)
    .map(({ name, line, lines }) => `${source.path}:${line} ${name} has ${lines} lines`)
}

function longLines({ path, text }: Source): string[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line].length
    return columns > MOST_COLUMNS ? [`${path}:${index + 1} has ${columns} columns`] : []
  })
}

function linesOf({ text }: Source): number {
  return text.trimEnd().split('\n').length
}
