/** What a load run saw of money: one record for each answer that booked some. Portable. */
import type { Outcome, Step } from '../contracts/exchange.ts'
import { accepted } from '../contracts/exchange.ts'
import { fenOf } from '../core/money.ts'

/** Transactions that book money; pre-settlements only calculate. */
const BOOKING = ['2102', '2103', '2207', '2208', '2304', '2305']

/** Amounts of one settlement in integer fen; a refund is a settlement with negative amounts. */
export interface SettledAmounts {
  readonly medfeeFen: number
  readonly fundFen: number
  readonly acctFen: number
  readonly cashFen: number
}

export type Seen =
  | (SettledAmounts & {
      readonly kind: 'booked'
      readonly case: string
      readonly infno: string
      readonly msgid: string
      readonly setl_id: string
      readonly mdtrt_id: string
    })
  | {
      /** No answer came: the platform may have booked it. */
      readonly kind: 'unknown'
      readonly case: string
      readonly infno: string
      readonly msgid: string
      readonly mdtrt_id: string
    }

/** A booking was acknowledged without the number or an amount that it must carry. */
export class IncompleteSettlement extends Error {
  override readonly name = 'IncompleteSettlement'
}

/**
 * The record for one outcome; null where no money was booked.
 * @throws IncompleteSettlement when an accepted answer lacks a required part
 */
export function seenIn(caseName: string, step: Step, outcome: Outcome): Seen | null {
  if (!BOOKING.includes(step.infno)) return null
  const about = { case: caseName, infno: step.infno, msgid: outcome.msgid }
  if (outcome.kind === 'unknown') {
    return { kind: 'unknown', ...about, mdtrt_id: textOf(recordOf(step.input['data'])['mdtrt_id']) }
  }
  if (!accepted(outcome.response)) return null
  const settled = recordOf(outcome.response.output?.['setlinfo'])
  const amount = (...names: string[]): number => amountFen(settled, names, about.msgid)
  const setl_id = textOf(settled['setl_id'])
  if (setl_id === '') throw new IncompleteSettlement(`${about.msgid} was answered without setl_id`)
  return {
    kind: 'booked',
    ...about,
    setl_id,
    mdtrt_id: textOf(settled['mdtrt_id']),
    medfeeFen: amount('medfee_sumamt'),
    fundFen: amount('fund_pay_sumamt'),
    acctFen: amount('acct_pay'),
    // The 2208 table spells it with a d, the others with an s.
    cashFen: amount('psn_cash_pay', 'pdn_cash_pay'),
  }
}

function amountFen(
  settled: Readonly<Record<string, unknown>>,
  names: readonly string[],
  msgid: string,
): number {
  for (const name of names) {
    const value = settled[name]
    if (typeof value === 'number' || typeof value === 'string') return fenOf(value)
  }
  throw new IncompleteSettlement(`${msgid} was answered without ${names.join(' or ')}`)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
