/**
 * The partial order of a visit's transactions. A message that was sent without what must come
 * before it breaks the order; one whose forerunner was sent and refused is a consequence.
 */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf } from './kinds.ts'
import { textOf } from './read.ts'
import { visitOf } from './run-index.ts'

const ID = 'order'

interface Rule {
  readonly row: 'IF-ORDER-OTP' | 'IF-ORDER-IPT'
  readonly needs: readonly string[]
}

/** What must have been sent for the same visit; pre-settlements are the trial check's. */
const RULES: Readonly<Record<string, Rule>> = {
  '2203': { row: 'IF-ORDER-OTP', needs: ['2201'] },
  '2204': { row: 'IF-ORDER-OTP', needs: ['2201'] },
  '2206': { row: 'IF-ORDER-OTP', needs: ['2201', '2203', '2204'] },
  '2207': { row: 'IF-ORDER-OTP', needs: ['2201', '2203', '2204'] },
  '2301': { row: 'IF-ORDER-IPT', needs: ['2401'] },
  '2402': { row: 'IF-ORDER-IPT', needs: ['2401'] },
  '2303': { row: 'IF-ORDER-IPT', needs: ['2401', '2301'] },
  '2304': { row: 'IF-ORDER-IPT', needs: ['2401', '2301', '2402'] },
}

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-ORDER-OTP', 'IF-ORDER-IPT'],
  scope: 'case',
  judge(view) {
    const ordered = view.heard.filter((one) => RULES[baseOf(one.infno)] !== undefined)
    const findings = ordered.flatMap((one) => judgeOne(one, view))
    const proved = new Set(ordered.map((one) => RULES[baseOf(one.infno)]?.row ?? ''))
    return { looked: ordered.length, findings, proved: [...proved] }
  },
}

function judgeOne(heard: Heard, { run }: CaseView): Finding[] {
  const rule = RULES[baseOf(heard.infno)]
  const mdtrtId = visitOf(heard)
  if (rule === undefined || mdtrtId === '') return []
  const before = (run.index.byVisit.get(mdtrtId) ?? []).filter((one) => one.n < heard.n)
  const opened = before.some((one) => ['2201', '2401'].includes(baseOf(one.infno)))
  // A visit from before the recording: what came first was not heard.
  if (!opened && heard.accepted) return []
  const sent = new Set(before.map((one) => baseOf(one.infno)))
  const midStay = textOf(heard.node('data')[0]?.['mid_setl_flag']) === '1'
  const missing = rule.needs.find(
    (needed) => !sent.has(needed) && !(needed === '2402' && midStay),
  )
  if (missing === undefined) return []
  return [finding(ID, { heard }, {
    requirement: rule.row,
    expected: missing,
    actual: heard.infno,
    zh: `交易顺序不符: 就诊 ${mdtrtId} 在 ${heard.infno} 之前须先完成 ${missing}`,
    en: `Visit ${mdtrtId} needs ${missing} before ${heard.infno}`,
  })]
}
