import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestOf, openDirectory, writeAll } from './out-dir.ts'
import { inDirectory } from './testing.ts'
import { UsageError } from './texts.ts'

const run = (word: string) => new Map([['run.json', `${word} run`], ['a.html', `${word} page`]])

test('files of a run replace those of the run before all together', () =>
  inDirectory(async (dir) => {
    for (const word of ['first', 'second']) {
      writeAll(dir, run(word))
      expect(readdirSync(dir).sort()).toEqual(['a.html', 'run.json'])
      expect(readFileSync(join(dir, 'run.json'), 'utf8')).toBe(`${word} run`)
      expect(readFileSync(join(dir, 'a.html'), 'utf8')).toBe(`${word} page`)
    }
  }))

test('when one file cannot be written aside, the run before is untouched', () =>
  inDirectory(async (dir) => {
    writeAll(dir, run('first'))
    const impossible = new Map([...run('second'), [join('none', 'b.xml'), 'x']])
    expect(() => writeAll(dir, impossible)).toThrow(UsageError)
    expect(readdirSync(dir).sort()).toEqual(['a.html', 'run.json'])
    expect(readFileSync(join(dir, 'a.html'), 'utf8')).toBe('first page')
  }))

test('when a file cannot take its place, no record vouches for the mixture', () =>
  inDirectory(async (dir) => {
    mkdirSync(join(dir, 'a.html'))
    writeFileSync(join(dir, 'run.json'), 'first run')
    expect(() => writeAll(dir, run('second'))).toThrow(/cannot be written/)
    expect(readdirSync(dir)).toEqual(['a.html'])
  }))

test('a directory is made with those above it', () =>
  inDirectory(async (dir) => {
    const deep = join(dir, 'a', 'b', 'c')
    expect(openDirectory('--out', deep)).toBe(deep)
    expect(readdirSync(deep)).toEqual([])
    writeFileSync(join(dir, 'file'), '')
    expect(() => openDirectory('--out', join(dir, 'file', 'x'))).toThrow(/--out .*choose another/)
  }))

test('a digest is the SHA-256 of the text', () => {
  expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
