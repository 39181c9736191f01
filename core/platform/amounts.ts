/** Amounts from the wire that the platform can add up without losing a fen. */
import { BadDecimal, fenOf } from '../money.ts'
import { Refusal } from '../refusal.ts'

/** A hundred thousand million yuan: hundreds of such lines still add up exactly. */
const MOST_FEN = 10_000_000_000_000

/** Fen of a yuan amount; `field` is its name on the wire. @throws Refusal when it is too large. */
export function amountFen(field: string, yuan: string | number): number {
  // A field that the table of this transaction does not have was not checked: it may be anything.
  if (typeof yuan !== 'number' && typeof yuan !== 'string') {
    throw new Refusal('amount-range', { field, value: '' })
  }
  try {
    const fen = fenOf(yuan)
    if (Math.abs(fen) <= MOST_FEN) return fen
  } catch (reason) {
    if (!(reason instanceof BadDecimal)) throw reason
  }
  throw new Refusal('amount-range', { field, value: String(yuan).slice(0, 40) })
}
