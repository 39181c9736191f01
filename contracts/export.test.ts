import { createHash } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { exportFiles } from './export.ts'
import type { ContractIndex } from './export.ts'
import { oneIn } from './testing-thorough.ts'
import { checkRequest, checkResponse } from './validate.ts'

const files = exportFiles('1.2.3')

function parsed(path: string): Record<string, unknown> {
  return JSON.parse(files.get(path) ?? '') as Record<string, unknown>
}

const index = parsed('index.json') as unknown as ContractIndex

/** A validator that knows nothing of us: no keyword of ours, no strictness. */
const stranger = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } })

test('the pairs load in a validator without our keywords and accept their samples', () => {
  const refused: unknown[] = []
  // 2207 is compiled in any case: the tests below ask its schema.
  const some = new Set(['2207', ...oneIn(4, index.transactions).map(({ infno }) => infno)])
  for (const infno of some) {
    for (const side of ['request', 'response']) {
      const accepts = stranger.compile(parsed(`schemas/${infno}.${side}.json`))
      const sample = parsed(`examples/${infno}.${side}.json`)
      if (!accepts(sample)) refused.push([infno, side, accepts.errors])
    }
  }
  expect(index.transactions).toHaveLength(228)
  expect(refused).toEqual([])
})

test.each<[title: string, path: string, value: unknown]>([
  ['another transaction', '/infno', '2208'],
  ['a required field that is empty', '/input/data/psn_no', ''],
  ['a code that is in no dictionary', '/input/data/insutype', '999'],
  ['an amount with three decimals', '/input/data/medfee_sumamt', '118.501'],
  ['an amount too large for its digits', '/input/data/medfee_sumamt', 1e14],
  ['an amount that is no number', '/input/data/medfee_sumamt', '1e3'],
  ['a text that is too long', '/input/data/mdtrt_id', '1'.repeat(31)],
])('the exported schema of 2207 refuses %s', (_title, path, value) => {
  const accepts = stranger.getSchema('urn:liantiao:transaction:2207:request')
  const sample = parsed('examples/2207.request.json')
  const names = path.slice(1).split('/')
  const last = names.pop() ?? ''
  const box = names.reduce((at, name) => at[name] as Record<string, unknown>, sample)
  expect(accepts?.(sample)).toBe(true)
  box[last] = value
  expect(accepts?.(sample)).toBe(false)
  expect(accepts?.errors?.map((one) => one.instancePath)).toContain(path)
})

/** One province stands for all; that every edition compiles is shown with the editions. */
const edition = 'jiangsu'
const own = exportFiles('1.2.3', edition)

test('the samples of a province are right where it differs', () => {
  const read = (path: string): object => JSON.parse(own.get(path) ?? '') as object
  const { transactions } = read('index.json') as ContractIndex
  const differs = (path: string): boolean => own.get(path) !== files.get(path)
  const differing = transactions
    .filter(({ infno }) => differs(`schemas/${infno}.request.json`)).slice(0, 12)
  expect(differing.length).toBeGreaterThan(0)
  const remarks = differing.flatMap(({ infno }) => {
    const [request, response] = [
      read(`examples/${infno}.request.json`), read(`examples/${infno}.response.json`),
    ]
    const accepts = new Ajv2020({ strict: false }).compile(read(`schemas/${infno}.request.json`))
    return [
      ...(accepts(request) ? [] : [`${infno} ${JSON.stringify(accepts.errors)}`]),
      ...[...checkRequest(infno, request, edition), ...checkResponse(infno, response, edition)]
        .map((one) => `${infno} ${one.pointer} ${one.rule}`),
    ]
  })
  expect(transactions.length).toBeGreaterThan(180)
  expect(remarks).toEqual([])
})

test('a page of a province says what is not as in the baseline', () => {
  const page = own.get('pages/2207.md') ?? ''
  expect(page).toContain('## 与国家基线的差异')
  expect(page).toContain('字段改名 exp_content → expContent')
  expect(files.get('pages/2207.md')).not.toContain('与国家基线的差异')
})

test('an answer that accepts must have its output, and one that refuses need not', () => {
  const accepts = stranger.getSchema('urn:liantiao:transaction:2207:response')
  expect(accepts?.({ infcode: 0, output: null })).toBe(false)
  expect(accepts?.({ infcode: '0' })).toBe(false)
  expect(accepts?.({ infcode: -1, err_msg: '余额不足', output: null })).toBe(true)
})

test('the index names every file with its digest, and two exports are alike', () => {
  const named = index.files.map((one) => one.path)
  expect([...named, 'index.json'].toSorted()).toEqual([...files.keys()].toSorted())
  for (const { path, sha256 } of index.files) {
    expect(createHash('sha256').update(files.get(path) ?? '').digest('hex')).toBe(sha256)
  }
  const again = exportFiles('1.2.3')
  expect([...again].filter(([path, text]) => files.get(path) !== text)).toEqual([])
  expect(again.size).toBe(files.size)
})

test('a page tells a Chinese reader fields, codes, editions and what to look at next', () => {
  const page = files.get('pages/2207.md') ?? ''
  expect(page).toContain('| `psn_no` | 人员编号 | 字符型 | 30 | 是 |')
  expect(page).toContain('| 310 | 职工基本医疗保险 |')
  expect(page).toContain('仅湖南版有')
  expect(page).toContain('[2208 门诊结算撤销](2208.md)：撤销本交易')
  expect(page).toContain('"infno": "2207"')
})

test('every link of every page leads to a file of the export', () => {
  const broken = [...files].filter(([path]) => path.endsWith('.md')).flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link = '']) => path.includes('/') ? `pages/${link}` : link)
      .filter((target) => !files.has(target)))
  expect(broken).toEqual([])
})
