/** Tickets in the store: a head that never changes, and steps that are only added. */
import type { Store } from '../store/store.ts'
import { aboutOf } from './deadlines.ts'
import { KINDS } from './states.ts'
import type { Channel, Matter, Ticket, TicketKind, TicketState, TicketStep } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

/** What is fixed when a ticket is opened. */
export interface TicketHead
  extends Pick<Ticket, 'number' | 'matter' | 'asker' | 'asked' | 'batch' | 'openedAt'> {
  /** The channel that was asked for; a `rerouted` step corrects it. */
  readonly channel: Channel
}

interface HeadRow {
  readonly number: string
  readonly body: string
}

/** Writes a new ticket; inside a commit. */
export function addTicket(store: Store, head: TicketHead): void {
  store.run(
    `insert into ticket (number, kind, asker, asked, subject, batch, opened_at, body)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    head.number,
    head.matter.kind,
    head.asker,
    head.asked,
    subjectOf(head.matter),
    head.batch,
    head.openedAt,
    JSON.stringify(head),
  )
}

/** Adds a step and keeps the list of tickets that wait for an answer; inside a commit. */
export function addTicketStep(store: Store, number: string, step: TicketStep): void {
  store.run(
    'insert into ticket_step (number, step, at, body) values (?, ?, ?, ?)',
    number,
    step.step,
    step.at,
    JSON.stringify(step),
  )
  const { state, due } = requireTicket(store, number)
  if (!waits(state)) {
    store.run('delete from ticket_open where number = ?', number)
  } else if (step.due !== '') {
    store.run(
      `insert into ticket_open (number, due, escalates) values (?, ?, ?)
       on conflict (number) do update set due = excluded.due, escalates = excluded.escalates`,
      number,
      due,
      step.due,
    )
  }
}

/** The ticket with this number as it stands. */
export function ticketOf(store: Store, number: string): Ticket | undefined {
  const row = store.get<HeadRow>('select number, body from ticket where number = ?', number)
  return row === undefined ? undefined : withSteps(store, row)
}

/** @throws TicketRefused `unknown-ticket` */
export function requireTicket(store: Store, number: string): Ticket {
  const ticket = ticketOf(store, number)
  if (ticket !== undefined) return ticket
  throw new TicketRefused('unknown-ticket', `there is no ticket ${number}`)
}

/** Tickets opened in [from, to), in the order of time and number. */
export function ticketsBetween(store: Store, from: string, to: string): Ticket[] {
  return store
    .all<HeadRow>(
      `select number, body from ticket where opened_at >= ? and opened_at < ?
        order by opened_at, number`,
      from,
      to,
    )
    .map((row) => withSteps(store, row))
}

/** Fee checks of one collection, in the order of their numbers. */
export function feeChecksOf(store: Store, batch: string): Ticket[] {
  return store
    .all<HeadRow>('select number, body from ticket where batch = ? order by number', batch)
    .map((row) => withSteps(store, row))
}

/** Tickets of a kind about one settlement or message. */
export function ticketsAbout(store: Store, kind: TicketKind, subject: string): Ticket[] {
  return store
    .all<HeadRow>(
      'select number, body from ticket where subject = ? and kind = ? order by number',
      subject,
      kind,
    )
    .map((row) => withSteps(store, row))
}

/** A ticket in this state waits for somebody's answer. */
export function waits(state: TicketState): boolean {
  return WAITING.has(state)
}

const WAITING: ReadonlySet<TicketState> = new Set([
  'submitted', 'accepted', 'investigated', 'diagnosed', 'returned',
])

function withSteps(store: Store, row: HeadRow): Ticket {
  const steps = store
    .all<{ body: string }>('select body from ticket_step where number = ? order by id', row.number)
    .map(({ body }) => JSON.parse(body) as TicketStep)
  return ticketFrom(JSON.parse(row.body) as TicketHead, steps)
}

/** A ticket as its steps so far leave it; so its past can be seen by leaving some out. */
export function ticketFrom(head: TicketHead, steps: readonly TicketStep[]): Ticket {
  let { channel } = head
  let handler = head.asked
  let state: TicketState = 'submitted'
  let due = ''
  for (const step of steps) {
    if (step.step === 'rerouted') channel = step.to
    else if (step.step === 'escalated') handler = step.to
    else {
      state = step.step
      // Another question begins where the first one did, with the agency that was asked.
      if (step.step === 'returned') handler = head.asked
      if (step.due !== '') ({ due } = step)
    }
  }
  const { answer } = KINDS[head.matter.kind]
  const late = steps.some((step) => step.step === answer && step.late)
  return { ...head, about: aboutOf(head.matter), channel, handler, state, due, late, steps }
}

function subjectOf(matter: Matter): string {
  if (matter.kind === 'fee-check') return matter.setlId
  return matter.kind === 'error-report' ? matter.msgid : ''
}
