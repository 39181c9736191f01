/** Where a message goes by its two area codes, and whether this hub is the one that books it. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import { Refusal } from '../refusal.ts'
import { provinceOf, scopeOf } from './scope.ts'

/** The national hub has no area; this stands for it in ids. */
export const NATIONAL = '100000'

export interface Route {
  /** Pooling areas. */
  readonly placeOfCare: string
  readonly insuredPlace: string
  /** Each event is booked by one hub: a province hands on what comes from the national one. */
  readonly ours: boolean
}

/** @throws Refusal `unknown-area`, or `wrong-hub` when the message is not for this one */
export function routeOf(request: RequestEnvelope, hub: string): Route {
  const { mdtrtarea_admvs, insuplc_admdvs } = request
  const scope = scopeOf(mdtrtarea_admvs, insuplc_admdvs)
  const placeOfCare = poolingAreaOf(mdtrtarea_admvs) ?? ''
  const insuredPlace = poolingAreaOf(insuplc_admdvs) ?? ''
  const national = hub === NATIONAL
  const ours = scope === (national ? 'cross-province' : 'intra-province')
  const handedOn = !national && scope === 'cross-province'
  if ((ours || handedOn) && (national || provinceOf(insuredPlace) === hub)) {
    return { placeOfCare, insuredPlace, ours }
  }
  throw new Refusal('wrong-hub', { placeOfCare, insuredPlace, hub })
}
