/** From cases to requirements, and from both to the decision. */
import { requirementOf } from '../../contracts/requirements.ts'
import type {
  CaseResult,
  Decision,
  Finding,
  RequirementResult,
  Verdict,
} from '../../contracts/run-record.ts'
import { worst } from '../../contracts/run-record.ts'
import type { Seen } from './verdict.ts'

/**
 * Worst verdict of every row over the cases that looked at it. A breach of one row fails that row,
 * and not the others that its case lists.
 */
export function requirementResults(seen: readonly Seen[]): RequirementResult[] {
  const ids = new Set(seen.flatMap(({ view, proved, findings }) => [
    ...view.case.requirements,
    ...proved,
    ...findings.filter(isViolation).map((one) => one.requirement),
  ]))
  ids.delete('')
  return [...ids].sort().map((id) => {
    const parts = seen.flatMap((one) => {
      const verdict = verdictIn(one, id)
      return verdict === undefined ? [] : [{ name: one.view.case.sheet.name, verdict }]
    })
    return {
      id,
      title: requirementOf(id)?.title ?? { zh: id, en: id },
      verdict: worst(parts.map(({ verdict }) => verdict)),
      cases: parts.map(({ name }) => name),
    }
  })
}

function verdictIn({ view, verdict, findings, proved }: Seen, id: string): Verdict | undefined {
  const own = findings.filter((one) => one.requirement === id && isViolation(one))
  if (own.some((one) => one.attribution === 'harness')) return 'error'
  if (own.some((one) => one.attribution === 'target')) return 'fail'
  if (!proved.has(id) && !view.case.requirements.includes(id)) return undefined
  if (verdict === 'inconclusive' || !proved.has(id)) return 'inconclusive'
  return 'pass'
}

function isViolation(one: Finding): boolean {
  return one.severity === 'violation'
}

/** Refused when any case failed; else open when any could not be judged; else granted. */
export function decide(
  cases: readonly CaseResult[],
  requirements: readonly RequirementResult[],
): { decision: Decision; reasons: { readonly zh: string; readonly en: string }[] } {
  const failed = cases.filter(({ verdict }) => verdict === 'fail')
  const open = cases.filter(({ verdict }) => verdict === 'error' || verdict === 'inconclusive')
  if (failed.length > 0) {
    return { decision: 'refused', reasons: whyRefused(cases, failed.length, requirements) }
  }
  if (open.length > 0 || cases.length === 0) {
    return { decision: 'inconclusive', reasons: whyOpen(open) }
  }
  const [count, rows] = [cases.length, requirements.length]
  return {
    decision: 'granted',
    reasons: [{
      zh: `${count} 个用例全部通过, 涉及要求 ${rows} 项`,
      en: `All ${count} cases passed, with ${rows} requirements looked at`,
    }],
  }
}

function whyRefused(
  cases: readonly CaseResult[],
  failed: number,
  requirements: readonly RequirementResult[],
) {
  const rows = requirements.filter(({ verdict }) => verdict === 'fail')
  return [
    {
      zh: `${cases.length} 个用例中 ${failed} 个未通过, 违反要求 ${rows.length} 项`,
      en: `${failed} of ${cases.length} cases failed, ${rows.length} requirements are broken`,
    },
    ...rows.map(({ id, title }) => {
      const first = cases.flatMap(({ findings }) => findings).find((one) =>
        one.requirement === id && isViolation(one) && one.attribution === 'target')
      return {
        zh: `${id} ${title.zh}: ${first?.message.zh ?? ''}`,
        en: `${id} ${title.en}: ${first?.message.en ?? ''}`,
      }
    }),
  ]
}

function whyOpen(open: readonly CaseResult[]) {
  if (open.length === 0) return [{ zh: '没有执行任何用例', en: 'No case was performed' }]
  return open.map(({ name, verdict, findings }) => {
    const first = findings.find(isViolation) ?? findings.at(-1)
    const word = verdict === 'error' ? '测试方出错' : '结论待定'
    return {
      zh: `${name}: ${word}; ${first?.message.zh ?? ''}`,
      en: `${name}: ${verdict}; ${first?.message.en ?? ''}`,
    }
  })
}
