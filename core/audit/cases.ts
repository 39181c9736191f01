/**
 * One ledger of cases for the five channels of supervision. A case is opened, worked on and closed
 * by steps that are only added; it closes on evidence, and a complaint only after an answer.
 */
import type { Store } from '../store/store.ts'
import type { TargetKind } from './inspection.ts'

/** 飞行检查、专项整治、日常监管、智能监控、社会监督 */
export type Channel = 'flight' | 'campaign' | 'daily' | 'monitoring' | 'social'

export const CHANNELS: readonly Channel[] = ['flight', 'campaign', 'daily', 'monitoring', 'social']

export type CaseStepName = 'opened' | 'assigned' | 'found' | 'rectified' | 'answered' | 'closed'

/** A step that the case cannot take now. */
export class CaseRefused extends Error {
  override readonly name = 'CaseRefused'
}

export interface CaseOpening {
  readonly caseId: string
  readonly channel: Channel
  readonly target: { readonly kind: TargetKind; readonly code: string }
  /** What it is about: filing, settlement or service. */
  readonly subject: 'filing' | 'settlement' | 'service'
  readonly at: string
  readonly by: string
  readonly text: string
  /** Hits or inspections that led to it. */
  readonly evidence: readonly string[]
}

export interface CaseStep {
  readonly caseId: string
  readonly step: Exclude<CaseStepName, 'opened'>
  readonly at: string
  readonly by: string
  readonly text: string
  readonly evidence: readonly string[]
}

export interface CaseState {
  readonly opening: CaseOpening
  readonly steps: readonly CaseStep[]
  readonly closed: boolean
}

/** Opens a case, once; inside a commit. @throws CaseRefused */
export function openCase(store: Store, opening: CaseOpening): void {
  if (caseState(store, opening.caseId) !== undefined) {
    throw new CaseRefused(`case ${opening.caseId} is open already`)
  }
  write(store, opening.caseId, 'opened', opening.at, opening)
}

/** Adds a step; inside a commit. @throws CaseRefused */
export function addStep(store: Store, step: CaseStep): void {
  const state = caseState(store, step.caseId)
  if (state === undefined) throw new CaseRefused(`there is no case ${step.caseId}`)
  if (state.closed) throw new CaseRefused(`case ${step.caseId} is closed`)
  const taken = new Set(state.steps.map((one) => one.step))
  if (taken.has(step.step)) throw new CaseRefused(`case ${step.caseId} is ${step.step} already`)
  const latest = state.steps.at(-1)?.at ?? state.opening.at
  if (step.at < latest) throw new CaseRefused(`case ${step.caseId} had a step at ${latest}`)
  if (step.step === 'closed') {
    if (step.evidence.length === 0) throw new CaseRefused('a case closes on evidence')
    if (state.opening.channel === 'social' && !taken.has('answered')) {
      throw new CaseRefused('who complained has not been answered')
    }
    if (taken.has('found') && !taken.has('rectified')) {
      throw new CaseRefused('what was found has not been put right')
    }
  }
  write(store, step.caseId, step.step, step.at, step)
}

/** A case with its steps in order; undefined when there is none. */
export function caseState(store: Store, caseId: string): CaseState | undefined {
  const rows = store.all<{ step: string; body: string }>(
    'select step, body from supervision_step where case_id = ? order by id',
    caseId,
  )
  const [first, ...rest] = rows.map(({ body }) => JSON.parse(body) as unknown)
  if (first === undefined) return undefined
  const steps = rest as CaseStep[]
  return { opening: first as CaseOpening, steps, closed: steps.at(-1)?.step === 'closed' }
}

/** Cases by channel, open and closed: the figures of the periodic circular (通报). */
export function caseFigures(store: Store) {
  const ids = store
    .all<{ case_id: string }>('select distinct case_id from supervision_step order by case_id')
  const states = ids
    .map(({ case_id: id }) => caseState(store, id))
    .filter((one) => one !== undefined)
  return CHANNELS.map((channel) => {
    const own = states.filter(({ opening }) => opening.channel === channel)
    const closed = own.filter((state) => state.closed).length
    return { channel, cases: own.length, closed, open: own.length - closed }
  })
}

function write(store: Store, caseId: string, step: CaseStepName, at: string, body: object): void {
  store.run(
    'insert into supervision_step (case_id, step, taken_at, body) values (?, ?, ?, ?)',
    caseId,
    step,
    at,
    JSON.stringify(body),
  )
}
