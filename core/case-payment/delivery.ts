/**
 * The settlement list goes to both areas: the place of care keeps it, and a sound one is passed on
 * to the insured place, which holds it against its own books (RULE-086). When it came decides
 * whether the details of a stay were in time (RULE-085).
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { BenefitContext } from '../benefit/context.ts'
import { isUndone, settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { CLEARING_PARAMETERS } from '../clearing/parameters.ts'
import type { ClearingParameters } from '../clearing/parameters.ts'
import { isLate } from '../clearing/schedule.ts'
import { beijingTime } from '../clock.ts'
import { addDays } from '../days.ts'
import type { Effect } from '../desk.ts'
import { digitsOf } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { groupOf } from './grouper.ts'
import { keepList, soundSince } from './lists.ts'
import { caseFactsOf, faultsOf, isSound } from './quality.ts'
import type { CaseList } from './quality.ts'

/** 4101 at the insured place. @throws Refusal when the list is not that of its own settlement */
export function receiveList(context: BenefitContext, request: RequestEnvelope): Effect {
  const { store, clock } = context
  const list = request.input as unknown as CaseList
  const { setl_id: setlId, psn_no, mdtrt_id } = list.setlinfo
  const row = settlement(store, setlId)
  if (row?.kind !== 'forward') throw new Refusal('unknown-settlement', { setlId })
  if (row.psn_no !== psn_no || row.mdtrt_id !== mdtrt_id || isUndone(store, setlId)) {
    throw new Refusal('case-list', { what: `${setlId}与结算不符，或结算已撤销` })
  }
  const checked = checkedList(list, row)
  return {
    output: { data: { setl_list_id: checked.setlListId } },
    apply: () => keepList(store, checked, row, request.msgid, beijingTime(clock.now())),
  }
}

/** A list with what the quality check found, and its group where it found nothing. */
export function checkedList(list: CaseList, row: SettlementRow) {
  const faults = faultsOf(list, row)
  const group = isSound(faults) ? (groupOf(caseFactsOf(list)) ?? null) : null
  return { setlListId: digitsOf(`settlement-list:${row.setl_id}`, 9), list, faults, group }
}

/** When the details of a stay were there, as one set of books knows it. */
export interface Delivery {
  readonly setlId: string
  readonly institution: string
  /** yyyy-MM-dd: some days after the settlement. */
  readonly due: string
  /** yyyy-MM-dd HH:mm:ss of the first sound list; null while there is none. */
  readonly at: string | null
  readonly late: boolean
}

/**
 * Stays settled in [from, to) with the arrival of their details, in the order of the settlements;
 * a stay that was undone owes none. Either area can ask its own books.
 * @param now yyyy-MM-dd HH:mm:ss, for what is still missing
 */
export function deliveriesOf(
  store: Store,
  from: string,
  to: string,
  now: string,
  { detailDays }: Pick<ClearingParameters, 'detailDays'> = CLEARING_PARAMETERS,
): Delivery[] {
  return settledBetween(store, from, to)
    .filter(({ clearingType, reverses }) => clearingType === '21' && reverses === null)
    .filter(({ setlId }) => !isUndone(store, setlId))
    .map(({ setlId, institution, settledAt }) => {
      const due = addDays(settledAt.slice(0, 10), detailDays)
      const at = soundSince(store, setlId) ?? null
      return { setlId, institution, due, at, late: isLate(at ?? now, due) }
    })
}
