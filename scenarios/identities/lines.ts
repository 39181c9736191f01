/** Identities of fee lines, one by one and as a batch, and of the sums a settlement repeats. */
import { BadDecimal, divideHalfUp, lineAmountFen, scaled } from '../../core/money.ts'
import { millionths, textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import { addUp, compare, fenAt, sumAt, together } from './identity.ts'
import type { Breach, Identity, Subjects, Weighing } from './identity.ts'

/** A price limit of this many millionths of a yuan means: none. */
const NO_LIMIT = 999_999_000_000n
const NOTHING: Weighing = { looked: 0, breaches: [] }
const PARTS = ['fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt']
/** What a settlement repeats, and the field of a line that adds up to it. */
const ECHOED: Readonly<Record<string, string>> = {
  fulamt_ownpay_amt: 'fulamt_ownpay_amt',
  overlmt_selfpay: 'overlmt_amt',
  preselfpay_amt: 'preselfpay_amt',
  inscp_scp_amt: 'inscp_scp_amt',
}

export const E8: Identity<'lines'> = {
  id: 'E8',
  requirement: 'RULE-074',
  title: {
    zh: '明细金额 = 单价 × 数量, 四舍五入到分 (允许差1分)',
    en: 'det_item_fee_sumamt = cnt × pric, half up, one fen of tolerance',
  },
  inferred: false,
  appliesTo: 'lines',
  check: eachLine((row) =>
    compare('/det_item_fee_sumamt', fenAt(row, 'det_item_fee_sumamt'), productFen(row), 1)),
}

export const SPLIT_IDENTITIES: readonly Identity<'split'>[] = [
  {
    id: 'E9',
    requirement: 'RULE-078',
    title: {
      zh: '明细金额 = 全自费 + 超限价 + 先行自付 + 符合政策范围',
      en: 'det_item_fee_sumamt = own-paid + over the limit + pay-first + in scope',
    },
    inferred: false,
    appliesTo: 'split',
    check: eachLine((row) => compare('/det_item_fee_sumamt', fenAt(row, 'det_item_fee_sumamt'),
      sumAt(row, PARTS))),
  },
  {
    id: 'E10',
    requirement: 'IF-E10',
    title: {
      zh: '超限价金额 = 单价超上限部分 × 数量',
      en: 'overlmt_amt = max(0, pric − pric_uplmt_amt) × cnt',
    },
    inferred: true,
    appliesTo: 'split',
    check: eachLine(overLimit),
  },
  {
    id: 'E11',
    requirement: 'IF-E11',
    title: {
      zh: '先行自付 = (明细金额 − 超限价) × 自付比例; 甲类为0, 丙类全自费',
      en: 'preselfpay_amt = (amount − over the limit) × selfpay_prop; 0 in 甲, all own-paid in 丙',
    },
    inferred: true,
    appliesTo: 'split',
    check: eachLine(payFirst),
  },
]

export const E12: Identity<'batch'> = {
  id: 'E12',
  requirement: 'RULE-075',
  title: {
    zh: '医疗费总额 = 本批次 (或本次就诊) 明细之和',
    en: 'medfee_sumamt = the sum of the lines of the batch or visit',
  },
  inferred: false,
  appliesTo: 'batch',
  check: ({ lines, total }) => {
    const amounts = lines.map((row) => fenAt(row, 'det_item_fee_sumamt'))
    const known = amounts.length === 0 ? null : addUp(amounts)
    return compare('/medfee_sumamt', fenAt(total, 'medfee_sumamt'), known)
  },
}

export const E13: Identity<'echo'> = {
  id: 'E13',
  requirement: 'IF-ECHO',
  title: {
    zh: '结算上送的四项金额 = 预结算返回值 = 明细之和',
    en: 'the four sums sent = those the pre-settlement answered = the sums of the lines',
  },
  inferred: false,
  appliesTo: 'echo',
  check: ({ sent, trial, lines = [] }: Subjects['echo']) =>
    together(Object.entries(ECHOED).flatMap(([field, part]) => {
      const told = fenAt(sent, field)
      // The fields may be left out.
      if (textOf(sent[field]) === '') return []
      const echoed = compare(`/${field}`, told, fenAt(trial, field))
      if (lines.length === 0 || echoed.breaches.length > 0) return [echoed]
      return [echoed, compare(`/${field}`, told, addUp(lines.map((row) => fenAt(row, part))))]
    })),
}

/** Looks at every line; a pointer begins with the number of its line. */
function eachLine(weigh: (row: Row) => Weighing): Identity<'lines'>['check'] {
  return ({ lines }) => together(lines.map((row, index) => {
    const { looked, breaches } = weigh(row)
    const placed = breaches.map((one) => ({ ...one, pointer: `/${index}${one.pointer}` }))
    return { looked, breaches: placed }
  }))
}

/** Price times quantity; null when either cannot be read. */
function productFen(row: Row): number | null {
  const { pric, cnt } = row
  // Whole quantities of whole fen, which most lines are, need no long arithmetic.
  if (typeof pric === 'number' && typeof cnt === 'number' && Number.isInteger(cnt)) {
    const fen = Math.round(pric * 100)
    if (fen / 100 === pric && Number.isSafeInteger(fen * cnt)) return fen * cnt
  }
  try {
    return lineAmountFen(textOf(pric), textOf(cnt))
  } catch (reason) {
    if (reason instanceof BadDecimal) return null
    throw reason
  }
}

function overLimit(row: Row): Weighing {
  const [unit, limit] = [millionths(row['pric']), millionths(row['pric_uplmt_amt'])]
  const count = millionths(row['cnt'])
  const seen = fenAt(row, 'overlmt_amt')
  if (unit === null || limit === null || count === null || seen === null) return NOTHING
  // What is own-paid altogether has nothing over a limit.
  if (isOwnPaid(row) && seen === 0) return { looked: 1, breaches: [] }
  const above = limit === NO_LIMIT || unit <= limit ? 0n : unit - limit
  return compare('/overlmt_amt', seen, divideHalfUp(above * count, 10_000_000_000n), 1)
}

function payFirst(row: Row): Weighing {
  const level = textOf(row['chrgitm_lv'])
  const seen = fenAt(row, 'preselfpay_amt')
  const base = addUp([fenAt(row, 'det_item_fee_sumamt'), minus(fenAt(row, 'overlmt_amt'))])
  if (seen === null || base === null || !['01', '02', '03'].includes(level)) return NOTHING
  if (level === '01' || isOwnPaid(row)) return compare('/preselfpay_amt', seen, 0)
  if (level === '03') return { looked: 1, breaches: [notOwnPaid(row)] }
  const share = shareOf(row)
  if (share === null) return NOTHING
  return compare('/preselfpay_amt', seen, divideHalfUp(BigInt(base) * share, 1_000_000n))
}

function notOwnPaid(row: Row): Breach {
  return {
    pointer: '/fulamt_ownpay_amt',
    expected: fenAt(row, 'det_item_fee_sumamt') ?? '',
    actual: fenAt(row, 'fulamt_ownpay_amt') ?? textOf(row['fulamt_ownpay_amt']),
  }
}

/** A line of class 丙, or one that the hospital or the catalogue left to the patient. */
function isOwnPaid(row: Row): boolean {
  const own = fenAt(row, 'fulamt_ownpay_amt')
  return own !== null && own === fenAt(row, 'det_item_fee_sumamt')
}

function shareOf(row: Row): bigint | null {
  const text = textOf(row['selfpay_prop'])
  return /^\d+(?:\.\d{1,6})?$/.test(text) ? scaled(text, 6) : null
}

function minus(fen: number | null): number | null {
  return fen === null ? null : -fen
}
