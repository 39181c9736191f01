/** Which papers a filing needs, by category and regime (RULE-014 to RULE-017). */
import { listed } from './lists.ts'
import type { Application, DocumentKind } from './record.ts'
import { isLongTerm } from './record.ts'
import type { FilingParameters, FilingRegime } from './rules.ts'

/** One thing that must be shown; any of the papers does. */
export type Requirement = readonly DocumentKind[]

const NAMES: Readonly<Record<DocumentKind, string>> = {
  voucher: '有效凭证',
  form: '备案登记表',
  'proof-of-residence': '长期居住证明',
  'promise-letter': '个人承诺书',
  'referral-certificate': '转诊证明',
  records: '三级以上医院病历',
  'hospital-upload': '指定医疗机构上传',
}

/**
 * What an application must show. Emergency rescue shows nothing where it is deemed filed
 * (RULE-017); a diagnosis of the unconditional list needs no certificate (RULE-029).
 */
export function requirements(
  application: Pick<Application, 'category' | 'diagnosis'>,
  regime: FilingRegime,
  { promiseLetters }: Pick<FilingParameters, 'promiseLetters'>,
): Requirement[] {
  const { category, diagnosis } = application
  const always: Requirement[] = [['voucher'], ['form']]
  if (isLongTerm(category)) {
    const proof: Requirement = ['proof-of-residence']
    return [...always, promiseLetters ? [...proof, 'promise-letter'] : proof]
  }
  if (category === 'other-temporary') return always
  if (category === 'emergency') {
    return regime.emergency === 'deemed' ? [] : [...always, ['records']]
  }
  const free = regime.unconditionalReferrals &&
    listed('unconditionalReferral', diagnosis?.code ?? '') !== undefined
  const other: Requirement = free ? ['records', 'hospital-upload'] : []
  return [...always, ['referral-certificate', ...other]]
}

/** What is missing. Records count from a hospital of tier 3 (RULE-029). */
export function missing(
  needed: readonly Requirement[],
  shown: readonly DocumentKind[],
  recordsTier = '3',
): Requirement[] {
  const counts = new Set(shown.filter((kind) => kind !== 'records' || recordsTier === '3'))
  return needed.filter((anyOf) => !anyOf.some((kind) => counts.has(kind)))
}

/** Missing papers for a reader. */
export function namesOf(requirements: readonly Requirement[]): string {
  return requirements.map((anyOf) => anyOf.map((kind) => NAMES[kind]).join('或')).join('、')
}
