/** How far a filing reaches, and how far away a place is. */
import { poolingAreaOf } from '../../../contracts/areas.ts'
import type { PlaceFiling } from './record.ts'
import type { FilingRegime } from './rules.ts'

/** Where a visit is: the pooling area of the place of care, and the institution. */
export interface Place {
  readonly area: string
  readonly institution: string
}

/**
 * True when a filing serves a visit there. It is to a city or municipality with all institutions
 * in it (RULE-019); a regime may also file to a province, or to one institution only (RULE-020).
 */
export function reaches(
  filing: Pick<PlaceFiling, 'category' | 'area' | 'institution'>,
  regime: Pick<FilingRegime, 'reach'>,
  place: Place,
): boolean {
  const reach = regime.reach[filing.category] ?? 'city'
  if (reach === 'institution') return filing.institution === place.institution
  if (reach === 'province' && coversProvince(filing.area, place.area)) return true
  return poolingAreaOf(filing.area) === place.area
}

/** True for the code of the province that an area lies in. */
export function coversProvince(code: string, area: string): boolean {
  return code.endsWith('0000') && code.slice(0, 2) === area.slice(0, 2)
}
