/** What becomes of a ticket: one step after another, each by the side whose step it is. */
import { beijingTime } from '../clock.ts'
import { dueOf } from './deadlines.ts'
import { recordFinding } from './fee-check.ts'
import type { Office } from './office.ts'
import { addTicketStep, requireTicket } from './register.ts'
import { levelsOf } from './route.ts'
import { BY_ASKER, KINDS, WITH_NOTE } from './states.ts'
import type { Doing, Ticket, TicketStep } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

/** Who takes a step: an agency on the side whose step it is, and a person of it. */
export interface Acting {
  readonly by: string
  readonly operator: string
}

/**
 * Takes a step; an answer after its moment is taken and marked late, because the question is still
 * open. A ticket that is returned gets a new deadline.
 * @throws TicketRefused when the state, the side or the content does not allow it
 */
export function takeStep(
  office: Office,
  number: string,
  doing: Doing,
  acting: Acting,
): Promise<Ticket> {
  return office.store.commit(() => {
    const { store } = office
    const ticket = requireTicket(store, number)
    const at = beijingTime(office.clock.now())
    requireStep(ticket, doing, acting, at)
    if (doing.step === 'reported') recordFinding(store, ticket, doing, at)
    const isAnswer = doing.step === KINDS[ticket.matter.kind].answer
    const step: TicketStep = {
      ...doing,
      at,
      ...acting,
      due: doing.step === 'returned' ? dueOf(office, ticket.matter, at) : '',
      late: isAnswer && at > ticket.due,
    }
    addTicketStep(store, number, step)
    return requireTicket(store, number)
  })
}

function requireStep(ticket: Ticket, doing: Doing, { by }: Acting, at: string): void {
  const { number, matter, state, asker, asked, channel } = ticket
  const next = KINDS[matter.kind].next[state] ?? []
  if (!next.includes(doing.step)) {
    throw new TicketRefused('wrong-step', `${number} is ${state}: it cannot be ${doing.step}`)
  }
  const side = levelsOf(BY_ASKER.has(doing.step) ? asker : asked, channel)
  if (!side.includes(by)) {
    throw new TicketRefused('not-yours', `${doing.step} is for ${side.join(', ')}, not ${by}`)
  }
  if (WITH_NOTE.has(doing.step) && doing.note.trim() === '') {
    throw new TicketRefused('says-nothing', `${number} cannot be ${doing.step} without a word`)
  }
  const latest = ticket.steps.at(-1)?.at ?? ticket.openedAt
  if (at < latest) throw new TicketRefused('out-of-order', `${number} had a step at ${latest}`)
}
