/** A settled stay from the books and its settlement list. */
import { settlement } from '../books.ts'
import type { Store } from '../store/store.ts'
import type { KeptList } from './lists.ts'
import type { SettledStay } from './payment.ts'

/** The stay behind a list; undefined when the books do not know its settlement. */
export function stayOf(store: Store, { setlId, list }: KeptList): SettledStay | undefined {
  const row = settlement(store, setlId)
  if (row === undefined) return undefined
  return {
    setlId,
    institution: row.fixmedins_code,
    placeOfCare: row.mdtrtarea_admvs,
    insuredPlace: row.insuplc_admdvs,
    admittedOn: (list.setlinfo.adm_time ?? row.setl_time).slice(0, 10),
    dischargedOn: (list.setlinfo.dscg_time ?? row.setl_time).slice(0, 10),
    settledOn: row.setl_time.slice(0, 10),
    feeFen: row.medfee_fen,
    insuredFen: row.fund_fen + row.account_fen,
    cashFen: row.cash_fen,
  }
}
