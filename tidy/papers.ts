/** Rules about documents, and about files that nobody needs. */
import type { Source } from './source.ts'
import { isTest } from './source.ts'

export interface Paper {
  readonly path: string
  readonly text: string
}

const MOST_README_LINES = 60

/** Each document has one title; what stands in a code block is no title. */
export function titles(papers: readonly Paper[]): string[] {
  return papers.flatMap(({ path, text }) => {
    const prose = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '')
    const count = prose.match(/^# \S/gm)?.length ?? 0
    return count === 1 ? [] : [`${path} has ${count} titles, must have one`]
  })
}

/** Each room explains itself, on one page. */
export function readmes(rooms: readonly string[], papers: readonly Paper[]): string[] {
  return rooms.flatMap((room) => {
    const readme = papers.find(({ path }) => path === `${room}/README.md`)
    if (readme === undefined) return [`${room}/README.md is missing`]
    const lines = readme.text.trimEnd().split('\n').length
    if (lines <= MOST_README_LINES) return []
    return [`${readme.path} has ${lines} lines, at most ${MOST_README_LINES}`]
  })
}

/**
 * Files that nobody imports and nobody starts.
 * @param startedBy texts that name the files which are started: package.json, scripts
 */
export function deadFiles(sources: readonly Source[], startedBy: string): string[] {
  const used = new Set(
    sources.flatMap(({ imports, mentions }) => [
      ...imports.map(({ target }) => target),
      ...mentions,
    ]),
  )
  return sources
    .map(({ path }) => path)
    .filter((path) => !isTest(path) && !used.has(path) && !startedBy.includes(path))
    .map((path) => `${path} is imported by nobody and started by nobody`)
}
