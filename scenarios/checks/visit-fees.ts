/** Follows the fee lines of visits through the messages, as the platform must keep them. */
import type { Heard } from '../evidence.ts'
import { kindOf } from './kinds.ts'
import { amountFen, textOf } from './read.ts'
import type { Row } from './read.ts'

/** A fee line that the platform took. */
export interface LiveLine {
  readonly serial: string
  readonly batch: string
  readonly amountFen: number | null
  readonly row: Row
}

/** A trial or settlement, and the fees it is about at that moment. */
export interface Moment {
  readonly heard: Heard
  readonly data: Row
  readonly mdtrtId: string
  /** Lines of its batch (or visit) that no settlement has taken. */
  readonly lines: readonly LiveLine[]
  /** An upload of this visit was refused and never made good: what follows is a consequence. */
  readonly uploadRefused: boolean
  /** Newest accepted pre-settlement over these fees; undefined when there was none. */
  readonly trial: Heard | undefined
  /** Newest accepted change of the visit's fees. */
  readonly changed: Heard | undefined
  /** Settlement that already took the fees of this batch, when it still stands. */
  readonly settledBy: Heard | undefined
}

interface Visit {
  lines: LiveLine[]
  readonly taken: Map<string, { readonly by: Heard; readonly lines: LiveLine[] }>
  readonly trials: Map<string, Heard>
  changed: Heard | undefined
  uploadRefused: boolean
}

/** Every trial and settlement of a visit (2206 2207 2303 2304), with the fees at that moment. */
export function momentsOf(heard: readonly Heard[]): readonly Moment[] {
  const visits = new Map<string, Visit>()
  const moments: Moment[] = []
  const seen = new Set<string>()
  for (const one of heard) {
    const again = one.msgid !== '' && seen.has(one.msgid)
    if (one.accepted) seen.add(one.msgid)
    if (!again) follow(one, visits, moments)
  }
  return moments
}

/** Every fee line in 2204, 2301 and 2102 as sent, with its JSON pointer. */
export function sentLines(heard: Heard): readonly { row: Row; pointer: string }[] {
  return ['feedetail', 'drugdetail'].flatMap((node) =>
    heard.node(node).map((row, index) => ({ row, pointer: `/input/${node}/${index}` })))
}

function follow(one: Heard, visits: Map<string, Visit>, moments: Moment[]): void {
  const rows = [...one.node('data'), ...one.node('feedetail')]
  const data = rows[0] ?? {}
  const mdtrtId = textOf(data['mdtrt_id'])
  const kind = kindOf(one.infno)
  if (kind === 'reversal') release(visits, 'msgid', textOf(data['omsgid']), one)
  if (mdtrtId === '') return
  const visit = visits.get(mdtrtId) ?? fresh()
  visits.set(mdtrtId, visit)
  if (kind === 'upload') upload(visit, one, rows)
  if (kind === 'cancel-fees') cancel(visit, one, rows)
  if (kind === 'refund') release(visits, 'setl_id', textOf(data['setl_id']), one)
  if (kind === 'trial' || kind === 'settle') claim(visit, one, data, moments)
}

function fresh(): Visit {
  const taken = new Map<string, { by: Heard; lines: LiveLine[] }>()
  return { lines: [], taken, trials: new Map(), changed: undefined, uploadRefused: false }
}

function upload(visit: Visit, one: Heard, rows: readonly Row[]): void {
  if (one.answered) visit.uploadRefused = !one.accepted
  if (!one.accepted) return
  visit.changed = one
  visit.lines.push(...rows.map((row) => ({
    serial: textOf(row['feedetl_sn']),
    batch: textOf(row['chrg_bchno']),
    amountFen: amountFen(row['det_item_fee_sumamt']),
    row,
  })))
}

function cancel(visit: Visit, one: Heard, rows: readonly Row[]): void {
  if (!one.accepted) return
  visit.changed = one
  const serials = new Set(rows.map((row) => textOf(row['feedetl_sn'])))
  const batches = new Set(rows.map((row) => textOf(row['chrg_bchno'])))
  const all = serials.has('0000') || batches.has('0000')
  visit.lines = visit.lines.filter(
    (line) => !all && !serials.has(line.serial) && !(batches.has(line.batch) && line.batch !== ''),
  )
}

function claim(visit: Visit, one: Heard, data: Row, moments: Moment[]): void {
  const batch = textOf(data['chrg_bchno'])
  const lines = visit.lines.filter((line) => batch === '' || line.batch === batch)
  moments.push({
    heard: one,
    data,
    mdtrtId: textOf(data['mdtrt_id']),
    lines,
    uploadRefused: visit.uploadRefused,
    trial: visit.trials.get(batch),
    changed: visit.changed,
    settledBy: visit.taken.get(batch)?.by,
  })
  if (!one.accepted) return
  if (kindOf(one.infno) === 'trial') {
    visit.trials.set(batch, one)
    return
  }
  visit.taken.set(batch, { by: one, lines })
  visit.lines = visit.lines.filter((line) => !lines.includes(line))
}

/** Undone: the fees are open again. */
function release(
  visits: ReadonlyMap<string, Visit>,
  by: 'msgid' | 'setl_id',
  id: string,
  one: Heard,
): void {
  if (!one.accepted) return
  for (const visit of visits.values()) {
    for (const [batch, { by: settled, lines }] of visit.taken) {
      const info = settled.output['setlinfo'] as Row | undefined
      const own = by === 'msgid' ? settled.msgid : textOf(info?.['setl_id'])
      if (own !== id) continue
      visit.lines.push(...lines)
      visit.taken.delete(batch)
    }
  }
}
