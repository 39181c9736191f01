import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { beijingTime, epochOf } from '../clock.ts'
import type { ManualEntry } from '../figures/manual.ts'
import { enterRows, someBooks } from '../figures/testing.ts'
import type { Totals } from '../figures/totals.ts'
import type { Store } from '../store/store.ts'
import { circularOf } from './circular.ts'
import { dailyReport } from './daily-report.ts'
import { listIssues } from './issues.ts'
import { openTicket } from './open.ts'
import { takeStep } from './step.ts'
import { ASKED, asking, MATTERS, openDesk } from './testing.ts'

const DAYS = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14']
const WHOLE = { from: '2026-03-09', to: '2026-03-15' }

const CARE = 'substr(mdtrtarea_admvs, 1, 2)'
const INSURED = 'substr(insuplc_admdvs, 1, 2)'

/** Totals out of area over a time as the store itself adds them up. */
function counted(store: Store, from: string, to: string, where = '1'): Totals {
  return store.all<Totals>(`select count(*) filter (where kind = 'forward') as settlements,
    count(*) filter (where kind <> 'forward') as undone, total(medfee_fen) as feeFen,
    total(fund_fen) as fundFen, total(account_fen) as accountFen, total(cash_fen) as cashFen
    from settlement where mdtrtarea_admvs <> insuplc_admdvs and setl_time >= '${from}'
      and setl_time < '${to}' and ${where}`)[0] as Totals
}

const FIELDS = ['settlements', 'undone', 'feeFen', 'fundFen', 'accountFen', 'cashFen'] as const

/** One field after the other, over days or provinces. */
function added(all: readonly Totals[]): Totals {
  const sum = (field: keyof Totals) => all.reduce((total, one) => total + one[field], 0)
  return Object.fromEntries(FIELDS.map((field) => [field, sum(field)])) as unknown as Totals
}

/** Some tickets that are answered in time, late or not at all, and one more each day. */
const someTickets = fc.array(fc.record({
  hour: fc.integer({ min: 0, max: 130 }),
  answeredAfter: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  about: fc.constantFrom('filing' as const, 'system-fault' as const, 'other' as const),
  asker: fc.constantFrom('210300', '520300'),
}), { maxLength: 8 })

type TicketDrafts = typeof someTickets extends fc.Arbitrary<infer Drafts> ? Drafts : never

/** Opens and answers tickets in the order of time, as far as a moment. */
async function enterTickets(desk: ReturnType<typeof openDesk>, drafts: TicketDrafts) {
  const { office, clock } = desk
  const hour = (count: number) => beijingTime(epochOf('2026-03-09') + count * 3_600_000)
  for (const [at, { hour: opens, answeredAfter, about, asker }] of drafts.entries()) {
    clock.set(hour(opens))
    const matter = { ...MATTERS.problem, about, question: `问题${at}` } as typeof MATTERS.problem
    const { number } = await openTicket(office, asking(matter, { asker }))
    if (answeredAfter === null) continue
    clock.set(hour(opens + answeredAfter))
    await takeStep(office, number, { step: 'answered', note: '已处理' }, ASKED)
  }
}

test('the daily report equals the ledger, and made again later it is the same (RULE-215)',
  async () => {
    await fc.assert(fc.asyncProperty(someBooks, someTickets, async (books, tickets) => {
      const desk = openDesk()
      const { store } = desk.office
      await enterTickets(desk, tickets)
      const day = '2026-03-10'
      await enterRows(store, books.filter(({ settledAt }) => settledAt < '2026-03-11'))
      const first = dailyReport(store, day)
      await enterRows(store, books.filter(({ settledAt }) => settledAt >= '2026-03-11'))
      expect(dailyReport(store, day)).toEqual(first)
      expect(checkDocument('collaboration', JSON.parse(JSON.stringify(first)))).toEqual([])
      for (const one of DAYS) {
        const next = beijingTime(epochOf(one) + 86_400_000).slice(0, 10)
        const { total, provinces, pairs } = dailyReport(store, one)
        expect(total).toEqual(counted(store, one, next))
        expect(added(pairs)).toEqual(total)
        for (const { province, inbound, outbound, within } of provinces) {
          const code = `'${province.slice(0, 2)}'`
          const by = (where: string) => counted(store, one, next, where)
          expect(inbound).toEqual(by(`${CARE} = ${code} and ${INSURED} <> ${code}`))
          expect(outbound).toEqual(by(`${INSURED} = ${code} and ${CARE} <> ${code}`))
          expect(within).toEqual(by(`${INSURED} = ${code} and ${CARE} = ${code}`))
        }
        const whole = provinces.flatMap(({ outbound, within }) => [outbound, within])
        expect(added(whole)).toEqual(total)
      }
      store.close()
    }), { numRuns: 25 })
  })

test('the circular equals the sum of its days, and ranks by exact shares (RULE-215)', async () => {
  const entry = fc.record({
    insuredPlace: fc.constantFrom('520300', '210300', '110000'),
    cause: fc.constantFrom('unfiled' as const, 'panel' as const),
  })
  await fc.assert(fc.asyncProperty(
    someBooks, someTickets, fc.array(entry, { maxLength: 9 }),
    async (books, tickets, claims) => {
      const desk = openDesk()
      const { store } = desk.office
      await enterRows(store, books)
      await enterTickets(desk, tickets)
      const manual = claims.map((one, at): ManualEntry =>
        ({ ...one, claimNo: `C${at}`, placeOfCare: '520100', at: '2026-03-10 09:00:00' }))
      await store.commit(() => listIssues(store, [
        { number: 'W1', list: 'L', class: 'service', area: '520100', text: '窗口' },
      ]))
      const made = circularOf(store, { ...WHOLE, manual, issueList: 'L' })
      expect(circularOf(store, { ...WHOLE, manual: manual.toReversed(), issueList: 'L' }))
        .toEqual(made)
      expect(checkDocument('collaboration', JSON.parse(JSON.stringify(made)))).toEqual([])
      const days = DAYS.map((day) => dailyReport(store, day))
      for (const { province, outbound, direct, directRank } of made.provinces) {
        expect(outbound).toEqual(added(days.flatMap(({ provinces }) =>
          provinces.filter((one) => one.province === province).map((one) => one.outbound))))
        const code = province.slice(0, 2)
        const own = counted(store, WHOLE.from, WHOLE.to, `${INSURED} = '${code}'`)
        const net = own.settlements - own.undone
        const missed = manual.filter(({ insuredPlace, cause }) =>
          insuredPlace.startsWith(code) && cause === 'unfiled').length
        expect(direct).toMatchObject({ numerator: net, denominator: net + missed })
        const better = made.provinces.filter(({ direct: other }) => other.bp !== null &&
          other.numerator * direct.denominator > direct.numerator * other.denominator)
        expect(directRank).toBe(direct.bp === null ? null : better.length + 1)
      }
      const opened = made.tickets.reduce((sum, one) => sum + one.opened, 0)
      expect(opened).toBe(tickets.filter(({ hour }) => hour < 144).length)
      expect(added(days.map(({ total }) => total))).toEqual(counted(store, WHOLE.from, WHOLE.to))
      store.close()
    }), { numRuns: 25 })
})

test('tickets are counted by how they stood at the day\'s end (RULE-212)', async () => {
  const desk = openDesk()
  const { office, clock } = desk
  const { store } = office
  const opened = await openTicket(office, asking(MATTERS.filing))
  await openTicket(office, asking(MATTERS.filing, { asker: '520300', channel: 'provincial' }))
  clock.set('2026-03-04 09:00:01')
  await takeStep(office, opened.number, { step: 'answered', note: '已补传' }, ASKED)
  const line = (day: string, channel: string) => dailyReport(store, day).tickets
    .find((one) => one.kind === 'filing' && one.channel === channel)
  expect(line('2026-03-02', 'national'))
    .toMatchObject({ opened: 1, inTime: 0, late: 0, waiting: 1, overdue: 0 })
  expect(line('2026-03-04', 'national'))
    .toMatchObject({ opened: 0, inTime: 0, late: 1, waiting: 0, overdue: 0 })
  expect(line('2026-03-04', 'provincial')).toMatchObject({ opened: 0, waiting: 1, overdue: 1 })
  const until = (to: string) => circularOf(store, { from: '2026-03-01', to, manual: [] })
  // In the very second nobody is overdue yet.
  expect(until('2026-03-04 09:00:00').provinces.map(({ answers }) => answers.denominator))
    .toEqual([0])
  const { provinces } = until(WHOLE.to)
  expect(provinces.map(({ province, answers, answerRank }) => [province, answers, answerRank]))
    .toEqual([['520000', { numerator: 0, denominator: 2, bp: 0 }, 1]])
  store.close()
})
