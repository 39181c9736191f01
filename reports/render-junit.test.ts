import { expect, test } from 'vitest'
import { HOSTILE_NAME, sampleRun } from './fixture.ts'
import { renderJUnit } from './render-junit.ts'

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Element[]
  text: string
}
const TAG = /^<([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#\d+);[^"<&]*)*")*)(\/?)>/
const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** A strict reader of the XML we write: it throws at the first thing that is not well formed. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  expect(rest).not.toBe(xml)
  while (rest !== '') {
    const top = stack.at(-1) ?? root
    const text = /^[^<]+/.exec(rest)?.[0]
    const tag = TAG.exec(rest)
    if (text !== undefined) top.text += decode(text)
    else if (rest.startsWith(`</${top.name}>`)) stack.pop()
    else if (tag !== null) {
      const made: Element = { name: tag[1] ?? '', attributes: {}, children: [], text: '' }
      for (const [, key, value] of (tag[2] ?? '').matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        const name = key ?? ''
        if (name in made.attributes) throw new SyntaxError(`${name} occurs twice`)
        made.attributes[name] = decode(value ?? '')
      }
      top.children.push(made)
      if (tag[3] === '') stack.push(made)
    } else throw new SyntaxError(`not XML: ${rest.slice(0, 60)}`)
    rest = rest.slice((text ?? (/^<[^>]*>/.exec(rest)?.[0] ?? rest)).length)
  }
  expect(stack, 'every element is closed').toHaveLength(1)
  expect(root.children, 'one root').toHaveLength(1)
  return root.children[0] ?? root
}

function decode(text: string): string {
  expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u)
  return text.replace(/&(#(\d+)|[a-z]*)(;?)/g, (whole, name: string, code?: string) => {
    const character = code === undefined ? NAMES[name] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new SyntaxError(`not an entity: ${whole}`)
    return character
  })
}

const run = sampleRun()
const root = parseXml(renderJUnit(run))
const testcases = root.children.flatMap((suite) =>
  suite.children.filter(({ name }) => name === 'testcase'))
const testcase = (name: string): Element | undefined =>
  testcases.find(({ attributes }) => attributes.name === name)

test('there is one suite per case-name prefix and one testcase per case', () => {
  expect(root.children.map(({ attributes }) => attributes.name)).toEqual([
    'outpatient', 'hostile', 'inpatient', 'pharmacy', 'day-end',
  ])
  expect(testcases).toHaveLength(run.cases.length)
  expect(root.attributes).toMatchObject({ tests: '10', failures: '1', errors: '2', skipped: '1' })
})

test('each verdict has its own element', () => {
  const elementOf = (name: string): string | undefined => testcase(name)?.children[0]?.name
  expect(elementOf('outpatient/plain/pooled')).toBe('failure')
  expect(elementOf('pharmacy/refund')).toBe('error')
  expect(elementOf('pharmacy/account')).toBe('skipped')
  expect(elementOf('outpatient/plain/self-paid')).toBeUndefined()
  const unknown = testcase('inpatient/lost-answer')?.children[0]
  expect(unknown).toMatchObject({ name: 'error', attributes: { type: 'inconclusive' } })
})

test('a failure says the first violation and holds every finding', () => {
  const failure = testcase('outpatient/plain/pooled')?.children[0]
  expect(failure?.attributes.message).toBe('结算总额与费用明细之和不相等，相差 0.01 元')
  for (const finding of run.cases[1]?.findings ?? []) {
    const { check, requirement, exchange, pointer, expected, actual } = finding
    for (const part of [check, requirement, pointer, expected, actual, `第 ${exchange} 条`]) {
      expect(failure?.text).toContain(part)
    }
  }
})

test('every suite names seed, decision and version, and nothing claims a time', () => {
  for (const suite of root.children) {
    const properties = suite.children[0]?.children.map(({ attributes }) => attributes)
    expect(properties).toEqual([
      { name: 'seed', value: '20260101' },
      { name: 'decision', value: 'refused' },
      { name: 'version', value: '0.1.0' },
    ])
  }
  expect(renderJUnit(run)).not.toContain(' time=')
})

test('a hostile name comes back as it was, but for what XML cannot hold', () => {
  const hostile = testcase(HOSTILE_NAME.replace('\u0007', '\uFFFD'))
  expect(hostile?.children[0]?.text).toContain('<img src=x onerror=alert(2)>')
})

test('line breaks in a message and lone surrogates survive as attribute text', () => {
  const first = run.cases.slice(0, 1)
  const title = { zh: '一\n二\t三\r\uD800', en: '' }
  const cases = first.map((one) => ({ ...one, verdict: 'skip' as const, title }))
  const odd = parseXml(renderJUnit({ ...run, cases }))
  const skipped = odd.children[0]?.children[1]?.children[0]
  expect(skipped?.attributes.message).toBe('一\n二\t三\r\uFFFD')
})
