/** What the platform does where no document decides it: parameters, each with a default. */
import type { InstitutionState } from './states.ts'

/** How much an institution may still do in a state. */
export type Allowance = 'everything' | 'no new visits' | 'accounts only' | 'nothing'

/** Declared per platform; none of these is anybody's law. */
export interface DeskRules {
  /** Whose tables judge the messages, e.g. `hunan`. */
  readonly edition: string
  /** Whether an institution that never uploaded a mapping (3301) is held to one. */
  readonly mappings: 'where kept' | 'always'
  /** An item without a valid national code: refused, or paid by the person (RULE-081). */
  readonly unmapped: 'refused' | 'own-paid'
  /** Lines of suspended staff in an emergency visit (RULE-227). */
  readonly suspendedInEmergency: 'refused' | 'accepted'
  /** A visit with a third party liable is not payable (RULE-068), or left to the insured place. */
  readonly thirdParty: 'refused' | 'passed on'
  /** Day surgery that lasts longer becomes a normal stay (RULE-072); null asks nothing. */
  readonly daySurgeryHours: number | null
  /** What an injury without a liable third party settles on (RULE-068; no document decides it). */
  readonly injuryPromise: 'filed' | 'filed or declared' | 'not asked'
  /**
   * A line examined elsewhere (etip_flag 1) names the other hospital, and in a stay it was
   * registered before (RULE-069).
   */
  readonly externalExamination: 'registered' | 'names the hospital' | 'free'
  readonly allowed: Readonly<Record<InstitutionState, Allowance>>
  /** Who is told of a person: whoever showed his voucher or has a visit of his, or anybody. */
  readonly personData: 'voucher or visit' | 'anybody'
}

export const DEFAULT_RULES: DeskRules = {
  edition: 'national',
  mappings: 'where kept',
  unmapped: 'refused',
  suspendedInEmergency: 'refused',
  thirdParty: 'refused',
  daySurgeryHours: 48,
  injuryPromise: 'filed or declared',
  externalExamination: 'registered',
  allowed: {
    applied: 'nothing',
    tested: 'nothing',
    opened: 'everything',
    suspended: 'no new visits',
    closed: 'accounts only',
  },
  personData: 'anybody',
}

/** The rules of a platform: what it declares, else the defaults. */
export function rulesOf({ rules }: { readonly rules?: Partial<DeskRules> }): DeskRules {
  return rules === undefined ? DEFAULT_RULES : { ...DEFAULT_RULES, ...rules }
}
