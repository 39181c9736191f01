/** What the look-ups of clearing share: facts of a settlement, and pages. */
import { meaningOf } from '../../../contracts/dictionaries.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { settlement } from '../../books.ts'
import type { Settled } from '../../settled.ts'
import type { Store } from '../../store/store.ts'

/** Who it was and how he was insured, with the names of the codes; '' where nobody said. */
export function factsOf(store: Store, row: Settled) {
  const body = settlement(store, row.reverses ?? row.setlId)?.body ?? '{}'
  const info = (JSON.parse(body) as Partial<Outputs['2207']>).setlinfo
  const med_type = info?.med_type ?? row.medType
  const psn_type = info?.psn_type ?? ''
  const gend = info?.gend ?? ''
  return {
    med_type,
    med_type_name: meaningOf('med_type', med_type) ?? '',
    insutype: row.insutype,
    insutype_name: meaningOf('insutype', row.insutype) ?? '',
    psn_type,
    psn_type_name: meaningOf('psn_type', psn_type) ?? '',
    psn_name: info?.psn_name ?? '',
    gend,
    certno: info?.certno ?? '',
    emp_name: '',
  }
}

const PAGE_ROWS = 100

/** One page of rows and the figures about it, as 2172 to 2175 give them. */
export function pageOf<Row>(
  query: {
    readonly page_num?: string | null | undefined
    readonly page_size?: string | null | undefined
  },
  rows: readonly Row[],
) {
  const pageNum = positive(query.page_num, 1)
  const pageSize = Math.min(positive(query.page_size, PAGE_ROWS), PAGE_ROWS)
  const from = (pageNum - 1) * pageSize
  const n_output = rows.slice(from, from + pageSize)
  const pages = Math.max(1, Math.ceil(rows.length / pageSize))
  return {
    parameters: {
      pageNum,
      pageSize,
      startRow: n_output.length === 0 ? 0 : from + 1,
      endRow: from + n_output.length,
      recordCounts: rows.length,
      size: n_output.length,
      pages,
      isFirstPage: pageNum === 1,
      isLastPage: pageNum >= pages,
    },
    n_output,
  }
}

function positive(text: string | null | undefined, otherwise: number): number {
  const number = Number(text ?? '')
  return Number.isInteger(number) && number > 0 ? number : otherwise
}
