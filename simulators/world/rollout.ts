/** Stages of the roll-out as data: who was connected at a time, how, and for whose care. */
import { readFileSync } from 'node:fs'
import { placeName } from '../../contracts/areas.ts'
import type { Switch } from '../../core/hub/switches.ts'
import type { Institution } from '../../core/platform/context.ts'
import type { RegimeId } from '../../core/policy/regime.ts'

export type RolloutId = 'LN-2011' | 'LN-2015-PILOT' | 'LN-2015' | 'LN-2016' | 'TJ-2017'

/** How many institutions of each tier. */
type Tiers = Readonly<Partial<Record<Institution['tier'], number>>>

/** One stage; what is sourced and what is assumed stands in the file. */
export interface Rollout {
  readonly id: RolloutId
  /** Official title of the document. */
  readonly source: string
  readonly sourced: string
  readonly assumed: string
  /** First day of the stage, yyyy-MM-dd. */
  readonly from: string
  /** The regime of its time. */
  readonly regime: RegimeId
  /** The province whose hub it is, or 100000. */
  readonly hub: string
  /** Pooling areas whose agency is connected. */
  readonly agencies: readonly string[]
  /** Hospitals that are connected to the hub themselves: how many in each pooling area. */
  readonly hospitals: Readonly<Record<string, number>>
  /** Institutions that settle directly, and others of the area that do not, where one counts. */
  readonly served?: Readonly<Record<string, Tiers>>
  readonly notServed?: Readonly<Record<string, Tiers>>
  /** Stays settled so far by person-times, where the document says how many. */
  readonly settledStays?: number
  /** Pooling areas between which care is settled directly. */
  readonly networked: readonly string[]
  readonly kinds: readonly Switch['kind'][]
  readonly insutypes: readonly string[]
}

/** A stage by its name. */
export function rollout(id: RolloutId): Rollout {
  const url = new URL(`./fixtures/${id.toLowerCase()}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as Rollout
}

/** The switchboard of a stage: each ordered pair of networked areas, and nothing else. */
export function switchesOf({ networked, kinds, insutypes, from }: Rollout): Switch[] {
  return networked.flatMap((placeOfCare) =>
    networked
      .filter((insuredPlace) => insuredPlace !== placeOfCare)
      .flatMap((insuredPlace) =>
        kinds.flatMap((kind) =>
          insutypes.map((insutype) =>
            ({ placeOfCare, insuredPlace, kind, insutype, from, state: 'open' as const })))))
}

/** The hospitals of a stage that are connected themselves, invented, all of the highest tier. */
export function hospitalsOf({ hospitals }: Rollout): Institution[] {
  return Object.entries(hospitals).flatMap(([area, count]) => invented(area, '00', '3', count))
}

/** The institutions of a stage, invented: those that settle directly, and the others. */
export function institutionsOf({ served = {}, notServed = {} }: Rollout) {
  return { served: ofTiers(served, '0'), notServed: ofTiers(notServed, '9') }
}

function ofTiers(areas: Readonly<Record<string, Tiers>>, mark: string): Institution[] {
  return Object.entries(areas).flatMap(([area, tiers]) =>
    TIERS.flatMap((tier) => invented(area, tier + mark, tier, tiers[tier] ?? 0)))
}

const TIERS = ['1', '2', '3'] as const

/** Codes say area and list, so that those of two lists never meet. */
function invented(
  area: string,
  list: string,
  tier: Institution['tier'],
  count: number,
): Institution[] {
  return Array.from({ length: count }, (_, at) => ({
    fixmedins_code: `H${area}${list}${String(at + 1).padStart(3, '0')}`,
    fixmedins_name: `${placeName(area)}联调示例${list === '00' ? '' : list}${at + 1}医院`,
    type: 'hospital',
    admdvs: area,
    tier,
  }))
}
