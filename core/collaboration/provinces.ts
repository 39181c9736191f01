/** Out-of-area care seen by each province: who came, who went, and who stayed within it. */
import { placeName } from '../../contracts/areas.ts'
import { totalsOf } from '../figures/totals.ts'
import type { Totals } from '../figures/totals.ts'
import { provinceOf, scopeOf } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'

export interface ProvinceTotals {
  /** Code of the province, e.g. 520000. */
  readonly province: string
  readonly name: string
  /** From other provinces, treated here. */
  readonly inbound: Totals
  /** Insured here, treated in other provinces. */
  readonly outbound: Totals
  /** Insured and treated here, in different pooling areas. */
  readonly within: Totals
}

/** Provinces that have any such care, or are named, in the order of their codes. */
export function provinceTotals(
  rows: readonly Settled[],
  named: readonly string[] = [],
): ProvinceTotals[] {
  const seen = rows.filter((row) => scopeOf(row.placeOfCare, row.insuredPlace) !== 'local').map(
    (row) => ({ row, care: provinceOf(row.placeOfCare), insured: provinceOf(row.insuredPlace) }),
  )
  const codes = new Set([...named, ...seen.flatMap(({ care, insured }) => [care, insured])])
  return [...codes].toSorted().map((province) => {
    const total = (here: (one: (typeof seen)[number]) => boolean) =>
      totalsOf(seen.filter(here).map(({ row }) => row))
    return {
      province,
      name: placeName(province),
      inbound: total(({ care, insured }) => care === province && insured !== province),
      outbound: total(({ care, insured }) => insured === province && care !== province),
      within: total(({ care, insured }) => care === province && insured === province),
    }
  })
}
