/** The page's own program, run in a bare context with the few parts of a browser it touches. */
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'

class Piece {
  readonly tag: string
  readonly children: (Piece | string)[] = []
  constructor(tag: string) {
    this.tag = tag
  }
  append(...children: (Piece | string)[]): void {
    this.children.push(...children)
  }
  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent))
      .join('')
  }
  marks(): string[] {
    const below = this.children.flatMap((child) => (typeof child === 'string' ? [] : child.marks()))
    return this.tag === 'mark' ? [this.textContent, ...below] : below
  }
}

interface Place {
  readonly pointer: string
  readonly inAnswer: boolean
  readonly path: string
  readonly exact: boolean
}
interface Program {
  writeJson(parent: Piece, json: unknown, path: string, indent: string, marked: Set<string>): void
  locate(pointers: readonly string[], request: unknown, response: unknown): Place[]
}

const nothing = (): void => {}
const program = createContext({
  document: {
    addEventListener: nothing,
    createElement: (tag: string) => new Piece(tag),
    createDocumentFragment: () => new Piece(''),
    getElementById: (id: string) => (id === 'language' ? { addEventListener: nothing } : null),
  },
  window: { addEventListener: nothing },
  location: { hash: '' },
}) as unknown as Program
runInContext(readFileSync(`${import.meta.dirname}/browser.js`, 'utf8'), program)

function written(json: unknown, marked: readonly string[] = []): Piece {
  const parent = new Piece('pre')
  program.writeJson(parent, json, '', '', new Set(marked))
  return parent
}

test('formatted JSON is the same JSON, whatever it holds', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (json) => {
    const text = written(json).textContent
    expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(json))
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  }), { seed: 20260101, numRuns: 300 })
})

test('marks stand around exactly what was pointed at, keys with slashes included', () => {
  const json = { 'a/b': [{ '~': 1 }, 2], c: 1 }
  expect(written(json, ['/a~1b/0/~0']).marks()).toEqual(['"~": 1'])
  expect(written(json, ['/a~1b/1', '/c']).marks()).toEqual(['2', '"c": 1'])
  expect(written(json, ['/d']).marks()).toEqual([])
})

test('a pointer is looked for on both sides and leads as far as the message goes', () => {
  const request = { body: { json: { input: { data: {} } } } }
  const response = { body: { json: { output: { setlinfo: { medfee_sumamt: 1 } } } } }
  const pointers = ['/output/setlinfo/medfee_sumamt', '/input/data/certno', '/nowhere']
  expect(program.locate(pointers, request, response)).toEqual([
    { pointer: pointers[0], inAnswer: true, path: pointers[0], exact: true },
    { pointer: pointers[1], inAnswer: false, path: '/input/data', exact: false },
    { pointer: pointers[2], inAnswer: false, path: '', exact: false },
  ])
  expect(program.locate(['/a'], { body: { text: 'x' } }, null)).toMatchObject([{ exact: false }])
})

test('inherited names are not mistaken for fields', () => {
  const request = { body: { json: {} } }
  expect(program.locate(['/constructor'], request, null)).toMatchObject([{ exact: false }])
})
