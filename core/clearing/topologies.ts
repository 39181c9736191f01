/** Pure: who pays whom, pair by pair or through one central account; the positions are the same. */
import type { FundGroup } from './kinds.ts'
import type { PaymentOrder } from './orders.ts'
import { compareTexts } from '../compare.ts'

/** The national working-capital account of the central topology (周转资金). */
export const CENTRAL = 'central'

/** One movement of money; above zero. Funds never mix on the way. */
export interface Transfer {
  readonly from: string
  readonly to: string
  readonly group: FundGroup
  readonly amountFen: number
}

/** Each order is paid by itself; one below zero is paid the other way. */
export function pairwiseTransfers(orders: readonly PaymentOrder[]): Transfer[] {
  return orders
    .filter(({ payableFen }) => payableFen !== 0)
    .map(({ payer, receiver, group, payableFen }) =>
      payableFen > 0
        ? { from: payer, to: receiver, group, amountFen: payableFen }
        : { from: receiver, to: payer, group, amountFen: -payableFen },
    )
}

/** Each party pays its balance of a fund into the central account, or is paid it from there. */
export function centralTransfers(orders: readonly PaymentOrder[]): Transfer[] {
  const balances = new Map<string, { party: string; group: FundGroup; fen: number }>()
  const add = (party: string, group: FundGroup, fen: number) => {
    const key = `${party}/${group}`
    const known = balances.get(key) ?? { party, group, fen: 0 }
    balances.set(key, { ...known, fen: known.fen + fen })
  }
  for (const { payer, receiver, group, payableFen } of orders) {
    add(payer, group, -payableFen)
    add(receiver, group, payableFen)
  }
  return [...balances]
    .toSorted(([left], [right]) => compareTexts(left, right))
    .filter(([, { fen }]) => fen !== 0)
    .map(([, { party, group, fen }]) =>
      fen < 0
        ? { from: party, to: CENTRAL, group, amountFen: -fen }
        : { from: CENTRAL, to: party, group, amountFen: fen },
    )
}

/** What each party has more (or less) after all transfers, by `party/group`; zeros left out. */
export function netPositions(transfers: readonly Transfer[]): Record<string, number> {
  const positions: Record<string, number> = {}
  for (const { from, to, group, amountFen } of transfers) {
    positions[`${from}/${group}`] = (positions[`${from}/${group}`] ?? 0) - amountFen
    positions[`${to}/${group}`] = (positions[`${to}/${group}`] ?? 0) + amountFen
  }
  return Object.fromEntries(
    Object.entries(positions)
      .filter(([, fen]) => fen !== 0)
      .toSorted(([left], [right]) => compareTexts(left, right)),
  )
}
