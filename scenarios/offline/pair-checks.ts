/** Checks that recorded traffic needs alone: E14, by both practices, and E17. */
import type { Finding } from '../../contracts/run-record.ts'
import { finding } from '../checks/check.ts'
import type { CaseCheck } from '../checks/check.ts'
import { brokenOf } from '../checks/identities.ts'
import type { Broken } from '../checks/identities.ts'
import { kindOf } from '../checks/kinds.ts'
import { isRecord, textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { weigh } from '../identities/all.ts'

/** Told which practice a message shows. */
export type OnPractice = (identity: string, practice: string) => void

/** Refund answers: both practices are right, and which one was seen is told. */
export function refundAnswers(onPractice: OnPractice): CaseCheck {
  const id = 'refund-answer'
  return {
    id,
    requirements: ['RULE-158'],
    scope: 'case',
    judge(view) {
      const refunds = view.heard.filter(({ infno }) => kindOf(infno) === 'refund')
      const pairs = refunds.flatMap((heard) => {
        const original = originalOf(heard, view)
        return original === undefined ? [] : [{ heard, original }]
      })
      return { looked: pairs.length, findings: pairs.flatMap((one) => judgePair(one)) }
    },
  }

  function judgePair({ heard, original }: { heard: Heard; original: Row }): Finding[] {
    const refund = setlinfoOf(heard) ?? {}
    return weigh('refund', { refund, original, msgid: heard.msgid })
      .flatMap(({ identity, weighing }) => {
        if (weighing.practice !== undefined) onPractice(identity.id, weighing.practice)
        return brokenOf(identity, weighing, '/output/setlinfo')
      })
      .map((one) => told(id, heard, one, 'harness'))
  }
}

/** Clearing claims (3203). */
export const claims: CaseCheck = {
  id: 'claim',
  requirements: ['IF-E17'],
  scope: 'case',
  judge({ heard }) {
    const sent = heard.filter(({ infno }) => infno === '3203')
    const findings = sent.flatMap((one) => weigh('claim', { claim: one.node('data')[0] ?? {} })
      .flatMap(({ identity, weighing }) => brokenOf(identity, weighing, '/input/data'))
      .map((broken) => told('claim', one, broken, 'target')))
    return { looked: sent.length, findings }
  },
}

function originalOf(heard: Heard, { run }: CaseView): Row | undefined {
  if (setlinfoOf(heard) === undefined) return undefined
  const id = textOf(heard.node('data')[0]?.['setl_id'])
  if (id === '') return undefined
  return run.heard.filter((one) => one.n < heard.n && kindOf(one.infno) === 'settle')
    .map(setlinfoOf).find((info) => textOf(info?.['setl_id']) === id)
}

function setlinfoOf(heard: Heard): Row | undefined {
  const info = heard.output['setlinfo']
  return heard.accepted && isRecord(info) ? info : undefined
}

function told(
  check: string,
  heard: Heard,
  one: Broken,
  attribution: 'target' | 'harness',
): Finding {
  return finding(check, { heard, pointer: one.pointer }, {
    requirement: one.requirement,
    attribution,
    severity: one.inferred ? 'warning' : 'violation',
    expected: one.expected,
    actual: one.actual,
    zh: `恒等式 ${one.identity} 不成立: ${one.title.zh}`,
    en: `identity ${one.identity} does not hold: ${one.title.en}`,
  })
}
