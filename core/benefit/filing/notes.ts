/** Notes about filings: what was chosen and why, duplicates, referrals to review. Append only. */
import type { BenefitContext } from '../context.ts'

/**
 * `choice`: which of several filings a visit went by (RULE-037). `duplicate`: an application that
 * was merged. `referral`: one more by a hospital (RULE-031). `equal-tier`: a referral that leads
 * to no higher hospital. `no-documents`: entered by staff without papers. `exchange`: what the hub
 * answered. `panel`: what experts decided. `course`: a visit that a course contains. `over-asked`:
 * papers beyond the published list that staff asked for.
 */
export type NoteKind =
  | 'choice' | 'duplicate' | 'referral' | 'equal-tier' | 'no-documents' | 'exchange' | 'panel'
  | 'course' | 'over-asked'

export interface Note<Body> {
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
  readonly body: Body
}

/** Adds a note; inside a commit. */
export function note(
  { store }: BenefitContext,
  kind: NoteKind,
  subject: string,
  at: string,
  body: object,
): void {
  store.run(
    'insert into filing_note (kind, subject, at, body) values (?, ?, ?, ?)',
    kind,
    subject,
    at,
    JSON.stringify(body),
  )
}

/** Notes of one kind about one subject from a moment on, the oldest first. */
export function notesOf<Body>(
  { store }: BenefitContext,
  kind: NoteKind,
  subject: string,
  from = '',
): Note<Body>[] {
  return store
    .all<{ at: string; body: string }>(
      `select at, body from filing_note where kind = ? and subject = ? and at >= ?
        order by at, id`,
      kind,
      subject,
      from,
    )
    .map(({ at, body }) => ({ at, body: JSON.parse(body) as Body }))
}
