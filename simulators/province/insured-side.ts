/** A simulated insured place: the core's benefit services with a synthetic policy and register. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { accepted } from '../../contracts/exchange.ts'
import { createInsuredPlace } from '../../core/benefit/app.ts'
import type { PersonRegister } from '../../core/benefit/context.ts'
import { synchronise } from '../../core/benefit/filing/exchange.ts'
import type { FilingExchange } from '../../core/benefit/filing/exchange.ts'
import type { FilingRules, KnownInstitution } from '../../core/benefit/filing/rules.ts'
import { DEFAULT_RULES } from '../../core/benefit/filing/rules.ts'
import { beijingTime } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { OnFault } from '../../core/desk.ts'
import type { Party } from '../../core/party.ts'
import { bundledPack } from '../../core/policy/bundled.ts'
import type { Tier } from '../../core/policy/policy-pack.ts'
import type { Store } from '../../core/store/store.ts'

/** Name of a bundled policy pack; the first three differ only in how care elsewhere is reduced. */
export type PackName = string

export interface InsuredSideOptions {
  /** Pooling area, six digits. */
  readonly area: string
  readonly pack: PackName
  readonly persons: readonly InsuredPerson[]
  readonly tierOf: (fixmedinsCode: string, day: string) => Tier
  /** What this place lays down about filing; the present regime with usual numbers else. */
  readonly filing?: FilingRules
  /** Name and area of a designated institution; without it every code is taken as it is. */
  readonly institution?: (code: string) => KnownInstitution | undefined
  /** Where filings go once they were answered; without it they stay in the outbox. */
  readonly filingsTo?: FilingExchange
  readonly clock: Clock
  readonly store: Store
  readonly onFault: OnFault
}

/** The insured place as a party. */
export function createInsuredSide(options: InsuredSideOptions): Party {
  const { area, clock, store, tierOf, institution } = options
  const filing = options.filing ?? DEFAULT_RULES
  const context = {
    store,
    clock,
    area,
    pack: bundledPack(options.pack),
    registerYear: beijingTime(clock.now()).slice(0, 4),
    persons: registerOf(options.persons.filter((person) => person.insuplc_admdvs === area)),
    tierOf,
    // What the place itself says of institutions goes before the register of the country.
    filing: institution === undefined ? filing : { institution, ...filing },
  }
  const { filingsTo, onFault } = options
  const party = createInsuredPlace(context, { admdvs: area, clock }, onFault)
  if (filingsTo === undefined) return party
  return async (request) => {
    const response = await party(request)
    if (!FILES.has(request.infno) || !accepted(response)) return response
    // What the hub does not take now stays in the outbox, and goes with the next filing.
    await synchronise(context, filingsTo).catch((reason: unknown) => onFault(reason, request))
    return response
  }
}

/** What writes a filing for a place of care. */
const FILES: ReadonlySet<string> = new Set(['2501', '2501A', '2502'])

/** Looks persons up by number and by each of their three credentials. */
function registerOf(persons: readonly InsuredPerson[]): PersonRegister {
  const byNumber = new Map(persons.map((person) => [person.psn_no, person]))
  const byCredential = new Map<string, InsuredPerson>(
    persons.flatMap((person) => [
      [`01:${person.ecToken}`, person],
      [`02:${person.certno}`, person],
      [`03:${person.card_no}`, person],
    ] as const),
  )
  return {
    byNumber: (psnNo) => byNumber.get(psnNo),
    byCredential: (type, number) => byCredential.get(`${type}:${number}`),
  }
}
