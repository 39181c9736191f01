/** An institution signs in before its business of the day, and uses the number it was given. */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { kindOf } from './kinds.ts'
import { rowsOf, textOf } from './read.ts'
import { dayOf } from './run-index.ts'

const ID = 'sign-in'

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-SIGNIN'],
  scope: 'case',
  judge(view) {
    const findings = view.heard.flatMap((heard) => judgeOne(heard, view))
    return { looked: view.heard.length, findings }
  },
}

function judgeOne(heard: Heard, { run }: CaseView): Finding[] {
  if (heard.envelope === null || heard.institution === '') return []
  if (kindOf(heard.infno) === 'session') return []
  const { signIns, firstOfDay } = run.index
  const earlier = (signIns.get(heard.institution) ?? []).filter((one) => one.n < heard.n)
  const first = firstOfDay.get(dayOf(heard)) === heard.n
  return [...(first ? judgeFirst(heard, earlier) : []), ...judgeNumber(heard, earlier)]
}

/** Told once, at the first business message of the institution's day. */
function judgeFirst(heard: Heard, signIns: readonly Heard[]): Finding[] {
  if (signIns.some((one) => dayOf(one) === dayOf(heard))) return []
  return [finding(ID, { heard }, {
    requirement: 'IF-SIGNIN',
    expected: '9001',
    actual: heard.infno,
    zh: `机构 ${heard.institution} 当日未签到: 请先调用 9001, 再办理 ${heard.infno}`,
    en: `${heard.institution} did not sign in that day: send 9001 before ${heard.infno}`,
  })]
}

function judgeNumber(heard: Heard, signIns: readonly Heard[]): Finding[] {
  const sent = textOf(heard.envelope?.['sign_no'])
  const given = signIns.flatMap((one) =>
    rowsOf(one.output['signinoutb']).map((row) => textOf(row['sign_no'])))
  // The number may be left empty; and one from before the recording cannot be known here.
  if (sent === '' || heard.accepted || given.length === 0 || given.includes(sent)) return []
  return [finding(ID, { heard, pointer: '/sign_no' }, {
    requirement: 'IF-SIGNIN',
    expected: given.at(-1) ?? '',
    actual: sent,
    zh: `签到流水号 sign_no 应为 9001 返回的 ${given.at(-1) ?? ''}, 实为 ${sent}`,
    en: `sign_no must be what 9001 answered, ${given.at(-1) ?? ''}, not ${sent}`,
  })]
}
