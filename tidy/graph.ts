/** Rules about what imports lead to, over many files. Each returns one line for each offence. */
import type { Source } from './source.ts'
import { isTest, roomOf } from './source.ts'

/** Libraries that one file alone may name, so that they can be replaced in one place. */
const SINGLE_NAMERS = ['node:sqlite', 'fastify', 'msw', '@faker-js/faker', 'sm-crypto-v2']

/** Auditor, checks, and who makes the books and papers of a month anew. */
const JUDGES =
  /^scenarios\/(?:auditor\.ts$|checks\/|month\/(?:\w+-books|judge-(?!month)\w+)\.ts$)/

/** Takes the rows out of a party's database, and judges nothing. */
const READER = 'scenarios/month/read-books.ts'

/** The judge keeps its own books: whatever auditor and checks reach, the core is not in it. */
export function judgeKeepsOwnBooks(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const judges = sources.filter(
    ({ path }) => !isTest(path) && JUDGES.test(path) && path !== READER,
  )
  return judges.flatMap((judge) => {
    const reached = new Set<string>()
    const queue = [judge.path]
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      for (const { target } of byPath.get(path)?.imports ?? []) {
        if (reached.has(target)) continue
        reached.add(target)
        queue.push(target)
      }
    }
    return [...reached]
      .filter((path) => roomOf(path) === 'core' && path !== 'core/money.ts')
      .map((path) => `${judge.path} reaches ${path}: the judge keeps its own books`)
  })
}

/** Outside tests, one file names the driver, the server, the interceptor, the faker. */
export function singleNamers(sources: readonly Source[]): string[] {
  return SINGLE_NAMERS.flatMap((name) => {
    const namers = sources.filter(
      ({ path, imports }) =>
        !isTest(path) &&
        imports.some(({ target }) => target === name || target.startsWith(`${name}/`)),
    )
    if (namers.length <= 1) return []
    return [`${name} is named by ${namers.map(({ path }) => path).join(' and ')}: one may`]
  })
}

/** Files that import each other's values cannot be understood one at a time. */
export function cycles(sources: readonly Source[]): string[] {
  const arrows = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    ]),
  )
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.add([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const target of arrows.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of arrows.keys()) visit(path, [])
  return [...found]
}
