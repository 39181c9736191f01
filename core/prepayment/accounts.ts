/** What is done with prepayment: fixed, paid, raised in need, shared, and its interest. */
import { addWorkingDays } from '../calendar.ts'
import { beijingTime } from '../clock.ts'
import { dueDay } from '../calendar.ts'
import {
  PrepaymentFault,
  RECEIVED,
  REQUESTED,
  fileAway,
  move,
  postTo,
  prepaidBalance,
} from './ledger.ts'
import type { PrepaidPair, Treasury, TwoPersons } from './ledger.ts'
import { topUpFen, usageBp, warningLevel, yearlyAmountFen } from './usage.ts'
import type { WarningLevel } from './usage.ts'

/** A document that was written, and whether its step came late. */
export interface Done {
  readonly number: string
  readonly amountFen: number
  readonly late: boolean
}

/** Fixes the yearly amount of a pair from last year's fourth quarter (RULE-196, RULE-197). */
export async function fixYearly(
  treasury: Treasury,
  pair: PrepaidPair,
  year: string,
  quarterFen: readonly [number, number, number],
  by: TwoPersons,
): Promise<Done> {
  const amountFen = yearlyAmountFen(quarterFen, treasury.parameters)
  const number = yearlyNumber(pair, year)
  const rounding = 'half up to the fen, once'
  const body = { quarterFen, months: treasury.parameters.months, rounding }
  return treasury.store.commit(() => {
    fileAway(treasury, { number, kind: 'yearly', year, ...pair, amountFen, body })
    const due = `${year}-${treasury.parameters.fixedBy}`
    return { number, amountFen, ...move(treasury, number, { state: REQUESTED, due, by }) }
  })
}

/** The insured place's money arrives at the place of care. */
export async function receiveYearly(
  treasury: Treasury,
  pair: PrepaidPair,
  year: string,
  by: TwoPersons,
): Promise<Done> {
  const number = yearlyNumber(pair, year)
  const [month = '02', day = '29'] = treasury.parameters.paidBy.split('-')
  return receive(treasury, number, dueDay(`${year}${month}`, Number(day)), by)
}

/** Usage of one pair's prepayment by a month that is to be cleared. */
export interface Usage {
  readonly heldFen: number
  readonly toBeClearedFen: number
  /** Cut off; null where nothing is held. */
  readonly usageBp: number | null
  readonly level: WarningLevel
}

/** What is held for a pair against what its month will cost (RULE-198 to RULE-200). */
export function usageOf(treasury: Treasury, pair: PrepaidPair, toBeClearedFen: number): Usage {
  const heldFen = heldFor(treasury, pair)
  return {
    heldFen,
    toBeClearedFen,
    usageBp: usageBp(toBeClearedFen, heldFen),
    level: warningLevel(toBeClearedFen, heldFen, treasury.parameters),
  }
}

/**
 * After a red warning the place of care asks for more (紧急调增), at least what takes usage below
 * the red line. Late when asked after the limit from the day the sheet was signed.
 * @throws PrepaymentFault without a red warning, or for less than is needed
 */
export async function requestTopUp(
  treasury: Treasury,
  pair: PrepaidPair,
  request: { readonly month: string; readonly toBeClearedFen: number; readonly signedOn: string;
    readonly amountFen?: number },
  by: TwoPersons,
): Promise<Done> {
  const { month, toBeClearedFen, signedOn } = request
  const usage = usageOf(treasury, pair, toBeClearedFen)
  if (usage.level !== 'red') throw new PrepaymentFault(`${month}: usage is ${usage.level}, not red`)
  const least = topUpFen(toBeClearedFen, usage.heldFen, treasury.parameters)
  const amountFen = request.amountFen ?? least
  if (amountFen < least) throw new PrepaymentFault(`${amountFen} fen leave usage red; ${least} do`)
  const number = `YT${month}-${pair.insuredPlace}-${pair.placeOfCare}`
  const due = addWorkingDays(signedOn, treasury.parameters.requestDays, treasury.calendar)
  return treasury.store.commit(() => {
    const head = { number, kind: 'top-up', year: month.slice(0, 4), ...pair, amountFen } as const
    fileAway(treasury, { ...head, body: { month, usage } })
    return { number, amountFen, ...move(treasury, number, { state: REQUESTED, due, by }) }
  })
}

/** The top-up arrives. */
export async function receiveTopUp(
  treasury: Treasury,
  number: string,
  by: TwoPersons,
): Promise<Done> {
  const asked = treasury.store.get<{ at: string }>(
    'select at from prepayment_step where number = ? and state = ?',
    number,
    REQUESTED,
  )
  if (asked === undefined) throw new PrepaymentFault(`${number} was never asked for`)
  const { receiptDays } = treasury.parameters
  const due = addWorkingDays(asked.at.slice(0, 10), receiptDays, treasury.calendar)
  return receive(treasury, number, due, by)
}

/** What a place of care holds of one insured place; another's use of it is not counted. */
export function heldFor({ store }: Treasury, { insuredPlace, placeOfCare }: PrepaidPair): number {
  return prepaidBalance(store, `held/${placeOfCare}/${insuredPlace}`)
}

function receive(
  treasury: Treasury,
  number: string,
  due: string,
  by: TwoPersons,
): Promise<Done> {
  const { store } = treasury
  return store.commit(() => {
    const row = store.get<{ amount_fen: number; insured_place: string; place_of_care: string }>(
      'select * from prepayment_document where number = ?',
      number,
    )
    if (row === undefined) throw new PrepaymentFault(`there is no prepayment ${number}`)
    const { amount_fen: amountFen, insured_place: payer, place_of_care: holder } = row
    const { late } = move(treasury, number, { state: RECEIVED, due, by })
    postTo(store, number, [
      { account: `held/${holder}/${payer}`, amountFen },
      { account: `advanced/${payer}/${holder}`, amountFen: -amountFen },
    ])
    return { number, amountFen, late }
  })
}

function yearlyNumber({ insuredPlace, placeOfCare }: PrepaidPair, year: string): string {
  return `YF${year}-${insuredPlace}-${placeOfCare}`
}

/** Today, yyyy-MM-dd. */
export function today({ clock }: Treasury): string {
  return beijingTime(clock.now()).slice(0, 10)
}
