import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { settledRow, undoingRow } from '../clearing/testing.ts'
import type { RelayEntry } from '../hub/relay-figures.ts'
import { settledBetween } from '../settled.ts'
import type { Settled } from '../settled.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { diseaseOf } from './disease.ts'
import type { ManualEntry } from './manual.ts'
import { FIGURE_PARAMETERS } from './parameters.ts'
import { ranksOf, ratioOf, reaches } from './ratio.ts'
import { figureReport } from './report.ts'
import type { FigureReport, FigureSources } from './report.ts'
import { enterRows, someBooks } from './testing.ts'
import type { FigureId } from './words.ts'

const MARCH = { from: '2026-03-01', to: '2026-04-01' }
const NOTHING: FigureSources = {
  settled: [],
  manual: [],
  relayed: [],
  directory: { open: 0, listed: 0 },
  diseaseOf: () => ({ code: 'I10.x00', name: '高血压' }),
}

const report = (own: Partial<FigureSources>, period = MARCH) =>
  figureReport(period, { ...NOTHING, ...own })

function figureOf({ figures }: FigureReport, id: FigureId) {
  const found = figures.find((one) => one.id === id)
  if (found === undefined) throw new RangeError(`no figure ${id}`)
  return found
}

const rows = (count: number, own: Partial<Settled> = {}, name = 'S') =>
  Array.from({ length: count }, (_, at) => settledRow(`${name}${at}`, own))

const byHand = (count: number, own: Partial<ManualEntry> = {}): ManualEntry[] =>
  Array.from({ length: count }, (_, at) => ({
    claimNo: `C${own.cause ?? ''}${at}`,
    insuredPlace: '210300',
    placeOfCare: '520100',
    cause: 'network-fault',
    at: '2026-03-20 10:00:00',
    ...own,
  }))

const sent = (outcome: RelayEntry['outcome'], own: Partial<RelayEntry> = {}): RelayEntry => ({
  msgid: 'm',
  infno: '2304',
  placeOfCare: '520100',
  insuredPlace: '210300',
  pair: '520100>210300',
  arrivedMs: 0,
  sentMs: 1,
  answeredMs: outcome === 'no-answer' ? null : 100,
  outcome,
  reason: '',
  milliseconds: outcome === 'no-answer' ? 0 : 100,
  ...own,
})

describe('the direct settlement rate', () => {
  test.for([
    [7_999, 2_001, ['missed', 'missed'], 7_999],
    [8_000, 2_000, ['met', 'missed'], 8_000],
    [10_000, 0, ['met', 'met'], 10_000],
  ] as const)('of %s direct and %s by hand (RULE-253)', ([direct, hand, outcomes, value]) => {
    const made = report({ settled: rows(direct), manual: byHand(hand) })
    const rate = figureOf(made, 'direct-settlement-rate')
    expect(rate).toMatchObject({ numerator: direct, denominator: direct + hand, value })
    expect(rate.marks.map(({ outcome }) => outcome)).toEqual(outcomes)
    expect(rate.definitionZh).toContain('÷')
    expect(rate.definitionEn).toContain('could have been direct')
  })

  test('leaves out what could not be direct, is local, or of another time (RULE-253)', () => {
    const manual = [
      ...byHand(1),
      ...byHand(1),
      ...byHand(3, { cause: 'not-networked' }),
      ...byHand(3, { cause: 'panel' }),
      ...byHand(3, { claimNo: 'L', placeOfCare: '210300' }),
      ...byHand(3, { claimNo: 'A', at: '2026-04-01 00:00:00' }),
    ]
    const settled = [...rows(3), ...rows(2, { placeOfCare: '210300' }, 'L')]
    expect(figureOf(report({ settled, manual }), 'direct-settlement-rate'))
      .toMatchObject({ numerator: 3, denominator: 4, value: 7_500 })
  })

  test('has no value where nothing was settled', () => {
    expect(figureOf(report({}), 'direct-settlement-rate')).toMatchObject({ value: null, marks: [] })
  })
})

test('the voucher rate counts verified vouchers of all, net of what was undone (RULE-254)', () => {
  const settled = [
    ...rows(9, { voucher: '01' }),
    undoingRow(settledRow('S0', { voucher: '01' }), '2026-03-12 10:00:00'),
    ...rows(1, { voucher: '' }, 'N'), ...rows(1, { voucher: '99' }, 'X'),
  ]
  expect(figureOf(report({ settled }), 'voucher-rate'))
    .toMatchObject({ numerator: 8, denominator: 10, value: 8_000 })
})

test.for([
  ['310', 'in-scope-ratio-employee', 7_500, 'inside'],
  ['310', 'in-scope-ratio-employee', 8_500, 'inside'],
  ['310', 'in-scope-ratio-employee', 8_501, 'warning'],
  ['390', 'in-scope-ratio-resident', 7_000, 'inside'],
  ['390', 'in-scope-ratio-resident', 6_499, 'warning'],
] as const)(
  'of %s the %s of %s in ten thousand is %s, never a failure (RULE-255)',
  ([insutype, id, fundFen, outcome]) => {
    const settled = [
      settledRow('S', { insutype, funds: { '310100': fundFen }, inScopeFen: 10_000 }),
      settledRow('O', { insutype, funds: { '310100': 1 }, clearingType: '11' }),
    ]
    const found = figureOf(report({ settled }), id)
    expect(found).toMatchObject({ numerator: fundFen, denominator: 10_000, value: fundFen })
    expect(found.marks.map((mark) => mark.outcome)).toEqual([outcome])
  },
)

test('average relief is fund money for a visit, half up, for information (RULE-257)', () => {
  const settled = [
    settledRow('A', { funds: { '310100': 100 } }),
    settledRow('B', { funds: { '310100': 101 } }),
  ]
  const relief = figureOf(report({ settled }), 'average-relief')
  expect(relief).toMatchObject({ numerator: 201, denominator: 2, value: 101, unit: 'fen' })
  expect(relief.marks.map(({ outcome }) => outcome)).toEqual(['information'])
})

test('success and latency of a pair leave repeated messages out (RULE-250)', () => {
  const relayed = [
    sent('passed'), sent('passed', { milliseconds: 300 }), sent('no-answer'),
    sent('refused-there', { infno: '2207' }), sent('repeated'), sent('passed', { infno: '1101' }),
    sent('passed', { pair: '520100>120000' }),
  ]
  const made = report({ relayed })
  expect(figureOf(made, 'settlement-success-rate'))
    .toMatchObject({ numerator: 3, denominator: 5, value: 6_000 })
  const [small, large] = made.pairs
  expect(small).toMatchObject({ pair: '520100>120000', success: { numerator: 1, denominator: 1 } })
  expect(large).toMatchObject({
    pair: '520100>210300', success: { numerator: 3, denominator: 5, bp: 6_000 }, noAnswer: 1,
    medianMilliseconds: 100, p95Milliseconds: 300,
  })
})

test('a common disease that leaves too often is marked, others are not (RULE-258)', () => {
  const settled = [
    ...rows(1, { visitId: 'I10.x00' }, 'A'),
    ...rows(4, { visitId: 'I10.x00', placeOfCare: '210300' }, 'B'),
    ...rows(1, { visitId: 'E11.900' }, 'C'),
    ...rows(5, { visitId: 'E11.900', placeOfCare: '210300' }, 'D'),
    ...rows(3, { visitId: 'C34.900' }, 'E'),
  ]
  const known = ({ visitId }: Settled) => ({ code: visitId, name: visitId })
  const made = report({ settled, diseaseOf: known })
  expect(made.outflowShares.map((one) => [one.disease, one.share.bp, one.warning])).toEqual([
    ['C34.900', 10_000, false], ['E11.900', 1_666, false], ['I10.x00', 2_000, true],
  ])
})

test('the disease of a visit is its main diagnosis at discharge, else the first one', async () => {
  const store = openStore(':memory:')
  const row = (inout_diag_type: string, diag_srt_no: number, diag_code: string, main?: '0' | '1') =>
    ({ inout_diag_type, diag_srt_no, diag_code, diag_name: '', maindiag_flag: main })
  const visits = {
    stay: [row('1', 1, 'A', '1'), row('2', 1, 'B', '0'), row('2', 2, 'C', '1')],
    visit: [row('1', 2, 'E'), row('1', 1, 'D')],
  }
  await store.commit(() => {
    for (const [visitId, diagnoses] of Object.entries(visits)) {
      const body = JSON.stringify({ fields: {}, diagnoses })
      store.run('insert into visit_detail (mdtrt_id, body) values (?, ?)', visitId, body)
    }
  })
  expect(['stay', 'visit', 'none'].map((visitId) => diseaseOf(store, { visitId }).code))
    .toEqual(['C', 'D', ''])
  store.close()
})

test('targets are compared without rounding, and equal shares have one rank', () => {
  expect(reaches(ratioOf(79_999, 100_000), 8_000)).toBe(false)
  expect(ranksOf([ratioOf(1, 2), ratioOf(0, 0), ratioOf(2, 3), ratioOf(2, 4)]))
    .toEqual([2, null, 1, 2])
})

/** What the store itself says of rows out of area, asked in its own language. */
function counted(store: Store, days: { from: string; to: string }) {
  const away = `s.setl_time >= '${days.from}' and s.setl_time < '${days.to}'
    and s.mdtrtarea_admvs <> s.insuplc_admdvs`
  const sign = "iif(s.kind = 'forward', 1, -1)"
  const from = 'from settlement s left join settlement f on f.setl_id = s.reverses'
  const body = (path: string) => `json_extract(coalesce(f.body, s.body), '$.setlinfo.${path}')`
  return {
    all: store.get<Record<string, number>>(`select count(*) filter (where s.kind = 'forward') as
      settlements, count(*) filter (where s.kind <> 'forward') as undone,
      total(s.medfee_fen) as feeFen, total(s.fund_fen) as fundFen,
      total(s.account_fen) as accountFen, total(s.cash_fen) as cashFen ${from} where ${away}`),
    vouchers: store.get<{ n: number }>(`select total(${sign}) as n ${from}
      where ${away} and ${body('mdtrt_cert_type')} in ('01', '02', '03')`)?.n,
    employees: store.get<Record<string, number>>(`select total(s.fund_fen) as fund,
      cast(round(total(${sign} * 100 * ${body('inscp_scp_amt')})) as integer) as scope ${from}
      where s.setl_time >= '${days.from}' and s.setl_time < '${days.to}'
        and s.clr_type = '21' and s.insutype = '310'`),
    outflow: store.all<Record<string, unknown>>(`select s.insuplc_admdvs as insuredPlace,
      s.mdtrtarea_admvs as placeOfCare, d.code as disease, total(s.fund_fen) as fundFen,
      total(${sign}) as n ${from} join disease d on d.visit = s.mdtrt_id where ${away}
      group by 1, 2, 3 order by 1, 2, 3`),
  }
}

test('every figure equals the ledger counted a second way, in any order (RULE-258, RULE-254, ' +
  'RULE-253)', async () => {
  const diseases = ['I10.x00', 'C34.900', 'E11.900']
  const known = ({ visitId }: Settled) =>
    ({ code: diseases[Number(visitId.slice(3)) % 3] ?? '', name: '' })
  await fc.assert(fc.asyncProperty(someBooks, async (books) => {
    const store = openStore(':memory:')
    await enterRows(store, books)
    await store.commit(() => {
      store.run('create temp table disease (visit text primary key, code text)')
      for (const row of books) {
        store.run('insert or ignore into disease values (?, ?)', row.visitId, known(row).code)
      }
    })
    const days = { from: '2026-03-10', to: '2026-03-12' }
    const sources = { settled: settledBetween(store, days.from, days.to), diseaseOf: known }
    const made = report(sources, days)
    const { all, vouchers, employees, outflow } = counted(store, days)
    expect(made.totals).toEqual(all)
    const net = (all?.['settlements'] ?? 0) - (all?.['undone'] ?? 0)
    expect(figureOf(made, 'direct-settlement-rate').numerator).toBe(net)
    expect(figureOf(made, 'voucher-rate')).toMatchObject({ numerator: vouchers, denominator: net })
    expect(figureOf(made, 'average-relief').numerator).toBe(all?.['fundFen'])
    expect(figureOf(made, 'in-scope-ratio-employee'))
      .toMatchObject({ numerator: employees?.['fund'], denominator: employees?.['scope'] })
    expect(made.outflow.map(({ insuredPlace, placeOfCare, disease, fundFen, ...row }) => ({
      insuredPlace, placeOfCare, disease, fundFen, n: row.settlements - row.undone,
    }))).toEqual(outflow)
    expect(report({ ...sources, settled: sources.settled.toReversed() }, days)).toEqual(made)
    expect(checkDocument('figures', JSON.parse(JSON.stringify(made)))).toEqual([])
    store.close()
  }), { numRuns: 40 })
})

test('a figure without its definition is no figure document', () => {
  const made = report({ settled: rows(1) })
  const [first, ...others] = made.figures
  const figures = [{ ...first, definitionZh: undefined }, ...others]
  const bare = JSON.parse(JSON.stringify({ ...made, figures })) as unknown
  expect(checkDocument('figures', bare)).toHaveLength(1)
  expect(FIGURE_PARAMETERS.directTargetsBp).toEqual([8_000, 10_000])
})
