/** Every message about a person names his insured place, as 1101 answered it (RULE-006). */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { isRecord, rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'
import type { RunIndex } from './run-index.ts'

const ID = 'routing'

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-006'],
  scope: 'case',
  judge(view) {
    const looks = view.heard.flatMap((heard) => judgeMessage(heard, view))
    return { looked: looks.length, findings: looks.filter((one) => one !== 'right') }
  },
}

function judgeMessage(heard: Heard, view: CaseView): (Finding | 'right')[] {
  const { envelope } = heard
  const person = personIn(envelope?.['input'])
  if (envelope === null) return []
  return [
    ...placeOfCare(heard, envelope, view.case.sheet.mdtrtarea_admvs),
    ...(person === undefined ? [] : insuredPlace(heard, envelope, person, view)),
  ]
}

function placeOfCare(heard: Heard, envelope: Row, expected: string): (Finding | 'right')[] {
  const sent = textOf(envelope['mdtrtarea_admvs'])
  // A message that belongs to no case has no sheet to be compared with.
  if (expected === '' || sent === '') return []
  if (poolingAreaOf(sent) === poolingAreaOf(expected)) return ['right']
  return [finding(ID, { heard, pointer: '/mdtrtarea_admvs' }, {
    requirement: 'RULE-006',
    expected,
    actual: sent,
    zh: `就医地 mdtrtarea_admvs 应为本机构所在统筹区 ${expected}, 实为 ${sent}`,
    en: `mdtrtarea_admvs must be the area of this institution, ${expected}, not ${sent}`,
  })]
}

function insuredPlace(
  heard: Heard,
  envelope: Row,
  person: Row,
  { run }: CaseView,
): (Finding | 'right')[] {
  const sent = textOf(envelope['insuplc_admdvs'])
  const answered = placesOf(run.index, heard.n, person)
  // A missing place is the contract's to tell, and without an answer nothing can be compared.
  if (sent === '' || answered.length === 0) return []
  if (answered.includes(sent)) return ['right']
  const expected = answered.join(' / ')
  const near = answered.some((code) => poolingAreaOf(code) === poolingAreaOf(sent))
  return [finding(ID, { heard, pointer: '/insuplc_admdvs' }, {
    requirement: 'RULE-006',
    severity: near ? 'warning' : 'violation',
    expected,
    actual: sent,
    zh: `参保地 insuplc_admdvs 应取 1101 返回的 ${expected}, 实为 ${sent}`,
    en: `insuplc_admdvs must be what 1101 answered, ${expected}, not ${sent}`,
  })]
}

/** Insured places that 1101 answered for a person before this message, of that insurance type. */
function placesOf(index: RunIndex, before: number, person: Row): string[] {
  const [psnNo, insutype] = [textOf(person['psn_no']), textOf(person['insutype'])]
  const records = (index.identified.get(psnNo) ?? [])
    .filter((one) => one.n < before)
    .flatMap((one) => rowsOf(one.output['insuinfo']))
  const same = records.filter((row) => textOf(row['insutype']) === insutype)
  const chosen = same.length > 0 ? same : records
  return [...new Set(chosen.map((row) => textOf(row['insuplc_admdvs'])))]
}

/** The first row of the input that names a person. */
function personIn(input: unknown): Row | undefined {
  if (!isRecord(input)) return undefined
  return Object.values(input).flatMap(rowsOf).find((row) => textOf(row['psn_no']) !== '')
}
