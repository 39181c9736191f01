/** The year's prepayment as one document: fixed, received, used, warned. */
import { beijingTime } from '../clock.ts'
import { usageOf } from './accounts.ts'
import type { Usage } from './accounts.ts'
import { RECEIVED } from './ledger.ts'
import type { PrepaidPair, Treasury } from './ledger.ts'

/** One pair's year. */
export interface PairReport extends PrepaidPair, Usage {
  /** Null while the yearly amount was not fixed. */
  readonly fixedFen: number | null
  readonly received: boolean
  /** A step of the yearly amount came late, or is due and still missing. */
  readonly late: boolean
}

/** Schema `contracts/schemas/prepayment.schema.json`. */
export interface PrepaymentReport {
  readonly schema: 'liantiao/prepayment/1'
  readonly year: string
  readonly asOf: string
  readonly pairs: readonly PairReport[]
}

interface Step {
  readonly state: number
  readonly late: 0 | 1
}

/**
 * The report of a year over the given pairs, in the order of care and insured place.
 * @param toBeCleared what each pair's current month will cost; fen
 */
export function prepaymentReport(
  treasury: Treasury,
  year: string,
  toBeCleared: readonly (PrepaidPair & { readonly fen: number })[],
): PrepaymentReport {
  const name = ({ placeOfCare, insuredPlace }: PrepaidPair) => `${placeOfCare}/${insuredPlace}`
  const pairs = toBeCleared
    .toSorted((left, right) => (name(left) < name(right) ? -1 : name(left) > name(right) ? 1 : 0))
    .map(({ fen, insuredPlace, placeOfCare }) => {
      const pair = { insuredPlace, placeOfCare }
      return { ...pair, ...yearlyOf(treasury, pair, year), ...usageOf(treasury, pair, fen) }
    })
  return {
    schema: 'liantiao/prepayment/1',
    year,
    asOf: beijingTime(treasury.clock.now()),
    pairs,
  }
}

function yearlyOf(treasury: Treasury, pair: PrepaidPair, year: string) {
  const { store, clock, parameters } = treasury
  const row = store.get<{ number: string; amount_fen: number }>(
    `select number, amount_fen from prepayment_document
      where place_of_care = ? and insured_place = ? and year = ? and kind = 'yearly'`,
    pair.placeOfCare,
    pair.insuredPlace,
    year,
  )
  const steps = row === undefined ? [] : store.all<Step>(
    'select state, late from prepayment_step where number = ?',
    row.number,
  )
  const received = steps.some(({ state }) => state === RECEIVED)
  const today = beijingTime(clock.now()).slice(0, 10)
  const missing = (row === undefined && today > `${year}-${parameters.fixedBy}`) ||
    (!received && today > `${year}-${parameters.paidBy}`)
  return {
    fixedFen: row?.amount_fen ?? null,
    received,
    late: missing || steps.some(({ late }) => late === 1),
  }
}
