/** Exactly one main diagnosis at admission and at discharge. */
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf } from './kinds.ts'
import { textOf } from './read.ts'

const ID = 'main-diagnosis'

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-MAINDIAG'],
  scope: 'case',
  judge({ heard }) {
    const told = heard.filter(({ infno }) => ['2401', '2402'].includes(baseOf(infno)))
    const findings = told.flatMap((one) => {
      const rows = one.node('diseinfo')
      const count = rows.filter((row) => textOf(row['maindiag_flag']) === '1').length
      // No diagnosis at all is a missing node, which the contract tells.
      if (count === 1 || rows.length === 0) return []
      return [finding(ID, { heard: one, pointer: '/input/diseinfo' }, {
        requirement: 'IF-MAINDIAG',
        expected: '1',
        actual: String(count),
        zh: `主诊断标志 maindiag_flag 应恰有一个为 1, 实际 ${count} 个`,
        en: `Exactly one diagnosis must have maindiag_flag 1, there are ${count}`,
      })]
    })
    return { looked: told.length, findings }
  },
}
