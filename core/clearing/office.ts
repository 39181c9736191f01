/** Who does clearing: books, clock, calendar and parameters; and how it says no. */
import { OFFICIAL_CALENDAR } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { CLEARING_PARAMETERS } from './parameters.ts'
import type { ClearingParameters } from './parameters.ts'

/** An agency's clearing office. */
export interface Office {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: Calendar
  readonly parameters: ClearingParameters
}

/** An office with the official calendar and the usual parameters, unless told otherwise. */
export function officeOf(
  store: Store,
  clock: Clock,
  set: Partial<ClearingParameters> = {},
  calendar: Calendar = OFFICIAL_CALENDAR,
): Office {
  return { store, clock, calendar, parameters: { ...CLEARING_PARAMETERS, ...set } }
}

/** The office's time, yyyy-MM-dd HH:mm:ss. */
export function nowOf({ clock }: Pick<Office, 'clock'>): string {
  return beijingTime(clock.now())
}

/** Why a step of clearing cannot be taken. */
export type ClearingFaultCode =
  | 'unknown-document' | 'wrong-state' | 'not-yet' | 'too-late' | 'one-person' | 'paid-twice'
  | 'over-recovered' | 'bad-adjustment' | 'bad-amount'

/** Thrown when a step is refused; nothing is written then. */
export class ClearingFault extends Error {
  override readonly name = 'ClearingFault'
  readonly code: ClearingFaultCode

  constructor(code: ClearingFaultCode, message: string) {
    super(message)
    this.code = code
  }
}
