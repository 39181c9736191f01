import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../days.ts'
import { openStore } from '../store/store.ts'
import { addStep, caseFigures, CaseRefused, CHANNELS, openCase } from './cases.ts'
import type { CaseOpening, CaseStep } from './cases.ts'
import { staffAuditList } from './filings.ts'
import { LEVELS, planGaps, planInspections, TARGET_KINDS } from './inspection.ts'
import type { InspectionTarget } from './inspection.ts'
import { drawSample, onSiteRate, workQueue } from './sampling.ts'
import { allAreas } from '../../contracts/areas.ts'

const staysOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ setlId: `S${at}`, institution: `H${at % 7}` }))

test('an on-site rate of 19.9 % fails and 20 % passes (RULE-220)', () => {
  const stays = staysOf(1_000)
  const first = (count: number) => new Set(stays.slice(0, count).map(({ setlId }) => setlId))
  expect(onSiteRate(stays, first(199))).toMatchObject({ rateBp: 1_990, ok: false })
  expect(onSiteRate(stays, first(200))).toMatchObject({ rateBp: 2_000, ok: true })
})

test('a rate just under the target is not rounded up to it (RULE-220)', () => {
  const stays = staysOf(100_001)
  const verified = new Set(stays.slice(0, 20_000).map(({ setlId }) => setlId))
  expect(onSiteRate(stays, verified)).toMatchObject({ rateBp: 1_999, ok: false })
})

test('the drawn sample reaches its target, whatever the order of the stays (RULE-220)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer(), (count, seed) => {
      const stays = staysOf(count)
      const sample = drawSample(stays, seed)
      expect(onSiteRate(stays, new Set(sample)).ok).toBe(true)
      expect(drawSample(stays.toReversed(), seed)).toEqual(sample)
    }),
    { numRuns: 40 },
  )
  expect(drawSample(staysOf(50), 1)).not.toEqual(drawSample(staysOf(50), 2))
})

test('a work queue takes so many a working day and shows what is left (A1-29)', () => {
  const items = Array.from({ length: 5 }, (_, at) => ({ id: `W${at}`, day: '2026-03-06' }))
  const days = workQueue([...items, { id: 'W5', day: '2026-03-07' }], 2)
  expect(days.map(({ day, arrived, done, backlog }) => [day, arrived, done.length, backlog]))
    .toEqual([
      ['2026-03-06', 5, 2, 3],
      ['2026-03-07', 1, 0, 4],
      ['2026-03-08', 0, 0, 4],
      ['2026-03-09', 0, 2, 2],
      ['2026-03-10', 0, 2, 0],
    ])
  expect(() => workQueue(items, 0)).toThrow(RangeError)
})

/** The nine prefectures of Guizhou with two counties each, and one target of each kind in each. */
const PREFECTURES = allAreas()
  .filter(({ level, province, group }) => level === 'city' && province === '520000' && !group)
  .map(({ code }) => code)
const TERRITORY = Object.fromEntries(
  PREFECTURES.map((code) => [code, [`${code.slice(0, 4)}01`, `${code.slice(0, 4)}02`]]),
)
const TARGETS: InspectionTarget[] = Object.entries(TERRITORY).flatMap(([prefecture, counties]) =>
  counties.flatMap((county) =>
    TARGET_KINDS.map((kind) => ({ kind, code: `${kind} ${county}`, prefecture, county }))))

test('inspections reach every prefecture, county, level and kind of target (RULE-228)', () => {
  expect(PREFECTURES).toHaveLength(9)
  const plan = planInspections(TERRITORY, TARGETS, 1)
  expect(planGaps(TERRITORY, plan)).toEqual({
    prefectures: [], counties: [], kinds: [], levels: [], ownInspectors: 0,
  })
  expect(new Set(plan.map(({ level }) => level))).toEqual(new Set(LEVELS))
  expect(planInspections(TERRITORY, TARGETS.toReversed(), 1)).toEqual(plan)
  expect(planInspections(TERRITORY, TARGETS, 2)).not.toEqual(plan)
})

test('a plan that leaves a prefecture out says which (RULE-228)', () => {
  const [first = ''] = PREFECTURES
  const plan = planInspections(TERRITORY, TARGETS, 1)
    .filter(({ target }) => target.prefecture !== first)
  expect(planGaps(TERRITORY, plan)).toMatchObject({
    prefectures: [first],
    counties: TERRITORY[first],
  })
})

test('staff who filed without documents are listed once the promised day is over', () => {
  const filing = {
    filingId: 'F1',
    psnNo: 'P1',
    operator: '经办员甲',
    filedOn: '2026-03-02',
    required: ['居住证', '身份证'],
    documents: ['身份证'],
    supplementBy: '2026-03-20',
  }
  const clean = { ...filing, filingId: 'F2', documents: ['居住证', '身份证'] }
  const own = { ...filing, filingId: 'F3', operator: '' }
  expect(staffAuditList([filing, clean, own], '2026-03-20')).toEqual([])
  expect(staffAuditList([own, clean, filing], '2026-03-21')).toEqual([
    { operator: '经办员甲', filings: [{ filingId: 'F1', missing: ['居住证'] }] },
  ])
  const favour = { ...filing, documents: [], supplementBy: '' }
  expect(staffAuditList([favour], '2026-03-02')).toHaveLength(1)
})

const opening = (caseId: string, channel: CaseOpening['channel']): CaseOpening => ({
  caseId,
  channel,
  target: { kind: 'hospital', code: 'H52010000001' },
  subject: 'settlement',
  at: '2026-03-02 09:00:00',
  by: '审核员',
  text: '重复收费线索',
  evidence: ['H1'],
})
const stepOf = (caseId: string, step: CaseStep['step'], day: number, evidence = ['E1']) => ({
  caseId, step, at: `${addDays('2026-03-02', day)} 10:00:00`, by: '审核员', text: '办理', evidence,
})

test('five channels, one ledger; a case closes only when it is answered for (A3-06)', async () => {
  const store = openStore(':memory:')
  const add = (step: CaseStep) => store.commit(() => addStep(store, step))
  await store.commit(() => {
    for (const channel of CHANNELS) openCase(store, opening(channel, channel))
  })
  await add(stepOf('social', 'found', 1))
  await expect(add(stepOf('social', 'closed', 2))).rejects.toThrow('answered')
  await add(stepOf('social', 'answered', 2))
  await expect(add(stepOf('social', 'closed', 3))).rejects.toThrow('put right')
  await add(stepOf('social', 'rectified', 3))
  await expect(add(stepOf('social', 'closed', 4, []))).rejects.toThrow('evidence')
  await expect(add(stepOf('social', 'closed', 0))).rejects.toThrow('had a step')
  await add(stepOf('social', 'closed', 4))
  await expect(add(stepOf('social', 'assigned', 5))).rejects.toThrow(CaseRefused)
  await expect(add(stepOf('nobody', 'found', 1))).rejects.toThrow('no case')
  await add(stepOf('daily', 'closed', 1))
  expect(caseFigures(store)).toEqual([
    { channel: 'flight', cases: 1, closed: 0, open: 1 },
    { channel: 'campaign', cases: 1, closed: 0, open: 1 },
    { channel: 'daily', cases: 1, closed: 1, open: 0 },
    { channel: 'monitoring', cases: 1, closed: 0, open: 1 },
    { channel: 'social', cases: 1, closed: 1, open: 0 },
  ])
  store.close()
})
