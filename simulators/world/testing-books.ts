/** Do the books agree? Compares what every party of a country wrote down, row by row. */
import { allSettlements } from '../../core/books.ts'
import type { SettlementRow } from '../../core/books.ts'
import type { Country } from './country.ts'

const COMPARED = [
  'kind', 'infno', 'mdtrt_id', 'psn_no', 'fixmedins_code', 'insutype', 'clr_type',
  'medfee_fen', 'fund_fen', 'account_fen', 'cash_fen',
] as const

/** One line for each thing that does not add up; empty when all books agree. */
export function disagreements({ stores }: Pick<Country, 'stores'>): string[] {
  const found: string[] = []
  const insured = new Map<string, SettlementRow>()
  const hub = new Map<string, SettlementRow>()
  const platform = new Map<string, SettlementRow>()
  for (const [party, store] of stores) {
    const unbalanced = store.all<{ setl_id: string; total: number }>(
      'select setl_id, sum(amount_fen) as total from posting group by setl_id having total <> 0',
    )
    found.push(...unbalanced.map((row) => `${party} ${row.setl_id} is off by ${row.total}`))
    // What a hub notes under nobody's name moves no money and is struck off later.
    const pending = store.all<{ msgid: string }>("select msgid from pending where psn_no <> ''")
    found.push(...pending.map((row) => `${party} ${row.msgid} is still pending`))
    const books = booksOf(party, { platform, hub, insured })
    for (const row of allSettlements(store)) {
      if (books.has(row.msgid)) found.push(`${party} has ${row.msgid} as another one does`)
      books.set(row.msgid, row)
    }
  }
  for (const msgid of new Set([...insured.keys(), ...hub.keys(), ...platform.keys()])) {
    const [ours, theirs] = [platform.get(msgid), insured.get(msgid)]
    if (ours === undefined) found.push(`only the insured place has ${msgid}`)
    else if (theirs === undefined) found.push(`only the platform has ${msgid}`)
    else found.push(...compared(msgid, ours, theirs), ...atHub(msgid, ours, hub.get(msgid)))
  }
  return found
}

function booksOf<Books>(
  party: string,
  books: Readonly<Record<'platform' | 'hub' | 'insured', Books>>,
): Books {
  if (party === 'platform') return books.platform
  return party.startsWith('hub-') ? books.hub : books.insured
}

/** One hub has the row when there is a way between two places, and none has it at home. */
function atHub(msgid: string, ours: SettlementRow, theirs: SettlementRow | undefined): string[] {
  const local = ours.mdtrtarea_admvs === ours.insuplc_admdvs
  if (local) return theirs === undefined ? [] : [`a hub has ${msgid}, which never left its place`]
  if (theirs === undefined) return [`no hub has ${msgid}`]
  return compared(msgid, ours, theirs).map((line) => `${line} at the hub`)
}

function compared(msgid: string, ours: SettlementRow, theirs: SettlementRow): string[] {
  return COMPARED.filter((c) => ours[c] !== theirs[c]).map((c) => `${msgid} ${c}`)
}

/** Forward settlements that nothing has undone. */
export function liveRows(rows: readonly SettlementRow[]): SettlementRow[] {
  const undone = new Set(rows.map((row) => row.reverses))
  return rows.filter((row) => row.kind === 'forward' && !undone.has(row.setl_id))
}
