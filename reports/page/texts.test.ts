import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { texts } from './texts.ts'

const HAN = /\p{Script=Han}/u

test('everything is said in Chinese and in English', () => {
  for (const [key, { zh, en }] of Object.entries(texts)) {
    expect(zh, key).toMatch(HAN)
    expect(en, key).toMatch(/[A-Za-z]/)
    expect(en, key).not.toMatch(HAN)
  }
})

test('every text is used by a part of the page', () => {
  const sources = globSync('*.ts', { cwd: import.meta.dirname })
    .filter((name) => !name.startsWith('texts'))
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
    .concat(readFileSync(`${import.meta.dirname}/../render-html.ts`, 'utf8'))
    .join('\n')
  const verdicts = ['error', 'fail', 'inconclusive', 'skip', 'pass']
  const severities = ['violation', 'warning', 'note']
  for (const key of Object.keys(texts)) {
    if ([...verdicts, ...severities].includes(key)) continue
    expect(sources.includes(`'${key}'`) || sources.includes(`texts.${key}`), key).toBe(true)
  }
})
