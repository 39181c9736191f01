/** The disease of a settlement, as the place of care knows it from the visit. */
import { detailOf } from '../platform/visit-detail.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'

/** Code and name of a disease; both '' where nobody said. */
export interface Disease {
  readonly code: string
  readonly name: string
}

/** What was treated: the main diagnosis at discharge, else at admission or in the consultation. */
export function diseaseOf(store: Store, { visitId }: Pick<Settled, 'visitId'>): Disease {
  const { diagnoses } = detailOf(store, visitId)
  const main = diagnoses
    .filter((row) => (row['maindiag_flag'] ?? '1') === '1')
    .toSorted((one, other) => rankOf(one) - rankOf(other))[0]
  return { code: textOf(main?.['diag_code']), name: textOf(main?.['diag_name']) }
}

/** Discharge before admission, then by the sorting number. */
function rankOf(row: { readonly inout_diag_type: string; readonly diag_srt_no: string | number }) {
  return Number(row.diag_srt_no) + (row.inout_diag_type === '2' ? 0 : 1_000_000)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
