/** Visits of a person as the insured place remembers them. */
import { isUndone } from '../books.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'

/** All visits of a person that were not closed, in the order of their ids. */
export function careVisitsOf({ store }: BenefitContext, psnNo: string): CareVisit[] {
  return store
    .all<{ body: string }>(
      'select body from visit where psn_no = ? order by mdtrt_id',
      psnNo,
    )
    .map((row) => JSON.parse(row.body) as CareVisit)
}

/** True when a visit was settled and the settlement stands. */
export function hasLiveSettlement({ store }: BenefitContext, mdtrtId: string): boolean {
  return store
    .all<{ setl_id: string }>(
      `select setl_id from settlement where mdtrt_id = ? and kind = 'forward'`,
      mdtrtId,
    )
    .some(({ setl_id }) => !isUndone(store, setl_id))
}
