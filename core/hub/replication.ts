/**
 * Sharing between the national hub and a province's own: every message that concerns the province
 * is copied with the settlement it booked, in the order of the log, so that visits and settlements
 * are the same on both sides in the end. The lag says how far the copy is behind.
 */
import type { SettlementRow } from '../books.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'

export interface Replication {
  /** Code of the hub that is copied from. */
  readonly origin: string
  readonly from: Store
  readonly to: Store
  /** The clock of the copying side. */
  readonly clock: Clock
  /** Province (six digits) whose messages are shared, as place of care or as insured place. */
  readonly province: string
}

/** How far a copy is behind; `milliseconds` since the oldest message that waits has come. */
export interface Lag {
  readonly messages: number
  readonly milliseconds: number
}

interface LogRow {
  readonly id: number
  readonly msgid: string
  readonly arrived_ms: number
}

/** Copies the next messages, at most `limit`; told again it goes on. @returns how many it copied */
export async function copyNext(replication: Replication, limit: number): Promise<number> {
  const { origin, from, to, clock } = replication
  const rows = waiting(replication, copiedTo(replication)).slice(0, limit)
  await to.commit(() => {
    for (const row of rows) {
      to.run(
        `insert into replica (origin, position, copied_ms, message, settlement)
         values (?, ?, ?, ?, ?)`,
        origin,
        row.id,
        clock.now(),
        JSON.stringify(row),
        JSON.stringify(bookedBy(from, row.msgid)),
      )
    }
  })
  return rows.length
}

/** What is not copied yet. */
export function lagOf(replication: Replication): Lag {
  const rows = waiting(replication, copiedTo(replication))
  const oldest = rows[0]?.arrived_ms
  const milliseconds = oldest === undefined ? 0 : replication.clock.now() - oldest
  return { messages: rows.length, milliseconds }
}

/** Positions of the origin's log that the copy does not have as they are there; none in the end. */
export function differingPositions(replication: Replication): number[] {
  const { origin, from, to } = replication
  const copied = new Map(
    to
      .all<{ position: number; message: string; settlement: string }>(
        'select position, message, settlement from replica where origin = ? order by position',
        origin,
      )
      .map((row) => [row.position, `${row.message} ${row.settlement}`]),
  )
  const original = waiting(replication, 0)
  const differing = original.filter((row) =>
    copied.get(row.id) !== `${JSON.stringify(row)} ${JSON.stringify(bookedBy(from, row.msgid))}`)
  return differing.map(({ id }) => id)
}

/** Settlements of the copy, as the origin booked them, in the order of the log. */
export function copiedSettlements(to: Store, origin: string): SettlementRow[] {
  return to
    .all<{ settlement: string }>(
      `select settlement from replica where origin = ? and settlement <> '[]' order by position`,
      origin,
    )
    .flatMap(({ settlement }) => JSON.parse(settlement) as SettlementRow[])
}

function copiedTo({ to, origin }: Replication): number {
  const row = to.get<{ position: number }>(
    'select position from replica where origin = ? order by position desc limit 1',
    origin,
  )
  return row?.position ?? 0
}

/** Rows of the log behind a position that concern the province, in their order. */
function waiting({ from, province }: Replication, position: number): LogRow[] {
  const prefix = province.slice(0, 2)
  return from.all<LogRow>(
    `select * from relay where id > ?
        and ? in (substr(mdtrtarea_admvs, 1, 2), substr(insuplc_admdvs, 1, 2)) order by id`,
    position,
    prefix,
  )
}

/** What a message that got through booked; a repeated one books nothing more. */
function bookedBy(from: Store, msgid: string): SettlementRow[] {
  return from.all<SettlementRow>('select * from settlement where msgid = ?', msgid)
}
