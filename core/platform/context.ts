/** What the platform needs to know of the world around it; everything comes in as an argument. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { CatalogueItem } from '../calculator/split-fees.ts'
import type { Tier } from '../policy/policy-pack.ts'
import type { Clock } from '../clock.ts'
import { refusalOf } from '../hub/answer.ts'
import { scopeOf } from '../hub/scope.ts'
import type { Party } from '../party.ts'
import { Refusal } from '../refusal.ts'
import type { DeskRules } from './institutions/rules.ts'
import type { Store } from '../store/store.ts'

/** A designated institution (定点医药机构) as registered. */
export interface Institution {
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly type: 'hospital' | 'pharmacy'
  readonly admdvs: string
  readonly tier: Tier
}

/** What identifies a person before anybody knows his psn_no. */
export interface CredentialQuery {
  readonly mdtrt_cert_type: string
  readonly mdtrt_cert_no: string
  readonly certno: string
}

export interface PlatformWorld {
  readonly institution: (code: string) => Institution | undefined
  /** Item of the catalogue in force at a place of care on a day (RULE-011). */
  readonly catalogueItem: (admdvs: string, code: string, day: string) => CatalogueItem | undefined
  /** All items of a place of care in all versions; none when left out. */
  readonly catalogueVersions?: (admdvs: string) => readonly CatalogueItem[]
  /** What differs from the default parameters. */
  readonly rules?: Partial<DeskRules>
  /** Insured places (pooling areas) that know the holder of a credential. */
  readonly locate: (query: CredentialQuery) => readonly string[]
  /** Insured places that are asked directly: those of the platform's own pooling areas. */
  readonly insuredPlace: (admdvs: string) => Party | undefined
  /** The hub between two pooling areas: the province's own, or the national one. */
  readonly hub: (placeOfCare: string, insuredPlace: string) => Party | undefined
}

export interface PlatformContext extends PlatformWorld {
  readonly store: Store
  readonly clock: Clock
}

/** The `data` node (or another one) of a request whose contract was checked. */
export function nodeOf<Row>(request: RequestEnvelope, node: string): Row {
  return request.input[node] as Row
}

/** The pooling area that an area code of a message belongs to. @throws Refusal */
export function pooled(field: 'mdtrtarea_admvs' | 'insuplc_admdvs', code: string): string {
  const area = poolingAreaOf(code)
  if (area === undefined) throw new Refusal('unknown-area', { field, code })
  return area
}

/**
 * Sends a message on to the insured place and returns its output: directly inside one pooling
 * area, else through the hub that lies between the two.
 * @throws Refusal with the words of whoever refuses, insured place or hub
 */
export async function relay<Output>(
  context: PlatformContext,
  admdvs: string,
  request: RequestEnvelope,
): Promise<Output> {
  const area = pooled('insuplc_admdvs', admdvs)
  const placeOfCare = pooled('mdtrtarea_admvs', request.mdtrtarea_admvs)
  const local = scopeOf(placeOfCare, area) === 'local'
  const next = local ? context.insuredPlace(area) : context.hub(placeOfCare, area)
  if (next === undefined) throw new Refusal('unconnected-area', { code: admdvs })
  const response = await next({ ...request, insuplc_admdvs: area })
  if (!accepted(response)) throw refusalOf(response, local ? 'insured-place' : 'hub')
  return (response.output ?? {}) as Output
}
