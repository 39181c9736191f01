/** Fee lines as they are kept: amounts for settling, and what was sent with its catalogue item. */
import type { Store } from '../store/store.ts'
import { serialOf } from './fee-lines.ts'
import type { CheckedLine, SentLine } from './fee-lines.ts'
import type { StoredLine } from './visit-store.ts'

/** Writes lines that were checked; inside a commit. `setlId` is null for lines still open. */
export function keepLines(
  store: Store,
  mdtrtId: string,
  lines: readonly CheckedLine[],
  setlId: string | null = null,
): void {
  for (const line of lines) {
    const batch = batchOf(line.sent)
    const stored: StoredLine = { feedetl_sn: serialOf(line.sent), batch, ...line.split }
    store.run(
      `insert into fee_line (mdtrt_id, feedetl_sn, batch, setl_id, original, body, detail)
       values (?, ?, ?, ?, ?, ?, ?)`,
      mdtrtId,
      stored.feedetl_sn,
      batch,
      setlId,
      line.original ?? null,
      JSON.stringify(stored),
      JSON.stringify(line),
    )
  }
}

/** A line of a visit with what it was split by. */
export function storedLine(store: Store, mdtrtId: string, sn: string): CheckedLine | undefined {
  const row = store.get<{ detail: string }>(
    'select detail from fee_line where mdtrt_id = ? and feedetl_sn = ?',
    mdtrtId,
    sn,
  )
  return row === undefined ? undefined : (JSON.parse(row.detail) as CheckedLine)
}

/** Lines of a visit that refund a line. */
export function storedRefunds(store: Store, mdtrtId: string, sn: string): CheckedLine[] {
  return store
    .all<{ detail: string }>(
      'select detail from fee_line where mdtrt_id = ? and original = ?',
      mdtrtId,
      sn,
    )
    .map((row) => JSON.parse(row.detail) as CheckedLine)
}

/** Lines that a settlement has taken, in the order of their serials. */
export function linesOfSettlement(store: Store, mdtrtId: string, setlId: string): CheckedLine[] {
  return store
    .all<{ detail: string }>(
      `select detail from fee_line where mdtrt_id = ? and setl_id = ?
        order by length(feedetl_sn), feedetl_sn`,
      mdtrtId,
      setlId,
    )
    .map((row) => JSON.parse(row.detail) as CheckedLine)
}

/** Frees the lines of a settlement that is undone, and remembers which they were; in a commit. */
export function releaseLines(store: Store, mdtrtId: string, setlId: string): void {
  store.run(
    `insert into undone_line (setl_id, feedetl_sn, detail)
      select setl_id, feedetl_sn, detail from fee_line where mdtrt_id = ? and setl_id = ?`,
    mdtrtId,
    setlId,
  )
  store.run(
    'update fee_line set setl_id = null where mdtrt_id = ? and setl_id = ?',
    mdtrtId,
    setlId,
  )
}

/** Lines that a settlement had taken until it was undone, in the order of their serials. */
export function linesOfUndone(store: Store, setlId: string): CheckedLine[] {
  return store
    .all<{ detail: string }>(
      `select detail from undone_line where setl_id = ?
        order by length(feedetl_sn), feedetl_sn`,
      setlId,
    )
    .map((row) => JSON.parse(row.detail) as CheckedLine)
}

function batchOf({ chrg_bchno: batch }: SentLine): string {
  return typeof batch === 'string' ? batch : ''
}
