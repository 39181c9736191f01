/**
 * The agency's desk for filings: what is applied for at the window or online, and what has no
 * transaction in the institutions' interface. Each act is one commit; history is only added to.
 */
import { beijingTime } from '../../clock.ts'
import { addDays } from '../../days.ts'
import type { BenefitContext } from '../context.ts'
import { decide, lackingPapers } from './decide.ts'
import type { Decision, Following } from './decide.ts'
import { fault } from './faults.ts'
import type { FaultCode, FilingFault } from './faults.ts'
import { namesOf } from './documents.ts'
import { note, notesOf } from './notes.ts'
import type { Application, DocumentKind, PlaceFiling } from './record.ts'
import { isLongTerm, isOpen } from './record.ts'
import { addVersion, filingOf } from './register.ts'
import { DEFAULT_RULES, monthsLater } from './rules.ts'

/** Which filing an act is about, and who acts. */
export interface FilingReference {
  readonly serial: string
  readonly psn_no: string
  readonly by: string
  readonly reason?: string
}

/** An act that was refused is told by its faults; `filing` is the filing as it holds now. */
export interface Act {
  readonly filing: PlaceFiling | null
  readonly faults: readonly FilingFault[]
}

/** Applies for a filing. A refused application stays in the register with its reason. */
export function apply(context: BenefitContext, application: Application): Promise<Decision> {
  return context.store.commit(() => enter(context, decide(context, application), application))
}

/** Writes a decision with everything that must be found again; inside a commit. */
export function enter(
  context: BenefitContext,
  decision: Decision,
  application: Pick<Application, 'channel' | 'by'>,
): Decision {
  const { outcome, filing } = decision
  const at = beijingTime(context.clock.now())
  const { channel, by } = application
  if (outcome === 'merged') {
    note(context, 'duplicate', filing.serial, at, { channel, by })
    return decision
  }
  if (filing.serial !== '') addVersion(context, 'place', filing)
  if (outcome === 'refused') return decision
  if (channel === 'window' && filing.state === 'documents-due') {
    note(context, 'no-documents', by, at, { serial: filing.serial, missing: filing.note })
  }
  noteReferral(context, filing, at)
  return decision
}

/** Supplies papers that were due, or the proof after a promise (RULE-035, RULE-040). */
export function supplyDocuments(
  context: BenefitContext,
  reference: FilingReference,
  documents: readonly DocumentKind[],
): Promise<Act> {
  return act(context, reference, (filing, now) => {
    const shown = [...new Set([...filing.documents, ...documents])]
    const added = shown.length > filing.documents.length
    if (!added) return fault('nothing-due', { serial: filing.serial })
    const lacking = lackingPapers(context, { ...asked(filing), documents: shown }, filing)
    if (lacking.length > 0) return fault('documents', { documents: namesOf(lacking) })
    if (now.slice(0, 10) > (filing.documentsDueOn ?? now)) return overdue(filing)
    const complete = { state: 'documents-complete', note: '材料补齐', documentsDueOn: null } as const
    return { ...complete, documents: shown }
  })
}

/** Cancels; a long-term filing only after the lock, that day included (RULE-023). */
export function cancel(context: BenefitContext, reference: FilingReference): Promise<Act> {
  return context.store.commit(() => cancelNow(context, reference))
}

/** Cancels inside a commit. */
export function cancelNow(context: BenefitContext, reference: FilingReference): Act {
  return actNow(context, reference, (filing, now) => {
    const locked = lockOf(context, filing, now)
    if (locked !== null) return locked
    return { state: 'cancelled', note: reference.reason ?? '', enddate: dayBefore(now) }
  })
}

/** Ends a filing for a reason outside it: death, loss of insurance (RULE-022). */
export function end(context: BenefitContext, reference: FilingReference): Promise<Act> {
  return act(context, reference, (_, now) => ({
    state: 'ended', note: reference.reason ?? '', enddate: now.slice(0, 10),
  }))
}

/** Changes where a filing leads: a new filing follows the old one, which ends that day. */
export function change(
  context: BenefitContext,
  reference: FilingReference,
  application: Application,
): Promise<Decision | Act> {
  return context.store.commit(() => {
    const filing = filingOf<PlaceFiling>(context, reference.serial, reference.psn_no, 'place')
    if (filing === undefined || !isOpen(filing)) return refusedAct(reference, filing)
    const locked = lockOf(context, filing, beijingTime(context.clock.now()))
    if (locked !== null) return { filing, faults: [locked] }
    const following = { serial: filing.serial, simplified: false }
    const decision = decide(context, application, following)
    enter(context, decision, application)
    if (decision.outcome === 'filed') {
      actNow(context, reference, (_, now) => ({
        state: 'changed', note: decision.filing.serial, enddate: now.slice(0, 10),
      }))
    }
    return decision
  })
}

/** Files again for further treatment of the same disease, without new papers (RULE-026). */
export function renew(
  context: BenefitContext,
  reference: FilingReference,
  application: Application,
): Promise<Decision | Act> {
  return context.store.commit(() => {
    const filing = filingOf<PlaceFiling>(context, reference.serial, reference.psn_no, 'place')
    if (filing === undefined) return refusedAct(reference, filing)
    const disease = application.diagnosis?.code
    const same = disease !== undefined && disease === filing.diagnosis?.code &&
      application.category === filing.category
    if (!same || isLongTerm(filing.category)) {
      return { filing, faults: [fault('not-renewable', { serial: filing.serial })] }
    }
    const following: Following = { serial: filing.serial, simplified: true }
    const shown = { ...application, documents: filing.documents }
    return enter(context, decide(context, shown, following), shown)
  })
}

/** A corrected version takes the place of what did not match; the trail stays (RULE-027). */
export function correct(
  context: BenefitContext,
  reference: FilingReference,
  correction: Partial<Pick<PlaceFiling, 'area' | 'institution' | 'institutionName' | 'diagnosis'>>,
): Promise<Act> {
  return act(context, reference, () => ({ ...correction, note: reference.reason ?? '' }))
}

/** Referrals of one hospital for the review of reasonableness; none is refused (RULE-031). */
export function referralsToReview(context: BenefitContext, hospital: string, month: string) {
  return notesOf<{ serial: string; inMonth: number; diagnosis: string }>(
    context,
    'referral',
    hospital,
    `${month}-01`,
  ).filter(({ at }) => at.startsWith(month))
}

/** Turns the current version into the next one, inside a commit. */
export function actNow(
  context: BenefitContext,
  reference: FilingReference,
  next: (filing: PlaceFiling, now: string) => Partial<PlaceFiling> | FilingFault,
): Act {
  const filing = filingOf<PlaceFiling>(context, reference.serial, reference.psn_no, 'place')
  if (filing === undefined || !isOpen(filing)) return refusedAct(reference, filing)
  const now = beijingTime(context.clock.now())
  const changes = next(filing, now)
  if ('code' in changes) return { filing, faults: [changes as FilingFault] }
  const version = filing.version + 1
  const made = { ...filing, ...changes, version, at: now, by: reference.by }
  addVersion(context, 'place', made)
  return { filing: made, faults: [] }
}

function act(
  context: BenefitContext,
  reference: FilingReference,
  next: (filing: PlaceFiling, now: string) => Partial<PlaceFiling> | FilingFault,
): Promise<Act> {
  return context.store.commit(() => actNow(context, reference, next))
}

function refusedAct({ serial }: FilingReference, filing: PlaceFiling | undefined): Act {
  const code: FaultCode = filing === undefined ? 'unknown-filing' : 'not-in-force'
  const state = { cancelled: '取消', changed: '变更', ended: '终止', refused: '被拒绝' }
  const word = filing === undefined ? '' : (state[filing.state as keyof typeof state] ?? '')
  return { filing: filing ?? null, faults: [fault(code, { serial, state: word })] }
}

function lockOf(context: BenefitContext, filing: PlaceFiling, now: string): FilingFault | null {
  if (!isLongTerm(filing.category)) return null
  const { parameters } = context.filing ?? DEFAULT_RULES
  const from = monthsLater(filing.filedAt.slice(0, 10), parameters.lockMonths)
  return now.slice(0, 10) < from ? fault('locked', { from }) : null
}

function overdue(filing: PlaceFiling): FilingFault {
  return fault('not-in-force', { serial: filing.serial, state: '逾期未补材料' })
}

function asked(filing: PlaceFiling): Pick<Application, 'category' | 'diagnosis'> {
  const { category, diagnosis } = filing
  return diagnosis === null ? { category } : { category, diagnosis }
}

function dayBefore(now: string): string {
  return addDays(now.slice(0, 10), -1)
}

/** The n-th referral of a month is as good as the first; it is only counted (RULE-031). */
function noteReferral(context: BenefitContext, filing: PlaceFiling, at: string): void {
  if (filing.referral === null) return
  const { serial, institution, diagnosis, referral } = filing
  const inMonth = referralsToReview(context, referral.from, at.slice(0, 7)).length + 1
  const counted = { serial, inMonth, diagnosis: diagnosis?.code ?? '' }
  note(context, 'referral', referral.from, at, counted)
  if (institution === null) return
  const tierOf = (code: string) => context.tierOf(code, at.slice(0, 10))
  const higher = tierOf(institution) > tierOf(referral.from)
  if (!higher) note(context, 'equal-tier', serial, at, { from: referral.from, to: institution })
}
