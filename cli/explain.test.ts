import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkDocument } from '../contracts/documents.ts'
import { here, inDirectory, start } from './testing.ts'

const EXAMPLES = fileURLToPath(new URL('../core/policy/examples/', import.meta.url))
const REFERRAL = join(EXAMPLES, 'referral-stay.yaml')

test('a claim is explained in Chinese and in English, down to the last fen', async () => {
  const zh = await here(['explain', REFERRAL])
  expect(zh).toMatchObject({ code: 0, err: '' })
  expect(zh.out).toContain('统筹支付比例: 85% − 10% = 75%')
  expect(zh.out).toContain('支付比例 85% /insurance/310/inpatient/ratio/byTier/3')
  expect(zh.out).toContain('文1; points 2026.1')
  expect(zh.out).toMatch(/hifp_pay +8927\.19 {2}基本医疗保险统筹基金支出/)
  expect(zh.out).toMatch(/2026 {2}deductibleFen +800\.00/)
  expect(zh.out.trimEnd().split('\n').at(-1)).toContain('现金5,755.90元')
  const en = await here(['explain', REFERRAL, '--lang', 'en', '--pack', 'pay-first'])
  expect(en.out).toContain('pay-first share of the reduction: 12,702.92 × 10% = 1,270.29 yuan')
  expect(en.out).toContain('cash 5,645.35 yuan')
})

test('--json is one document of its form, also from standard input', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(
    process.execPath, [main, 'explain', '-', '--json'],
    { input: readFileSync(REFERRAL), encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  const written = JSON.parse(stdout) as { amounts: { cashFen: number } }
  expect(checkDocument('explanation', written)).toEqual([])
  expect(written.amounts.cashFen).toBe(575_590)
})

test('a pack of one\'s own is used, and a broken one refused by its line (RULE-103)', () =>
  inDirectory(async (dir) => {
    const { out } = await here(['explain', '--show-pack', 'points'])
    const file = join(dir, 'mine.json')
    writeFileSync(file, out.replace('"byTier": {\n            "0": 9200', '"byTier": {\n"0": 9100')
      .replace('"3": 8500', '"3": 8000'))
    const mine = await here(['explain', REFERRAL, '--pack', file, '--lang', 'en'])
    expect(mine.out).toContain('pool ratio: 80% − 10% = 70%')
    writeFileSync(file, out.replace('"referralBp": 1000', '"referralBp": 1001'))
    const refused = await start(['explain', REFERRAL, '--pack', file]).ended
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(new RegExp(`^liantiao: ${file}:\\d+:\\d+ {2}` +
      '/insurance/310/reduction/crossProvince/referralBp {2}RULE-103 {2}.*→ .*10个百分点'))
    expect(refused.err.trimEnd().split('\n')).toHaveLength(1)
  }))

test('--packs lists the bundled packs with their days', async () => {
  const { code, out } = await here(['explain', '--packs'])
  expect(code).toBe(0)
  expect(out).toMatch(/^jia-2024 +R-2023-NAT +2024-01-01 – 2025-12-31 +合成甲市/m)
  expect(out.trimEnd().split('\n').length).toBeGreaterThanOrEqual(15)
})

test('a place with two packs is taken by its day', async () => {
  const { out } = await here(['explain', join(EXAMPLES, 'outpatient.json'), '--pack', 'jia'])
  expect(out).toContain('jia 2026.1')
})

/** A wrong command line and what its one line must say. */
const WRONG: readonly (readonly [string, string])[] = [
  ['explain', '缺少参数<claim>'],
  ['explain none.yaml', 'none.yaml：文件不存在'],
  ['explain --packs --json', '--packs与--show-pack须单独使用'],
  ['explain --show-pack none', '--show-pack none：没有该内置政策包；可用：bing'],
  [`explain ${REFERRAL} --pack none`, '--pack none：没有该内置政策包'],
  [`explain ${REFERRAL} --pack ./none.json`, './none.json：文件不存在；请检查--pack'],
  [`explain ${REFERRAL} --pack ${REFERRAL}`, `${REFERRAL}:3:9  /schema  FORM  `],
  [`explain ${EXAMPLES}`, 'EISDIR'],
  [`explain ${EXAMPLES}maternity.yaml --pack points`, 'maternity.yaml:5:7  /kind  RULE-140'],
]

test.for(WRONG)('%s is refused in one line with code 2', async ([words, said]) => {
  const { code, out, err } = await here(words.split(' '))
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect(err).toContain(said)
})
