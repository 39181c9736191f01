/** What fee checks found, as clearing takes it: adjustments of a sheet, each with its ticket. */
import { clearingClass } from '../clearing/kinds.ts'
import type { Adjustment } from '../clearing/sheets.ts'
import type { Store } from '../store/store.ts'
import { settledById } from './fee-check.ts'

/** One event: money of one fund that a ticket found to be paid for false items. */
export interface RecoveryEvent {
  readonly ticket: string
  readonly setlId: string
  /** fund_pay_type */
  readonly payer: string
  /** Above zero. */
  readonly amountFen: number
  readonly foundAt: string
}

interface Row {
  readonly number: string
  readonly setl_id: string
  readonly payer: string
  readonly amount_fen: number
  readonly found_at: string
}

/** Every event of one ticket, in the order of the funds. */
export function recoveriesOf(store: Store, ticket: string): RecoveryEvent[] {
  return store
    .all<Row>('select * from ticket_recovery where number = ? order by payer', ticket)
    .map((row) => ({
      ticket: row.number,
      setlId: row.setl_id,
      payer: row.payer,
      amountFen: row.amount_fen,
      foundAt: row.found_at,
    }))
}

/**
 * Adjustments for the next clearing, in the order of their ids. Given to `clearMonth`, which books
 * each once. Events of settlements that no sheet contains yet wait: nothing was paid for them.
 */
export function recoveryAdjustments(store: Store): Adjustment[] {
  const tickets = store.all<{ number: string }>(
    'select distinct number from ticket_recovery order by number',
  )
  const events = tickets.flatMap(({ number }) => recoveriesOf(store, number))
  return events.flatMap((event) => {
    const settled = settledById(store, event.setlId)
    const cleared = store.get('select 1 from clearing_item where setl_id = ?', event.setlId)
    if (settled === undefined || cleared === undefined) return []
    const { insuredPlace, placeOfCare, insutype } = settled
    return [{
      id: `${event.ticket}/${event.payer}`,
      reason: 'recovery' as const,
      insuredPlace,
      placeOfCare,
      insutype,
      clearingClass: clearingClass(settled),
      payer: event.payer,
      amountFen: -event.amountFen,
      setlId: event.setlId,
      note: `费用协查${event.ticket}于${event.foundAt.slice(0, 10)}查实`,
    }]
  })
}
