/** Everything that is judged of a month, with the requirement rows that each check proves. */
import { auditBooks } from './audit-books.ts'
import type { MonthPapers } from './back-office.ts'
import type { BookFinding, PartyBooks } from './compare-books.ts'
import { judgeFigures } from './judge-figures.ts'
import {
  judgeAudit, judgeOrders, judgeReconciliations, judgeSheets,
} from './judge-papers.ts'
import { judgePrepayment } from './judge-prepayment.ts'
import type { SecondBooks } from './second-books.ts'

/** Checks over a month's books and papers; `liantiao simulate` runs them. */
export const MONTH_CHECKS = [
  { id: 'month/rows', requirements: ['RULE-151', 'RULE-167', 'RULE-252'] },
  { id: 'month/postings', requirements: ['RULE-090', 'RULE-126'] },
  { id: 'month/accumulators', requirements: ['RULE-097'] },
  { id: 'month/balances', requirements: ['RULE-144', 'RULE-149'] },
  { id: 'month/reconciliation', requirements: ['RULE-167', 'RULE-168', 'RULE-169', 'RULE-173'] },
  { id: 'month/clearing', requirements: ['RULE-188', 'RULE-189', 'RULE-190', 'RULE-244'] },
  { id: 'month/orders', requirements: ['RULE-240', 'RULE-241', 'RULE-242'] },
  { id: 'month/prepayment', requirements: ['RULE-198', 'RULE-199'] },
  { id: 'month/audit', requirements: ['RULE-003', 'RULE-219'] },
  { id: 'month/figures', requirements: ['RULE-215', 'RULE-253', 'RULE-258'] },
] as const

/** One line for each thing amiss, in the books and in the papers; empty when all is right. */
export function judgeMonth(
  parties: readonly PartyBooks[],
  papers: MonthPapers,
  second: Pick<SecondBooks, 'rows' | 'usages'>,
): BookFinding[] {
  return [...auditBooks(parties, second), ...judgePapers(papers, second)]
}

/** The papers alone. */
export function judgePapers(
  { reconciliations, clearings, audit, prepayment, reports }: MonthPapers,
  second: Pick<SecondBooks, 'rows'>,
): BookFinding[] {
  const rows = second.rows()
  return [
    ...judgeReconciliations(reconciliations, rows),
    ...clearings.flatMap((one) => [...judgeSheets(one, rows), ...judgeOrders(one)]),
    ...judgeAudit(audit, rows),
    ...judgePrepayment(prepayment, rows),
    ...judgeFigures(reports, rows),
  ]
}
