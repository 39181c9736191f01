/** Who stands between an institution and an insured place: local agencies in front, hubs behind. */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { Handler, RequestEnvelope } from '../../contracts/exchange.ts'
import { createAgency } from '../../core/agency/agency.ts'
import type { Agency } from '../../core/agency/agency.ts'
import type { Clock } from '../../core/clock.ts'
import type { FilingExchange } from '../../core/benefit/filing/exchange.ts'
import { createHub } from '../../core/hub/hub.ts'
import type { Hub, OnHubFault } from '../../core/hub/hub.ts'
import { NATIONAL } from '../../core/hub/route.ts'
import { provinceOf, scopeOf } from '../../core/hub/scope.ts'
import { logged } from '../../core/log.ts'
import type { Logger } from '../../core/log.ts'
import type { Party } from '../../core/party.ts'
import type { Institution } from '../../core/platform/context.ts'
import type { Store } from '../../core/store/store.ts'

/** How an institution reaches the platform: itself, or through its local agency. */
export type Topology = 'direct' | 'relay'

/** What both kinds of relaying parties are made with. */
export interface Surroundings {
  readonly institutions: readonly Institution[]
  readonly clock: Clock
  readonly log: Logger
  /** Opens the database of a party. */
  readonly open: (name: string) => Store
  readonly onFault: OnHubFault
}

/** Hubs by area code, 100000 for the national one, and which of them lies between two places. */
export interface Hubs {
  readonly hubs: ReadonlyMap<string, Hub>
  readonly between: (placeOfCare: string, insuredPlace: string) => Party | undefined
}

/**
 * The national hub and one of each province that has institutions; with `hubToHub` also of each
 * insured province, which then hands on what the national one sends.
 */
export function createHubs(
  { institutions, clock, log, open, onFault }: Surroundings,
  insuredPlaces: ReadonlyMap<string, Party>,
  hubToHub: boolean,
): Hubs {
  const registered = new Map(institutions.map((one) => [one.fixmedins_code, one.admdvs]))
  const institutionArea = (code: string) => registered.get(code)
  const hubs = new Map<string, Hub>()
  const parties = new Map<string, Party>()
  const add = (admdvs: string, onward: (area: string) => Party | undefined, toHub = false) => {
    const name = hubName(admdvs)
    const onwardIs = toHub ? 'hub' : 'insured-place'
    const context = { store: open(name), clock, admdvs, onward, onwardIs, institutionArea } as const
    const hub = createHub(context, onFault)
    hubs.set(admdvs, hub)
    parties.set(admdvs, logged(hub.party, log, name))
  }
  const insured = (area: string) => insuredPlaces.get(area)
  const areas = institutions.map(({ admdvs }) => admdvs)
  if (hubToHub) areas.push(...insuredPlaces.keys())
  for (const province of [...new Set(areas.map(provinceOf))].sort()) {
    if (province !== '') add(province, insured)
  }
  add(NATIONAL, hubToHub ? (area) => parties.get(provinceOf(area)) : insured, hubToHub)
  return {
    hubs,
    between: (placeOfCare, insuredPlace) => parties.get(
      scopeOf(placeOfCare, insuredPlace) === 'cross-province'
        ? NATIONAL
        : provinceOf(placeOfCare)),
  }
}

/**
 * Where insured places file: with the hub of their own province for care in it, else with the
 * national one. `find` answers for the whole country.
 */
export function filingExchange(hubs: () => ReadonlyMap<string, Hub>): FilingExchange {
  return {
    async submit(filing) {
      const home = provinceOf(filing.insuplc_admdvs)
      const own = provinceOf(filing.area) === home ? hubs().get(home) : undefined
      const hub = own ?? hubs().get(NATIONAL)
      if (hub === undefined) throw new NoHub(NATIONAL)
      return hub.filings.submit(filing)
    },
    async find(psnNo) {
      const found = await Promise.all([...hubs().values()].map((hub) => hub.filings.find(psnNo)))
      return found.flat()
    },
  }
}

/** A country without its national hub. */
export class NoHub extends Error {
  override readonly name = 'NoHub'
}

/** Name of a hub's database: `hub-national`, `hub-52`. */
export function hubName(admdvs: string): string {
  return admdvs === NATIONAL ? 'hub-national' : `hub-${admdvs.slice(0, 2)}`
}

/** Agencies of the areas that have institutions relayed by one. */
export function createAgencies(
  { institutions, clock, open, onFault }: Surroundings,
  topologyOf: (code: string) => Topology,
  platform: Handler,
): ReadonlyMap<string, Agency> {
  const relayed = institutions.filter((one) => topologyOf(one.fixmedins_code) === 'relay')
  const served = Map.groupBy(relayed, ({ admdvs }) => poolingAreaOf(admdvs) ?? admdvs)
  return new Map([...served].map(([area, own]) => {
    const codes = new Set(own.map(({ fixmedins_code }) => fixmedins_code))
    const store = open(`agency-${area}`)
    const serves = (code: string) => codes.has(code)
    const onLost = (reason: unknown) => onFault(reason, { infno: '', msgid: '' })
    return [area, createAgency({ store, clock, area, serves, platform }, onLost)]
  }))
}

/** Takes each message to whom its sender is connected to: its agency, or the platform. */
export function entrance(
  institutions: readonly Institution[],
  agencies: ReadonlyMap<string, Agency>,
  topologyOf: (code: string) => Topology,
  platform: Handler,
): Handler {
  if (agencies.size === 0) return platform
  const agencyOf = new Map(institutions.flatMap(({ fixmedins_code: code, admdvs }) => {
    const agency = agencies.get(poolingAreaOf(admdvs) ?? admdvs)
    return agency === undefined || topologyOf(code) === 'direct' ? [] : [[code, agency] as const]
  }))
  return (request) => {
    const agency = agencyOf.get(senderOf(request.body))
    return agency === undefined ? platform(request) : agency.handler(request)
  }
}

function senderOf(body: string | Uint8Array): string {
  try {
    const { fixmedins_code } = JSON.parse(String(body)) as Partial<RequestEnvelope>
    return typeof fixmedins_code === 'string' ? fixmedins_code : ''
  } catch {
    return ''
  }
}
