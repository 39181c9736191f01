import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSample, ON_SITE_TARGET_BP, onSiteRate } from '../audit/sampling.ts'
import { auditBill, factsOf } from '../audit/rules.ts'
import { DEFAULT_KNOWLEDGE } from '../audit/knowledge.ts'
import { billOf, lineOf, present } from '../audit/testing.ts'
import { openStore } from '../store/store.ts'
import { eventOfHit, eventOfReferral, eventsOf, recordEvent } from './events.ts'
import { BadGrades, consequenceOf, DEFAULT_CONSEQUENCES } from './grade.ts'
import { penaltyEvents, reportDueOn } from './penalties.ts'
import { ASPECTS, DEFAULT_SCORE_TABLE, scoreOf } from './score.ts'
import type { CreditEvent } from './score.ts'

const event = (changes: Partial<CreditEvent> = {}): CreditEvent => ({
  id: 'E1',
  institution: 'H52010000001',
  day: '2026-03-02',
  aspect: 'supervision',
  nature: 'serious',
  circumstances: 'ordinary',
  amountFen: 0,
  reason: { zh: '重复收费', en: 'charged twice' },
  ...changes,
})

const drawn = fc.array(
  fc.record({
    id: fc.stringMatching(/^E\d{1,3}$/),
    institution: fc.constant('H52010000001'),
    day: fc.constant('2026-03-02'),
    aspect: fc.constantFrom(...ASPECTS),
    nature: fc.constantFrom('merit', 'general', 'serious', 'grave'),
    circumstances: fc.constantFrom('mitigated', 'ordinary', 'aggravated'),
    amountFen: fc.nat(),
    reason: fc.constant({ zh: '事由', en: 'reason' }),
  }) as fc.Arbitrary<CreditEvent>,
)

test('six aspects make 100 points, and no event takes none (RULE-226)', () => {
  expect(ASPECTS).toHaveLength(6)
  expect(scoreOf([])).toEqual({ total: 10_000, aspects: DEFAULT_SCORE_TABLE.full, trace: [] })
})

test('nature, circumstances and amount weigh an event, worked by hand (RULE-226)', () => {
  // Serious 3.00 × aggravated 1.5 × above 10,000 yuan 1.2 = 5.40 points.
  const heavy = event({ circumstances: 'aggravated', amountFen: 1_000_000 })
  expect(scoreOf([heavy]).trace).toEqual([{ event: 'E1', points: 540 }])
  expect(scoreOf([heavy]).aspects.supervision).toBe(2_500 - 540)
  expect(scoreOf([event({ amountFen: 999_999 })]).total).toBe(9_700)
  expect(scoreOf([event({ circumstances: 'mitigated' })]).total).toBe(9_850)
  expect(scoreOf([event({ nature: 'merit' })]).total).toBe(10_000)
  expect(scoreOf([event(), event({ id: 'E2', nature: 'merit' })]).total).toBe(9_800)
})

test('the score follows from the event list alone, in whatever order (RULE-226)', () => {
  fc.assert(
    fc.property(drawn, (events) => {
      const once = [...new Map(events.map((one) => [one.id, one])).values()]
      const score = scoreOf(once)
      expect(scoreOf([...once.toReversed(), ...once])).toEqual(score)
      expect(score.total).toBe(ASPECTS.reduce((sum, one) => sum + score.aspects[one], 0))
      for (const aspect of ASPECTS) {
        expect(score.aspects[aspect]).toBeGreaterThanOrEqual(0)
        expect(score.aspects[aspect]).toBeLessThanOrEqual(DEFAULT_SCORE_TABLE.full[aspect])
      }
    }),
    { numRuns: 200 },
  )
})

test('events from the books give the same score, each counted once (RULE-226)', async () => {
  const store = openStore(':memory:')
  const foreign = event({ id: 'E3', institution: 'X' })
  const all = [event({ id: 'E2', day: '2026-05-01' }), event(), foreign]
  await store.commit(() => {
    for (const one of [...all, ...all]) recordEvent(store, one)
  })
  const kept = eventsOf(store, 'H52010000001', '2026-01-01', '2027-01-01')
  expect(kept.map(({ id }) => id)).toEqual(['E1', 'E2'])
  expect(scoreOf(kept)).toEqual(scoreOf(all.filter(({ institution }) => institution !== 'X')))
  expect(eventsOf(store, 'H52010000001', '2026-05-02', '2027-01-01')).toEqual([])
  await expect(store.commit(() => store.run('delete from credit_event'))).rejects.toThrow('never')
  store.close()
})

test('a worse grade is checked more, is prepaid less, and opens nothing new', () => {
  const grades = [10_000, 9_000, 8_999, 8_000, 7_999, 6_000, 5_999, 0].map((total) =>
    consequenceOf({ total }).grade)
  expect(grades).toEqual(['A', 'A', 'B', 'B', 'C', 'C', 'D', 'D'])
  const falling = DEFAULT_CONSEQUENCES.map(({ prepaymentBp }) => prepaymentBp)
  expect(falling).toEqual(falling.toSorted((left, right) => right - left))
  expect(consequenceOf({ total: 7_000 }).mayOpen).toBe(false)
  expect(() => consequenceOf({ total: 10 }, DEFAULT_CONSEQUENCES.slice(0, 2))).toThrow(BadGrades)
})

test('credit decides how many stays of an institution are drawn for a visit (RULE-220)', () => {
  const stays = Array.from({ length: 40 }, (_, at) => ({
    setlId: `S${at}`,
    institution: at < 20 ? 'good' : 'bad',
  }))
  const totals: Readonly<Record<string, number>> = { good: 9_500, bad: 1_000 }
  const share = (code: string) => consequenceOf({ total: totals[code] ?? 0 }).sampleBp
  const drawn = new Set(drawSample(stays, 1, share))
  const own = (code: string) => stays.filter(({ institution }) => institution === code)
  expect(onSiteRate(own('good'), drawn)).toMatchObject({ verified: 4, ok: true })
  expect(onSiteRate(own('bad'), drawn)).toMatchObject({ verified: 20, ok: true })
})

test('no grade is checked on site below the target (RULE-220)', () => {
  for (const { sampleBp } of DEFAULT_CONSEQUENCES) {
    expect(sampleBp).toBeGreaterThanOrEqual(ON_SITE_TARGET_BP)
  }
})

test('a confirmed hit becomes one event of supervision, heavier when repeated (RULE-226)', () => {
  const bill = billOf({ lines: [lineOf(), lineOf({ id: '2' })] })
  const [hit] = auditBill(bill, factsOf(DEFAULT_KNOWLEDGE), 'after')
  const found = { institution: 'H52010000001', day: '2026-03-05', recoveredFen: 2_000 }
  const once = eventOfHit(present(hit), found)
  expect(once).toMatchObject({ aspect: 'supervision', nature: 'serious', amountFen: 2_000 })
  const again = eventOfHit(present(hit), { ...found, repeated: true })
  expect(again.id).toBe(once.id)
  expect(scoreOf([again]).total).toBeLessThan(scoreOf([once]).total)
})

test('only a referral without need and without reason touches the agreement', () => {
  const referral = {
    referralId: 'R1',
    institution: 'H52010000001',
    day: '2026-03-02',
    diagnosis: 'I10.x00',
    treatableHere: true,
    reason: '',
  }
  expect(eventOfReferral(referral)).toMatchObject({ aspect: 'agreement', nature: 'general' })
  expect(eventOfReferral({ ...referral, treatableHere: false })).toBeUndefined()
  expect(eventOfReferral({ ...referral, reason: '患者强烈要求' })).toBeUndefined()
})

test('a hospital reports a penalty in 5 days, a pharmacy in 30 working days (RULE-231)', () => {
  const penalty = {
    decision: '罚决字1号',
    institution: 'H52010000001',
    type: 'hospital',
    servedOn: '2026-03-02',
    reportedOn: '2026-03-07',
    amountFen: 500_000,
  } as const
  const aspects = (one: Parameters<typeof penaltyEvents>[0][number], today = '2026-03-07') =>
    penaltyEvents([one], today).map(({ aspect }) => aspect)
  expect(reportDueOn(penalty)).toBe('2026-03-07')
  expect(aspects(penalty)).toEqual(['society'])
  expect(aspects({ ...penalty, reportedOn: '2026-03-08' })).toEqual(['society', 'self-discipline'])
  expect(aspects({ ...penalty, reportedOn: '' })).toEqual(['society'])
  expect(aspects({ ...penalty, reportedOn: '' }, '2026-03-08')).toHaveLength(2)
  // Thirty working days from Monday 2 March 2026, with one day off at Qingming (6 April).
  expect(reportDueOn({ ...penalty, type: 'pharmacy' })).toBe('2026-04-14')
})
