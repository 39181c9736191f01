/**
 * Judges the fresh messages of one group with the checks of a certification: a small view of a run
 * is made of what the group has and what the whole recording remembers.
 */
import type { Case } from '../../contracts/case.ts'
import type { Finding } from '../../contracts/run-record.ts'
import { audit } from '../auditor.ts'
import { CASE_CHECKS } from '../checks/all.ts'
import { answersIn } from '../checks/answers.ts'
import type { CaseCheck } from '../checks/check.ts'
import { contractIn } from '../checks/contract.ts'
import { dayOf, indexOf } from '../checks/run-index.ts'
import { check as unknownOutcome } from '../checks/unknown-outcome.ts'
import type { CaseView, Heard, RunView } from '../evidence.ts'
import { judgeCase } from '../judge.ts'
import type { Group } from './groups.ts'
import type { Institution } from './institutions.ts'
import { claims, refundAnswers } from './pair-checks.ts'
import type { OnPractice } from './pair-checks.ts'

/** What a group cannot know by itself. */
export interface Surroundings {
  readonly institution: (heard: Heard) => Institution
  /** Earlier messages that others of the group name, as far as they are remembered. */
  readonly context: readonly Heard[]
  /** Earlier message under the same id, where a fresh one repeats it. */
  readonly firstOf: (heard: Heard) => Heard | undefined
  /** Earlier opening under the same visit number. */
  readonly openedBefore: (heard: Heard) =>
    { readonly key: string; readonly opened: Heard } | undefined
}

export interface GroupJudge {
  /** Judges fresh messages; the findings are about them alone. */
  judgeGroup(group: Group, around: Surroundings): Finding[]
  /** Judges what the platform relayed to an insured place: of interest for its answer alone. */
  judgeRelayed(heard: Heard): Finding[]
}

/** These need the sheet of a case, which a recording does not have. */
const NEED_A_SHEET = ['content', 'outcome']
/** These look at each message by itself, and at its whole body. */
const BY_ITSELF = ['contract', 'answers-are-right', 'refused', 'claim']
/** These rest on everything that happened before in the visit. */
const NEED_HISTORY = ['order', 'lines', 'trial', 'unknown-outcome', 'reversal', 'refund']

const NOBODY: Case = {
  schema: 'liantiao/case/1',
  title: { zh: '录制的报文', en: 'Recorded messages' },
  requirements: [],
  sheet: {
    name: '', journey: 'sign-in', mdtrtarea_admvs: '', fixmedins_code: '', startsAt: '',
  },
  faults: [],
  expected: { liveSettlements: 0 },
}

const NO_RUN: RunView = {
  cases: [], heard: [], relayed: [], books: null, audit: { rows: [], live: [] }, index: indexOf([]),
}
const NOTHING: CaseView = {
  case: NOBODY, heard: [], relayed: [], report: undefined, run: NO_RUN,
}

/** A judge by the tables of an edition. */
export function createGroupJudge(edition: string, onPractice: OnPractice): GroupJudge {
  const answers = answersIn(edition)
  const byEdition: Readonly<Record<string, CaseCheck>> = {
    contract: contractIn(edition),
    'answers-are-right': answers,
  }
  const checks = [...CASE_CHECKS, refundAnswers(onPractice), claims]
    .filter(({ id }) => !NEED_A_SHEET.includes(id))
    .map((check) => byEdition[check.id] ?? check)
  return {
    judgeGroup(group, around) {
      const since = group.fresh[0]?.heard.n ?? 0
      const view = viewOf(group, around)
      return judgeCase(view, checks.map((check) => onlyFresh(check, since, view)))
        .flatMap(({ looked }) => looked.findings)
        .filter((one) => !isPremature(one) && !(group.blind && NEED_HISTORY.includes(one.check)))
        // Both practices of answering a refund are right; a check of its own looks at them.
        .filter((one) => one.check !== 'refund' || one.attribution !== 'harness')
        .map(offline)
    },
    judgeRelayed: (heard) =>
      answers.judge({ ...NOTHING, relayed: [heard] }, []).findings.map(offline),
  }
}

/** Lost answers that nobody cared for, now that nothing more will be heard of the group. */
export function leftOpen(group: Group, around: Surroundings): Finding[] {
  if (group.blind || group.past.every((one) => one.delivered)) return []
  return unknownOutcome.judge(viewOf(group, around), []).findings.filter(isPremature)
}

/** True for the finding that a later message may still put right. */
function isPremature(one: Finding): boolean {
  return one.check === 'unknown-outcome' && one.actual === '-'
}

function onlyFresh(check: CaseCheck, since: number, view: CaseView): CaseCheck {
  if (BY_ITSELF.includes(check.id)) {
    const fresh = { ...view, heard: view.heard.filter(({ n }) => n >= since) }
    return { ...check, judge: (_, found) => check.judge(fresh, found) }
  }
  return {
    ...check,
    judge: (whole, found) => {
      const { looked, findings } = check.judge(whole, found)
      return { looked, findings: findings.filter(({ exchange }) => (exchange ?? since) >= since) }
    },
  }
}

function viewOf(group: Group, around: Surroundings): CaseView {
  const heard = [...group.past, ...group.fresh.map((one) => one.heard)]
  const known = [...around.context, ...heard].sort((one, other) => one.n - other.n)
  const run: RunView = {
    cases: [],
    heard: known,
    relayed: [],
    books: null,
    audit: audit(known),
    index: wideIndex(group, known, around),
  }
  return { ...NOTHING, heard, run }
}

/** The group's own index, with what only the whole recording knows. */
function wideIndex(group: Group, known: readonly Heard[], around: Surroundings): RunView['index'] {
  const index = indexOf(known)
  const byMsgid = new Map<string, readonly Heard[]>()
  const byNumber = new Map(index.byNumber)
  const signIns = new Map<string, readonly Heard[]>()
  const firstOfDay = new Map<string, number>()
  for (const { heard } of group.fresh) {
    byMsgid.set(heard.msgid, [around.firstOf(heard) ?? heard])
    const before = around.openedBefore(heard)
    if (before !== undefined) {
      byNumber.set(before.key, [before.opened, ...byNumber.get(before.key) ?? []])
    }
    const own = around.institution(heard)
    signIns.set(heard.institution, own.signIns)
    const first = own.firstOfDay.get(dayOf(heard))
    if (first !== undefined) firstOfDay.set(dayOf(heard), first)
  }
  return { ...index, byMsgid, byNumber, signIns, firstOfDay }
}

/** A refusal may be right where nobody knows what was meant to happen. */
function offline(one: Finding): Finding {
  if (one.check !== 'refused' || one.severity !== 'violation') return one
  if (one.attribution !== 'harness') return { ...one, severity: 'warning' }
  return {
    ...one,
    message: {
      zh: `平台未作业务应答或报告内部错误: ${one.actual}`,
      en: `The platform gave no business answer, or reported a failure of its own: ${one.actual}`,
    },
  }
}
