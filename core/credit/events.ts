/** Where credit events come from, hits and referrals, and the append-only list that keeps them. */
import type { Hit, Severity } from '../audit/hit.ts'
import { digitsOf } from '../ids.ts'
import type { Store } from '../store/store.ts'
import type { CreditEvent } from './score.ts'

const NATURE: Readonly<Record<Severity, CreditEvent['nature']>> = {
  '1': 'serious',
  '2': 'general',
  '3': 'general',
}

/** Writes an event once; inside a commit. */
export function recordEvent(store: Store, event: CreditEvent): void {
  store.run(
    `insert or ignore into credit_event (event_id, institution, happened_on, body)
     values (?, ?, ?, ?)`,
    event.id,
    event.institution,
    event.day,
    JSON.stringify(event),
  )
}

/** Events of an institution on days in [from, to), in the order of day and id. */
export function eventsOf(
  store: Store,
  institution: string,
  from: string,
  to: string,
): CreditEvent[] {
  return store
    .all<{ body: string }>(
      `select body from credit_event
       where institution = ? and happened_on >= ? and happened_on < ?
       order by happened_on, event_id`,
      institution,
      from,
      to,
    )
    .map((row) => JSON.parse(row.body) as CreditEvent)
}

/** A confirmed hit as an event: repeated breaches weigh more, an amount given back lightens it. */
export function eventOfHit(
  hit: Hit,
  found: {
    readonly institution: string
    readonly day: string
    readonly recoveredFen: number
    readonly repeated?: boolean
    readonly repaidByItself?: boolean
  },
): CreditEvent {
  return {
    id: `H${digitsOf(`credit:${hit.id}`, 20)}`,
    institution: found.institution,
    day: found.day,
    aspect: 'supervision',
    nature: NATURE[hit.severity],
    circumstances:
      found.repeated === true ? 'aggravated'
        : found.repaidByItself === true ? 'mitigated' : 'ordinary',
    amountFen: found.recoveredFen,
    reason: hit.title,
  }
}

/** A referral out of the area, as it is reviewed. */
export interface ReviewedReferral {
  readonly referralId: string
  readonly institution: string
  readonly day: string
  readonly diagnosis: string
  /** Whether the local institutions can treat this illness, by the area's own list. */
  readonly treatableHere: boolean
  /** Why the person went all the same; '' for no reason given. */
  readonly reason: string
}

/** An unreasonable referral touches the agreement; a reasonable one leads to nothing. */
export function eventOfReferral(referral: ReviewedReferral): CreditEvent | undefined {
  if (!referral.treatableHere || referral.reason !== '') return undefined
  return {
    id: `R${digitsOf(`referral:${referral.referralId}`, 20)}`,
    institution: referral.institution,
    day: referral.day,
    aspect: 'agreement',
    nature: 'general',
    circumstances: 'ordinary',
    amountFen: 0,
    reason: { zh: `转诊不合理：${referral.diagnosis}`, en: `referral without need` },
  }
}
