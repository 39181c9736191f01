/** Bills for tests: clean unless a test spoils them. */
import type { Settled } from '../settled.ts'
import type { SettlementRow } from '../books.ts'
import { dayOf, daysBetween } from './bill.ts'
import type { Bill, BillLine } from './bill.ts'
import { addDays } from '../days.ts'

/** A drug taken once, cleanly charged. */
export function lineOf(changes: Partial<BillLine> = {}): BillLine {
  return {
    id: '1',
    item: 'XJ01CAA0010001',
    name: '阿莫西林胶囊',
    time: '2026-03-02 09:00:00',
    quantity: '1',
    priceYuan: '20.00',
    feeFen: 2_000,
    chargeType: '09',
    doctor: 'D520100000001',
    ...changes,
  }
}

/** A woman of 40 with one outpatient visit to a tier-3 hospital. */
export function billOf(changes: Partial<Bill> = {}): Bill {
  return {
    id: 'S1',
    visitId: `visit of ${changes.id ?? 'S1'}`,
    psnNo: 'P1',
    sex: '2',
    bornOn: '1986-01-01',
    institution: 'H52010000001',
    tier: 3,
    kind: 'outpatient',
    medType: '11',
    insutype: '310',
    from: '2026-03-02 09:00:00',
    to: '2026-03-02 09:00:00',
    diagnoses: ['I10.x00'],
    feeFen: 2_000,
    fundFen: 1_000,
    lines: [lineOf()],
    ...changes,
  }
}

/** A stay, of four days unless said otherwise, with care on each of them. */
export function stayOf(changes: Partial<Bill> = {}): Bill {
  const { from = '2026-03-02 09:00:00', to = '2026-03-06 10:00:00' } = changes
  const count = daysBetween(from, to) + 1
  const days = Array.from({ length: count }, (_, at) => addDays(dayOf(from), at))
  const lines = days.map((day, at) =>
    lineOf({ id: String(at + 1), time: `${day} 09:00:00`, priceYuan: '300.00', feeFen: 30_000 }))
  const feeFen = lines.length * 30_000
  return billOf({ kind: 'inpatient', medType: '21', from, to, feeFen, lines, ...changes })
}

/** A row of the books of the platform. */
export function rowOf(changes: Partial<SettlementRow> = {}): SettlementRow {
  return {
    setl_id: 'S1',
    kind: 'forward',
    reverses: null,
    msgid: `message of ${changes.setl_id ?? 'S1'}`,
    infno: '2207',
    mdtrt_id: `visit of ${changes.setl_id ?? 'S1'}`,
    psn_no: 'P1',
    fixmedins_code: 'H52010000001',
    mdtrtarea_admvs: '520100',
    insuplc_admdvs: '210300',
    insutype: '310',
    clr_type: '11',
    setl_time: '2026-03-02 09:00:00',
    medfee_fen: 2_000,
    fund_fen: 1_000,
    account_fen: 0,
    cash_fen: 1_000,
    body: '{}',
    ...changes,
  }
}

/** The bill that belongs to a settlement of the books. */
export function billOfSettled(settled: Settled, changes: Partial<Bill> = {}): Bill {
  return billOf({ id: settled.setlId, visitId: settled.visitId, psnNo: settled.psnNo, ...changes })
}

/** Something that a test made was not there. */
class Missing extends Error {
  override readonly name = 'Missing'
}

/** The value, which the test knows to be there. @throws Missing */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Missing('nothing there')
  return value
}
