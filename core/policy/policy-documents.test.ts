import { expect, test } from 'vitest'
import { missionRows } from '../../contracts/mission.ts'
import { DOCUMENT_KINDS, policyDocuments } from '../../contracts/policy-documents.ts'
import { allRequirements } from '../../contracts/requirements.ts'
import { REGIMES } from './regimes.ts'

/** What requirement rows name beside documents that somebody issued. */
const NO_DOCUMENT = [
  '公开的医保政策问答', '公开的医院信息系统收费结算规范', '医院联调问题记录', '对接实践', '广州市就医无感支付项目招标文件',
  '各地医保政策参数汇编(第三方整理, 未核实)', '微信支付医保支付接入文档',
]

test('every document that a rule or regime rests on is registered as policy, agency work, '
  + 'information or supervision (A1-02)', () => {
  const cited = [
    ...REGIMES.flatMap(({ documents }) => documents),
    ...missionRows().map(({ source }) => source),
    ...allRequirements().filter(({ weight }) => weight === 'sourced').map(({ source }) => source),
  ]
  const registered = policyDocuments()
  const titles = new Set(registered.map(({ title }) => title))
  const missing = [...new Set(cited)].filter((title) => !titles.has(title))
  expect(missing.toSorted()).toEqual(NO_DOCUMENT.toSorted())
  const superfluous = registered
    .filter(({ title, namedBy }) => namedBy === '' && !cited.includes(title))
  expect(superfluous).toEqual([])
  const ofKinds = DOCUMENT_KINDS.map((kind) => policyDocuments(kind))
  for (const documents of ofKinds) expect(documents.length).toBeGreaterThan(0)
  expect(ofKinds.flat().length).toBe(registered.length)
  expect(policyDocuments('information').map(({ title }) => title))
    .toEqual(['《医疗保障信息平台定点医药机构接口规范》'])
})

test('a document of no kind, or registered twice, is refused (A1-02)', () => {
  const row = { title: '《示例》', kind: 'policy', issued: '' }
  expect(() => policyDocuments(undefined, [{ ...row, kind: 'news' }])).toThrow('no kind')
  expect(() => policyDocuments(undefined, [row, { ...row, kind: 'supervision' }])).toThrow('twice')
  expect(policyDocuments('policy', [row])).toHaveLength(1)
})
