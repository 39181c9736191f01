/**
 * Sums of an institution's settlements between its statements: as many figures as there are days
 * and groups, however many settlements there were.
 */
import type { AuditRow } from '../auditor.ts'

export interface Sums {
  add(row: AuditRow): void
  /** A statement was sent: what comes after it is summed apart. */
  stated(): void
  /** Rows that add up to the sums, in number and kind like the settlements that were added. */
  rows(institution: string): AuditRow[]
}

interface Sum {
  row: AuditRow
  count: number
}

/** Nothing yet. */
export function createSums(): Sums {
  const sums = new Map<string, Sum>()
  let part = 0
  return {
    add(row) {
      const key = [part, row.kind, row.day, row.insutype, row.clr_type].join(' ')
      const sum = sums.get(key)
      if (sum === undefined) {
        const nobodys = { setl_id: '', msgid: '', mdtrt_id: '', psn_no: '' }
        sums.set(key, { row: { ...row, ...nobodys }, count: 1 })
        return
      }
      sum.count += 1
      sum.row = {
        ...sum.row,
        n: row.n,
        medfeeFen: sum.row.medfeeFen + row.medfeeFen,
        fundFen: sum.row.fundFen + row.fundFen,
        accountFen: sum.row.accountFen + row.accountFen,
        cashFen: sum.row.cashFen + row.cashFen,
      }
    },
    stated() {
      part += 1
    },
    rows(institution) {
      return [...sums.values()].flatMap(({ row, count }) => {
        const zero = { medfeeFen: 0, fundFen: 0, accountFen: 0, cashFen: 0 }
        const others = Array<AuditRow>(count - 1).fill({ ...row, ...zero, institution })
        return [{ ...row, institution }, ...others]
      })
    },
  }
}
