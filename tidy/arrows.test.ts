import { expect, test } from 'vitest'
import { k6StaysInside, loadSeesLittle, ranks } from './arrows.ts'
import { cycles, judgeKeepsOwnBooks, singleNamers } from './graph.ts'
import { sourceOf } from './source.ts'

test('an import to a higher rank, or to the neighbour of one rank, is named', () => {
  const tree = files({
    'core/a.ts': "import type { B } from '../simulators/b.ts'",
    'reports/a.ts': "import { a } from '../core/a.ts'",
    'scenarios/a.ts': "import { a } from '../core/a.ts'\nimport { b } from './b.ts'",
    'cli/a.ts': "const a = await import('../load/a.ts')",
    'contracts/a.ts': "export * from '../cli/a.ts'",
  })
  expect(ranks(tree)).toEqual([
    'core/a.ts imports simulators/b.ts: leans the wrong way',
    'reports/a.ts imports core/a.ts: leans the wrong way',
    'contracts/a.ts imports cli/a.ts: leans the wrong way',
  ])
})

test('load may see contracts, money and journeys alone', () => {
  const tree = files({
    'load/a.ts': `import { a } from '../contracts/a.ts'
import { fenOf } from '../core/money.ts'
import { o } from '../scenarios/journeys/o.ts'
import { build } from 'esbuild'
import { judge } from '../scenarios/judge.ts'
import { c } from '../core/clock.ts'`,
  })
  expect(loadSeesLittle(tree)).toEqual([
    'load/a.ts imports scenarios/judge.ts: is more than load may see',
    'load/a.ts imports core/clock.ts: is more than load may see',
  ])
})

test('k6 outside load, and a k6 script imported by Node, are named', () => {
  const tree = files({
    'load/script.ts': "import http from 'k6/http'",
    'load/run.ts': "import './script.ts'\nimport type { Options } from 'k6/options'",
    'cli/load.ts': "import { runK6 } from '../load/run.ts'\nimport { check } from 'k6'",
  })
  expect(k6StaysInside(tree)).toEqual([
    'load/run.ts imports load/script.ts: runs inside k6 and nowhere else',
    'cli/load.ts imports k6: belongs to load/ alone',
  ])
})

test('a judge that reaches the core through another file is named', () => {
  const tree = files({
    'scenarios/auditor.ts': "import { sum } from './sum.ts'",
    'scenarios/sum.ts': "import { post } from '../core/ledger.ts'\nimport '../core/money.ts'",
    'scenarios/checks/a.ts': "import type { Claim } from '../../core/claim.ts'",
    'scenarios/runner.ts': "import { start } from '../core/platform.ts'",
    'scenarios/month/judge-a.ts': "import { pay } from '../../core/clearing/pay.ts'",
    'scenarios/month/read-books.ts': "import type { Store } from '../../core/store.ts'",
  })
  expect(judgeKeepsOwnBooks(tree)).toEqual([
    'scenarios/auditor.ts reaches core/ledger.ts: the judge keeps its own books',
    'scenarios/checks/a.ts reaches core/claim.ts: the judge keeps its own books',
    'scenarios/month/judge-a.ts reaches core/clearing/pay.ts: the judge keeps its own books',
  ])
})

test('a second file that names a replaceable library is named, a test is not', () => {
  const tree = files({
    'core/store.ts': "import { DatabaseSync } from 'node:sqlite'",
    'core/other.ts': "import { backup } from 'node:sqlite'",
    'core/store.test.ts': "import { DatabaseSync } from 'node:sqlite'",
    'simulators/a.ts': "import { http } from 'msw'",
    'simulators/b.ts': "import { setupServer } from 'msw/node'",
  })
  expect(singleNamers(tree)).toEqual([
    'node:sqlite is named by core/store.ts and core/other.ts: one may',
    'msw is named by simulators/a.ts and simulators/b.ts: one may',
  ])
})

test('a circle of values is named, a circle that types close is not', () => {
  const tree = files({
    'core/a.ts': "import { b } from './b.ts'",
    'core/b.ts': "export { c } from './c.ts'",
    'core/c.ts': "import { a } from './a.ts'",
    'core/x.ts': "import { y } from './y.ts'",
    'core/y.ts': "import { type X, type Z } from './x.ts'",
  })
  expect(cycles(tree)).toEqual(['core/a.ts → core/b.ts → core/c.ts → core/a.ts'])
})

function files(texts: Record<string, string>) {
  return Object.entries(texts).map(([path, text]) => sourceOf(path, text))
}
