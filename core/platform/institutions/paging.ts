/** Pages of a list, and lists as a whole output: the catalogue queries have no node. */
import type { Effect } from '../../desk.ts'

/** The page that is asked for, counted from 1; a size below one asks for nothing. */
export function pageOf<Row>(
  rows: readonly Row[],
  { page_num, page_size }: {
    readonly page_num: string | number
    readonly page_size: string | number
  },
): readonly Row[] {
  const size = Math.max(0, Math.trunc(Number(page_size)))
  const first = (Math.max(1, Math.trunc(Number(page_num))) - 1) * size
  return rows.slice(first, first + size)
}

/** Some transactions answer with a list and nothing around it. */
export function listOutput(rows: readonly object[]): Effect {
  return { output: rows as unknown as Effect['output'] }
}
