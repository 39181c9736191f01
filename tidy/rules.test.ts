import { expect, test } from 'vitest'
import { deadFiles, readmes, titles } from './papers.ts'
import { exportsOf, tooLarge } from './sizes.ts'
import { sourceOf } from './source.ts'
import { bannedWords } from './words.ts'

test('each banned word is named with its place and its replacement', () => {
  const text = `const a = Date.now() + new Date().getTime() + Math.random()
const b = crypto.randomUUID() as any
console.log(new Date(a), new Date)
throw new Error('no class')
// ${'TO'}${'DO'}: later`
  expect(bannedWords([sourceOf('core/a.ts', text)])).toEqual([
    'core/a.ts:1 Date.now: take the clock as an argument',
    'core/a.ts:1 new Date(): take the clock as an argument',
    'core/a.ts:3 new Date: take the clock as an argument',
    'core/a.ts:1 Math.random: draw from the seeded source',
    'core/a.ts:2 randomUUID: take ids as an argument',
    'core/a.ts:3 console.: log through pino or return the text',
    'core/a.ts:2 as any: name the type',
    'core/a.ts:4 throw new Error(: throw a named error class',
    `core/a.ts:5 ${'TO'}${'DO'}: do it, or write it into the plan`,
  ])
})

test('a test that is switched off is named', () => {
  const text = `test.only('a', f)\ndescribe.skip('b', f)\ntest.concurrent.skip('c', f)`
  expect(bannedWords([sourceOf('core/a.test.ts', text)])).toHaveLength(3)
})

test('words in strings and in other words do not count, nor does the command line', () => {
  const text = `const a = 'console.log(Date.now())'\nconst method = b.skip(1)`
  expect(bannedWords([sourceOf('core/a.ts', text)])).toEqual([])
  expect(bannedWords([sourceOf('cli/a.ts', 'console.log(Date.now())')])).toEqual([])
})

test('a long file, a long function and a long line are named', () => {
  const long = `function f() {\n${'  a()\n'.repeat(80)}}\n${'b()\n'.repeat(420)}`
  const wide = `const a = '${'医'.repeat(95)}'`
  expect(tooLarge([sourceOf('core/a.ts', long), sourceOf('core/b.ts', wide)])).toEqual([
    'core/a.ts has 502 lines, at most 500',
    'core/a.ts:1 f has 82 lines',
    'core/b.ts:1 has 107 columns',
    'the median file has 502 lines, at most 90',
  ])
})

test('a tree whose files export too much is named', () => {
  const many = 'export const a = 1\nexport function b() {}\nexport class C {}\nexport { d, e }\n'
  expect(exportsOf(many)).toBe(5)
  expect(exportsOf('export type A = 1\nexport interface B {}\nexport type { C }')).toBe(0)
  expect(tooLarge([sourceOf('core/a.ts', many), sourceOf('core/b.ts', '')])).toEqual([
    '50 % of the files have at most 3 exports, at least 80 %',
  ])
})

test('a file that nobody imports, mentions or starts is named', () => {
  const tree = [
    sourceOf('core/a.ts', "import './b.ts'\nnew URL('./c.ts', import.meta.url)"),
    sourceOf('core/b.ts', ''),
    sourceOf('core/c.ts', ''),
    sourceOf('core/dead.ts', ''),
    sourceOf('core/dead.test.ts', ''),
  ]
  expect(deadFiles(tree, '"bin": "core/a.ts"')).toEqual([
    'core/dead.ts is imported by nobody and started by nobody',
  ])
})

test('a room without a page, or with more than a page, is named', () => {
  const papers = [
    { path: 'core/README.md', text: `# Core\n${'line\n'.repeat(60)}` },
    { path: 'load/README.md', text: '# Load\n' },
  ]
  expect(readmes(['core', 'cli', 'load'], papers)).toEqual([
    'core/README.md has 61 lines, at most 60',
    'cli/README.md is missing',
  ])
})

test('a document with two titles or none is named, a code block has no titles', () => {
  expect(
    titles([
      { path: 'a.md', text: '# One\n\n# Two\n' },
      { path: 'b.md', text: '## Small\n' },
      { path: 'c.md', text: '# One\n\n```sh\n# a comment\n```\n' },
    ]),
  ).toEqual(['a.md has 2 titles, must have one', 'b.md has 0 titles, must have one'])
})
