import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the bench replays its visits in memory and on disk, and prints what it measured', () => {
  const path = fileURLToPath(new URL('./throughput.ts', import.meta.url))
  const text = execFileSync(process.execPath, [path, '8'], { encoding: 'utf8' })
  const lines = /^memory: (\d+) messages, \d+\/s, \d+ × .*\ndisk: \1 messages, \d+\/s, \d+ × .*\n$/
  expect(text).toMatch(lines)
  expect(Number(lines.exec(text)?.[1])).toBeGreaterThan(8 * 7)
})
