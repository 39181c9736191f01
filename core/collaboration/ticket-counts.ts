/** Tickets in numbers, as they stood at a moment, so that a report of the past stays the same. */
import { provinceOf } from '../hub/scope.ts'
import { ratioOf } from '../figures/ratio.ts'
import type { Ratio } from '../figures/ratio.ts'
import type { Store } from '../store/store.ts'
import { ticketFrom, ticketsBetween, waits } from './register.ts'
import { KINDS } from './states.ts'
import type { Channel, Ticket, TicketKind } from './ticket.ts'

/** Tickets of one channel and kind over [from, to). */
export interface TicketCount {
  readonly channel: Channel
  readonly kind: TicketKind
  readonly title: string
  readonly opened: number
  /** Answers given in the period, in time and late; a returned ticket may have several. */
  readonly inTime: number
  readonly late: number
  /** Waiting at the end of the period, and of those the ones past their moment. */
  readonly waiting: number
  readonly overdue: number
}

const CHANNELS: readonly Channel[] = ['national', 'provincial']

/** Every ticket opened before a moment, as it stood then. */
export function ticketsAt(store: Store, moment: string): Ticket[] {
  return ticketsBetween(store, '', moment).map((ticket) =>
    ticketFrom(ticket, ticket.steps.filter(({ at }) => at < moment)))
}

/**
 * Counts for each channel and kind, zeros too (RULE-212).
 * @param tickets as they stood at `to`, see {@link ticketsAt}
 */
export function ticketCounts(tickets: readonly Ticket[], from: string, to: string): TicketCount[] {
  const kinds = Object.keys(KINDS) as TicketKind[]
  return CHANNELS.flatMap((channel) => kinds.map((kind) => {
    const own = tickets.filter((one) => one.channel === channel && one.matter.kind === kind)
    const answers = own.flatMap((one) => answersOf(one, from))
    const late = answers.filter((step) => step.late).length
    return {
      channel,
      kind,
      title: KINDS[kind].titleZh,
      opened: own.filter(({ openedAt }) => openedAt >= from).length,
      inTime: answers.length - late,
      late,
      waiting: own.filter(({ state }) => waits(state)).length,
      overdue: own.filter((one) => isOverdue(one, to)).length,
    }
  }))
}

/** Answers in time of all that were given or are overdue, for the province that was asked. */
export function answeredInTime(
  tickets: readonly Ticket[],
  province: string,
  { from, to }: { readonly from: string; readonly to: string },
): Ratio {
  const own = tickets.filter(({ asked }) => provinceOf(asked) === province)
  const answers = own.flatMap((one) => answersOf(one, from))
  const overdue = own.filter((one) => isOverdue(one, to)).length
  const inTime = answers.filter(({ late }) => !late).length
  return ratioOf(inTime, answers.length + overdue)
}

function answersOf({ matter, steps }: Ticket, from: string) {
  const { answer } = KINDS[matter.kind]
  return steps.filter(({ step, at }) => step === answer && at >= from)
}

function isOverdue({ state, due }: Ticket, moment: string): boolean {
  return waits(state) && due < moment
}
