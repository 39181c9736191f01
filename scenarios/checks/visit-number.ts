/** The institution's visit number (ipt_otp_no, ipt_no) opens one visit only. */
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import type { Heard } from '../evidence.ts'
import { baseOf } from './kinds.ts'
import { textOf } from './read.ts'
import { numberOf } from './run-index.ts'

const ID = 'visit-number'

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-064'],
  scope: 'case',
  judge({ heard, run }) {
    const opening = heard.filter((one) => numberOf(one) !== '')
    const findings = opening.flatMap((one) => {
      const number = numberOf(one)
      const same = run.index.byNumber.get(`${one.institution} ${number}`) ?? []
      const before = same.find((other) => other.n < one.n && other.accepted &&
        other.msgid !== one.msgid && !reversed(other, run.heard))
      if (before === undefined) return []
      return [finding(ID, { heard: one, pointer: pointerOf(one) }, {
        requirement: 'RULE-064',
        expected: `≠ ${number}`,
        actual: number,
        zh: `就诊号 ${number} 已用于第 ${before.n} 条报文: 每次就诊须用新的就诊号`,
        en: `Visit number ${number} was used by exchange ${before.n}: each visit needs a new one`,
      })]
    })
    return { looked: opening.length, findings }
  },
}

/** A registration that was reversed or cancelled never took place, so its number is free. */
function reversed(opened: Heard, heard: readonly Heard[]): boolean {
  return heard.some((one) => {
    const row = one.node('data')[0]
    if (!one.accepted || one.n < opened.n) return false
    if (one.infno === '2601') return textOf(row?.['omsgid']) === opened.msgid
    return one.infno === '2202' && textOf(row?.['ipt_otp_no']) === numberOf(opened)
  })
}

function pointerOf(heard: Heard): string {
  return baseOf(heard.infno) === '2201' ? '/input/data/ipt_otp_no' : '/input/mdtrtinfo/ipt_no'
}
