/**
 * A hospital applies for reconciliation (对账) of a month once all of it was audited, within so many
 * working days of the last audit; the number stands in its agreement (RULE-194).
 */
import { addWorkingDays } from '../calendar.ts'
import { addMonths } from '../days.ts'
import { NotAudited } from '../audit/records.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { STATE, fileDocument, takeStep } from './books.ts'
import type { Signers, StepTaken } from './books.ts'
import { totalsOf } from './claims.ts'
import { ClearingFault } from './office.ts'
import type { Office } from './office.ts'

/**
 * Files the application; `late` in the step says whether the term was over.
 * @param month yyyyMM of the fees
 * @throws NotAudited while a settlement of the month has no audit record
 * @throws ClearingFault `unknown-document` for a month without settlements; said twice, the books
 * refuse it
 */
export async function applyForReconciliation(
  office: Office,
  month: string,
  institution: string,
  signers: Signers,
): Promise<StepTaken> {
  const { store, parameters, calendar } = office
  return store.commit(() => {
    const [from, to] = [month, addMonths(month, 1)].map((one) =>
      `${one.slice(0, 4)}-${one.slice(4)}-01`)
    const rows = settledBetween(store, from ?? '', to ?? '', institution)
    const audited = auditedAt(store, rows.filter(({ reverses }) => reverses === null)
      .map(({ setlId }) => setlId))
    if (audited === undefined) {
      throw new ClearingFault('unknown-document', `${institution} settled nothing in ${month}`)
    }
    const number = `DZ${month}-${institution}`
    const body = totalsOf(rows)
    const head = { number, kind: 'application', month, party: institution, parent: '' } as const
    fileDocument(office, { ...head, amountFen: body.fundFen + body.accountFen, body })
    const due = addWorkingDays(audited.slice(0, 10), parameters.reconciliationDays, calendar)
    return takeStep(office, number, { state: STATE.declared, signers, due })
  })
}

/** Time of the last audit of these settlements; undefined for none. @throws NotAudited */
function auditedAt(store: Store, setlIds: readonly string[]): string | undefined {
  const times = setlIds.map((id) =>
    store.get<{ at: string }>('select audited_at as at from audit_record where setl_id = ?', id))
  const missing = setlIds.filter((_, at) => times[at] === undefined)
  if (missing.length > 0) throw new NotAudited(missing)
  return times.map((row) => row?.at ?? '').toSorted().at(-1)
}
