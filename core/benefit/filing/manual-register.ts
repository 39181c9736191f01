/** Claims by hand (手工报销) as rows: every state is a version, the newest one holds. */
import type { FeeSums } from '../../calculator/claim.ts'
import type { CareVisit } from '../care.ts'
import type { BenefitContext } from '../context.ts'
import { notesOf } from './notes.ts'

/** What was asked for by hand, and what became of it. Amounts in fen. */
export interface ManualClaim {
  readonly claim_no: string
  readonly version: number
  readonly psn_no: string
  readonly visit: CareVisit
  readonly cause: ManualCause
  readonly state: 'received' | 'papers-due' | 'paid' | 'refused'
  readonly note: string
  readonly at: string
  readonly papers: readonly Paper[]
  readonly insutype: string
  readonly fees: FeeSums
  /** What the funds paid to the person; 0 until it is paid. */
  readonly fundFen: number
}

/** Papers that a claim by hand may be asked for; the list is published and never longer. */
export type Paper = 'voucher' | 'invoice' | 'fee-list' | 'discharge-summary' | 'diagnosis'

/** Why it was not settled at the desk. */
export type ManualCause =
  | 'network-fault' | 'voucher-fault' | 'not-networked' | 'filed-after-discharge' | 'unfiled'
  | 'emergency-by-hand' | 'panel' | 'observation' | 'late-enrolment' | 'course'

/** One visit by who had it where under which number; the two ways must not both pay for it. */
export function visitKeyOf(
  visit: Pick<CareVisit, 'psn_no' | 'fixmedins_code' | 'ipt_otp_no'>,
): string {
  return [visit.psn_no, visit.fixmedins_code, visit.ipt_otp_no].join('|')
}

/** The newest version of the claims about one visit. */
export function claimsOf(
  { store }: BenefitContext,
  visit: Pick<CareVisit, 'psn_no' | 'fixmedins_code' | 'ipt_otp_no'>,
): ManualClaim[] {
  const rows = store.all<{ claim_no: string; body: string }>(
    'select claim_no, body from manual_claim where visit_key = ? order by id',
    visitKeyOf(visit),
  )
  const newest = new Map(rows.map((row) => [row.claim_no, row.body]))
  return [...newest.values()].map((body) => JSON.parse(body) as ManualClaim)
}

/** Number of the claim that has been made for a visit, or for its course, and was not refused. */
export function openClaimOf(context: BenefitContext, visit: CareVisit): string | undefined {
  const own = claimsOf(context, visit).find(({ state }) => state !== 'refused')
  return own?.claim_no ?? openCourseOf(context, visit)
}

function openCourseOf(context: BenefitContext, visit: CareVisit): string | undefined {
  return notesOf<{ readonly claim_no: string }>(context, 'course', visitKeyOf(visit))
    .map(({ body }) => body.claim_no)
    .find((claimNo) => claimHistory(context, claimNo).at(-1)?.state !== 'refused')
}

/** All versions of one claim, the oldest first. */
export function claimHistory({ store }: BenefitContext, claimNo: string): ManualClaim[] {
  return store
    .all<{ body: string }>(
      'select body from manual_claim where claim_no = ? order by version',
      claimNo,
    )
    .map(({ body }) => JSON.parse(body) as ManualClaim)
}

/** Adds a version; inside a commit. */
export function addClaim({ store }: BenefitContext, claim: ManualClaim): void {
  store.run(
    `insert into manual_claim (claim_no, version, psn_no, visit_key, state, at, body)
     values (?, ?, ?, ?, ?, ?, ?)`,
    claim.claim_no,
    claim.version,
    claim.psn_no,
    visitKeyOf(claim.visit),
    claim.state,
    claim.at,
    JSON.stringify(claim),
  )
}
