/** Names of wire fields and accumulators as the contracts have them, and of a claim's words. */
import { readFileSync } from 'node:fs'
import type { SchemaNode } from '../../contracts/violation.ts'
import type { Bilingual } from './policy-pack.ts'

type Fields = Readonly<Record<string, SchemaNode>>

/** Chinese titles of `setlinfo`, by field; in English the field's own name has to do. */
export function setlinfoTitles(): ReadonlyMap<string, string> {
  const schema = read('../../contracts/generated/schemas/2207.json')
  const defs = schema['$defs'] as Readonly<Record<string, SchemaNode>>
  return titlesOf(defs['response']?.properties?.['setlinfo']?.properties ?? {})
}

/** Chinese titles of the accumulators, by their kind. */
export function accumulatorTitles(): ReadonlyMap<string, string> {
  const schema = read('../../contracts/schemas/claim.schema.json')
  return titlesOf(schema.properties?.['yearToDate']?.properties ?? {})
}

/** What the words of a claim mean. */
export const CLAIM_WORDS: Readonly<Record<string, Bilingual>> = {
  inpatient: { zh: '住院', en: 'inpatient' },
  'day-surgery': { zh: '日间手术', en: 'day surgery' },
  course: { zh: '门诊放化疗（按疗程）', en: 'outpatient course' },
  outpatient: { zh: '普通门诊', en: 'outpatient' },
  chronic: { zh: '门诊慢特病', en: 'chronic outpatient' },
  maternity: { zh: '生育', en: 'maternity' },
  pharmacy: { zh: '药店购药', en: 'pharmacy' },
  'dual-channel': { zh: '双通道药品', en: 'dual-channel drug' },
  local: { zh: '本地', en: 'local' },
  'intra-province': { zh: '省内异地', en: 'inside the province' },
  'cross-province': { zh: '跨省异地', en: 'across provinces' },
  'long-term': { zh: '长期备案', en: 'filed for the long term' },
  returned: { zh: '长期备案人员回参保地', en: 'long-term filed, back home' },
  referral: { zh: '转诊', en: 'referral' },
  emergency: { zh: '急诊抢救', en: 'emergency' },
  'other-temporary': { zh: '其他临时外出', en: 'other temporary' },
  unfiled: { zh: '未备案', en: 'nothing filed' },
}

function read(path: string): SchemaNode {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as SchemaNode
}

function titlesOf(fields: Fields): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([name, { title }]) => [name, title ?? name]))
}
