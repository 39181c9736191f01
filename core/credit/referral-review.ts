/** The review of referrals: what filings say, held against what can be treated at home. */
import type { PlaceFiling } from '../benefit/filing/record.ts'
import { eventOfReferral } from './events.ts'
import type { CreditEvent } from './score.ts'

/**
 * Credit events of the hospitals whose referrals were not needed (RULE-031 leaves their number
 * free, so only need is asked). A diagnosis that the area lists as treatable at home wants a
 * reason; the referring hospital answers for it.
 * @param treatable beginnings of diagnosis codes, the area's own list
 */
export function reviewReferrals(
  filings: readonly PlaceFiling[],
  treatable: readonly string[],
): CreditEvent[] {
  return filings.flatMap(({ serial, category, diagnosis, referral, reason }) => {
    if (category !== 'referral' || referral === null) return []
    const code = diagnosis?.code ?? ''
    return eventOfReferral({
      referralId: serial,
      institution: referral.from,
      day: referral.day,
      diagnosis: code,
      treatableHere: treatable.some((start) => code.startsWith(start)),
      reason,
    }) ?? []
  })
}
