/** What the platform needs to know of the world around it; everything comes in as an argument. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { CatalogueItem } from '../calculator/split-fees.ts'
import type { Tier } from '../calculator/policy-pack.ts'
import type { Clock } from '../clock.ts'
import type { Party } from '../party.ts'
import { Refusal } from '../refusal.ts'
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
  /** Item of the catalogue in force at a place of care. */
  readonly catalogueItem: (admdvs: string, code: string) => CatalogueItem | undefined
  /** Insured places (pooling areas) that know the holder of a credential. */
  readonly locate: (query: CredentialQuery) => readonly string[]
  readonly insuredPlace: (admdvs: string) => Party | undefined
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
 * Sends a message on to the insured place and returns its output.
 * @throws Refusal with the insured place's own words when it refuses.
 */
export async function relay<Output>(
  context: PlatformContext,
  admdvs: string,
  request: RequestEnvelope,
): Promise<Output> {
  const area = pooled('insuplc_admdvs', admdvs)
  const insuredPlace = context.insuredPlace(area)
  if (insuredPlace === undefined) throw new Refusal('unconnected-area', { code: admdvs })
  const response = await insuredPlace({ ...request, insuplc_admdvs: area })
  if (!accepted(response)) {
    throw new Refusal('insured-place', { message: response.err_msg ?? '' })
  }
  return (response.output ?? {}) as Output
}
