/** Tickets that nobody answered in time go up one level, county to city to province (RULE-212). */
import { addWorkingDays } from '../calendar.ts'
import { beijingTime } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { Office } from './office.ts'
import { BY_DESK } from './open.ts'
import { addTicketStep, requireTicket } from './register.ts'
import { levelsOf } from './route.ts'
import type { Ticket } from './ticket.ts'

/** Tickets that wait for an answer and are past their moment, those that wait longest first. */
export function overdueTickets(store: Store, now: string): Ticket[] {
  return store
    .all<{ number: string }>(
      'select number from ticket_open where due < ? order by due, number',
      now,
    )
    .map(({ number }) => requireTicket(store, number))
}

/**
 * Tells the next level of every ticket that is past its moment; done again in the same second it
 * does nothing. The ticket keeps its own deadline, the next level gets days of its own. A ticket
 * that has reached the top stays overdue there.
 * @returns the tickets that went up
 */
export function escalateOverdue(office: Office): Promise<Ticket[]> {
  const { store, parameters, calendar } = office
  return store.commit(() => {
    const now = beijingTime(office.clock.now())
    const waiting = store.all<{ number: string }>(
      'select number from ticket_open where escalates < ? order by escalates, number',
      now,
    )
    return waiting.flatMap(({ number }) => {
      const { asked, channel, handler } = requireTicket(store, number)
      const levels = levelsOf(asked, channel)
      const above = levels[levels.indexOf(handler) + 1]
      if (above === undefined) return []
      const due = addWorkingDays(now, parameters.escalationDays, calendar)
      const step = { step: 'escalated', to: above, at: now, due, late: false, ...BY_DESK } as const
      addTicketStep(store, number, step)
      return [requireTicket(store, number)]
    })
  })
}
