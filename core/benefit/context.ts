/** What an insured place needs to know; everything comes in as an argument. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { PolicyPack, InsurancePolicy, Tier } from '../policy/policy-pack.ts'
import type { Clock } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { CredentialRules } from './credentials/rules.ts'
import type { FilingRules } from './filing/rules.ts'

/** The register of insured persons. */
export interface PersonRegister {
  readonly byNumber: (psnNo: string) => InsuredPerson | undefined
  /** By e-voucher token (01), ID number (02) or card number (03). */
  readonly byCredential: (type: string, number: string) => InsuredPerson | undefined
}

export interface BenefitContext {
  readonly store: Store
  readonly clock: Clock
  /** The pooling area this place is, six digits. */
  readonly area: string
  readonly pack: PolicyPack
  /** The pack of a day (yyyy-MM-dd), where several follow each other; `pack` when left out. */
  readonly packOn?: (day: string) => PolicyPack
  readonly persons: PersonRegister
  /** Year that the register's year-to-date amounts belong to, yyyy. */
  readonly registerYear: string
  /** Tier of an institution on a day yyyy-MM-dd, as in the national register (RULE-105). */
  readonly tierOf: (fixmedinsCode: string, day: string) => Tier
  /** What this place demands of filings; the present regime with usual numbers when left out. */
  readonly filing?: FilingRules
  /** What this place demands of vouchers, where it differs from the defaults. */
  readonly credentials?: Partial<CredentialRules>
}

/** The person with this number. @throws Refusal */
export function personOf(context: BenefitContext, psnNo: string): InsuredPerson {
  const person = context.persons.byNumber(psnNo)
  if (person === undefined) throw new Refusal('unknown-psn-no', { psnNo })
  return person
}

/** The policy for a person's insurance type. @throws Refusal when it is not his. */
export function policyOf(
  context: BenefitContext,
  person: InsuredPerson,
  insutype: string,
): InsurancePolicy {
  const policy = context.pack.insurance[insutype]
  if (policy === undefined || person.insutype !== insutype) {
    throw new Refusal('not-insured', { insutype })
  }
  return policy
}
