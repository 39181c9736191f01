/**
 * Fraud in bills (欺诈骗保), as a pure function of seed and index: a clean bill, the same bill
 * spoilt, and the rule of the audit that has to find it.
 */
import type { Bill, BillLine } from '../../core/audit/bill.ts'
import { addDays } from '../../core/days.ts'
import { digitsOf } from '../../core/ids.ts'

/** A planted breach. */
export interface Fraud {
  /** Id of the audit's rule. */
  readonly rule: string
  readonly bill: Bill
  /** The same visit charged rightly. */
  readonly innocent: Bill
}

/** What is changed about a clean bill. */
type Spoil = (bill: Bill, line: BillLine) => Bill

const charged = (item: string, changes: Partial<BillLine> = {}): Spoil => (bill, line) =>
  ({ ...bill, lines: [line, { ...line, id: '2', item, ...changes }] })

/** The three pieces of one blood test, dearer together than the whole. */
const PIECES = ['S2503SYN000014', 'S2503SYN000015', 'S2503SYN000016']

/**
 * Weights in basis points. Charging twice, above the standard and in pieces weigh most, together
 * 36 %, as inspections find them (RULE-225); how the rest is shared no document says.
 */
export const FRAUD_WEIGHTS: Readonly<Record<string, number>> = {
  duplicate: 1200,
  'over-price': 1200,
  'split-charge': 1200,
  age: 800,
  encounter: 800,
  frequency: 800,
  indication: 800,
  'insurance-type': 800,
  level: 800,
  'payment-scope': 800,
  'second-line': 800,
}

const SPOILS: Readonly<Record<string, Spoil>> = {
  duplicate: (bill, line) => ({ ...bill, lines: [line, { ...line, id: '2' }] }),
  'over-price': charged('S1109SYN000012', { priceYuan: '75.00', feeFen: 7_500 }),
  'split-charge': (bill, line) => ({
    ...bill,
    lines: [line, ...PIECES.map((item, at) =>
      ({ ...line, id: String(at + 2), item, priceYuan: '20.00', feeFen: 2_000 }))],
  }),
  age: charged('S3105SYN000003'),
  encounter: charged('S1204SYN000011'),
  frequency: charged('S2503SYN000007', { quantity: '3' }),
  indication: charged('XL01SYN0000009'),
  'insurance-type': charged('S3100SYN000004'),
  level: (bill, line) => charged('S3300SYN000006')({ ...bill, tier: 2 }, line),
  'payment-scope': charged('C0101SYN000010'),
  'second-line': charged('XJ01SYN0000005'),
}

/** The fraud with this index in the country of this seed. */
export function fraudAt(seed: number, index: number): Fraud {
  const rule = drawn(Number(digitsOf(`fraud:${seed}:${index}`, 8)) % 10_000)
  const innocent = cleanBill(seed, index)
  const [line] = innocent.lines
  const spoil = SPOILS[rule]
  const spoilt = spoil === undefined || line === undefined ? innocent : spoil(innocent, line)
  const feeFen = spoilt.lines.reduce((sum, one) => sum + one.feeFen, 0)
  return { rule, innocent, bill: { ...spoilt, feeFen } }
}

function drawn(number: number): string {
  let below = 0
  for (const [rule, weight] of Object.entries(FRAUD_WEIGHTS)) {
    below += weight
    if (number < below) return rule
  }
  return 'duplicate'
}

/** One ordinary outpatient visit of a grown-up to a hospital of tier 3. */
function cleanBill(seed: number, index: number): Bill {
  const draw = (kind: string, count: number) => digitsOf(`${kind}:${seed}:${index}`, count)
  const day = addDays('2026-01-01', Number(draw('fraud-day', 4)) % 365)
  const time = `${day} 09:00:00`
  const fen = 100 + Number(draw('fraud-fee', 4))
  const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
  const line: BillLine = {
    id: '1',
    item: 'S3100SYN999999',
    name: '合成项目',
    time,
    quantity: '1',
    priceYuan: yuan,
    feeFen: fen,
    chargeType: '05',
    doctor: 'D520100000001',
  }
  return {
    id: `F${index}`,
    visitId: `V${index}`,
    psnNo: `P${draw('psn', 6)}`,
    sex: '2',
    bornOn: '1980-01-01',
    institution: 'H52010000001',
    tier: 3,
    kind: 'outpatient',
    medType: '11',
    insutype: '310',
    from: time,
    to: time,
    diagnoses: ['I10.x00'],
    feeFen: fen,
    fundFen: Math.floor(fen / 2),
    lines: [line],
  }
}
