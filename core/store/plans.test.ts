import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from './store.ts'

/** Every statement in the sources of the core that looks something up, as it is written there. */
function lookups(): string[] {
  const core = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
  )
  return files.flatMap((path) => {
    const text = readFileSync(`${core}/${path}`, 'utf8')
    const quoted = text.matchAll(/(['"`])((?:select|update|delete)\b(?:(?!\1).)*?\bwhere\b.*?)\1/gs)
    return [...quoted].map((match) => match[2] ?? '')
  })
}

test('no message reads a whole table, however large the books have grown', () => {
  const store = openStore(':memory:')
  const all = lookups()
  expect(all.length).toBeGreaterThan(15)
  for (const sql of all) {
    const plan = store.all<{ detail: string }>(`explain query plan ${sql}`)
    const scans = plan.filter(({ detail }) => detail.startsWith('SCAN'))
    expect(scans, sql).toEqual([])
  }
  store.close()
})
