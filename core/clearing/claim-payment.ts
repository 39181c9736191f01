/**
 * Paying an institution's claim, as far as the audit lets it: what is paused waits (RULE-229), what
 * was recovered stays away, and nothing goes out unaudited (RULE-219). Said again, only what is new
 * since then is paid or taken back.
 */
import { moneyStanding } from '../audit/money.ts'
import { requireAudited } from '../audit/records.ts'
import { settlement } from '../books.ts'
import type { Store } from '../store/store.ts'
import { STATE, fileDocument, post, takeStep } from './books.ts'
import type { ClearingDocument, Signers } from './books.ts'
import type { ClaimBody } from './claims.ts'
import { documentOf, documentsUnder, stateOf, stepsOf } from './lookup.ts'
import { ClearingFault, nowOf } from './office.ts'
import type { Office } from './office.ts'
import { institutionDue, isLate } from './schedule.ts'

/** What the agency knows when an institution is to be paid. */
export interface InstitutionPayment {
  /** Money at hand; short money delays, it never lowers the claim (RULE-204). */
  readonly availableFen: number
  /** Deducted under the agreement: it stays at the place of care (RULE-191). */
  readonly deductionFen?: number
  /** Paid at once (RULE-195). */
  readonly instant?: boolean
}

/** Whether and when an institution is paid. */
export interface InstitutionPaid {
  /** True when nothing waits any more. */
  readonly paid: boolean
  /** What goes out this time, or would if the money were there; below zero: taken back. */
  readonly paidFen: number
  readonly pausedFen: number
  readonly recoveredFen: number
  readonly due: string
  readonly late: boolean
  readonly waitsFor: 'money' | 'audit' | null
}

/** What the payments of a claim come to so far. */
interface Share {
  readonly deductionFen: number
  readonly recoveredFen: number
}

/**
 * Pays what of a reviewed claim may go out, or says for what it waits; overdue waiting is late.
 * @throws NotAudited, and nothing is paid, when a settlement of the claim has no audit record
 * @throws ClearingFault before the review, or for a deduction that cannot be
 */
export async function payClaim(
  office: Office,
  number: string,
  payment: InstitutionPayment,
  signers: Signers,
): Promise<InstitutionPaid> {
  return office.store.commit(() => pay(office, number, payment, signers))
}

function pay(
  office: Office,
  number: string,
  { availableFen, deductionFen = 0, instant = false }: InstitutionPayment,
  signers: Signers,
): InstitutionPaid {
  const { store, parameters, calendar } = office
  const claim = documentOf<ClaimBody>(store, 'claim', number)
  const state = stateOf(store, number)
  if (state < STATE.reviewed || state === STATE.closed) {
    throw new ClearingFault('wrong-state', `${number} is not reviewed`)
  }
  const held = heldOf(store, claim)
  const before = documentsUnder<Share>(store, number)
  const share = {
    deductionFen: deductionFen + sum(before, ({ body }) => body.deductionFen),
    recoveredFen: held.recoveredFen,
  }
  if (deductionFen < 0 || share.deductionFen > Math.max(0, claim.amountFen)) {
    throw new ClearingFault('bad-amount', `${number}: a deduction of ${deductionFen} fen`)
  }
  const targetFen = claim.amountFen - held.pausedFen - share.recoveredFen - share.deductionFen
  const paidFen = targetFen - sum(before, ({ amountFen }) => amountFen)
  const due = institutionDue(stepsOf(store, number)[0]?.at ?? '', parameters, calendar, instant)
  const known = { paidFen, ...held, due }
  const waiting = { ...known, paid: false, late: isLate(nowOf(office), due) }
  if (paidFen > availableFen) return { ...waiting, waitsFor: 'money' }
  // All of it is paused: there is nothing to sign yet.
  if (paidFen === 0 && held.pausedFen > 0) return { ...waiting, waitsFor: 'audit' }
  if (paidFen !== 0 || state < STATE.paid) {
    const taken = {
      deductionFen,
      recoveredFen: share.recoveredFen - sum(before, ({ body }) => body.recoveredFen),
    }
    fileShare(office, claim, `${number}-F${before.length + 1}`, paidFen, taken, signers)
  }
  if (held.pausedFen > 0) {
    advance(office, number, STATE.transferred, signers, due)
    return { ...waiting, waitsFor: 'audit' }
  }
  return { ...known, paid: true, late: advance(office, number, STATE.paid, signers, due),
    waitsFor: null }
}

/** One payment with its money: what goes out, what was recovered, what the agreement deducts. */
function fileShare(
  office: Office,
  { number, month, body: { institution, office: place } }: ClearingDocument<ClaimBody>,
  document: string,
  amountFen: number,
  taken: Share,
  signers: Signers,
): void {
  const head = { number: document, kind: 'payment', month, party: institution } as const
  fileDocument(office, { ...head, parent: number, amountFen, body: taken })
  takeStep(office, document, { state: STATE.paid, signers })
  const awayFen = taken.deductionFen + taken.recoveredFen
  post(office.store, document, STATE.paid, [
    { account: `institution/${institution}`, amountFen: -amountFen - awayFen },
    { account: `owed-to-institutions/${place}`, amountFen },
    { account: `deducted/${place}`, amountFen: taken.deductionFen },
    { account: `recovered/${place}`, amountFen: taken.recoveredFen },
  ])
}

/** Moves the claim on where it is not there yet; true when that was late. */
function advance(
  office: Office,
  number: string,
  state: number,
  signers: Signers,
  due: string,
): boolean {
  const before = stateOf(office.store, number)
  if (before < STATE.cleared) takeStep(office, number, { state: STATE.cleared, signers })
  if (before < state) takeStep(office, number, { state, signers, due })
  return stepsOf(office.store, number).some((step) => step.state === state && step.late === 1)
}

/** What of a claim the audit holds, settlement by settlement; never more than the claim has. */
function heldOf(store: Store, claim: ClearingDocument<ClaimBody>) {
  const rows = store
    .all<{ setl_id: string }>(
      'select setl_id from clearing_claimed where number = ? order by setl_id',
      claim.number,
    )
    .flatMap(({ setl_id: setlId }) => settlement(store, setlId) ?? [])
  const forward = rows.filter(({ kind }) => kind === 'forward').map(({ setl_id }) => setl_id)
  requireAudited(store, forward)
  const worth = new Map(claim.body.cases.map(({ setlId, hospitalFen }) => [setlId, hospitalFen]))
  let [pausedFen, recoveredFen] = [0, 0]
  for (const setlId of forward) {
    const own = rows.filter((row) => row.setl_id === setlId || row.reverses === setlId)
    const claimedFen = sum(own, (row) => worth.get(row.setl_id) ?? row.fund_fen + row.account_fen)
    const standing = moneyStanding(store, setlId)
    const takenFen = Math.min(standing.recoveredFen, Math.max(0, claimedFen))
    recoveredFen += takenFen
    pausedFen += Math.min(standing.pausedFen, Math.max(0, claimedFen - takenFen))
  }
  return { pausedFen, recoveredFen }
}

function sum<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((total, row) => total + read(row), 0)
}
