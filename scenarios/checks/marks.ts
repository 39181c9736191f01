/** Marks that special visits carry: emergency and transfer keys, and the chronic disease. */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck, Looked } from './check.ts'
import { baseOf } from './kinds.ts'
import { extensionOf, textOf } from './read.ts'
import type { Row } from './read.ts'

/** Where a key of `exp_content` belongs, and its row. */
const KEYS: Readonly<Record<string, { row: string; on: readonly string[] }>> = {
  OTP_ER_REFL_FLAG: { row: 'RULE-049', on: ['2203', '2206', '2207'] },
  IPT_TYPE: { row: 'RULE-048', on: ['2401'] },
}

export const emergency: CaseCheck = {
  id: 'emergency',
  requirements: ['RULE-048', 'RULE-049'],
  scope: 'case',
  judge(view) {
    const looks = view.heard.flatMap((heard) =>
      marked(heard).flatMap((row) => demanded(baseOf(heard.infno), row, view)
        .map((demand) => ({ heard, row, ...demand }))))
    return {
      looked: looks.length,
      findings: looks.flatMap(judgeMark),
      proved: looks.map(({ key }) => KEYS[key]?.row ?? ''),
    }
  },
}

export const chronic: CaseCheck = {
  id: 'chronic',
  requirements: ['RULE-132'],
  scope: 'case',
  judge: judgeChronic,
}

interface Demand {
  readonly key: string
  readonly allowed: readonly string[]
}

/** The nodes of a message that speak of the visit. */
function marked(heard: Heard): readonly Row[] {
  return [...heard.node('mdtrtinfo'), ...heard.node('data')]
}

/** Medical type 13 demands its mark by rule; a sheet may demand one for an ordinary type. */
function demanded(infno: string, row: Row, { case: { sheet } }: CaseView): Demand[] {
  return Object.entries(KEYS).flatMap(([key, { on }]) => {
    if (!on.includes(infno)) return []
    const told = sheet.visit?.extension?.[key]
    if (told !== undefined) return [{ key, allowed: key === 'IPT_TYPE' ? [told] : both(told) }]
    if (textOf(row['med_type']) !== '13') return []
    return [{ key, allowed: key === 'IPT_TYPE' ? ['2'] : ['1', '3'] }]
  })
}

/** A transferred emergency may be told either way. */
function both(told: string): string[] {
  return told === '1' || told === '3' ? ['1', '3'] : [told]
}

function judgeMark(look: Demand & { readonly heard: Heard; readonly row: Row }): Finding[] {
  const { heard, row, key, allowed } = look
  const sent = textOf(extensionOf(row['exp_content'])[key])
  if (allowed.includes(sent)) return []
  const wanted = allowed.join(' / ')
  const node = heard.node('mdtrtinfo').length > 0 ? 'mdtrtinfo' : 'data'
  return [finding('emergency', { heard, pointer: `/input/${node}/exp_content` }, {
    requirement: KEYS[key]?.row ?? '',
    expected: `${key}=${wanted}`,
    actual: sent === '' ? '-' : `${key}=${sent}`,
    zh: `exp_content 须含 ${key}, 取值 ${wanted}; 实为 ${sent === '' ? '未传' : sent}`,
    en: `exp_content must carry ${key} = ${wanted}, got ${sent === '' ? 'nothing' : sent}`,
  })]
}

function judgeChronic({ heard, case: { sheet } }: CaseView): Looked {
  const expected = sheet.visit?.dise_codg
  const told = heard.flatMap((one) => one.node('mdtrtinfo')
    .filter((row) => textOf(row['med_type']) === '14').map((row) => ({ one, row })))
  const findings = told.flatMap(({ one, row }) => {
    const sent = textOf(row['dise_codg'])
    if (sent !== '' && (expected === undefined || sent === expected)) return []
    return [finding('chronic', { heard: one, pointer: '/input/mdtrtinfo/dise_codg' }, {
      requirement: 'RULE-132',
      expected: expected ?? 'M00000',
      actual: sent === '' ? '-' : sent,
      zh: `医疗类别14 (门诊慢特病) 须填写病种编码 dise_codg ${expected ?? ''}`,
      en: `Medical type 14 needs the code of the chronic disease in dise_codg ${expected ?? ''}`,
    })]
  })
  return { looked: told.length, findings }
}
