import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundleScenario } from './bundle.ts'

test('the scenario becomes one small file that needs k6 and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'liantiao-bundle-'))
  try {
    const bundle = await bundleScenario(join(folder, 'scenario.js'))
    const text = await readFile(bundle.path, 'utf8')
    expect(bundle.bytes).toBeLessThan(100 * 1024)
    expect(bundle.imports.toSorted()).toEqual(['k6/data', 'k6/execution', 'k6/http', 'k6/metrics'])
    expect(text).not.toContain('require(')
    expect(text).not.toContain('node:')
    expect(text).not.toMatch(/for await|async\s+function\s*\*|\\p\{|structuredClone|Intl\./)
    expect(text).toContain('function* outpatient(')
  } finally {
    await rm(folder, { recursive: true })
  }
})
