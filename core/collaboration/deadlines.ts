/** Until when a ticket is to be answered, to the minute. */
import { addWorkingDays, dueDay } from '../calendar.ts'
import { addMonths } from '../days.ts'
import type { Office } from './office.ts'
import type { About, Matter } from './ticket.ts'

/** A filing is answered like a question about one; what names no subject is an `other`. */
export function aboutOf(matter: Matter): About {
  if (matter.kind === 'filing') return 'filing'
  return 'about' in matter ? matter.about : 'other'
}

/**
 * yyyyMM of the collection that a fee check belongs to: the month itself up to the last second of
 * its collecting day, afterwards the next one; '' for other kinds (RULE-211).
 * @param at yyyy-MM-dd HH:mm:ss
 */
export function batchOf({ parameters }: Pick<Office, 'parameters'>, matter: Matter, at: string) {
  if (matter.kind !== 'fee-check') return ''
  const month = at.slice(0, 4) + at.slice(5, 7)
  const collected = dueDay(month, parameters.feeCheckDay)
  return at.slice(0, 10) <= collected ? month : addMonths(month, 1)
}

/**
 * The last moment of an answer that is asked for now: 1, 2 or 10 working days later (RULE-207,
 * RULE-208, RULE-209), and for a fee check the end of the collecting day a month after its own.
 */
export function dueOf(
  office: Pick<Office, 'parameters' | 'calendar'>,
  matter: Matter,
  at: string,
): string {
  const { parameters, calendar } = office
  if (matter.kind !== 'fee-check') {
    return addWorkingDays(at, parameters.answerDays[aboutOf(matter)], calendar)
  }
  const month = addMonths(batchOf(office, matter, at), 1)
  const shift = parameters.feeCheckShift ? calendar : undefined
  return `${dueDay(month, parameters.feeCheckDay, shift)} 23:59:59`
}
