import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { openBench } from '../../simulators/world/testing.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { book, undoing } from '../books.ts'
import type { Settled } from '../settled.ts'
import { settledBetween } from '../settled.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { eventOfHit } from '../credit/events.ts'
import { scoreOf } from '../credit/score.ts'
import { auditReport } from './coverage.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { moneyStanding, moveMoney } from './money.ts'
import { auditPeriod, NotAudited, requireAudited } from './records.ts'
import type { AuditRun } from './records.ts'
import { storedBill } from './stored-bill.ts'
import { billOfSettled, lineOf, present, rowOf, stayOf } from './testing.ts'

const RUN: AuditRun = {
  from: '2026-03-01',
  to: '2026-04-01',
  at: '2026-03-31 20:00:00',
  knowledge: DEFAULT_KNOWLEDGE,
  billOf: (_, settled) =>
    billOfSettled(settled, {
      from: settled.settledAt,
      to: settled.settledAt,
      lines: settled.setlId.startsWith('BAD') ? [lineOf(), lineOf({ id: '2' })] : [lineOf()],
    }),
}

let store: Store
beforeEach(() => {
  store = openStore(':memory:')
})
afterEach(() => store.close())

/** One right and one wrong bill for each of three insured places. */
async function fill(): Promise<void> {
  await store.commit(() => {
    for (const [at, area] of ['520100', '520300', '210300'].entries()) {
      for (const kind of ['GOOD', 'BAD']) {
        const setl_time = `2026-03-0${at + 1} 0${kind.length}:00:00`
        const psn_no = `${kind}${at}`
        book(store, rowOf({ setl_id: kind + at, psn_no, insuplc_admdvs: area, setl_time }), [])
      }
    }
  })
}

async function audit(run = RUN) {
  const { output, apply } = auditPeriod(store, run)
  await store.commit(apply)
  return output
}

test('no money goes to an institution before its settlements were audited (RULE-219)', async () => {
  await fill()
  expect(() => requireAudited(store, ['GOOD2', 'BAD2'])).toThrow(NotAudited)
  expect(auditReport(store, RUN.from, RUN.to).outOfAreaCoverageBp).toBe(0)
  await audit({ ...RUN, to: '2026-03-03' })
  expect(auditReport(store, RUN.from, RUN.to)).toMatchObject({
    outOfAreaCoverageBp: 5_000,
    unaudited: ['BAD2', 'GOOD2'],
  })
  await audit()
  expect(auditReport(store, RUN.from, RUN.to)).toMatchObject({
    outOfAreaCoverageBp: 10_000,
    unaudited: [],
  })
  expect(() => requireAudited(store, ['GOOD2', 'BAD2'])).not.toThrow()
})

test('locals and outsiders are judged alike, by the same rules (RULE-003)', async () => {
  await fill()
  await audit()
  const report = auditReport(store, RUN.from, RUN.to)
  expect(report.parity).toBe(true)
  const figures = report.scopes.map(({ audited, hits, hitsPerTenThousand, rules }) => ({
    audited, hits, hitsPerTenThousand, rules,
  }))
  const alike = {
    audited: 2,
    hits: 1,
    hitsPerTenThousand: { duplicate: 5_000 },
    rules: [DEFAULT_KNOWLEDGE.version],
  }
  expect(figures).toEqual([alike, alike, alike])
})

test('another rule set for outsiders would show in the report (RULE-003)', async () => {
  await fill()
  await audit({ ...RUN, to: '2026-03-03' })
  await audit({ ...RUN, knowledge: { ...DEFAULT_KNOWLEDGE, version: 'stricter' } })
  expect(auditReport(store, RUN.from, RUN.to).parity).toBe(false)
})

test('auditing again writes nothing new and gives the identical report', async () => {
  await fill()
  const first = await audit()
  const report = auditReport(store, RUN.from, RUN.to)
  expect(checkDocument('audit', JSON.parse(JSON.stringify(report)))).toEqual([])
  expect(report.hits).toHaveLength(3)
  expect(await audit({ ...RUN, at: '2026-04-05 09:00:00' })).toEqual(first)
  expect(auditReport(store, RUN.from, RUN.to)).toEqual(report)
})

test('a bill that was undone and settled again is no duplicate', async () => {
  const row = rowOf({ setl_id: 'A1' })
  const own = { msgid: 'R1', infno: '2208', setl_time: '2026-03-02 10:00:00', body: '{}' }
  await store.commit(() => {
    book(store, row, [])
    book(store, undoing(row, { ...own, setl_id: 'R1', kind: 'refund' }), [])
    book(store, rowOf({ setl_id: 'A2' }), [])
  })
  expect((await audit()).hits).toEqual([])
})

test('a hanging bed is found, paused, recovered, and costs credit (RULE-222)', async () => {
  await store.commit(() => book(store, rowOf({ infno: '2304' }), []))
  const hanging = (_: Store, one: Settled) =>
    stayOf({ id: one.setlId, recordDays: ['2026-03-02', '2026-03-06'] })
  const { hits } = await audit({ ...RUN, billOf: hanging })
  expect(hits.map(({ rule, effect }) => [rule, effect])).toEqual([['no-trace', 'review']])
  const hit = present(hits[0])
  const words = { setlId: hit.bill, hitId: hit.id, at: RUN.at, operator: '审核员', reason: '挂床' }
  await store.commit(() => moveMoney(store, { ...words, kind: 'pause', amountFen: 1_000 }))
  expect(moneyStanding(store, hit.bill).payableFen).toBe(0)
  await store.commit(() => moveMoney(store, { ...words, kind: 'recover', amountFen: 1_000 }))
  expect(moneyStanding(store, hit.bill)).toMatchObject({ pausedFen: 0, recoveredFen: 1_000 })
  const found = { institution: 'H52010000001', day: '2026-04-02', recoveredFen: 1_000 }
  expect(scoreOf([eventOfHit(hit, found)]).total).toBeLessThan(scoreOf([]).total)
})

test('a right visit at the real desk gets its record and no hit (RULE-219)', async () => {
  const bench = openBench()
  await must(bench, await prepare(bench, '2207'))
  const books = present(bench.country.stores.get('platform'))
  const run = { ...RUN, billOf: (from: Store, one: Settled) =>
    storedBill(from, one, () => 3) }
  const { output, apply } = auditPeriod(books, run)
  await books.commit(apply)
  const settled = present(settledBetween(books, RUN.from, RUN.to)[0])
  const bill = storedBill(books, settled)
  expect(bill).toMatchObject({ kind: 'outpatient', diagnoses: ['I10.x00'] })
  expect(bill.lines.map(({ item, doctor }) => [item, doctor])).toEqual(
    VISIT.lines.map(({ code }) => [code, 'D520100000001']),
  )
  expect(storedBill(books, { ...settled, insuredPlace: settled.placeOfCare })).toEqual(bill)
  expect(output).toEqual({ audited: 1, hits: [] })
  expect(auditReport(books, RUN.from, RUN.to)).toMatchObject({ outOfAreaCoverageBp: 10_000 })
  bench.country.close()
})
