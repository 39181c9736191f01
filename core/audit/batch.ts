/**
 * The batch after payment: what only shows when bills are laid side by side. Duplicates, service
 * after death, cross-year bills, overlaps (RULE-224), split stays and readmissions (RULE-071).
 */
import type { Bill } from './bill.ts'
import { dayOf, daysBetween, illnessOf } from './bill.ts'
import { byWeight, hitOf } from './hit.ts'
import type { Found, Hit, RuleHead } from './hit.ts'
import type { AuditFacts } from './item-rules.ts'
import type { Thresholds } from './knowledge.ts'

type Facts = Pick<AuditFacts, 'diedOn'>
/** Looks at all bills of one person in the order of time; answers the bill with what was found. */
type Finder = (bills: readonly Bill[], facts: Facts, limits: Thresholds) => [Bill, Found][]

const RECOVER = { after: 'recover' } as const
const REVIEW = { after: 'review' } as const

const RULES: readonly (RuleHead & { readonly find: Finder })[] = [
  rule('cross-year', '跨年度结算', 'one bill over two years', '3', REVIEW, (bills) =>
    bills
      .filter(({ from, to }) => from.slice(0, 4) !== to.slice(0, 4))
      .map((bill) => [bill, found(bill, [], '费用跨年度', 'fees of two years')])),
  rule('death', '死亡后就诊', 'service after death', '1', RECOVER, (bills, { diedOn }) =>
    bills.flatMap((bill) => {
      const died = diedOn(bill.psnNo)
      return died === undefined || dayOf(bill.to) <= died ? [] : [[bill, afterDeath(bill, died)]]
    })),
  rule('duplicate-bill', '重复结算', 'settled twice', '1', RECOVER, (bills) =>
    pairs(bills)
      .filter(([one, two]) => likeness(one) === likeness(two))
      .map(([one, two]) => [two, found(two, [one], '与另一结算相同', 'same as another bill')])),
  rule('overlap-stay', '住院重叠', 'overlapping stays', '1', REVIEW, (bills) =>
    pairs(bills.filter(isStay))
      .filter(([one, two]) => dayOf(two.from) < dayOf(one.to) && likeness(one) !== likeness(two))
      .filter(undeclared)
      .map(([one, two]) => [two, found(two, [one], '住院期间另有住院', 'two stays at once')])),
  rule('overlap-outpatient', '住院期间门诊', 'outpatient during a stay', '2', REVIEW, (bills) =>
    bills.filter(isStay).flatMap((stay) =>
      bills
        .filter((bill) => !isStay(bill) && within(dayOf(bill.from), stay))
        .filter((bill) => undeclared([stay, bill]))
        .map((bill): [Bill, Found] =>
          [bill, found(bill, [stay], '住院期间发生门诊费用', 'fees elsewhere during a stay')]))),
  rule('split-stay', '分解住院', 'one illness in several stays', '2', REVIEW, (bills, _, limits) =>
    chains(bills, limits.readmissionDays)
      .filter((chain) => chain.length > 2)
      .map((chain) => [last(chain), found(last(chain), chain, '同一疾病多次住院', 'split stay')])),
  rule('readmission', '短期再入院', 'readmission', '3', REVIEW, (bills, _, limits) =>
    chains(bills, limits.readmissionDays)
      .filter((chain) => chain.length === 2)
      .map((chain) => [last(chain), found(last(chain), chain, '短期内再次住院', 'came back')])),
]

/** Every hit on a set of bills laid side by side; their order does not matter. */
export function auditBatch(bills: readonly Bill[], facts: Facts, limits: Thresholds): Hit[] {
  const ordered = bills.toSorted((left, right) => (key(left) < key(right) ? -1 : 1))
  const persons = Object.values(Object.groupBy(ordered, ({ psnNo }) => psnNo))
  return persons
    .flatMap((own = []) =>
      RULES.flatMap((one) =>
        one.find(own, facts, limits).map(([bill, it]) => hitOf(one, 'after', bill.id, it))))
    .filter((hit) => hit !== undefined)
    .toSorted(byWeight)
}

/** Ids of the rules of the batch. */
export const BATCH_RULES: readonly string[] = RULES.map(({ id }) => id)

function rule(
  id: string,
  zh: string,
  en: string,
  severity: RuleHead['severity'],
  effects: RuleHead['effects'],
  find: Finder,
) {
  return { id, title: { zh, en }, severity, effects, find }
}

function found(bill: Bill, others: readonly Bill[], zh: string, en: string): Found {
  const ids = others.map(({ id }) => id).filter((id) => id !== bill.id)
  const with_ = ids.length === 0 ? '' : ` (${ids.join(', ')})`
  const evidence = { zh: `${bill.from}至${bill.to}：${zh}${with_}`, en: en + with_ }
  return { lines: [], amountFen: bill.feeFen, evidence, others: ids }
}

/** Only what was charged after the day of death; the whole bill where lines have no time. */
function afterDeath(bill: Bill, died: string): Found {
  const late = bill.lines.filter(({ time }) => dayOf(time) > died)
  const all = bill.lines.length === 0 || dayOf(bill.from) > died
  const base = found(bill, [], `参保人已于${died}死亡`, `the person died on ${died}`)
  if (all) return base
  const amountFen = late.reduce((sum, { feeFen }) => sum + feeFen, 0)
  return { ...base, lines: late.map(({ id }) => id), amountFen }
}

function likeness({ kind, institution, from, to, feeFen }: Bill): string {
  return [kind, institution, from, to, feeFen].join(' ')
}

function isStay({ kind }: Bill): boolean {
  return kind === 'inpatient'
}

/** Strictly inside: on the days of admission and discharge outpatient care is usual. */
function within(day: string, { from, to }: Bill): boolean {
  return day > dayOf(from) && day < dayOf(to)
}

function undeclared(bills: readonly Bill[]): boolean {
  return bills.every(({ overlapReason = '' }) => overlapReason === '')
}

/** Every two bills of different visits: the parts of one visit are no second one. */
function pairs(bills: readonly Bill[]): [Bill, Bill][] {
  return bills.flatMap((one, at) =>
    bills
      .slice(at + 1)
      .filter((two) => two.visitId !== one.visitId)
      .map((two): [Bill, Bill] => [one, two]))
}

/** Stays of one illness that follow one another within some days, at whatever hospital. */
function chains(bills: readonly Bill[], mostDays: number): Bill[][] {
  const all: Bill[][] = []
  for (const stay of bills.filter((bill) => isStay(bill) && illnessOf(bill) !== '')) {
    const chain = all.find((one) => {
      const gap = daysBetween(last(one).to, stay.from)
      return illnessOf(last(one)) === illnessOf(stay) && gap >= 0 && gap <= mostDays
    })
    if (chain === undefined) all.push([stay])
    else if (last(chain).visitId !== stay.visitId) chain.push(stay)
  }
  return all
}

function last(chain: readonly Bill[]): Bill {
  return chain.at(-1) as Bill
}

function key({ from, to, id }: Bill): string {
  return [from, to, id].join(' ')
}
