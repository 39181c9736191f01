import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ContractIndex } from '../contracts/export.ts'
import { SIMULATED } from '../core/platform/app.ts'
import { here, inDirectory } from './testing.ts'

test('contracts list counts what the tables hold, and names every transaction', async () => {
  const { code, out } = await here(['contracts', 'list', '--json'])
  const { schema, counts, transactions } = JSON.parse(out) as {
    schema: string
    counts: Record<string, number>
    transactions: { infno: string; fields: number; simulated: boolean }[]
  }
  expect({ code, schema }).toEqual({ code: 0, schema: 'liantiao/contracts-list/1' })
  expect(counts).toMatchObject({
    transactions: 228, nodes: 548, fields: 6957, dictionaries: 339, codes: 3546,
  })
  expect(counts['requirementRows']).toBeGreaterThanOrEqual(counts['rowsWithCheck'] ?? Infinity)
  expect(counts['rowsWithCheck']).toBeGreaterThan(30)
  expect(counts['rules']).toBeGreaterThan(10)
  expect(transactions).toHaveLength(228)
  const simulated = transactions.filter((one) => one.simulated).map((one) => one.infno)
  expect(simulated.toSorted()).toEqual(SIMULATED.toSorted())
  expect(counts['simulated']).toBe(simulated.length)
  expect(transactions.reduce((sum, one) => sum + one.fields, 0)).toBe(6957)
})

test('contracts list speaks both languages', async () => {
  expect((await here(['contracts', 'list'])).out).toMatch(/^228个交易，548个节点，6957个字段；/)
  const english = await here(['contracts', 'list', '--lang', 'en'])
  expect(english.out).toMatch(/^228 transactions, 548 nodes, 6957 fields; /)
  expect(english.out).toMatch(/^2207 +门诊结算 +outpatient +institution->platform +\d+ +\d+ +yes$/m)
})

test('contracts show prints the table of a transaction', async () => {
  const { code, out } = await here(['contracts', 'show', '2207'])
  expect(code).toBe(0)
  expect(out).toMatch(/^ {2}medfee_sumamt +医疗费总额 +数值型 +16,2 +是$/m)
  expect(out).toContain('mdtrt_cert_type 就诊凭证类型: 01 医保电子凭证; 02 居民身份证; 03 社会保障卡')
  const english = await here(['contracts', 'show', '2207', '--lang', 'en'])
  expect(english.out).toMatch(/^ {2}medfee_sumamt +医疗费总额 +number +16,2 +yes$/m)
})

test('contracts show --json is the pair of schemas', async () => {
  const { out } = await here(['contracts', 'show', '3261', '--json'])
  expect(JSON.parse(out)).toMatchObject({
    schema: 'liantiao/contract/1',
    infno: '3261',
    request: { $id: 'urn:liantiao:transaction:3261:request' },
    response: { $id: 'urn:liantiao:transaction:3261:response' },
  })
})

const root = mkdtempSync(join(tmpdir(), 'liantiao-contracts-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A directory with everything in it, made by the command once for all tests. */
async function exported(): Promise<string> {
  const target = join(root, 'deep', 'out')
  if (existsSync(target)) return target
  // An empty directory that is already there is filled like one that is not.
  mkdirSync(target, { recursive: true })
  expect((await here(['contracts', 'export', target])).code).toBe(0)
  return target
}

test('contracts export writes everything, and nothing when the directory is in use', async () => {
  const target = await exported()
  const index = JSON.parse(readFileSync(join(target, 'index.json'), 'utf8')) as ContractIndex
  expect(index.files.filter((one) => !existsSync(join(target, one.path)))).toEqual([])
  expect(readdirSync(join(target, 'schemas')).filter((one) => /\.re\w+\.json$/.test(one)))
    .toHaveLength(456)
  expect(readdirSync(target)).not.toContain('.part')
  const again = await here(['contracts', 'export', target])
  expect(again).toMatchObject({ code: 2, out: '' })
  expect(again.err).toMatch(/^liantiao: .+：目录不是空的（已有.+）；请换一个目录或先清空\n$/)
})

test('contracts diff is 0 between equals and 1 when a change breaks somebody', async () => {
  await inDirectory(async (dir) => {
    const [old, now] = [await exported(), join(dir, 'new')]
    cpSync(old, now, { recursive: true })
    expect((await here(['contracts', 'diff', old, now])).code).toBe(0)
    expect((await here(['contracts', 'diff', old, 'national'])).code).toBe(0)

    const path = join(now, 'schemas', '2207.request.json')
    const pair = JSON.parse(readFileSync(path, 'utf8')) as {
      $defs: { input: { properties: { data: { properties: Record<string, object> } } } }
    }
    const fields = pair.$defs.input.properties.data.properties
    fields['mdtrt_id'] = { ...fields['mdtrt_id'], maxLength: 20 }
    writeFileSync(path, JSON.stringify(pair))
    const plain = await here(['contracts', 'diff', old, now])
    expect(plain.code).toBe(1)
    expect(plain.out).toBe('2207 请求 /input/data/mdtrt_id「就诊ID」：长度收紧 30 → 20' +
      '（破坏发送方：医药机构）\n破坏发送方1处，破坏接收方0处，破坏双方0处，无害0处\n')
    const { code, out } = await here(['contracts', 'diff', old, now, '--json', '--lang', 'en'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      schema: 'liantiao/contracts-diff/1',
      breaking: 1,
      counts: { senders: 1, receivers: 0, both: 0, harmless: 0 },
      changes: [{ transaction: '2207', kind: 'length-tightened', parties: ['institution'] }],
    })
  })
})

test.each([
  ['show 9999', '没有该交易'],
  ['export /proc/none', '无法作为目录'],
  ['export x --edition atlantis', '--edition atlantis'],
  ['diff none national', '文件不存在'],
  ['diff national package.json', '文件不存在'],
  ['frobnicate', '没有命令frobnicate'],
])('"contracts %s" is refused in one line with exit code 2', async (words, said) => {
  const { code, out, err } = await here(['contracts', ...words.split(' ')])
  const lines = err.trimEnd().split('\n').length
  expect({ code, out, lines }).toEqual({ code: 2, out: '', lines: 1 })
  expect(err).toContain(said)
})
