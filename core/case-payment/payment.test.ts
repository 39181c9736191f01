import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { virtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { applyForExit, decideExit, exitOf } from './exits.ts'
import { caseAreaOf, groupOf } from './grouper.ts'
import type { CaseArea } from './grouper.ts'
import { casePostings, clearingWayOf, paymentOf } from './payment.ts'
import type { SettledStay } from './payment.ts'

const STAY: SettledStay = {
  setlId: 'S1',
  institution: 'H52010000001',
  placeOfCare: '520100',
  insuredPlace: '520300',
  admittedOn: '2025-05-01',
  dischargedOn: '2025-05-09',
  settledOn: '2025-05-09',
  feeFen: 1_200_000,
  insuredFen: 900_000,
  cashFen: 300_000,
}

const DRG: CaseArea = {
  area: '520100',
  way: 'drg',
  from: '2025-05-05',
  decidedBy: 'discharge',
  crossProvince: false,
  rateFen: 900_000,
  carrier: 'visit-area',
}

const PNEUMONIA = { mainDiagnosis: 'J18.900', otherDiagnoses: [], operations: [] }

describe('the group of a case', () => {
  test('follows diagnosis, operation and severity', () => {
    const heart = { mainDiagnosis: 'I21.001', otherDiagnoses: [], operations: ['36.0601'] }
    expect(groupOf(heart)).toMatchObject({ drgCode: 'SA15', weight: 26_000 })
    expect(groupOf({ ...heart, operations: [] })?.drgCode).toBe('SA25')
    expect(groupOf({ ...heart, otherDiagnoses: ['J96.000'] })).toMatchObject({
      drgCode: 'SA11', weight: 33_800, score: 3_380_000,
    })
  })

  test('is paid the same for whoever is treated, wherever he is insured (RULE-235)', () => {
    const group = groupOf(PNEUMONIA)
    const pay = (insuredPlace: string) => paymentOf({ ...STAY, insuredPlace }, group, DRG)
    expect(pay('520100')).toEqual(pay('520300'))
    expect(pay('520100').standardFen).toBe(738_000)
  })
})

describe('the clearing way', () => {
  test.for([
    ['admitted before, discharged on the switch date', 'discharge', '2025-05-05', '40'],
    ['the same by admission', 'admission', '2025-05-05', '1'],
    ['discharged before', 'discharge', '2025-05-10', '1'],
  ] as const)('%s (RULE-232)', async ([, decidedBy, from, way]) => {
    expect(clearingWayOf(STAY, { ...DRG, decidedBy, from })).toBe(way)
  })

  test('across provinces it is by item unless flagged (RULE-233)', () => {
    const far = { ...STAY, insuredPlace: '210300' }
    expect(clearingWayOf(far, DRG)).toBe('1')
    expect(clearingWayOf(far, { ...DRG, crossProvince: true, way: 'dip' })).toBe('50')
  })

  test('the synthetic areas are one of each way, before the end of 2025 (RULE-232)', () => {
    const areas = ['520100', '520300'].map((area) => caseAreaOf(area))
    expect(areas.map((area) => area?.way)).toEqual(['drg', 'dip'])
    expect(areas.every((area) => (area?.from ?? '9') <= '2025-12-31')).toBe(true)
  })
})

describe('the money of a case', () => {
  test.for([
    ['visit-area', 'J18.900', [900_000, 438_000, -462_000]],
    ['insured-area', 'J18.900', [438_000, 438_000, 0]],
    ['visit-area', 'I21.001', [900_000, 1_095_000, 195_000]],
  ] as const)('with %s as carrier, %s (RULE-239)', ([carrier, mainDiagnosis, amounts]) => {
    const group = groupOf({ ...PNEUMONIA, mainDiagnosis })
    const { insuredFen, hospitalFen, visitAreaFen } = paymentOf(STAY, group, { ...DRG, carrier })
    expect([insuredFen, hospitalFen, visitAreaFen]).toEqual(amounts)
  })

  test("the patient's part is untouched and the books balance, whatever the way (RULE-234)", () => {
    const stay = fc.record({
      insuredFen: fc.nat(5_000_000),
      cashFen: fc.nat(5_000_000),
      insuredPlace: fc.constantFrom('520100', '520300', '210300'),
      carrier: fc.constantFrom('visit-area', 'insured-area'),
      way: fc.constantFrom('drg', 'dip'),
      crossProvince: fc.boolean(),
    } as const)
    fc.assert(
      fc.property(stay, ({ insuredFen, cashFen, insuredPlace, ...area }) => {
        const own = { ...STAY, insuredFen, cashFen, insuredPlace, feeFen: insuredFen + cashFen }
        const payment = paymentOf(own, groupOf(PNEUMONIA), { ...DRG, ...area })
        expect(payment.cashFen).toBe(cashFen)
        expect(payment.hospitalFen).toBeGreaterThanOrEqual(0)
        const postings = casePostings(own, payment)
        expect(postings.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0)
      }),
      { numRuns: 300 },
    )
  })
})

describe('an exit', () => {
  const clock = virtualClock('2025-06-01 09:00:00')
  let store: Store
  beforeEach(() => {
    store = openStore(':memory:')
  })
  afterEach(() => store.close())

  test('is decided by a panel, and the way changes with it (RULE-237, RULE-238)', async () => {
    const panel = ['甲', '乙', '丙']
    const granted = { setlId: 'S1', state: 'granted', panel, reason: '费用极高' } as const
    await expect(decideExit(store, clock, granted)).rejects.toThrow(/no application/)
    await applyForExit(store, clock, { setlId: 'S1', by: '医院', reason: '费用极高' })
    const few = { ...granted, panel: ['甲', '甲', '乙'] }
    await expect(decideExit(store, clock, few)).rejects.toThrow(/3 members/)
    await decideExit(store, clock, granted)
    expect(exitOf(store, 'S1')).toBe('granted')
    const group = groupOf(PNEUMONIA)
    const ways = (['none', 'granted'] as const).map(
      (exit) => paymentOf(STAY, group, DRG, exit).clearingWay,
    )
    expect(ways).toEqual(['40', '1'])
    expect(paymentOf(STAY, group, DRG, 'granted').hospitalFen).toBe(STAY.insuredFen)
  })
})
