/** Settlements for tests of clearing: right by themselves, different where a test says so. */
import { DEFAULT_KNOWLEDGE } from '../audit/knowledge.ts'
import { auditPeriod } from '../audit/records.ts'
import { storedBill } from '../audit/stored-bill.ts'
import { book } from '../books.ts'
import type { Store } from '../store/store.ts'
import type { Settled } from '../settled.ts'
import { rowOf } from '../testing-rows.ts'

/** A settlement whose funds and account add up; what is named replaces the usual. */
export function settledRow(setlId: string, own: Partial<Settled> = {}): Settled {
  const funds = own.funds ?? { '310100': 70_000, '330100': 5_000 }
  const accountFen = own.accountFen ?? 2_000
  const fundFen = Object.values(funds).reduce((sum, fen) => sum + fen, 0)
  const cashFen = own.cashFen ?? 23_000
  return {
    setlId,
    kind: 'forward',
    reverses: null,
    msgid: `m-${setlId}`,
    infno: '2304',
    visitId: `v-${setlId}`,
    psnNo: 'p1',
    institution: 'H52010000001',
    placeOfCare: '520100',
    insuredPlace: '210300',
    insutype: '310',
    medType: '2101',
    clearingType: '21',
    settledAt: '2026-03-10 10:00:00',
    feeFen: fundFen + accountFen + cashFen,
    inScopeFen: fundFen,
    fundFen,
    accountFen,
    cashFen,
    voucher: '03',
    funds,
    ...own,
  }
}

/** The row that undoes a settlement: every amount negated. */
export function undoingRow(row: Settled, settledAt: string): Settled {
  const minus = (fen: number) => (fen === 0 ? 0 : -fen)
  return {
    ...row,
    setlId: `${row.setlId}-U`,
    kind: 'refund',
    reverses: row.setlId,
    msgid: `${row.msgid}-U`,
    infno: '2305',
    settledAt,
    feeFen: minus(row.feeFen),
    inScopeFen: minus(row.inScopeFen),
    fundFen: minus(row.fundFen),
    accountFen: minus(row.accountFen),
    cashFen: minus(row.cashFen),
    funds: Object.fromEntries(Object.entries(row.funds).map(([fund, fen]) => [fund, minus(fen)])),
  }
}

/** Books rows as the platform would, with the parts of the answer that clearing reads. */
export async function bookRows(store: Store, rows: readonly Settled[]): Promise<void> {
  await store.commit(() => {
    for (const row of rows) book(store, rowOf(row), [])
  })
}

/** Audits everything that stands in the books of a year, as the agency does every night. */
export async function auditAll(store: Store, at: string): Promise<void> {
  const span = { from: `${at.slice(0, 4)}-01-01`, to: `${Number(at.slice(0, 4)) + 1}-01-01` }
  const knowledge = DEFAULT_KNOWLEDGE
  await store.commit(auditPeriod(store, { ...span, at, knowledge, billOf: storedBill }).apply)
}
