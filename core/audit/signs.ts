/**
 * Lists for people: stays that are long or dear (RULE-221), and signs of fake stays and lent cards
 * (RULE-222, RULE-056). A sign is a reason to look, never a proof, so nothing is recovered by it.
 */
import { formatFen } from '../money.ts'
import type { Bill, BillLine } from './bill.ts'
import { dayOf, daysBetween, illnessOf } from './bill.ts'
import { byWeight, hitOf } from './hit.ts'
import type { Found, Hit, RuleHead } from './hit.ts'
import type { Thresholds } from './knowledge.ts'

type Finder = (bill: Bill, limits: Thresholds, all: readonly Bill[]) => Found | undefined

/** Bed and nursing are charged for an empty bed too; they are no sign of care. */
const NO_CARE: ReadonlySet<string> = new Set(['01', '07'])

const RULES: readonly (RuleHead & { readonly find: Finder })[] = [
  sign('long-stay', '住院时间过长', 'long stay', (bill, { longStayDays }) => {
    const days = daysBetween(bill.from, bill.to)
    return bill.kind === 'inpatient' && days > longStayDays
      ? found(bill, `住院${days}天，超过${longStayDays}天`, `${days} days, over ${longStayDays}`)
      : undefined
  }),
  sign('high-cost', '费用过高', 'high cost', (bill, { highCostFen }) => {
    const most = formatFen(highCostFen[bill.kind])
    return bill.feeFen > highCostFen[bill.kind]
      ? found(bill, `总费用超过${most}元`, `over ${most} yuan`)
      : undefined
  }),
  sign('no-trace', '无诊疗痕迹（挂床）', 'no trace of care', (bill, { emptyDays }) => {
    const empty = longestEmpty(bill)
    return empty >= emptyDays
      ? found(bill, `连续${empty}天无医嘱和诊疗记录`, `${empty} days in a row without care`)
      : undefined
  }),
  sign('low-intensity', '诊疗强度过低', 'very little care', (bill, { lowIntensity }) => {
    const days = daysBetween(bill.from, bill.to)
    if (bill.kind !== 'inpatient' || !itemised(bill) || days < lowIntensity.days) return undefined
    const careFen = sum(bill.lines.filter(isCare))
    const care = formatFen(careFen)
    return careFen < days * lowIntensity.carePerDayFen
      ? found(bill, `${days}天诊疗费用仅${care}元`, `${care} yuan of care in ${days} days`)
      : undefined
  }),
  sign('group-admission', '集中收治', 'group admission', (bill, { groupAdmissions }, all) => {
    const group = all.filter((other) => admission(other) === admission(bill))
    if (admission(bill) === '' || group.length < groupAdmissions) return undefined
    const text = found(bill, `同日同病种收治${group.length}人`, `${group.length} alike on one day`)
    return { ...text, others: group.map(({ id }) => id).filter((id) => id !== bill.id) }
  }),
  sign('lent-card', '冒名就医', 'card of another person', (bill) =>
    bill.realName === 'mismatched'
      ? found(bill, '实名核验不符', 'person and voucher do not match')
      : undefined),
]

/** Every sign on a set of bills, the worst first; the order of the bills does not matter. */
export function signsOf(bills: readonly Bill[], limits: Thresholds): Hit[] {
  const groups = Object.groupBy(bills, admission)
  return RULES.flatMap((rule) =>
    bills.map((bill) => {
      const it = rule.find(bill, limits, groups[admission(bill)] ?? [])
      return it && hitOf(rule, 'after', bill.id, it)
    }))
    .filter((hit) => hit !== undefined)
    .toSorted(byWeight)
}

/** Ids of the signs. */
export const SIGNS: readonly string[] = RULES.map(({ id }) => id)

function sign(id: string, zh: string, en: string, find: Finder) {
  return { id, title: { zh, en }, severity: '2', effects: { after: 'review' }, find } as const
}

function found(bill: Bill, zh: string, en: string): Found {
  return { lines: [], amountFen: bill.feeFen, evidence: { zh, en } }
}

/** Institution, day and illness of an admission; '' for what is none or has no diagnosis. */
function admission(bill: Bill): string {
  const illness = illnessOf(bill)
  if (bill.kind !== 'inpatient' || illness === '') return ''
  return [bill.institution, dayOf(bill.from), illness].join(' ')
}

/** Most days in a row within a stay on which nobody did anything for the patient. */
function longestEmpty(bill: Bill): number {
  const records = bill.recordDays ?? null
  if (bill.kind !== 'inpatient' || (records === null && !datedDaily(bill))) return 0
  const care = records ?? bill.lines.filter(isCare).map(({ time }) => dayOf(time))
  const inside = care
    .filter((day) => day >= dayOf(bill.from) && day <= dayOf(bill.to))
    .toSorted()
  // The day of admission itself has no care before it, so the count begins the day before.
  const marks = [-1, ...inside.map((day) => daysBetween(bill.from, day))]
  const ends = [...marks.slice(1), daysBetween(bill.from, bill.to) + 1]
  return Math.max(...marks.map((mark, at) => (ends[at] ?? mark + 1) - mark - 1))
}

/** Lines with items and days: otherwise nothing can be said about what was done when. */
function itemised({ lines }: Bill): boolean {
  return lines.length > 0 && lines.every(({ item, time }) => item !== '' && time !== '')
}

/** Lines that all have one day were dated when they were sent, not when care was given. */
function datedDaily(bill: Bill): boolean {
  return itemised(bill) && new Set(bill.lines.map(({ time }) => dayOf(time))).size > 1
}

function isCare({ chargeType }: BillLine): boolean {
  return !NO_CARE.has(chargeType)
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { feeFen }) => total + feeFen, 0)
}
