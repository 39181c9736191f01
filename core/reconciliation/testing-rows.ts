/** Random days of three agreeing parties, and errors planted in one of them, for tests. */
import fc from 'fast-check'
import type { Settled } from '../settled.ts'
import type { DifferenceClass, PartyName } from './reconciliation.ts'

export const DAY = '2026-03-02'

/** The books of the three parties. */
export type Books = Record<PartyName, Settled[]>

/** A settlement between a hospital in Guiyang and an insured place in Liaoning. */
export function settled(index: number, own: Partial<Settled> = {}): Settled {
  const number = String(index).padStart(4, '0')
  return {
    setlId: `S${number}`, kind: 'forward', reverses: null, msgid: `M${number}`, infno: '2207',
    visitId: `V${number}`, psnNo: `P${number}`, institution: 'H52010000001',
    placeOfCare: '520100', insuredPlace: '210300', insutype: '310', medType: '11',
    clearingType: '11', settledAt: `${DAY} 10:00:00`, feeFen: 10_000, inScopeFen: 9000,
    fundFen: 6000, accountFen: 1000, cashFen: 3000, voucher: '01',
    funds: { '310100': 5000, '330100': 1000 }, ...own,
  }
}

/** The row that undoes another one, under an id that each party chooses for itself. */
export function undo(row: Settled, own: Partial<Settled> = {}): Settled {
  const minus = (fen: number) => (fen === 0 ? 0 : -fen)
  return {
    ...row, kind: 'refund', setlId: `U${row.setlId}`, reverses: row.setlId,
    msgid: `U${row.msgid}`, infno: '2208',
    feeFen: minus(row.feeFen), inScopeFen: minus(row.inScopeFen), fundFen: minus(row.fundFen),
    accountFen: minus(row.accountFen), cashFen: minus(row.cashFen),
    funds: Object.fromEntries(Object.entries(row.funds).map(([code, fen]) => [code, minus(fen)])),
    ...own,
  }
}

/** The same rows in the books of all three, undoing rows under ids of each party's own. */
export function agreeing(rows: readonly Settled[]): Books {
  const own = (party: string) => rows.map((row) =>
    row.reverses === null ? row : { ...row, setlId: `${party}${row.setlId}` })
  return { placeOfCare: own('C'), hub: own('N'), insuredPlace: own('I') }
}

/** Days of up to a dozen settlements, some undone on this day, some undone from an earlier one. */
export const randomDay: fc.Arbitrary<Settled[]> = fc
  .array(
    fc.record({
      second: fc.integer({ min: 0, max: 86_399 }),
      insutype: fc.constantFrom('310', '390'),
      clearingType: fc.constantFrom('11', '21', '41'),
      insuredPlace: fc.constantFrom('210300', '120000'),
      poolFen: fc.integer({ min: 1, max: 500_000 }),
      aidFen: fc.integer({ min: 0, max: 50_000 }),
      accountFen: fc.integer({ min: 0, max: 20_000 }),
      cashFen: fc.integer({ min: 0, max: 99_999 }),
      fate: fc.constantFrom('stays', 'stays', 'refund', 'reversal', 'refund of yesterday'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((plans) => plans.flatMap(({ second, poolFen, aidFen, fate, ...own }, index) => {
    const fundFen = poolFen + aidFen
    const feeFen = fundFen + own.accountFen + own.cashFen
    const funds = { '310100': poolFen, ...(aidFen === 0 ? {} : { '610100': aidFen }) }
    const { accountFen, cashFen, insutype, clearingType, insuredPlace } = own
    const row = settled(index, {
      insutype, clearingType, insuredPlace, accountFen, cashFen, fundFen, feeFen, funds,
      inScopeFen: fundFen, settledAt: `${DAY} ${timeOf(second)}`,
    })
    if (fate === 'stays') return [row]
    if (fate === 'reversal') return [row, undo(row, { kind: 'reversal', infno: '2601' })]
    return fate === 'refund' ? [row, undo(row)] : [undo(row)]
  }))

function timeOf(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** A book-keeping error: what it does to one party's row, and the class it is found as. */
export interface Planted {
  readonly name: string
  readonly class: (row: Settled) => DifferenceClass
  readonly plant: (row: Settled) => readonly Settled[]
}

const absent = (row: Settled): DifferenceClass =>
  ({ forward: 'missing', refund: 'refund-one-sided', reversal: 'status' } as const)[row.kind]

/** Errors that any row can suffer. */
const ERRORS: readonly Planted[] = [
  { name: 'row left out', class: absent, plant: () => [] },
  {
    name: 'row written twice',
    class: () => 'duplicate',
    plant: (row) => [row, { ...row, settledAt: `${DAY} 23:59:59` }],
  },
  ...(['feeFen', 'inScopeFen', 'fundFen', 'accountFen', 'cashFen'] as const).map((name) => ({
    name: `${name} off by a fen`,
    class: () => 'amount' as const,
    plant: (row: Settled) => [{ ...row, [name]: row[name] + 1 }],
  })),
  {
    name: 'a fen moved from one fund to another',
    class: () => 'fund-split',
    plant: (row) => {
      const funds = { ...row.funds, '310100': (row.funds['310100'] ?? 0) + 1 }
      return [{ ...row, funds: { ...funds, '330100': (row.funds['330100'] ?? 0) - 1 } }]
    },
  },
  ...(['insutype', 'clearingType', 'insuredPlace', 'psnNo', 'msgid', 'institution'] as const).map(
    (name) => ({
      name: `${name} edited`,
      class: () => 'scope' as const,
      plant: (row: Settled) => [{ ...row, [name]: `${row[name]}9` }],
    }),
  ),
  {
    name: 'written on the next day',
    class: () => 'date-cut',
    plant: (row) => [{ ...row, settledAt: '2026-03-03 00:00:00' }],
  },
]

/** Errors that only a settlement, or only what undoes one, can suffer. */
const OWN_ERRORS: readonly (Planted & { readonly of: 'forward' | 'undo' })[] = [
  {
    of: 'forward',
    name: 'message booked again under another number',
    class: () => 'duplicate',
    plant: (row) => [row, { ...row, setlId: `${row.setlId}x` }],
  },
  {
    of: 'forward',
    name: 'one settlement split into two',
    class: () => 'count',
    plant: (row) => {
      const none = {
        feeFen: 0, inScopeFen: 0, fundFen: 0, accountFen: 0, cashFen: 0, funds: {},
      }
      return [1, 2].map((part) => ({
        ...row, setlId: `${row.setlId}-${part}`, msgid: `${row.msgid}-${part}`,
        ...(part === 1 ? {} : none),
      }))
    },
  },
  {
    of: 'undo',
    name: 'refund for reversal, or the other way round',
    class: () => 'status',
    plant: (row) => [{ ...row, kind: row.kind === 'refund' ? 'reversal' : 'refund' }],
  },
]

/** An error that this row can suffer, by number. */
export function errorFor(row: Settled, number: number): Planted {
  const own = OWN_ERRORS.filter(({ of }) => (of === 'forward') === (row.reverses === null))
  const all = [...ERRORS, ...own]
  return all[number % all.length] as Planted
}
