/** Databases of three parties with rows of our choosing, for tests. */
import { book } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { yuanOf } from '../money.ts'
import type { Settled } from '../settled.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import type { PartyName } from './reconciliation.ts'
import { sourceOf } from './sources.ts'
import type { DaySources } from './sources.ts'

/** Three sets of books and the store of the runs. */
export interface TestBooks {
  readonly stores: Readonly<Record<PartyName, Store>>
  readonly sources: DaySources
  /** Books rows at some parties, at all unless they are named. */
  post(rows: readonly Settled[], parties?: readonly PartyName[]): Promise<void>
  close(): void
}

/** Opens empty books in memory; whoever opens them closes them. */
export function openBooks(): TestBooks {
  const stores = {
    placeOfCare: openStore(':memory:'),
    hub: openStore(':memory:'),
    insuredPlace: openStore(':memory:'),
  }
  const all = Object.keys(stores) as PartyName[]
  return {
    stores,
    sources: {
      placeOfCare: sourceOf([stores.placeOfCare]),
      hub: sourceOf([stores.hub]),
      insuredPlace: sourceOf([stores.insuredPlace]),
    },
    async post(rows, parties = all) {
      for (const party of parties) {
        const write = () => rows.forEach((row) => book(stores[party], rowOf(row), []))
        await stores[party].commit(write)
      }
    },
    close: () => all.forEach((party) => stores[party].close()),
  }
}

/** The row of the books that is read as this settlement. */
export function rowOf(row: Settled): SettlementRow {
  const details = Object.entries(row.funds)
    .map(([fund, fen]) => ({ fund_pay_type: fund, fund_payamt: yuanOf(fen) }))
  const setlinfo = {
    med_type: row.medType,
    inscp_scp_amt: yuanOf(row.inScopeFen),
    mdtrt_cert_type: row.voucher,
    psn_name: '测试甲',
  }
  return {
    setl_id: row.setlId,
    kind: row.kind,
    reverses: row.reverses,
    msgid: row.msgid,
    infno: row.infno,
    mdtrt_id: row.visitId,
    psn_no: row.psnNo,
    fixmedins_code: row.institution,
    mdtrtarea_admvs: row.placeOfCare,
    insuplc_admdvs: row.insuredPlace,
    insutype: row.insutype,
    clr_type: row.clearingType,
    setl_time: row.settledAt,
    medfee_fen: row.feeFen,
    fund_fen: row.fundFen,
    account_fen: row.accountFen,
    cash_fen: row.cashFen,
    body: row.kind === 'forward' ? JSON.stringify({ setlinfo, setldetail: details }) : '{}',
  }
}
