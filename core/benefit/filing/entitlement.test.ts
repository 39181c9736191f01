import { afterEach, expect, test } from 'vitest'
import type { Enrolment, InsuredPerson } from '../../../contracts/case.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { openBench } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import { admission } from '../../../simulators/world/testing-visits.ts'
import { entitlementOn } from './entitlement.ts'

const ACTIVE = { from: '2020-01-01', state: 'active' } as const
let bench: Bench | undefined
afterEach(() => {
  bench?.country.close()
  bench = undefined
})

function personWith(enrolment: Enrolment, changes: Partial<InsuredPerson> = {}): InsuredPerson {
  return { ...VISIT.person, enrolment, ...changes }
}

async function entitlements(person: InsuredPerson, changes: object = {}) {
  bench = openBench({ persons: [person] })
  const data = {
    psn_no: person.psn_no, insutype: person.insutype, fixmedins_code: 'H52010000001',
    med_type: '11', begntime: '2026-03-02 09:00:00', ...changes,
  }
  const answer = await must(bench, bench.message('2001', person, { data }))
  return (answer.output as Outputs['2001']).trtinfo
}

test('a person whose insurance is suspended is filed and yet not entitled ' +
  '(RULE-038, RULE-059)', async () => {
  const person = personWith({ states: [ACTIVE, { from: '2026-02-01', state: 'suspended' }] })
  expect(person.filing).not.toBeNull()
  const [pool, account] = await entitlements(person)
  expect(pool).toMatchObject({ trt_enjymnt_flag: '0', trt_chk_rslt: '自2026-02-01起暂停参保' })
  expect(account).toMatchObject({ trt_enjymnt_flag: '0' })
  const visit = { ...VISIT, person }
  const admitted = await bench?.say('2401', person, admission(visit))
  expect(admitted?.err_msg).toContain('暂停参保')
})

test('each fund is answered for itself, with the reason of a refusal (RULE-059)', async () => {
  const person = { ...VISIT.person, accountBalanceFen: 0 }
  const [pool, account] = await entitlements(person)
  expect(pool).toMatchObject({ fund_pay_type: '310102', trt_enjymnt_flag: '1', trt_chk_rslt: '' })
  expect(account).toMatchObject({ fund_pay_type: '310200', trt_enjymnt_flag: '0' })
  bench?.country.close()
  const [chronic] = await entitlements(person, { med_type: '14', dise_codg: 'M03900' })
  expect(chronic).toMatchObject({ trt_enjymnt_flag: '0', trt_chk_rslt: '未登记门诊慢特病M03900' })
  bench?.country.close()
  const [pharmacy] = await entitlements(person, { fixmedins_code: 'P52010000002' })
  expect(pharmacy).toMatchObject({ trt_enjymnt_flag: '0' })
  expect(pharmacy?.trt_chk_rslt).toContain('定点药店')
})

test('a late enrolment waits: fixed months, one more a lapsed year, one less a repaid one ' +
  '(RULE-060)', () => {
  const lastDay = (lapsedYears: number, repaidYears: number): string => {
    const late = { on: '2026-01-15', fixedMonths: 3, lapsedYears, repaidYears }
    const states = [{ from: '2026-01-15', state: 'active' as const }]
    return entitlementOn(personWith({ states, late }), '2026-02-01').reason
  }
  expect(lastDay(0, 0)).toBe('待遇等待期至2026-04-14')
  expect(lastDay(2, 0)).toBe('待遇等待期至2026-06-14')
  expect(lastDay(2, 1)).toBe('待遇等待期至2026-05-14')
  expect(lastDay(2, 5)).toBe('待遇等待期至2026-04-14')
  const late = { on: '2026-01-15', fixedMonths: 3, lapsedYears: 0, repaidYears: 0 }
  const waits = personWith({ states: [{ from: '2026-01-15', state: 'active' }], late })
  expect(entitlementOn(waits, '2026-04-14').entitled).toBe(false)
  expect(entitlementOn(waits, '2026-04-15')).toMatchObject({ entitled: true, from: '2026-04-15' })
})

test('a newborn enrolled in time is covered from birth, a day late only from then on ' +
  '(RULE-061)', () => {
  const born = (enrolledOn: string): InsuredPerson => {
    const enrolment: Enrolment = {
      states: [{ from: enrolledOn, state: 'active' }], newbornDays: 90,
    }
    return personWith(enrolment, { brdy: '2026-01-01' })
  }
  const inTime = born('2026-04-01')
  expect(entitlementOn(inTime, '2026-01-01').entitled).toBe(true)
  expect(entitlementOn(inTime, '2025-12-31').entitled).toBe(false)
  const late = born('2026-04-02')
  expect(entitlementOn(late, '2026-01-01')).toMatchObject({ entitled: false, reason: '未参保' })
  expect(entitlementOn(late, '2026-04-02').entitled).toBe(true)
})
