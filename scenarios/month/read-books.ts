/** Reads a party's database as the auditor wants it: plain rows, and sums that SQL can make. */
import type { Store } from '../../core/store/store.ts'
import type { BookedRow, PartyBooks, PartyKind } from './compare-books.ts'

/** Everything a party wrote down. `party` is the name of its database, e.g. `insured-210300`. */
export function readBooks(party: string, store: Store): PartyBooks {
  const sums = (sql: string) =>
    new Map(store.all<{ name: string; total: number }>(sql).map((row) => [row.name, row.total]))
  return {
    party,
    kind: kindOf(party),
    rows: store.all<BookedRow>(
      `select setl_id, kind, reverses, msgid, psn_no, fixmedins_code, mdtrtarea_admvs,
              insuplc_admdvs, insutype, clr_type, setl_time, medfee_fen, fund_fen, account_fen,
              cash_fen from settlement order by setl_id`,
    ),
    unbalanced: store.all(
      `select setl_id, sum(amount_fen) as total from posting
        group by setl_id having total <> 0 order by setl_id`,
    ),
    accounts: sums(
      'select account as name, sum(amount_fen) as total from posting group by account',
    ),
    accumulators: sums(
      `select psn_no || ' ' || insutype || ' ' || year || ' ' || kind as name,
              sum(change) as total from accumulation group by name`,
    ),
  }
}

function kindOf(party: string): PartyKind {
  if (party.startsWith('insured-')) return 'insured-place'
  return party.startsWith('hub-') ? 'hub' : 'place-of-care'
}
