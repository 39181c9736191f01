/** Rules about single imports. Each rule returns one line for each import that breaks it. */
import type { Import, Source } from './source.ts'
import { isTest, roomOf } from './source.ts'

const RANKS: Readonly<Record<string, number>> = {
  contracts: 0,
  core: 1,
  reports: 1,
  simulators: 2,
  scenarios: 3,
  load: 4,
  cli: 5,
}

/**
 * Imports go to a lower rank or stay in the room; rooms of one rank do not see each other. A test
 * may reach up: to show a defect at work it needs the journeys that the defect spoils.
 */
export function ranks(sources: readonly Source[]): string[] {
  return eachImport(sources, ({ path }, { target }) => {
    if (isTest(path)) return ''
    const [from, to] = [RANKS[roomOf(path)], RANKS[roomOf(target)]]
    if (from === undefined || to === undefined || roomOf(path) === roomOf(target)) return ''
    return to < from ? '' : 'leans the wrong way'
  })
}

/** What runs in k6 is small and portable: contracts, money, journeys, and nothing else. */
export function loadSeesLittle(sources: readonly Source[]): string[] {
  const seen = /^(?:load\/|contracts\/|core\/money\.ts$|scenarios\/journeys\/)/
  return eachImport(sources, ({ path }, { target }) => {
    if (roomOf(path) !== 'load' || RANKS[roomOf(target)] === undefined) return ''
    return seen.test(target) ? '' : 'is more than load may see'
  })
}

/** Only `load/` names k6, and what runs inside k6 is imported by nothing that runs in Node. */
export function k6StaysInside(sources: readonly Source[]): string[] {
  const named = (found: Import): boolean => !found.typeOnly && isK6(found.target)
  const inside = new Set(sources.filter((one) => one.imports.some(named)).map(({ path }) => path))
  return eachImport(sources, ({ path }, { target, typeOnly }) => {
    if (isK6(target) && roomOf(path) !== 'load') return 'belongs to load/ alone'
    if (typeOnly || !inside.has(target) || inside.has(path)) return ''
    return 'runs inside k6 and nowhere else'
  })
}

function isK6(target: string): boolean {
  return target === 'k6' || target.startsWith('k6/')
}

/** One line for each import that the judge has something to say about. */
function eachImport(
  sources: readonly Source[],
  judge: (source: Source, found: Import) => string,
): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((found) => {
      const verdict = judge(source, found)
      return verdict === '' ? [] : [`${source.path} imports ${found.target}: ${verdict}`]
    }),
  )
}
