/** A simulated insured place: the core's benefit services with a synthetic policy and register. */
import { readFileSync } from 'node:fs'
import type { InsuredPerson } from '../../contracts/case.ts'
import { createInsuredPlace } from '../../core/benefit/app.ts'
import type { PersonRegister } from '../../core/benefit/context.ts'
import type { PolicyPack, Tier } from '../../core/calculator/policy-pack.ts'
import { beijingTime } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { OnFault } from '../../core/desk.ts'
import type { Party } from '../../core/party.ts'
import type { Store } from '../../core/store/store.ts'

/** Names of the bundled synthetic policies, by how care elsewhere is reduced. */
export type PackName = 'points' | 'pay-first' | 'multiplier'

export interface InsuredSideOptions {
  /** Pooling area, six digits. */
  readonly area: string
  readonly pack: PackName
  readonly persons: readonly InsuredPerson[]
  readonly tierOf: (fixmedinsCode: string) => Tier
  readonly clock: Clock
  readonly store: Store
  readonly onFault: OnFault
}

/** The insured place as a party. */
export function createInsuredSide(options: InsuredSideOptions): Party {
  const { area, clock, store, tierOf } = options
  const context = {
    store,
    clock,
    area,
    pack: bundledPack(options.pack),
    registerYear: beijingTime(clock.now()).slice(0, 4),
    persons: registerOf(options.persons.filter((person) => person.insuplc_admdvs === area)),
    tierOf,
  }
  return createInsuredPlace(context, { admdvs: area, clock }, options.onFault)
}

/** One of the synthetic policies that come with the program. */
export function bundledPack(name: PackName): PolicyPack {
  const url = new URL(`../../core/calculator/packs/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as PolicyPack
}

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
