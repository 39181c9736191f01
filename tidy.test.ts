/** The tidy rules, held over this tree; how each rule is known to bite stands in `tidy/`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { k6StaysInside, loadSeesLittle, ranks } from './tidy/arrows.ts'
import { cycles, judgeKeepsOwnBooks, singleNamers } from './tidy/graph.ts'
import { deadFiles, readmes, titles } from './tidy/papers.ts'
import { sizesOf, tooLarge } from './tidy/sizes.ts'
import { roomOf, sourceOf } from './tidy/source.ts'
import { bannedWords } from './tidy/words.ts'

const paths = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.md'],
  { cwd: import.meta.dirname, encoding: 'utf8' },
)
  .trim()
  .split('\n')
  .filter((path) => !path.startsWith('contracts/generated/') && existsSync(full(path)))
const sources = paths
  .filter((path) => path.endsWith('.ts'))
  .map((path) => sourceOf(path, read(path)))
const papers = paths
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: read(path) }))
const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))].filter((room) => room !== '')

test('there is a tree to look at', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(rooms).toEqual(expect.arrayContaining(['contracts', 'core', 'load', 'scenarios']))
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(sources.length)
})

test('imports go to a lower rank or stay in the room', () => {
  expect(ranks(sources)).toEqual([])
})

test('load sees contracts, money and journeys, and nothing else', () => {
  expect(loadSeesLittle(sources)).toEqual([])
})

test('only load names k6, and what runs in k6 runs nowhere else', () => {
  expect(k6StaysInside(sources)).toEqual([])
})

test('the judge keeps its own books', () => {
  expect(judgeKeepsOwnBooks(sources)).toEqual([])
})

test('one file names each replaceable library', () => {
  expect(singleNamers(sources)).toEqual([])
})

test('no two files need each other', () => {
  expect(cycles(sources)).toEqual([])
})

test('banned words are not written', () => {
  expect(bannedWords(sources)).toEqual([])
})

test('files, functions, lines and interfaces are small', () => {
  const sizes = sizesOf(sources)
  process.stdout.write(
    `tidy: ${sources.length} files, median ${sizes.medianFileLines} lines, ` +
      `longest ${sizes.longestFileLines}, longest function ${sizes.longestFunctionLines}, ` +
      `${Math.round(sizes.smallInterfaces * 100)} % with at most 3 exports\n`,
  )
  expect(tooLarge(sources)).toEqual([])
})

test('every file is imported or started by somebody', () => {
  const startedBy = ['package.json', '.ci/run', 'vitest.config.ts'].filter((path) =>
    existsSync(full(path)),
  )
  expect(deadFiles(sources, startedBy.map(read).join('\n') + startedBy.join('\n'))).toEqual([])
})

test('every room explains itself on one page', () => {
  expect(readmes(rooms, papers)).toEqual([])
})

test('every document has one title', () => {
  expect(titles(papers)).toEqual([])
})

function full(path: string): string {
  return join(import.meta.dirname, path)
}

function read(path: string): string {
  return readFileSync(full(path), 'utf8')
}
