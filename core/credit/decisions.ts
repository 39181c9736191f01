/**
 * Joint supervision by credit: the events of a year decide how many stays of an institution are
 * checked on site, how much it is prepaid, and whether another kind of care may be opened.
 */
import { divideHalfUp } from '../money.ts'
import type { Decision } from '../platform/institutions/facts.ts'
import { setOpening } from '../platform/institutions/openings.ts'
import type { OpenedKind } from '../platform/institutions/openings.ts'
import type { Register } from '../platform/institutions/register.ts'
import type { Store } from '../store/store.ts'
import { eventsOf } from './events.ts'
import { consequenceOf } from './grade.ts'
import type { Consequence } from './grade.ts'
import { scoreOf } from './score.ts'

/** Credit does not allow what was asked for. */
export class CreditRefused extends Error {
  override readonly name = 'CreditRefused'
}

/** What the events of the twelve months before a day (yyyy-MM-dd) lead to. */
export function standingOf(store: Store, institution: string, day: string): Consequence {
  const from = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return consequenceOf(scoreOf(eventsOf(store, institution, from, day)))
}

/** The part of a regular prepayment that the standing leaves; half up to the fen. */
export function prepaidFen(regularFen: number, { prepaymentBp }: Consequence): number {
  return divideHalfUp(BigInt(regularFen) * BigInt(prepaymentBp), 10_000n)
}

/**
 * Opens another kind of care from the day of the decision; inside a commit.
 * @throws CreditRefused when the standing on that day opens nothing new
 */
export function openByCredit(
  register: Register,
  code: string,
  kind: OpenedKind,
  decision: Decision,
): void {
  const { grade, mayOpen } = standingOf(register.store, code, decision.since.slice(0, 10))
  if (!mayOpen) throw new CreditRefused(`${code} has grade ${grade}: ${kind} is not opened`)
  setOpening(register, code, kind, 'open', decision)
}
