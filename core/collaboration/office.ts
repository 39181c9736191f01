/**
 * Who keeps the tickets: books, clock, calendar and parameters. A number that no published document
 * states is a parameter with a usual value, never law; `STANDING` says which is which.
 */
import type { Calendar } from '../calendar.ts'
import { OFFICIAL_CALENDAR } from '../calendar.ts'
import type { Clock } from '../clock.ts'
import { relaysOf } from '../hub/relay-figures.ts'
import type { Store } from '../store/store.ts'
import type { About } from './ticket.ts'

/** What an authority sets for collaboration. */
export interface CollaborationParameters {
  /** Working days within which a ticket is answered. */
  readonly answerDays: Readonly<Record<About, number>>
  /** A fee check may be asked for stays that cost more than this; fen. */
  readonly feeCheckAboveFen: number
  /** Fee checks of a month are collected up to this day; the result is due on it a month later. */
  readonly feeCheckDay: number
  /** A result that falls due on a day off is due on the next working day. */
  readonly feeCheckShift: boolean
  /** Working days that each higher level has before the next one is told. */
  readonly escalationDays: number
}

/** What holds when nobody sets anything else. */
export const COLLABORATION_PARAMETERS: CollaborationParameters = {
  answerDays: { filing: 2, 'system-fault': 1, other: 10 },
  feeCheckAboveFen: 3_000_000,
  feeCheckDay: 26,
  feeCheckShift: false,
  escalationDays: 1,
}

/** Where each value comes from; a finding that rests on an unsourced one may only warn. */
export const STANDING: Readonly<Record<
  keyof CollaborationParameters,
  { readonly rule: string; readonly weight: 'sourced' | 'unsourced' }
>> = {
  answerDays: { rule: 'RULE-207 RULE-208 RULE-209', weight: 'sourced' },
  feeCheckAboveFen: { rule: 'RULE-210', weight: 'sourced' },
  feeCheckDay: { rule: 'RULE-211', weight: 'unsourced' },
  feeCheckShift: { rule: 'RULE-211', weight: 'unsourced' },
  escalationDays: { rule: 'RULE-212', weight: 'unsourced' },
}

/** A transaction that did not get through, as the relaying hub saw it. */
export interface Failure {
  readonly msgid: string
  readonly infno: string
  readonly placeOfCare: string
  readonly insuredPlace: string
  readonly outcome: string
  readonly reason: string
}

/** A collaboration desk, national or provincial. */
export interface Office {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: Calendar
  readonly parameters: CollaborationParameters
  /** The failure of a message, undefined when it is unknown or got through. */
  readonly failureOf: (msgid: string) => Failure | undefined
}

/** An office with the official calendar and the usual parameters, unless told otherwise. */
export function officeOf(
  store: Store,
  clock: Clock,
  own: Partial<Omit<Office, 'store' | 'clock' | 'parameters'>> & {
    readonly parameters?: Partial<CollaborationParameters>
  } = {},
): Office {
  return {
    store,
    clock,
    calendar: OFFICIAL_CALENDAR,
    failureOf: (msgid) => relayedFailure(store, msgid),
    ...own,
    parameters: { ...COLLABORATION_PARAMETERS, ...own.parameters },
  }
}

/** A message has failed when it came by and never got through, however often it was sent. */
function relayedFailure(store: Store, msgid: string): Failure | undefined {
  const relays = relaysOf(store, msgid)
  if (relays.some(({ outcome }) => outcome === 'passed' || outcome === 'repeated')) return undefined
  return relays.at(-1)
}
