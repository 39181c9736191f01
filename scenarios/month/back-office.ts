/**
 * The agencies at work on a month, by the clock: every day audited and reconciled, the month closed
 * and agreed with its institutions, cleared, signed and paid; then the next month, which has what
 * patients brought back late.
 */
import { auditReport } from '../../core/audit/coverage.ts'
import type { AuditReport } from '../../core/audit/coverage.ts'
import { DEFAULT_KNOWLEDGE } from '../../core/audit/knowledge.ts'
import { auditPeriod } from '../../core/audit/records.ts'
import { storedBill } from '../../core/audit/stored-bill.ts'
import { auditAdjustments } from '../../core/clearing/audit-adjustments.ts'
import { clearMonth } from '../../core/clearing/month.ts'
import type { MonthClearing } from '../../core/clearing/month.ts'
import { stateOf } from '../../core/clearing/lookup.ts'
import { officeOf } from '../../core/clearing/office.ts'
import type { Office } from '../../core/clearing/office.ts'
import { applyForPayment, payOrder, receivePayment } from '../../core/clearing/payment.ts'
import { issueNotices, signSheet } from '../../core/clearing/signing.ts'
import {
  confirmStatement, declareMonth, sendStatements, statementNumber,
} from '../../core/clearing/statements.ts'
import type { VirtualClock } from '../../core/clock.ts'
import { beijingTime } from '../../core/clock.ts'
import { addDays, addMonths } from '../../core/days.ts'
import { runDayEnd } from '../../core/reconciliation/day-end.ts'
import { closeMonth } from '../../core/reconciliation/months.ts'
import type { Reconciliation } from '../../core/reconciliation/reconciliation.ts'
import { unreconciledOrders } from '../../core/reconciliation/register.ts'
import { sourceOf } from '../../core/reconciliation/sources.ts'
import { settledBetween } from '../../core/settled.ts'
import type { Settled } from '../../core/settled.ts'
import type { Country } from '../../simulators/world/country.ts'
import { openPrepayment, PREPAYMENT_BASIS } from './prepay.ts'
import type { PrepaymentBasis, PrepaymentPaper } from './prepay.ts'
import { monthReports } from './reports.ts'
import type { MonthReports } from './reports.ts'

/** What a month's clearing came to, and how far its orders got. */
export interface ClearedMonth extends MonthClearing {
  /** State of each order at the end (clr_stas), by its number. */
  readonly states: Readonly<Record<string, number>>
}

export interface MonthPapers {
  readonly reconciliations: readonly Reconciliation[]
  /** The month itself and the one after it. */
  readonly clearings: readonly ClearedMonth[]
  readonly audit: AuditReport
  readonly prepayment: PrepaymentPaper
  readonly reports: MonthReports
}

export interface BackOffice {
  /** After midnight: yesterday is audited and reconciled. */
  endDay(day: string): Promise<void>
  /** From the third of the next month on: everything until the last order is paid. */
  endMonth(): Promise<MonthPapers>
}

const TWO_PERSONS = { operator: '经办甲', approver: '复核乙' }

/** The back office of a country. @param month yyyy-MM @param basis of the yearly prepayment */
export function openBackOffice(
  country: Country,
  clock: VirtualClock,
  month: string,
  basis: PrepaymentBasis = PREPAYMENT_BASIS,
): BackOffice {
  const books = country.books()
  const store = books.placeOfCare
  const office = officeOf(store, clock)
  const sources = {
    placeOfCare: sourceOf([books.placeOfCare]),
    hub: sourceOf(books.hubs),
    insuredPlace: sourceOf(books.insuredPlaces),
  }
  const prepaid = openPrepayment(store, clock, basis)
  const reconciliations: Reconciliation[] = []
  const own = month.replace('-', '')

  return {
    async endDay(day) {
      const run = {
        from: day,
        to: addDays(day, 1),
        at: beijingTime(clock.now()),
        knowledge: DEFAULT_KNOWLEDGE,
        billOf: storedBill,
      }
      const audited = auditPeriod(store, run)
      await store.commit(audited.apply)
      const { runs } = await runDayEnd(day, sources, store, clock)
      reconciliations.push(...runs.map(({ reconciliation }) => reconciliation))
    },
    async endMonth() {
      const next = addMonths(own, 1)
      clock.set(`${dayOf(next, 3)} 20:00:00`)
      await closeMonth(own, store, clock)
      await prepaid.fix(month)
      const first = await cleared(office, clock, own)
      const prepayment = prepaid.report(first)
      const second = await cleared(office, clock, next)
      const [from, to] = [dayOf(own, 1), dayOf(addMonths(own, 2), 1)]
      const audit = auditReport(store, from, to)
      const reports = monthReports(books, from, to)
      return { reconciliations, clearings: [first, second], audit, prepayment, reports }
    },
  }
}

/** One month from the statements to the last receipt, each step on a day that is in time. */
async function cleared(office: Office, clock: VirtualClock, month: string): Promise<ClearedMonth> {
  const { store } = office
  const next = addMonths(month, 1)
  const settled = settledBetween(store, dayOf(month, 1), dayOf(next, 1))
  const outside = settled.filter(({ placeOfCare, insuredPlace }) => placeOfCare !== insuredPlace)
  clock.set(`${dayOf(next, 8)} 09:00:00`)
  await agreed(office, month, outside)
  clock.set(`${dayOf(next, 21)} 09:00:00`)
  const unreconciled = unreconciledOrders(store)
  const clearing = await clearMonth(office, {
    month, settled: outside, unreconciled, needsDeclaration: true,
    adjustments: auditAdjustments(store),
  })
  clock.set(`${dayOf(next, 23)} 09:00:00`)
  for (const { number } of clearing.sheets) {
    await signSheet(office, number, 'payer', TWO_PERSONS)
    await signSheet(office, number, 'receiver', TWO_PERSONS)
  }
  clock.set(`${dayOf(next, 28)} 09:00:00`)
  await issueNotices(office, month)
  await paid(office, clearing)
  const states = clearing.orders.map(({ number }) => [number, stateOf(store, number)] as const)
  return { ...clearing, states: Object.fromEntries(states) }
}

async function agreed(office: Office, month: string, settled: readonly Settled[]): Promise<void> {
  const statements = await sendStatements(office, month, settled)
  for (const { institution } of statements) {
    await confirmStatement(office, statementNumber(month, institution), TWO_PERSONS)
  }
  const places = new Set(settled.map(({ placeOfCare }) => placeOfCare))
  for (const place of [...places].sort()) await declareMonth(office, month, place, TWO_PERSONS)
}

async function paid(office: Office, { orders }: MonthClearing): Promise<void> {
  for (const { number, payableFen, direction } of orders) {
    if (direction !== 'pay' && direction !== 'collect') continue
    const amountFen = Math.abs(payableFen)
    await applyForPayment(office, number, TWO_PERSONS)
    await payOrder(office, number, { reference: 'F1', amountFen }, TWO_PERSONS)
    await receivePayment(office, number, { reference: 'S1', amountFen }, TWO_PERSONS)
  }
}

/** yyyy-MM-dd of a day in a month (yyyyMM). */
function dayOf(month: string, day: number): string {
  return `${month.slice(0, 4)}-${month.slice(4)}-${String(day).padStart(2, '0')}`
}
