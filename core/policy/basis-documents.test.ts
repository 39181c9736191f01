import { expect, test } from 'vitest'
import { policyDocuments } from '../../contracts/policy-documents.ts'
import { bundledPacks } from './bundled.ts'
import { NOTICE_22, NOTICE_ANSHAN, REPLY_GUIZHOU } from './regime-documents.ts'
import { REGIMES, regimeOf } from './regimes.ts'

test('documents that a reply names as its basis are registered under it (A3-24)', () => {
  const documents = policyDocuments()
  const titles = new Set(documents.map(({ title }) => title))
  const basisOf = (reply: string) =>
    documents.filter(({ namedBy }) => namedBy === reply).map(({ title }) => title)
  const numbered = (list: readonly string[]) =>
    list.map((title) => /\((.*)\)$/.exec(title)?.[1] ?? title)
  expect(numbered(basisOf(REPLY_GUIZHOU))).toEqual(['中发〔2020〕5号', '黔党发〔2020〕26号'])
  expect(titles.has(NOTICE_22)).toBe(true)
  // The measures and the procedure of 2020 bear a version and no number.
  expect(numbered(basisOf(NOTICE_ANSHAN))).toEqual([
    '辽医保发〔2020〕13号',
    '《辽宁省医疗保险异地就医结算管理办法(2020年版)》',
    '《辽宁省医疗保险异地就医结算经办规程(2020年版)》',
  ])
  for (const { namedBy } of documents) expect(namedBy === '' || titles.has(namedBy)).toBe(true)
})

test('the regime of 2022 rests on 医保发〔2022〕22号, and none before it does (A2-17)', () => {
  const resting = REGIMES.filter(({ documents }) => documents.includes(NOTICE_22))
  expect(resting.map(({ id }) => id)).toEqual(['R-2023-NAT', 'R-2025'])
  expect(NOTICE_22).toContain('医保发〔2022〕22号')
  expect(NOTICE_22).toContain('国家医保局财政部')
  const [first] = resting
  expect(first?.documents[0]).toBe(NOTICE_22)
  expect([first?.effectiveFrom, first?.switchBy]).toEqual(['2022-07-01', '2023-01-01'])
  // What the notice says, and nothing older: six categories, both bounds, benefits at both places.
  const before = regimeOf('R-2021-LN')
  expect([before.largestDropBp, before.twoWay]).toEqual([null, false])
  expect([first?.largestDropBp, first?.twoWay])
    .toEqual([{ referralAndEmergency: 1000, otherTemporary: 2000 }, true])
  const packs = bundledPacks().filter(({ regime }) => regime === 'R-2023-NAT')
  expect(packs.length).toBeGreaterThan(0)
})
