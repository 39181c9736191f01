/** Opening a ticket: who may ask whom for what, on which channel, and until when. */
import { poolingAreaOf } from '../../contracts/areas.ts'
import { beijingTime } from '../clock.ts'
import { idFrom } from '../ids.ts'
import { batchOf, dueOf } from './deadlines.ts'
import { requireCheckable } from './fee-check.ts'
import type { Office } from './office.ts'
import { addTicket, addTicketStep, requireTicket, ticketOf } from './register.ts'
import { channelOf } from './route.ts'
import type { Channel, Matter, Ticket } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

/** What an agency sends. */
export interface Asking {
  readonly asker: string
  readonly asked: string
  /** The channel that the sender believes to be right. */
  readonly channel: Channel
  readonly operator: string
  readonly matter: Matter
}

/** Signs steps that nobody took by hand. */
export const BY_DESK = { by: '', operator: '协同平台' } as const

/**
 * Opens a ticket. One on the wrong channel is not sent back: it is routed to the right one, and its
 * history says so. The same question in the same second is the same ticket.
 * @throws TicketRefused when the agencies, the places or the matter do not allow it
 */
export function openTicket(office: Office, asking: Asking): Promise<Ticket> {
  return office.store.commit(() => {
    const { store } = office
    const { asker, asked, channel, matter, operator } = asking
    const at = beijingTime(office.clock.now())
    const right = channelOf(asker, asked)
    const number = idFrom(asker, 'ticket', JSON.stringify([asked, at, operator, matter]))
    const known = ticketOf(store, number)
    if (known !== undefined) return known
    requireContent(matter)
    requireSubject(office, asking)
    const batch = batchOf(office, matter, at)
    addTicket(store, { number, matter, asker, asked, channel, batch, openedAt: at })
    const due = dueOf(office, matter, at)
    const step = { step: 'submitted', note: '', at, by: asker, operator, due, late: false } as const
    addTicketStep(store, number, step)
    if (channel !== right) {
      const route = { from: channel, to: right, at, due: '', late: false }
      addTicketStep(store, number, { step: 'rerouted', ...route, ...BY_DESK })
    }
    return requireTicket(store, number)
  })
}

/** Fields may be empty only where they may be unknown. */
function requireContent(matter: Matter): void {
  for (const [field, value] of Object.entries(matter)) {
    if (field !== 'filingNo' && value.trim() === '') {
      throw new TicketRefused('says-nothing', `a ${matter.kind} ticket needs ${field}`)
    }
  }
}

/** What a ticket is tied to exists, and lies between the two agencies. */
function requireSubject(office: Office, { asker, asked, matter }: Asking): void {
  if (matter.kind === 'fee-check') {
    requirePlaces([asker, asked], requireCheckable(office, matter.setlId))
  }
  if (matter.kind !== 'error-report') return
  const failure = office.failureOf(matter.msgid)
  if (failure === undefined) {
    throw new TicketRefused('not-failed', `no failed transaction has the message ${matter.msgid}`)
  }
  const { placeOfCare, insuredPlace } = failure
  const pair = [placeOfCare, insuredPlace] as const
  // Either side may report a failure, but a fee check is the insured place's to ask.
  const reported = poolingAreaOf(asker) === poolingAreaOf(placeOfCare)
  requirePlaces(reported ? [asked, asker] : [asker, asked], {
    insuredPlace: pair[1],
    placeOfCare: pair[0],
  })
}

/** A province may ask and be asked for the areas below it. */
function requirePlaces(
  [insurer, carer]: readonly [string, string],
  { insuredPlace, placeOfCare }: { readonly insuredPlace: string; readonly placeOfCare: string },
): void {
  if (covers(insurer, insuredPlace) && covers(carer, placeOfCare)) return
  throw new TicketRefused(
    'other-places',
    `it lies between ${insuredPlace} and ${placeOfCare}, not between ${insurer} and ${carer}`,
  )
}

function covers(agency: string, place: string): boolean {
  if (agency.endsWith('0000')) return agency.slice(0, 2) === place.slice(0, 2)
  return poolingAreaOf(agency) === poolingAreaOf(place)
}
