/** The platform with hubs and insured places behind it: what a hospital connects to. */
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
import type { Agency } from '../../core/agency/agency.ts'
import type { Hub } from '../../core/hub/hub.ts'
import type { FilingExchange } from '../../core/benefit/filing/exchange.ts'
import type { FilingRules } from '../../core/benefit/filing/rules.ts'
import { createPlatform } from '../../core/platform/app.ts'
import type { CredentialQuery, Institution } from '../../core/platform/context.ts'
import { tierOn } from '../../core/platform/institutions/register.ts'
import type { Register } from '../../core/platform/institutions/register.ts'
import type { DeskRules } from '../../core/platform/institutions/rules.ts'
import { openStore } from '../../core/store/store.ts'
import type { Store } from '../../core/store/store.ts'
import { createInsuredSide } from '../province/insured-side.ts'
import type { PackName } from '../province/insured-side.ts'
import { createAgencies, createHubs, entrance, filingExchange } from './between.ts'
import type { Surroundings, Topology } from './between.ts'
import { catalogueItem, catalogueVersions } from './catalogue.ts'

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
  /** Lets a recorder stand in front of the insured places. */
  readonly onInsuredHop?: (party: Party) => Party
  /** Lets a network stand between the platform and the hubs. */
  readonly onHubHop?: (party: Party) => Party
  /** Lets a network stand between the agencies and the platform. */
  readonly onAgencyHop?: (handler: Handler) => Handler
  /** How institutions reach the platform, by their code; all of them directly when left out. */
  readonly topology?: Topology | ((fixmedinsCode: string) => Topology)
  /** The national hub hands over to the insured province's hub, not to the insured place itself. */
  readonly hubToHub?: boolean
  /** Parameters of the platform that differ from the defaults. */
  readonly rules?: Partial<DeskRules>
  /** What an insured place lays down about filing, by its pooling area; the usual when left out. */
  readonly filing?: (area: string) => FilingRules | undefined
  /** Insured places take no institution that the country does not know. */
  readonly institutionsKnown?: boolean
  /** Stores by party, for whoever keeps them himself or makes them fail on purpose. */
  readonly storeOf?: (name: string) => Store
}

/** Stores by their part in a reconciliation. */
export interface Books {
  readonly placeOfCare: Store
  readonly hubs: readonly Store[]
  readonly insuredPlaces: readonly Store[]
}

export interface Country {
  /** What institutions call: each is taken to its agency or to the platform. */
  readonly platform: Handler
  /** The platform itself, whatever the topology. */
  readonly direct: Handler
  /** Local agencies by pooling area. */
  readonly agencies: ReadonlyMap<string, Agency>
  /** Hubs by area code, 100000 for the national one. */
  readonly hubs: ReadonlyMap<string, Hub>
  /** Filings as the hubs know them: what an insured place wrote down and a hub acknowledged. */
  readonly filings: FilingExchange
  /** Insured places as parties, by pooling area. */
  readonly insuredPlaces: ReadonlyMap<string, Party>
  /** Every row of the platform's books, for reconciliation with what others saw. */
  settlements(): readonly SettlementRow[]
  /** The three sets of books of a cross-region settlement. */
  books(): Books
  /** Databases by party: `platform`, `hub-national`, `hub-52`, `insured-210300`, … */
  readonly stores: ReadonlyMap<string, Store>
  close(): void
}

/** Builds all parties; nothing listens yet. */
export function createCountry(options: CountryOptions): Country {
  const { clock, log, persons } = options
  const institutions = new Map(options.institutions.map((one) => [one.fixmedins_code, one]))
  const stores = new Map<string, Store>()
  const open = opener(options, stores)
  const onFault = (reason: unknown, request: { msgid: string; infno: string }) =>
    log.error({ ...idsOf(request), reason: nameOf(reason) }, 'fault')
  const around = { institutions: options.institutions, clock, log, open, onFault }

  const seed = (code: string) => institutions.get(code)
  const register = (): Register => ({ store: platformStore, seed })
  const filings = filingExchange(() => hubs)
  const insuredPlaces = createInsuredPlaces(options, { ...around, register, filings })
  const { hubs, between } = createHubs(around, insuredPlaces, options.hubToHub === true)
  const receiver = { admdvs: PLATFORM_ADMDVS, clock }
  const platformStore = open('platform')
  const platform = createPlatform(
    {
      store: platformStore,
      clock,
      institution: (code) => institutions.get(code),
      catalogueItem: (_area, code, day) => catalogueItem(code, day),
      catalogueVersions,
      locate: locator(persons),
      insuredPlace: (area) => insuredPlaces.get(area),
      hub: hubHop(between, options.onHubHop),
      ...(options.rules === undefined ? {} : { rules: options.rules }),
    },
    receiver,
    onFault,
  )
  const direct = handlerOf(logged(platform, log, 'platform'), receiver)
  const { topology = 'direct' } = options
  const topologyOf = typeof topology === 'function' ? topology : () => topology
  const behind = options.onAgencyHop?.(direct) ?? direct
  const agencies = createAgencies(around, topologyOf, behind)
  const named = (prefix: string) =>
    [...stores].filter(([name]) => name.startsWith(prefix)).map(([, store]) => store)
  return {
    platform: entrance(options.institutions, agencies, topologyOf, direct),
    direct,
    agencies,
    hubs,
    filings,
    insuredPlaces,
    settlements: () => allSettlements(platformStore),
    books: () => ({
      placeOfCare: platformStore,
      hubs: named('hub-'),
      insuredPlaces: named('insured-'),
    }),
    stores,
    close() {
      // Closing a store writes what waits for it, so the logs need not be waited for.
      for (const party of [...hubs.values(), ...agencies.values()]) party.flush().catch(() => {})
      for (const store of stores.values()) store.close()
    },
  }
}

/** Opens the database of a party: a file each, or memory. */
function opener({ dataDir, storeOf }: CountryOptions, stores: Map<string, Store>) {
  const path = (name: string) => (dataDir === null ? ':memory:' : join(dataDir, `${name}.sqlite`))
  return (name: string): Store => {
    const store = storeOf === undefined ? openStore(path(name)) : storeOf(name)
    stores.set(name, store)
    return store
  }
}

/** What insured places know of the country; the register is there once all parties are. */
interface AroundInsured {
  readonly register: () => Register
  readonly filings: FilingExchange
}

function createInsuredPlaces(
  { policies, persons, onInsuredHop, filing, institutionsKnown }: CountryOptions,
  { institutions, clock, log, open, onFault, register, filings }: Surroundings & AroundInsured,
): ReadonlyMap<string, Party> {
  const known = new Map(institutions.map(({ fixmedins_code, fixmedins_name, admdvs }) =>
    [fixmedins_code, { name: fixmedins_name, admdvs }]))
  return new Map(Object.entries(policies).map(([area, pack]) => {
    const rules = filing?.(area)
    const party = createInsuredSide({
      area,
      pack,
      persons,
      tierOf: (code, day) => tierOn(register(), code, day) ?? '3',
      filingsTo: filings,
      clock,
      store: open(`insured-${area}`),
      ...(rules === undefined ? {} : { filing: rules }),
      ...(institutionsKnown === true ? { institution: (code: string) => known.get(code) } : {}),
      onFault,
    })
    const watched = logged(party, log, `insured-${area}`)
    return [area, onInsuredHop?.(watched) ?? watched]
  }))
}

/** What stands in front of a hub is made once a hub, so that it may remember what it saw. */
function hubHop(
  between: (placeOfCare: string, insuredPlace: string) => Party | undefined,
  onHubHop: ((party: Party) => Party) | undefined,
) {
  if (onHubHop === undefined) return between
  const hops = new Map<Party, Party>()
  return (placeOfCare: string, insuredPlace: string): Party | undefined => {
    const hub = between(placeOfCare, insuredPlace)
    if (hub === undefined) return undefined
    const hop = hops.get(hub) ?? onHubHop(hub)
    hops.set(hub, hop)
    return hop
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
