/** What the hospital sent is what it was told: the person, the lines and the kind of visit. */
import type { FeeLine } from '../../contracts/case.ts'
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck, Place } from './check.ts'
import { kindOf } from './kinds.ts'
import { isRecord, millionths, rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'
import { momentsOf, sentLines } from './visit-fees.ts'

const ID = 'content'

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-CONTENT'],
  scope: 'case',
  judge(view) {
    const { sheet } = view.case
    const fields = view.heard.flatMap((heard) => judgeFields(heard, view))
    const lines = view.heard.flatMap((heard) =>
      sentLines(heard).map(({ row, pointer }) => judgeLine(heard, row, pointer, allLines(view))))
    const missing = sheet.lines === undefined ? [] : missingLines(view)
    const all = [...fields, ...lines, ...missing]
    return { looked: all.length, findings: all.filter((one) => one !== 'right') }
  },
}

/** Fields that every node must agree about with the sheet, where it has them. */
function toldFields({ case: { sheet, world } }: CaseView): Readonly<Record<string, string>> {
  const { person, visit } = sheet
  return {
    ...(world === undefined ? {} : { psn_no: world.psn_no }),
    ...(person === undefined ? {} : {
      psn_name: person.psn_name,
      certno: person.certno,
      mdtrt_cert_type: person.credential.mdtrt_cert_type,
      mdtrt_cert_no: person.credential.mdtrt_cert_no,
    }),
    ...(visit === undefined ? {} : { med_type: visit.med_type, insutype: visit.insutype }),
    ...(sheet.acct_used_flag === undefined ? {} : { acct_used_flag: sheet.acct_used_flag }),
    ...(sheet.journey === 'day-end' ? {} : { fixmedins_code: sheet.fixmedins_code }),
  }
}

function judgeFields(heard: Heard, view: CaseView): (Finding | 'right')[] {
  const told = toldFields(view)
  const input = heard.envelope?.['input']
  if (!isRecord(input) || view.case.sheet.person === undefined) return []
  return Object.entries(input).flatMap(([node, value]) =>
    rowsOf(value).flatMap((row, index) => {
      const at = Array.isArray(value) ? `/${index}` : ''
      return judgeRow(heard, row, `/input/${node}${at}`, told)
    }))
}

function judgeRow(
  heard: Heard,
  row: Row,
  pointer: string,
  told: Readonly<Record<string, string>>,
): (Finding | 'right')[] {
  return Object.entries(told).flatMap(([field, expected]): (Finding | 'right')[] => {
    const sent = textOf(row[field])
    if (sent === '') return []
    if (sent === expected) return ['right']
    return [different({ heard, pointer: `${pointer}/${field}` }, expected, sent)]
  })
}

function different(place: Place, expected: string, actual: string): Finding {
  const pointer = place.pointer ?? ''
  const field = pointer.slice(pointer.lastIndexOf('/') + 1)
  return finding(ID, place, {
    requirement: 'IF-CONTENT',
    expected,
    actual,
    zh: `${field} 与用例不一致: 应为 ${expected}, 实为 ${actual}`,
    en: `${field} is not what the case says: ${expected}, not ${actual}`,
  })
}

function allLines({ case: { sheet } }: CaseView): readonly FeeLine[] {
  return [...(sheet.lines ?? []), ...(sheet.linesAddedAfterTrial ?? [])]
}

function judgeLine(
  heard: Heard,
  row: Row,
  pointer: string,
  lines: readonly FeeLine[],
): Finding | 'right' {
  const code = textOf(row['med_list_codg'])
  const same = lines.filter((line) => line.med_list_codg === code)
  if (lines.length === 0 || same.some((line) => isLine(row, line))) return 'right'
  const [line] = same
  if (line === undefined) {
    const expected = lines.map(({ med_list_codg }) => med_list_codg).join(' / ')
    return different({ heard, pointer: `${pointer}/med_list_codg` }, expected, code)
  }
  const field = sameNumber(row['cnt'], line.cnt) ? 'pric' : 'cnt'
  return different({ heard, pointer: `${pointer}/${field}` }, line[field], textOf(row[field]))
}

function isLine(row: Row, line: FeeLine): boolean {
  return textOf(row['med_list_codg']) === line.med_list_codg &&
    sameNumber(row['cnt'], line.cnt) && sameNumber(row['pric'], line.pric)
}

function sameNumber(sent: unknown, told: string): boolean {
  const value = millionths(sent)
  return value !== null && value === millionths(told)
}

/** Once anything was settled, every line of the sheet was. */
function missingLines(view: CaseView): (Finding | 'right')[] {
  const sales = view.heard
    .filter((one) => one.infno.startsWith('2102') && one.accepted)
    .map((heard) => ({ heard, rows: heard.node('drugdetail') }))
  const settled = momentsOf(view.heard)
    .filter(({ heard }) => kindOf(heard.infno) === 'settle' && heard.accepted)
    .map(({ heard, lines }) => ({ heard, rows: lines.map((line) => line.row) }))
  const last = [...sales, ...settled].at(-1)
  if (last === undefined) return []
  const left = [...new Set([...sales, ...settled].flatMap(({ rows }) => rows))]
  return allLines(view).map((line) => {
    const at = left.findIndex((row) => isLine(row, line))
    if (at < 0) return notSettled(last.heard, line)
    left.splice(at, 1)
    return 'right' as const
  })
}

function notSettled(heard: Heard, line: FeeLine): Finding {
  return finding(ID, { heard }, {
    requirement: 'IF-CONTENT',
    expected: `${line.med_list_codg} ${line.pric} × ${line.cnt}`,
    actual: '-',
    zh: `用例中的明细 ${line.med_list_codg} (${line.name}) 未计入本次结算`,
    en: `Line ${line.med_list_codg} of the case is not in this settlement`,
  })
}
