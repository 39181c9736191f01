import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { bundledPack, bundledPackText } from './bundled.ts'
import { FaultyFile, faultLine, loadPack } from './load-pack.ts'

const TEXT = bundledPackText('points')

function linesOf(text: string, lang: 'zh' | 'en' = 'zh'): string[] {
  try {
    loadPack(text, 'my-pack.json')
    return []
  } catch (reason) {
    if (!(reason instanceof FaultyFile)) throw reason
    return reason.faults.map((fault) => faultLine(fault, lang))
  }
}

test('JSON and YAML give the same pack', () => {
  expect(loadPack(TEXT, 'p.json')).toEqual(bundledPack('points'))
  const yaml = stringify(bundledPack('points')).replaceAll('"310":', '310:')
  expect(yaml).toContain('\n  310:\n')
  expect(loadPack(yaml, 'p.yaml')).toEqual(bundledPack('points'))
})

test('a fault is one line with file, line, column, pointer, rule, why and cure (RULE-103)', () => {
  const broken = TEXT.replace('"otherTemporaryBp": 2000', '"otherTemporaryBp": 2500')
  const line = TEXT.split('\n').findIndex((text) => text.includes('otherTemporaryBp')) + 1
  expect(linesOf(broken, 'en')).toEqual([
    `my-pack.json:${line}:31  /insurance/310/reduction/crossProvince/otherTemporaryBp  RULE-103  ` +
      'inpatient tier 0 falls 92% → 67%, by 25 points  ' +
      '→ make it smaller: at most 20 points may be lost',
  ])
  expect(linesOf(broken)[0]).toMatch(/^my-pack\.json:\d+:31 {2}\/insurance.*RULE-103.*→ .*[减小]/)
})

test('every fault has its line, also in YAML with numbers as keys', () => {
  const yaml = stringify(bundledPack('points')).replaceAll('"310":', '310:')
    .replace('retiredBonusBp: 300', 'retiredBonusBp: plenty')
  const at = yaml.split('\n').findIndex((text) => text.includes('plenty')) + 1
  expect(linesOf(yaml)).toEqual([
    expect.stringMatching(new RegExp(`^my-pack\\.json:${at}:21 {2}/insurance/310/retiredBonusBp`)),
  ])
  const two = TEXT.replace('"M03900"', '"M99999"').replace('"ratioBp": 7000,', '"ratioBp": 1,')
  expect(linesOf(two)).toHaveLength(2)
})

test('what is missing is placed at its parent, and what is no YAML where reading stopped', () => {
  expect(linesOf(TEXT.replace('"mode": "points",', ''))).toEqual([
    expect.stringMatching(/:40:20 {2}\/insurance\/310\/reduction\/mode {2}FORM .*补上该键/),
  ])
  expect(linesOf('')).toEqual([expect.stringContaining('my-pack.json:1:1  /  FORM  文件为空')])
  expect(linesOf('{"a": [1,\n'))
    .toEqual([expect.stringMatching(/^my-pack\.json:2:1 {2}\/ {2}FORM/)])
  expect(linesOf('a: *nobody')).toEqual([expect.stringContaining('nobody')])
  expect(linesOf('[]')).toHaveLength(1)
})

test('what was written stays in one line', () => {
  for (const line of linesOf(TEXT.replace('"version": "2026.1"', '"vers\\nion": 1'))) {
    expect(line).not.toMatch(/[\n\r]/)
  }
})
