/** Where a suite plays: the party's institutions, and insured places that are elsewhere. */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { Institution as TargetInstitution } from '../../contracts/target.ts'
import type { Institution } from '../../core/platform/context.ts'
import type { PackName } from '../../simulators/province/insured-side.ts'

/** Insured places of the simulated country, with one to spare for a party that is one of them. */
const ELSEWHERE = ['210300', '120000', '610500', '410100'] as const

/** The institutions a suite needs, and one insured place for each way of reducing benefits. */
export interface Place {
  readonly hospital: Institution
  readonly pharmacy: Institution | undefined
  readonly institutions: readonly Institution[]
  /** Pooling area of the institutions (就医地). */
  readonly local: string
  readonly points: string
  readonly payFirst: string
  readonly multiplier: string
  /** Policy of every insured place. */
  readonly policies: Readonly<Record<string, PackName>>
}

/** The target names no hospital, or one in an area that does not exist. */
export class BadPlace extends Error {
  override readonly name = 'BadPlace'
}

/** Lays out the country around a party's institutions. @throws BadPlace */
export function placeOf(declared: readonly TargetInstitution[]): Place {
  const institutions = declared.map((one) => ({ ...one, tier: `${one.tier}` as const }))
  const hospital = institutions.find((one) => one.type === 'hospital')
  if (hospital === undefined) throw new BadPlace('institutions: at least one must be a hospital')
  const local = poolingAreaOf(hospital.admdvs)
  if (local === undefined) {
    throw new BadPlace(`institutions: admdvs ${hospital.admdvs} is not an area code`)
  }
  const [points, payFirst, multiplier] = ELSEWHERE.filter((area) => area !== local)
  if (points === undefined || payFirst === undefined || multiplier === undefined) {
    throw new BadPlace('institutions: no insured place is left elsewhere')
  }
  return {
    hospital,
    pharmacy: institutions.find((one) => one.type === 'pharmacy'),
    institutions,
    local,
    points,
    payFirst,
    multiplier,
    policies: {
      [local]: 'points',
      [points]: 'points',
      [payFirst]: 'pay-first',
      [multiplier]: 'multiplier',
    },
  }
}
