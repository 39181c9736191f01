/** The life of an institution on the platform: applied, tested, opened, suspended, closed. */
import { Refusal } from '../../refusal.ts'
import type { RefusalCode } from '../../refusal.ts'
import { addFact, factAt } from './facts.ts'
import type { Decision, Topic } from './facts.ts'
import type { Register } from './register.ts'
import type { DeskRules } from './rules.ts'

export type InstitutionState = 'applied' | 'tested' | 'opened' | 'suspended' | 'closed'

/** Who decides: the institution, its local agency (经办机构), or the platform that tests it. */
export type Decider = 'institution' | 'agency' | 'platform'

export interface StateDecision extends Decision {
  readonly by: Decider
}

export interface Standing {
  readonly state: InstitutionState
  readonly since: string
  readonly reason: string
}

/** A change that the register does not allow; nothing was recorded. */
export class BadTransition extends Error {
  override readonly name = 'BadTransition'
}

type From = InstitutionState | 'unknown'

/** Which change is whose to make. Closed is final; whoever returns applies under a new code. */
export const TRANSITIONS: readonly (readonly [From, InstitutionState, readonly Decider[]])[] = [
  ['unknown', 'applied', ['institution']],
  ['applied', 'tested', ['platform']],
  ['tested', 'opened', ['agency']],
  ['opened', 'suspended', ['agency', 'platform']],
  ['suspended', 'opened', ['agency']],
  ['applied', 'closed', ['agency', 'institution']],
  ['tested', 'closed', ['agency', 'institution']],
  ['opened', 'closed', ['agency', 'institution']],
  ['suspended', 'closed', ['agency', 'institution']],
]

/** After every date on record. */
const EVER = '9999-12-31 23:59:59'

/** The state at a time; undefined before anybody knew the institution. */
export function standingAt(register: Register, code: string, time: string): Standing | undefined {
  const fact = factAt(register.store, topicOf(code), time)
  if (fact !== undefined) {
    return { state: fact.value as InstitutionState, since: fact.since, reason: fact.reason }
  }
  if (register.seed(code) === undefined) return undefined
  return { state: 'opened', since: '', reason: '' }
}

/**
 * Moves an institution to another state; inside a commit.
 * @throws BadTransition when the state, the decider, the date or the reason does not allow it.
 */
export function move(
  register: Register,
  code: string,
  to: InstitutionState,
  decision: StateDecision,
): void {
  const last = standingAt(register, code, EVER)
  const from: From = last?.state ?? 'unknown'
  const allowed = TRANSITIONS.find(([one, other]) => one === from && other === to)
  if (allowed === undefined) throw new BadTransition(`${code} is ${from}, so it cannot be ${to}`)
  if (!allowed[2].includes(decision.by)) {
    throw new BadTransition(`${from} to ${to} is decided by ${allowed[2].join(' or ')}`)
  }
  if (decision.reason.trim() === '') throw new BadTransition(`${from} to ${to} needs a reason`)
  if (last !== undefined && decision.since < last.since) {
    throw new BadTransition(`${code} is ${from} since ${last.since}, not ${decision.since}`)
  }
  addFact(register.store, topicOf(code), to, decision)
}

/** Each state has a refusal of its own, so that an integrator knows whom to ask (RULE-062). */
const REFUSED: Readonly<Record<Exclude<InstitutionState, 'opened'>, RefusalCode>> = {
  applied: 'institution-applied',
  tested: 'institution-tested',
  suspended: 'institution-suspended',
  closed: 'institution-closed',
}

/** What begins a visit; everything else belongs to one that began before. */
const BEGINS: ReadonlySet<string> = new Set(['2102', '2201', '2401'])

/** Statements, files, clearing and queries: what is left to do after the end. */
const ACCOUNTS = /^(32|13203|52|91)/

/** Refuses what an institution may not do in its state. @throws Refusal */
export function requireStanding(
  register: Register,
  rules: DeskRules,
  { fixmedins_code: code, infno }: { readonly fixmedins_code: string; readonly infno: string },
  time: string,
): void {
  const standing = standingAt(register, code, time)
  if (standing === undefined) throw new Refusal('unknown-institution', { code })
  const { state, since, reason } = standing
  const allowed = rules.allowed[state]
  if (allowed === 'everything' || state === 'opened') return
  if (allowed === 'no new visits' && !BEGINS.has(infno)) return
  if (allowed === 'accounts only' && ACCOUNTS.test(infno)) return
  throw new Refusal(REFUSED[state], { code, since, reason })
}

function topicOf(code: string): Topic {
  return { scope: code, kind: 'institution', subject: '', aspect: 'state' }
}
