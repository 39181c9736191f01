/**
 * Appeals against a hit (RULE-230): the institution files within the limit, the agency decides, and
 * a panel decides at last. Granting gives the deduction back, with the whole way on record.
 */
import type { Calendar } from '../calendar.ts'
import { addWorkingDays } from '../calendar.ts'
import type { Store } from '../store/store.ts'
import type { Hit } from './hit.ts'
import { moveMoney, movesOf } from './money.ts'

/** Steps of an appeal in their order. */
export type AppealStepName =
  | 'filed' | 'granted' | 'rejected' | 'panel-asked' | 'panel-granted' | 'panel-rejected'

/** A step that may not be taken now; `zh` is for the institution. */
export class AppealRefused extends Error {
  override readonly name = 'AppealRefused'
  readonly zh: string

  constructor(zh: string, message: string) {
    super(message)
    this.zh = zh
  }
}

/** Limits of the procedure; local parameters without a source. */
export interface AppealTerms {
  readonly workingDays: number
  readonly panelMembers: number
  readonly calendar?: Calendar
}

export const DEFAULT_TERMS: AppealTerms = { workingDays: 10, panelMembers: 3 }

export interface AppealStep {
  readonly hitId: string
  readonly step: AppealStepName
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
  /** Who takes it: the institution, the reviewer, or the members of the panel. */
  readonly by: readonly string[]
  readonly reason: string
  readonly attachmentId?: string
  /** Amount appealed against, or given back; the whole deduction when left out. */
  readonly amountFen?: number
}

const AFTER: Readonly<Record<AppealStepName, AppealStepName | 'none'>> = {
  filed: 'none',
  granted: 'filed',
  rejected: 'filed',
  'panel-asked': 'rejected',
  'panel-granted': 'panel-asked',
  'panel-rejected': 'panel-asked',
}

/**
 * Takes the next step and, when the appeal is granted, gives the money back; inside a commit.
 * @throws AppealRefused out of order, too late, or with too small a panel
 * @throws MoneyRefused when more is to be given back than was taken
 */
export function takeStep(store: Store, step: AppealStep, terms: AppealTerms = DEFAULT_TERMS): void {
  const hit = checkStep(store, step, terms)
  store.run(
    'insert into appeal_step (hit_id, step, taken_at, body) values (?, ?, ?, ?)',
    step.hitId,
    step.step,
    step.at,
    JSON.stringify(step),
  )
  if (step.step === 'granted' || step.step === 'panel-granted') giveBack(store, hit, step)
}

/** The hit that a step is about, when the step may be taken now. @throws AppealRefused */
export function checkStep(
  store: Store,
  step: AppealStep,
  terms: AppealTerms = DEFAULT_TERMS,
): Hit {
  const hit = appealable(store, step.hitId)
  const taken = stepsOf(store, step.hitId)
  if ((taken.at(-1)?.step ?? 'none') !== AFTER[step.step]) {
    throw new AppealRefused('申诉节点不符', `${step.step} does not follow ${taken.at(-1)?.step}`)
  }
  if (step.step === 'filed') requireInTime(store, hit, step, terms)
  if (step.step === 'panel-granted' || step.step === 'panel-rejected') {
    if (new Set(step.by).size < terms.panelMembers) {
      throw new AppealRefused('合议人员不足', `a panel has ${terms.panelMembers} members`)
    }
  }
  return hit
}

/** Steps taken so far, in order. */
export function stepsOf(store: Store, hitId: string): AppealStep[] {
  return store
    .all<{ body: string }>('select body from appeal_step where hit_id = ? order by id', hitId)
    .map((row) => JSON.parse(row.body) as AppealStep)
}

/** Last moment to file: working days from the first pause or deduction; undefined: none yet. */
export function appealDeadline(
  store: Store,
  hit: Hit,
  terms: AppealTerms = DEFAULT_TERMS,
): string | undefined {
  const first = movesOf(store, hit.bill).find((row) => row.hit_id === hit.id)
  return first && addWorkingDays(first.moved_at, terms.workingDays, terms.calendar)
}

function requireInTime(store: Store, hit: Hit, step: AppealStep, terms: AppealTerms): void {
  const deadline = appealDeadline(store, hit, terms)
  if (deadline === undefined) throw new AppealRefused('未扣款，无需申诉', 'nothing was held yet')
  if (step.at > deadline) throw new AppealRefused(`已过申诉期限${deadline}`, 'too late')
}

/** The hit as it was found. @throws AppealRefused */
function appealable(store: Store, hitId: string): Hit {
  const row = store.get<{ body: string }>('select body from audit_hit where hit_id = ?', hitId)
  if (row === undefined) throw new AppealRefused('疑点不存在', `no hit ${hitId}`)
  return JSON.parse(row.body) as Hit
}

/** Paused money is released, deducted money returned; the reason leads back to the appeal. */
function giveBack(store: Store, hit: Hit, step: AppealStep): void {
  const own = movesOf(store, hit.bill).filter((row) => row.hit_id === hit.id)
  const sum = (kind: string) =>
    own.reduce((total, row) => total + (row.kind === kind ? row.amount_fen : 0), 0)
  const base = {
    setlId: hit.bill,
    hitId: hit.id,
    at: step.at,
    operator: step.by.join('、'),
    reason: `${step.step}: ${step.reason}`,
  }
  const heldFen = sum('pause') - sum('release')
  const takenFen = sum('recover') - sum('return')
  if (heldFen > 0) moveMoney(store, { ...base, kind: 'release', amountFen: heldFen })
  const backFen = step.amountFen ?? takenFen
  if (takenFen > 0) moveMoney(store, { ...base, kind: 'return', amountFen: backFen })
}
