/** Doctors and their right to bill (医保支付资格): active, suspended for a time, terminated. */
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { NATIONAL, addFact, factAt, factsAt, keepsRegister } from './facts.ts'
import type { Decision, Fact, Topic } from './facts.ts'

/** As 5102 answers it. */
export interface Practitioner {
  /** prac_psn_code, which fee lines carry as bilg_dr_codg or orders_dr_code. */
  readonly code: string
  readonly name: string
  /** medins_psn_type: 1 doctor, 2 nurse, 3 pharmacist, 4 technician. */
  readonly type: string
  readonly certType: string
  readonly certno: string
}

/** A suspension ends with another `active` from its last moment on; terminated is for good. */
export type PractitionerStatus = 'active' | 'suspended' | 'terminated'

/** A terminated person cannot come back under the same code. */
export class TerminatedForGood extends Error {
  override readonly name = 'TerminatedForGood'
}

/** Puts a practitioner on an institution's register; inside a commit. */
export function enlist(
  store: Store,
  institution: string,
  practitioner: Practitioner,
  decision: Decision,
): void {
  addFact(store, listed(institution, practitioner.code), JSON.stringify(practitioner), decision)
}

/**
 * Changes the right to bill, in the whole country and from a moment on; inside a commit.
 * @throws TerminatedForGood when it had ended before.
 */
export function setStatus(
  store: Store,
  code: string,
  status: PractitionerStatus,
  decision: Decision,
): void {
  if (statusAt(store, code, decision.since)?.value === 'terminated' && status !== 'terminated') {
    throw new TerminatedForGood(`${code} was terminated and cannot be ${status}`)
  }
  addFact(store, statusOf(code), status, decision)
}

/** A suspension from one moment to another; inside a commit. */
export function suspend(store: Store, code: string, until: string, decision: Decision): void {
  setStatus(store, code, 'suspended', decision)
  setStatus(store, code, 'active', { ...decision, since: until, reason: '暂停期满' })
}

/** A practitioner with the status that holds at a time. */
export interface ListedPractitioner extends Practitioner {
  readonly status: PractitionerStatus
  readonly since: string
}

/** The register of an institution at a time, by code. */
export function practitionersAt(
  store: Store,
  institution: string,
  time: string,
): ListedPractitioner[] {
  return factsAt(store, institution, 'practitioner', time).map((fact) => {
    const status = statusAt(store, fact.subject, time)
    return {
      ...(JSON.parse(fact.value) as Practitioner),
      status: (status?.value ?? 'active') as PractitionerStatus,
      since: status?.since ?? fact.since,
    }
  })
}

/** What is shown of a flagged person to others: these fields and no more (RULE-247). */
export interface Disclosure {
  readonly code: string
  readonly name: string
  readonly status: 'suspended' | 'terminated'
  readonly since: string
}

/** Who of an institution may not bill at a time, with the minimum of fields (RULE-247). */
export function disclosedAt(store: Store, institution: string, time: string): Disclosure[] {
  return practitionersAt(store, institution, time).flatMap(({ code, name, status, since }) =>
    status === 'active' ? [] : [{ code, name, status, since }])
}

/** Who stands on a fee line. */
export interface OrderedLine {
  readonly sn: string
  readonly time: string
  /** Codes of those who ordered and carried out; '' where nobody is named. */
  readonly codes: readonly string[]
}

/**
 * Nobody orders after he lost the right to, wherever he works (RULE-227); and where an institution
 * keeps a register, nobody orders who is not on it. Without a register unknown codes pass.
 * @throws Refusal naming the line.
 */
export function requireMayOrder(store: Store, institution: string, line: OrderedLine): void {
  for (const code of line.codes) {
    if (code === '') continue
    const status = statusAt(store, code, line.time)
    if (status !== undefined && status.value !== 'active') {
      const word = status.value === 'suspended' ? '暂停' : '终止'
      const details = { sn: line.sn, code, since: status.since, word }
      throw new Refusal('practitioner-barred', details)
    }
    if (factAt(store, listed(institution, code), line.time) !== undefined) continue
    if (keepsRegister(store, institution, 'practitioner')) {
      throw new Refusal('practitioner-unknown', { sn: line.sn, code })
    }
  }
}

function statusAt(store: Store, code: string, time: string): Fact | undefined {
  return factAt(store, statusOf(code), time)
}

function listed(institution: string, code: string): Topic {
  return { scope: institution, kind: 'practitioner', subject: code, aspect: 'particulars' }
}

function statusOf(code: string): Topic {
  return { scope: NATIONAL, kind: 'practitioner', subject: code, aspect: 'status' }
}
