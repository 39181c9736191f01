/**
 * Who takes part at an insured place: county bureaus, the city's centre, designated hospitals,
 * insured persons and the expert panel. Each has a desk of its own with its own acts; which act is
 * whose is ours where the notice only names the roles.
 */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { BenefitContext } from '../../core/benefit/context.ts'
import { apply, referralsToReview } from '../../core/benefit/filing/agency.ts'
import type { Decision } from '../../core/benefit/filing/decide.ts'
import { decideByPanel } from '../../core/benefit/filing/emergency.ts'
import type { PanelDecision } from '../../core/benefit/filing/emergency.ts'
import { claimByHand } from '../../core/benefit/filing/manual.ts'
import type { HandClaim } from '../../core/benefit/filing/manual.ts'
import type { ManualClaim } from '../../core/benefit/filing/manual-register.ts'
import type { Application } from '../../core/benefit/filing/record.ts'

/** 县（市）区医保局、市医保中心、定点医疗机构、参保人、专家组 */
export type Role = 'county-bureau' | 'city-centre' | 'hospital' | 'person' | 'expert-panel'

export const ROLES: readonly Role[] = [
  'county-bureau', 'city-centre', 'hospital', 'person', 'expert-panel',
]

/** Somebody in a role: an agency by its area code, a hospital, a person or a panel by its own. */
export interface Actor {
  readonly role: Role
  readonly code: string
}

/** An act that belongs to another role, or to somebody else in the same one. */
export class NotTheirs extends Error {
  override readonly name = 'NotTheirs'
}

/** What an actor can do; an act that is not his rejects with NotTheirs. */
export interface Desk {
  /** Applies for a filing; way and signature follow from the role, whatever was written. */
  apply(application: Application): Promise<Decision>
  /** Decides about an emergency that is not on the list. */
  decide(decision: Omit<PanelDecision, 'panel' | 'experts'>): Promise<PanelDecision>
  /** Takes a claim by hand with its papers. */
  claim(claim: HandClaim): Promise<ManualClaim>
  /** Referrals of one hospital in a month (yyyy-MM), for the review of need. */
  review(hospital: string, month: string): Promise<ReturnType<typeof referralsToReview>>
}

/** The desk of an actor at this insured place. @throws NotTheirs for an agency of another place */
export function deskOf(context: BenefitContext, actor: Actor): Desk {
  const { role, code } = actor
  const agency = role === 'county-bureau' || role === 'city-centre'
  if (agency && poolingAreaOf(code) !== context.area) {
    throw new NotTheirs(`agency ${code} does not belong to ${context.area}`)
  }
  const own = (act: string, allowed: boolean) => {
    if (!allowed) throw new NotTheirs(`${role} ${code} cannot ${act}`)
  }
  return {
    async apply(application) {
      return apply(context, signed(actor, application))
    },
    async decide(decision) {
      own('decide about an emergency', role === 'expert-panel')
      return decideByPanel(context, { ...decision, experts: [code] })
    },
    async claim(claim) {
      own('take a claim', agency)
      return claimByHand(context, claim)
    },
    async review(hospital, month) {
      own('review referrals', role === 'city-centre')
      return referralsToReview(context, hospital, month)
    },
  }
}

const ONLINE: ReadonlySet<Application['channel']> = new Set([
  'online', 'app', 'mini-program', 'state-council', 'wechat',
])

/** The application as this actor makes it. */
function signed({ role, code }: Actor, application: Application): Application {
  const { psn_no, channel, referral } = application
  if (role === 'county-bureau' || role === 'city-centre') {
    return { ...application, channel: 'window', by: code }
  }
  if (role === 'hospital' && referral !== undefined) {
    return { ...application, channel: 'hospital', by: code, referral: { ...referral, from: code } }
  }
  if (role === 'person' && psn_no === code && ONLINE.has(channel)) {
    return { ...application, by: code }
  }
  throw new NotTheirs(`${role} ${code} cannot apply so`)
}
