/** Holds every message about a visit to the protocol tables (contracts/protocol). */
import { judgeStep } from '../../contracts/protocol/machine.ts'
import type { Guard } from '../../contracts/protocol/machine.ts'
import { inpatientMachine, outpatientMachine } from '../../contracts/protocol/visits.ts'
import type { InpatientState, OutpatientState } from '../../contracts/protocol/visits.ts'
import { liveSettlementOfVisit } from '../books.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { feesKey, openLines } from './visit-store.ts'
import type { Visit } from './visit-store.ts'

/** What the message says that the tables ask for. */
export interface StepFacts {
  /** Charge batch that the message is about; '' for all of them. */
  readonly batch?: string
  /** mid_setl_flag 1: settled while the patient stays. */
  readonly midStay?: boolean
}

/** Refuses a message that comes before its turn, naming what has to come first. */
export function requireInOrder(
  store: Store,
  visit: Visit,
  infno: string,
  { batch = '', midStay = false }: StepFacts = {},
): void {
  const holds = (guard: Guard): boolean => {
    if (guard === 'mid-stay') return midStay
    return guard === 'other-batch-settled' && isSettled(store, visit)
  }
  // 2203A is 2203 for a pharmacy or in another edition: the same step of the same table.
  const step = infno.slice(0, 4)
  const verdict =
    visit.kind === 'outpatient'
      ? judgeStep(outpatientMachine, outpatientState(store, visit, batch), step, holds)
      : judgeStep(inpatientMachine, inpatientState(store, visit), step, holds)
  if (verdict.allowed) return
  const needed = verdict.needed.length === 0 ? '—' : verdict.needed.join('、')
  throw new Refusal('order', { infno, needed })
}

/** Where the visit stands with the fees of one batch. */
function outpatientState(store: Store, visit: Visit, batch: string): OutpatientState {
  if (visit.state === 'registered') return 'registered'
  const fees = feesState(store, visit, batch)
  if (fees !== 'none') return fees
  return isSettled(store, visit) ? 'settled' : 'described'
}

/** Where the stay stands. */
function inpatientState(store: Store, visit: Visit): InpatientState {
  const fees = feesState(store, visit, '')
  if (visit.state === 'admitted') return fees === 'none' ? 'admitted' : fees
  if (fees !== 'none') return `discharged-${fees}`
  // A settlement made in the middle of the stay is not the one that ends it.
  return visit.state === 'settled' ? 'settled' : 'discharged'
}

function feesState(store: Store, visit: Visit, batch: string): 'none' | 'charged' | 'tried' {
  const lines = openLines(store, visit.mdtrt_id, batch)
  if (lines.length === 0) return 'none'
  return visit.trials[batch] === feesKey(lines) ? 'tried' : 'charged'
}

function isSettled(store: Store, visit: Visit): boolean {
  return liveSettlementOfVisit(store, visit.mdtrt_id) !== undefined
}
