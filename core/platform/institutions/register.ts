/** The register of institutions: what the world says of them at first, and all that came later. */
import { poolingAreaOf } from '../../../contracts/areas.ts'
import type { Store } from '../../store/store.ts'
import type { Institution } from '../context.ts'
import { addFact, factAt, keepsRegister } from './facts.ts'
import type { Decision, Topic } from './facts.ts'
import { move } from './states.ts'
import type { StateDecision } from './states.ts'

export interface Register {
  readonly store: Store
  /** Institutions that were there from the first: opened for everything, until it is said. */
  readonly seed: (code: string) => Institution | undefined
}

/** An institution asks to be let in; inside a commit. @throws BadTransition when it is known. */
export function applyFor(
  register: Register,
  institution: Institution,
  decision: StateDecision,
): void {
  const code = institution.fixmedins_code
  move(register, code, 'applied', decision)
  addFact(register.store, topicOf(code, 'particulars'), JSON.stringify(institution), decision)
  enter(register.store, institution, false)
}

/** Puts institutions of the seed into the directory; inside a commit. Again changes nothing. */
export function enterSeeds(store: Store, institutions: Iterable<Institution>): void {
  for (const institution of institutions) enter(store, institution, true)
}

/** The institution with this code as it is registered at a time, its tier included. */
export function institutionAt(
  register: Register,
  code: string,
  time: string,
): Institution | undefined {
  const fact = factAt(register.store, topicOf(code, 'particulars'), time)
  const known = fact === undefined
    ? register.seed(code)
    : (JSON.parse(fact.value) as Institution)
  if (known === undefined) return undefined
  const tier = factAt(register.store, topicOf(code, 'tier'), time)
  return tier === undefined ? known : { ...known, tier: tier.value as Institution['tier'] }
}

/** Another tier from a day on; what was before stays (RULE-105). Inside a commit. */
export function setTier(
  register: Register,
  code: string,
  tier: Institution['tier'],
  decision: Decision,
): void {
  addFact(register.store, topicOf(code, 'tier'), tier, decision)
}

/**
 * The tier registered on a day `yyyy-MM-dd`; undefined for a code that nobody knows. Which day of
 * a stay counts is the policy pack's to say (`switches.tierAt`).
 */
export function tierOn(
  register: Register,
  code: string,
  day: string,
): Institution['tier'] | undefined {
  return institutionAt(register, code, `${day} 23:59:59`)?.tier
}

function topicOf(code: string, aspect: string): Topic {
  return { scope: code, kind: 'institution', subject: '', aspect }
}

function enter(store: Store, institution: Institution, seeded: boolean): void {
  store.run(
    `insert or ignore into institution_entry
       (fixmedins_code, fixmedins_name, area, type, tier, seeded, touched)
     values (?, ?, ?, ?, ?, ?, ?)`,
    institution.fixmedins_code,
    institution.fixmedins_name,
    poolingAreaOf(institution.admdvs) ?? institution.admdvs,
    institution.type,
    institution.tier,
    seeded ? 1 : 0,
    keepsRegister(store, institution.fixmedins_code, 'institution') ? 1 : 0,
  )
}
