/** The platform with every insured place behind it: what a hospital connects to. */
import { join } from 'node:path'
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Handler } from '../../contracts/exchange.ts'
import { allSettlements } from '../../core/books.ts'
import type { SettlementRow } from '../../core/books.ts'
import type { Clock } from '../../core/clock.ts'
import { idsOf, logged, nameOf } from '../../core/log.ts'
import type { Logger } from '../../core/log.ts'
import { handlerOf } from '../../core/party.ts'
import type { Party } from '../../core/party.ts'
import { createPlatform } from '../../core/platform/app.ts'
import type { CredentialQuery, Institution } from '../../core/platform/context.ts'
import { openStore } from '../../core/store/store.ts'
import type { Store } from '../../core/store/store.ts'
import { createInsuredSide } from '../province/insured-side.ts'
import type { PackName } from '../province/insured-side.ts'
import { catalogueItem } from './catalogue.ts'

/** The platform's own code in its message ids: the national node has no area. */
const PLATFORM_ADMDVS = '100000'

export interface CountryOptions {
  readonly institutions: readonly Institution[]
  readonly persons: readonly InsuredPerson[]
  /** Insured places by pooling area, each with its policy. */
  readonly policies: Readonly<Record<string, PackName>>
  readonly clock: Clock
  readonly log: Logger
  /** Directory for the databases, or null to keep them in memory. */
  readonly dataDir: string | null
  /** Lets a recorder stand between the platform and the insured places. */
  readonly onInsuredHop?: (party: Party) => Party
}

export interface Country {
  readonly platform: Handler
  /** Insured places as parties, by pooling area. */
  readonly insuredPlaces: ReadonlyMap<string, Party>
  /** Every row of the platform's books, for reconciliation with what others saw. */
  settlements(): readonly SettlementRow[]
  /** Databases by party, `platform` and `insured-210300`, for whoever compares the books. */
  readonly stores: ReadonlyMap<string, Store>
  close(): void
}

/** Builds all parties; nothing listens yet. */
export function createCountry(options: CountryOptions): Country {
  const { clock, log, persons } = options
  const institutions = new Map(options.institutions.map((one) => [one.fixmedins_code, one]))
  const stores = new Map<string, Store>()
  const open = (name: string): Store => {
    const path = options.dataDir === null ? ':memory:' : join(options.dataDir, `${name}.sqlite`)
    const store = openStore(path)
    stores.set(name, store)
    return store
  }
  const onFault = (reason: unknown, request: { msgid: string; infno: string }) =>
    log.error({ ...idsOf(request), reason: nameOf(reason) }, 'fault')

  const insuredPlaces = new Map<string, Party>()
  for (const [area, pack] of Object.entries(options.policies)) {
    const party = createInsuredSide({
      area,
      pack,
      persons,
      tierOf: (code) => institutions.get(code)?.tier ?? '3',
      clock,
      store: open(`insured-${area}`),
      onFault,
    })
    const watched = logged(party, log, `insured-${area}`)
    insuredPlaces.set(area, options.onInsuredHop?.(watched) ?? watched)
  }
  const receiver = { admdvs: PLATFORM_ADMDVS, clock }
  const platformStore = open('platform')
  const platform = createPlatform(
    {
      store: platformStore,
      clock,
      institution: (code) => institutions.get(code),
      catalogueItem: (_area, code) => catalogueItem(code),
      locate: locator(persons),
      insuredPlace: (area) => insuredPlaces.get(area),
    },
    receiver,
    onFault,
  )
  return {
    platform: handlerOf(logged(platform, log, 'platform'), receiver),
    insuredPlaces,
    settlements: () => allSettlements(platformStore),
    stores,
    close: () => stores.forEach((store) => store.close()),
  }
}

/** The national index: which insured place knows the holder of a credential. */
function locator(persons: readonly InsuredPerson[]) {
  const places = new Map<string, string[]>()
  for (const person of persons) {
    for (const key of [
      `01:${person.ecToken}`,
      `02:${person.certno}`,
      `03:${person.card_no}`,
    ]) {
      places.set(key, [...(places.get(key) ?? []), person.insuplc_admdvs])
    }
  }
  return (query: CredentialQuery) =>
    places.get(`${query.mdtrt_cert_type}:${query.mdtrt_cert_no}`) ?? []
}
