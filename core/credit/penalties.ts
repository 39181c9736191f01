/**
 * Administrative penalties related to fees: an institution reports them within a limit after the
 * decision is served, a hospital in 5 days, a pharmacy in 30 working days (RULE-231).
 */
import type { Calendar } from '../calendar.ts'
import { addWorkingDays } from '../calendar.ts'
import { addDays } from '../days.ts'
import { digitsOf } from '../ids.ts'
import type { CreditEvent } from './score.ts'

export interface Penalty {
  readonly decision: string
  readonly institution: string
  readonly type: 'hospital' | 'pharmacy'
  /** Day the decision was served, yyyy-MM-dd. */
  readonly servedOn: string
  /** Day it was reported; '' for not yet. */
  readonly reportedOn: string
  readonly amountFen: number
}

/** Limits of the agreement; days of a hospital are calendar days, as the agreement writes them. */
export const REPORT_LIMITS = { hospitalDays: 5, pharmacyWorkingDays: 30 } as const

/** Last day to report. */
export function reportDueOn(
  { type, servedOn }: Pick<Penalty, 'type' | 'servedOn'>,
  limits: { readonly hospitalDays: number; readonly pharmacyWorkingDays: number } = REPORT_LIMITS,
  calendar?: Calendar,
): string {
  return type === 'hospital'
    ? addDays(servedOn, limits.hospitalDays)
    : addWorkingDays(servedOn, limits.pharmacyWorkingDays, calendar)
}

/**
 * Events of penalties: the penalty itself is society's judgement, and a late report or none is a
 * want of self-discipline.
 */
export function penaltyEvents(penalties: readonly Penalty[], today: string): CreditEvent[] {
  return penalties.flatMap((penalty) => {
    const dueOn = reportDueOn(penalty)
    const events = [eventOf(penalty, 'society', 'serious', penalty.servedOn, {
      zh: `行政处罚${penalty.decision}`,
      en: `administrative penalty ${penalty.decision}`,
    })]
    if ((penalty.reportedOn === '' ? today : penalty.reportedOn) <= dueOn) return events
    return [...events, eventOf(penalty, 'self-discipline', 'general', addDays(dueOn, 1), {
      zh: `处罚${penalty.decision}未在${dueOn}前报告`,
      en: `penalty ${penalty.decision} not reported by ${dueOn}`,
    })]
  })
}

function eventOf(
  { decision, institution, amountFen }: Penalty,
  aspect: CreditEvent['aspect'],
  nature: CreditEvent['nature'],
  day: string,
  reason: CreditEvent['reason'],
): CreditEvent {
  const id = `P${digitsOf(`${institution}:${decision}:${aspect}`, 20)}`
  const circumstances = 'ordinary'
  return { id, institution, day, aspect, nature, circumstances, amountFen, reason }
}
