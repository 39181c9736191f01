/** Rules that compare the lines of one bill: charged twice, in pieces, too dear, too often. */
import { lineAmountFen, scaled } from '../money.ts'
import type { Bill, BillLine } from './bill.ts'
import { dayOf, daysBetween } from './bill.ts'
import type { Found } from './hit.ts'
import type { Finder } from './item-rules.ts'

const DRUGS: ReadonlySet<string> = new Set(['09', '11'])

/** Each finder looks at the lines of one bill together. Keys are rule ids. */
export const CHARGE_FINDERS = {
  duplicate: (bill) =>
    grouped(known(bill), ({ item, time, priceYuan, quantity }) =>
      [item, time, priceYuan, quantity].join(' '))
      .filter((lines) => lines.length > 1 && sum(lines) > 0)
      .map((lines) => found(lines.slice(1), '同一项目同一时间重复收费', 'charged more than once')),

  'split-charge': (bill, { wholes }) =>
    daily(bill).flatMap((lines) =>
      wholes.flatMap(({ item: whole, parts = [], highestYuan }) => {
        if (highestYuan === undefined || lines.some(({ item }) => item === whole)) return []
        const pieces = parts.map((part) => lines.find(({ item }) => item === part))
        const all = pieces.filter((line) => line !== undefined)
        const excess = sum(all) - lineAmountFen(highestYuan, '1')
        if (all.length < parts.length || excess <= 0) return []
        const zh = `应按${whole}收费，分解为${all.length}项`
        return [{ ...found(all, zh, `${whole} charged in pieces`), amountFen: excess }]
      })),

  package: (bill, { limits }) =>
    daily(bill).flatMap((lines) =>
      lines.flatMap((line) => {
        const parts = limits(line.item)?.parts ?? []
        const twice = lines.filter(({ item }) => parts.includes(item))
        if (twice.length === 0) return []
        return [found(twice, `${line.item}已包含这些项目`, `already part of ${line.item}`)]
      })),

  'over-price': (bill, { limits }) =>
    known(bill).flatMap((line) => {
      const highest = limits(line.item)?.highestYuan
      if (highest === undefined || scaled(line.priceYuan, 6) <= scaled(highest, 6)) return []
      const excess = line.feeFen - lineAmountFen(highest, line.quantity)
      const texts = found([line], `单价高于价格标准${highest}元`, `dearer than ${highest} yuan`)
      return excess <= 0 ? [] : [{ ...texts, amountFen: excess }]
    }),

  frequency: (bill, { limits }) =>
    daily(bill).flatMap((lines) =>
      grouped(lines, ({ item }) => item).flatMap((same) => {
        const most = limits(same[0]?.item ?? '')?.mostPerDay
        const units = same.reduce((total, { quantity }) => total + scaled(quantity, 4), 0n)
        if (most === undefined || units <= BigInt(most) * 10_000n) return []
        return [found(same, `超过每日${most}次`, `more than ${most} on one day`)]
      })),

  course: (bill, { limits }) =>
    grouped(known(bill), ({ item }) => item).flatMap((same) => {
      const most = limits(same[0]?.item ?? '')?.mostDays
      const days = same.map(({ time }) => dayOf(time)).toSorted()
      const length = daysBetween(days[0] ?? '', days.at(-1) ?? '') + 1
      if (most === undefined || length <= most) return []
      return [found(same, `疗程${length}天，超过${most}天`, `${length} days, at most ${most}`)]
    }),

  traceability: (bill, { tracedItem, soldBefore }) =>
    bill.lines.flatMap((line) => {
      if (!DRUGS.has(line.chargeType) || line.traceCodes === undefined) return []
      if (line.traceCodes.length === 0) return [found([line], '无追溯码', 'no traceability code')]
      return line.traceCodes.flatMap((code) => {
        const item = tracedItem?.(code)
        const sold = soldBefore(code)
        if (tracedItem !== null && item !== line.item) {
          const of = item ?? '未知商品'
          const en = `code ${code} is of ${item ?? 'unknown goods'}`
          return [found([line], `追溯码${code}属于${of}，涉嫌串换`, en)]
        }
        if (sold === undefined || sold === bill.id) return []
        return [{ ...found([line], `追溯码${code}已售出`, `${code} sold before`), others: [sold] }]
      })
    }),
} as const satisfies Readonly<Record<string, Finder>>

function found(lines: readonly BillLine[], zh: string, en: string): Found {
  return {
    lines: lines.map(({ id }) => id),
    amountFen: sum(lines),
    evidence: { zh: `${lines[0]?.item ?? ''}：${zh}`, en: `${lines[0]?.item ?? ''}: ${en}` },
  }
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { feeFen }) => total + feeFen, 0)
}

/** Lines whose item and time are known: of the others nothing can be said. */
function known({ lines }: Bill): BillLine[] {
  return lines
    .filter(({ item, time }) => item !== '' && time !== '')
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
}

function daily(bill: Bill): BillLine[][] {
  return grouped(known(bill), ({ time }) => dayOf(time))
}

/** Groups by a key, in the order of the keys. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = Object.groupBy(rows, keyOf)
  return Object.keys(groups).toSorted().map((key) => groups[key] ?? [])
}
