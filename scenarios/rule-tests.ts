/** Tests of the reference that hold a rule: their titles end with the ids, as in `(RULE-080)`. */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A test and the rows it names. */
export interface RuleTest {
  /** Path and title, e.g. `core/calendar.test.ts: a deadline over a weekend`. */
  readonly name: string
  readonly requirements: readonly string[]
}

const ROOMS = ['core', 'simulators', 'scenarios', 'cli'] as const
const ROOT = new URL('../', import.meta.url)

/** The title of a test that runs: `test('…', `, `it("…" + '…', ` or `test.for(…)('…', `. */
const TITLE =
  /(?:(?:^|[\s)])(?:test|it)|\))\(\s*((?:(?:'[^'\n]*'|"[^"\n]*"|`[^`\n]*`)\s*\+?\s*)+),/gm
const PIECE = /'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`/g

const ID = /RULE-\d{3}|A\d-\d{2}|IF-[A-Z0-9-]+/.source
const IDS = new RegExp(`\\(((?:${ID})(?:,\\s*(?:${ID}))*)\\)$`)

/** Every test in the tree that names a row, in the order of the paths. */
export function ruleTests(): RuleTest[] {
  return ROOMS.flatMap((room) => testFiles(room).flatMap(testsOf))
}

/** The rows named at the end of a title; none when it names none. */
export function idsIn(title: string): string[] {
  const found = IDS.exec(title.trim())?.[1]
  return found === undefined ? [] : found.split(/,\s*/)
}

function testFiles(room: string): string[] {
  return readdirSync(new URL(room, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `${room}/${path}`)
    .sort()
}

function testsOf(path: string): RuleTest[] {
  return testsIn(path, readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8'))
}

/** The tests of one file's text that name a row. */
export function testsIn(path: string, text: string): RuleTest[] {
  return [...text.matchAll(TITLE)].flatMap(([, pieces = '']) => {
    const title = [...pieces.matchAll(PIECE)].map(([, a, b, c]) => a ?? b ?? c ?? '').join('')
    const requirements = idsIn(title)
    const words = title.replace(IDS, '').trim()
    return requirements.length === 0 ? [] : [{ name: `${path}: ${words}`, requirements }]
  })
}
