/** Pure: a sheet becomes payment orders that never mix funds (RULE-240 to RULE-244). */
import { PERSONAL_ACCOUNT, groupOf } from './kinds.ts'
import type { FundGroup } from './kinds.ts'
import type { ClearingParameters } from './parameters.ts'
import type { Sheet } from './sheets.ts'
import { compareTexts } from '../compare.ts'

/** What one payer owes between two areas; fen. */
export interface OrderLine {
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly insutype: string
  /** fund_pay_type (RULE-241). */
  readonly payer: string
  /** This month's. */
  readonly amountFen: number
  /** Left from earlier orders of the same pair and fund that were below zero. */
  readonly carriedFen: number
}

/** One payment from one party to another out of one group of funds. */
export interface PaymentOrder {
  readonly number: string
  readonly sheet: string
  readonly month: string
  readonly group: FundGroup
  /** The parties of the sheet; money goes from payer to receiver unless it is collected. */
  readonly payer: string
  readonly receiver: string
  readonly lines: readonly OrderLine[]
  readonly fundFen: number
  /** Personal accounts, shown apart from the funds (RULE-190). */
  readonly accountFen: number
  readonly carriedFen: number
  /** fundFen + accountFen + carriedFen. */
  readonly payableFen: number
  /** `carry`: below zero and set off against the next order; `none`: nothing to pay. */
  readonly direction: 'pay' | 'collect' | 'carry' | 'none'
}

/**
 * The orders of a sheet, in the order of their numbers.
 * @param carried lines of earlier orders of this pair that were carried and not used since
 */
export function ordersOf(
  sheet: Sheet,
  carried: readonly OrderLine[],
  parameters: ClearingParameters,
): PaymentOrder[] {
  const groups = new Map<FundGroup, Map<string, OrderLine>>()
  const add = (line: OrderLine) => {
    const group = groupOf(line.payer, line.insutype, sheet.month, parameters)
    const lines = groups.get(group) ?? new Map<string, OrderLine>()
    const key = [line.insuredPlace, line.placeOfCare, line.insutype, line.payer].join('/')
    const known = lines.get(key)
    lines.set(key, {
      ...line,
      amountFen: (known?.amountFen ?? 0) + line.amountFen,
      carriedFen: (known?.carriedFen ?? 0) + line.carriedFen,
    })
    groups.set(group, lines)
  }
  for (const { insuredPlace, placeOfCare, insutype, payer, totalFen } of sheet.lines) {
    add({ insuredPlace, placeOfCare, insutype, payer, amountFen: totalFen, carriedFen: 0 })
  }
  for (const line of carried) {
    add({ ...line, amountFen: 0, carriedFen: line.amountFen + line.carriedFen })
  }
  return [...groups]
    .map(([group, lines]) => orderOf(sheet, group, lines, parameters))
    .toSorted((left, right) => compareTexts(left.number, right.number))
}

const SUFFIX: Readonly<Record<FundGroup, string>> = {
  all: 'A',
  employee: 'Z',
  resident: 'J',
  'medical-aid': 'Y',
}

function orderOf(
  sheet: Sheet,
  group: FundGroup,
  byKey: ReadonlyMap<string, OrderLine>,
  { negativeSheet }: ClearingParameters,
): PaymentOrder {
  const lines = [...byKey]
    .toSorted(([left], [right]) => compareTexts(left, right))
    .map(([, line]) => line)
  const sum = (some: readonly OrderLine[], key: 'amountFen' | 'carriedFen') =>
    some.reduce((total, line) => total + line[key], 0)
  const accountFen = sum(lines.filter(({ payer }) => payer === PERSONAL_ACCOUNT), 'amountFen')
  const carriedFen = sum(lines, 'carriedFen')
  const payableFen = sum(lines, 'amountFen') + carriedFen
  const below = negativeSheet === 'offset' ? 'carry' : 'collect'
  return {
    number: `${sheet.number}-${SUFFIX[group]}`,
    sheet: sheet.number,
    month: sheet.month,
    group,
    payer: sheet.payer,
    receiver: sheet.receiver,
    lines,
    fundFen: payableFen - carriedFen - accountFen,
    accountFen,
    carriedFen,
    payableFen,
    direction: payableFen === 0 ? 'none' : payableFen < 0 ? below : 'pay',
  }
}
