import { expect, test } from 'vitest'
import { blank } from './blank.ts'
import { functionsOf } from './functions.ts'
import { sourceOf } from './source.ts'

test('comments, strings and regular expressions become blanks of the same length', () => {
  const text = [
    "const a = 'it\\'s' // console.log(1)",
    '/* as any */ const b = `x ${c("}") + `y`} z` / 2 / 1',
    'const d = e.replace(/["/*]{2}[/]/g, "")',
    'const f = (1 + 2) / 3 // half',
  ].join('\n')
  const result = blank(text)
  expect(result).toHaveLength(text.length)
  expect(result.replace(/ +/g, ' ').split('\n')).toEqual([
    "const a = ' ' ",
    ' const b = ` ${c(" ") + ` `} ` / 2 / 1',
    'const d = e.replace( g, "")',
    'const f = (1 + 2) / 3 ',
  ])
})

test('imports are found wherever they stand, and only where they stand', () => {
  const source = sourceOf(
    'core/deep/a.ts',
    `import b, { c } from './b.ts'
import type { D } from '../d.ts'
import { type E, type F } from '../e.ts'
import { type G, h } from '../g.ts'
export interface I extends D {
  readonly j: string
}
export { k } from '../../contracts/k.ts'
import 'side-effect'
const text = "import l from './l.ts'"
// import m from './m.ts'
const n = await import('./n.ts')
let o: typeof import('./o.ts')
const p = new URL('./p.sql', import.meta.url)`,
  )
  const found = source.imports.map(({ target, typeOnly }) => target + (typeOnly ? ' type' : ''))
  expect(found).toEqual([
    'core/deep/b.ts',
    'core/d.ts type',
    'core/e.ts type',
    'core/g.ts',
    'contracts/k.ts',
    'side-effect',
    'core/deep/n.ts',
    'core/deep/o.ts type',
  ])
  expect(source.mentions).toEqual(['core/deep/p.sql'])
})

test('functions of every form are measured, blocks and types are not', () => {
  const code = blank(`export function plain(a: string): { b: number; c: string } {
  if (a) {
    return x
  }
}
const arrow = async (a: () => void): Promise<void> => {
  for (const b of c(d)) {
  }
}
class Thing {
  constructor(a: string) { this.a = a }
  *method<T>(a: T): Generator<T, { b: string }> {
    yield a
  }
}
const short = (a: string) => a.length
const call = outer(inner(a), { b: 1 })
interface Shape { method(a: string): void; other: (b: string) => string }
describe('chapter', () => {
  test('one', () => {
  })
})`)
  expect(functionsOf({ code }).map(({ name, line, lines }) => `${line} ${name} ${lines}`)).toEqual([
    '1 plain 5',
    '6 a function 4',
    '11 constructor 1',
    '12 method 3',
    '20 a function 2',
  ])
})
