/** What should have been done by now and was not: the lateness report of a month (RULE-184). */
import { STATE } from './books.ts'
import type { DocumentKind } from './books.ts'
import { documentsOf, stepsOf } from './lookup.ts'
import { nowOf } from './office.ts'
import type { Office } from './office.ts'
import type { PaymentOrder } from './orders.ts'
import { isLate, scheduleOf } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import { orderDue } from './signing.ts'

/** A document that waits, or a step that was taken too late. */
export interface Overdue {
  readonly number: string
  readonly kind: DocumentKind
  /** Where it stands now, or the step that came late. */
  readonly state: number
  readonly due: string
  /** When it was done after all, null while it still waits. */
  readonly doneAt: string | null
}

/** Everything late about a month's fees, in the order of kinds and numbers. */
export function overdueOf(office: Office, month: string): Overdue[] {
  const schedule = scheduleOf(month, office.parameters, office.calendar)
  const now = nowOf(office)
  const kinds = ['statement', 'declaration', 'sheet', 'signature', 'order'] as const
  return kinds.flatMap((kind) =>
    documentsOf(office.store, kind, month).flatMap(({ number, body }) => {
      const steps = stepsOf(office.store, number)
      const done = steps
        .filter(({ late }) => late === 1)
        .map(({ state, due, at }) => ({ number, kind, state, due, doneAt: at }))
      const last = steps.at(-1)
      const due = nextDue(office, schedule, kind, body, last)
      const waiting = due !== undefined && isLate(now, due)
      const state = last?.state ?? 0
      return waiting ? [...done, { number, kind, state, due, doneAt: null }] : done
    }),
  )
}

/** When the next step of a document is due; undefined where none is. */
function nextDue(
  office: Office,
  schedule: Schedule,
  kind: DocumentKind,
  body: unknown,
  last: { readonly state: number; readonly at: string } | undefined,
): string | undefined {
  const state = last?.state ?? 0
  if (kind === 'statement') return state < STATE.reviewed ? schedule.confirmation : undefined
  if (kind === 'sheet') {
    if (state < STATE.reviewed) return schedule.signing
    if (state < STATE.cleared) return schedule.notices
    return state < STATE.paid ? schedule.payment : undefined
  }
  const waits = kind === 'order' && state >= STATE.cleared && state < STATE.paid
  if (!waits || (body as PaymentOrder).direction === 'carry') return undefined
  return orderDue(office, state, last?.at ?? '')
}
