/** Which settlements are claimed by case, and what a claim then comes to (RULE-234, RULE-238). */
import { isUndone } from '../books.ts'
import { exitOf } from '../case-payment/exits.ts'
import { caseAreaOf } from '../case-payment/grouper.ts'
import { listOf } from '../case-payment/lists.ts'
import { clearingWayOf, paymentOf } from '../case-payment/payment.ts'
import type { ClearingWay } from '../case-payment/payment.ts'
import { stayOf } from '../case-payment/stays.ts'
import { Refusal } from '../refusal.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { claimOfSettlement } from './claims.ts'
import type { ClaimBody, ClaimedCase } from './claims.ts'
import { findDocument } from './lookup.ts'
import { oppositeFen } from '../money.ts'

/** clr_type of a stay at the institution. */
const INPATIENT = '21'

/** A settlement with its one way of clearing. */
interface Cleared {
  readonly way: ClearingWay
  /** Undefined when paid by item, and while the settlement list is missing or has faults. */
  readonly claimed: ClaimedCase | undefined
}

/**
 * The rows that one way of clearing pays, and their cases where it pays by case.
 * @throws Refusal when a stay that is paid by case has no sound settlement list yet (RULE-086), or
 * when a panel has still to decide whether it stays one (RULE-237)
 */
export function casesOf(
  store: Store,
  rows: readonly Settled[],
  way: string,
): { rows: Settled[]; cases: ClaimedCase[] } {
  const own = rows.flatMap((row) => {
    const cleared = clearedAs(store, row)
    return cleared.way === way ? [{ row, claimed: cleared.claimed }] : []
  })
  const byCase = way === '1' ? [] : own
  const open = byCase.find(({ row }) => exitOf(store, row.setlId) === 'applied')
  if (open !== undefined) {
    throw new Refusal('case-exit', { what: `${open.row.setlId}尚在审核，审结后再申报清算` })
  }
  const bare = byCase.find(({ claimed }) => claimed === undefined)
  if (bare !== undefined) {
    const what = `${bare.row.setlId}须先上传并通过质控，才能按病种申报清算`
    throw new Refusal('case-list', { what })
  }
  return {
    rows: own.map(({ row }) => row),
    cases: own.flatMap(({ claimed }) => claimed ?? []),
  }
}

/** The way in which one settlement is cleared, and its case. */
export function clearedAs(store: Store, row: Settled): Cleared {
  if (row.reverses !== null) return undoing(store, row, row.reverses)
  if (row.clearingType !== INPATIENT || isUndone(store, row.setlId)) return BY_ITEM
  const area = caseAreaOf(row.placeOfCare)
  const exit = exitOf(store, row.setlId) === 'granted' ? 'granted' : 'none'
  const kept = listOf(store, row.setlId)
  const stay = kept === undefined ? undefined : stayOf(store, kept)
  if (kept === undefined || stay === undefined || kept.faults.some(({ level }) => level === '1')) {
    return { way: clearingWayOf(settledOnly(row), area, exit), claimed: undefined }
  }
  const payment = paymentOf(stay, kept.group ?? undefined, area, exit)
  return payment.clearingWay === '1'
    ? BY_ITEM
    : { way: payment.clearingWay, claimed: caseFrom(row, payment) }
}

const BY_ITEM: Cleared = { way: '1', claimed: undefined }

/** What undoes a claimed case takes back exactly that; else it goes with its settlement. */
function undoing(store: Store, row: Settled, undone: string): Cleared {
  const number = claimOfSettlement(store, undone)
  const claim = number === undefined ? undefined : findDocument<ClaimBody>(store, number)
  const before = claim?.body.cases.find(({ setlId }) => setlId === undone)
  if (claim === undefined || before === undefined) return BY_ITEM
  const back = {
    hospitalFen: oppositeFen(before.hospitalFen),
    insuredFen: oppositeFen(before.insuredFen),
    visitAreaFen: oppositeFen(before.visitAreaFen),
  }
  return { way: claim.body.clearingWay as ClearingWay, claimed: caseFrom(row, back) }
}

type Money = Pick<ClaimedCase, 'hospitalFen' | 'insuredFen' | 'visitAreaFen'>

function caseFrom(
  { setlId, institution, placeOfCare, insuredPlace }: Settled,
  { hospitalFen, insuredFen, visitAreaFen }: Money,
): ClaimedCase {
  return {
    setlId, institution, placeOfCare, insuredPlace, hospitalFen, insuredFen, visitAreaFen,
  }
}

/** Without a list only the day of the settlement is known of a stay. */
function settledOnly(row: Settled) {
  const settledOn = row.settledAt.slice(0, 10)
  return {
    ...row,
    admittedOn: settledOn,
    dischargedOn: settledOn,
    settledOn,
    insuredFen: row.fundFen + row.accountFen,
  }
}
