/** Which settlements enter a month's clearing, and why the others stay out. */
import type { Settled } from '../settled.ts'
import { scopeOf } from '../hub/scope.ts'
import type { ClearingParameters } from './parameters.ts'
import { mayDeclare } from './schedule.ts'
import { compareTexts } from '../compare.ts'

/** Why a settlement waits, or never comes in. */
export type LeftOutReason =
  | 'local' | 'later-month' | 'cleared-before' | 'unreconciled' | 'undoes-what-is-out'
  | 'not-declared' | 'too-late'

export interface LeftOut {
  readonly setlId: string
  readonly reason: LeftOutReason
}

export interface Choice {
  /** yyyyMM: nothing that was settled later comes in. */
  readonly month: string
  /** yyyy-MM-dd on which the sheets are made. */
  readonly day: string
  /** Everything that may still have to be cleared, of this month and before. */
  readonly settled: readonly Settled[]
  /** Settlement ids that reconciliation left open (RULE-176). */
  readonly unreconciled: ReadonlySet<string>
  /** Settlement ids of earlier sheets. */
  readonly cleared: ReadonlySet<string>
  /** Places of care that declared the month; all when left out. */
  readonly declared?: ReadonlySet<string>
  readonly parameters: ClearingParameters
}

/**
 * Splits settlements into those that are cleared and those that are not, in the order of the ids.
 * A refund follows what it undoes: it enters with it or after it, never before (RULE-189).
 */
export function choose(choice: Choice): { items: Settled[]; leftOut: LeftOut[] } {
  const rows = choice.settled.toSorted((left, right) => compareTexts(left.setlId, right.setlId))
  const items: Settled[] = []
  const leftOut: LeftOut[] = []
  const taken = new Set(choice.cleared)
  const take = (row: Settled, reason: LeftOutReason | undefined) => {
    if (reason !== undefined) {
      leftOut.push({ setlId: row.setlId, reason })
      return
    }
    taken.add(row.setlId)
    items.push(row)
  }
  for (const row of rows) if (row.reverses === null) take(row, reasonAgainst(row, choice))
  for (const row of rows) {
    if (row.reverses === null) continue
    const late = taken.has(row.reverses) ? undefined : 'undoes-what-is-out'
    // What was cleared must be able to come back, however late: only its own month can hold it.
    const reason = reasonAgainst(row, choice)
    take(row, (reason === 'too-late' ? undefined : reason) ?? late)
  }
  const byId = (left: { setlId: string }, right: { setlId: string }) =>
    compareTexts(left.setlId, right.setlId)
  return { items: items.toSorted(byId), leftOut: leftOut.toSorted(byId) }
}

function reasonAgainst(row: Settled, choice: Choice): LeftOutReason | undefined {
  const month = row.settledAt.slice(0, 4) + row.settledAt.slice(5, 7)
  if (scopeOf(row.placeOfCare, row.insuredPlace) === 'local') return 'local'
  if (month > choice.month) return 'later-month'
  if (choice.cleared.has(row.setlId)) return 'cleared-before'
  if (choice.unreconciled.has(row.setlId)) return 'unreconciled'
  if (choice.declared?.has(row.placeOfCare) === false) return 'not-declared'
  return mayDeclare(month, choice.day, choice.parameters) ? undefined : 'too-late'
}
