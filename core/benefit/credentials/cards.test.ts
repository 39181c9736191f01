import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { Outputs } from '../../../contracts/generated/types.ts'
import { INSURED, openScopes } from '../../../simulators/world/testing-scopes.ts'
import { openBench } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { must, VISIT } from '../../../simulators/world/testing-states.ts'
import { admission, claim, departure, upload } from '../../../simulators/world/testing-visits.ts'
import { BadCard, cardHistory, issueCard, reportLost } from './cards.ts'
import { heard, identified, placeOf } from '../../../simulators/world/testing-vouchers.ts'

const { person } = VISIT
const NEW = {
  card_no: 'C99999999', card_sn: '210300N1', standard: 'ministry', version: '3.00',
} as const
const renewed: InsuredPerson = { ...person, ...NEW }
const order = { ...NEW, psn_no: person.psn_no, by: '工商银行示例支行' }

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

test('a new card holds at once and the old one no longer (A1-23, RULE-055)', async () => {
  const place = placeOf(bench, [person])
  expect(await identified(bench, person, {})).toBe('')
  expect(await identified(bench, renewed, {})).toContain('未找到凭证对应的人员')
  await issueCard(place, order)
  expect(await identified(bench, renewed, {})).toBe('')
  expect(await identified(bench, person, {})).toContain('已换发新卡')
})

test('after a loss no card holds until a new one is issued (A1-23)', async () => {
  const place = placeOf(bench, [person])
  await reportLost(place, person.psn_no, '热线')
  expect(await identified(bench, person, {})).toContain('已挂失')
  await expect(reportLost(place, person.psn_no, '热线')).rejects.toThrow(BadCard)
  await issueCard(place, order)
  expect(await identified(bench, renewed, {})).toBe('')
  expect(cardHistory(place, person.psn_no).map(({ kind, card_no }) => [kind, card_no])).toEqual([
    ['lost', person.card_no], ['issued', NEW.card_no],
  ])
})

test('a number is one card for ever, and no history of cards can be changed (A1-23)', async () => {
  const place = placeOf(bench, [person])
  await issueCard(place, order)
  await expect(issueCard(place, order)).rejects.toThrow(BadCard)
  const back = { ...order, card_no: person.card_no }
  await expect(issueCard(place, back)).rejects.toThrow(BadCard)
  const change = () => place.store.run("update card_event set card_no = 'C1'")
  await expect(place.store.commit(change)).rejects.toThrow('never changed')
  const forget = () => place.store.run('delete from card_event')
  await expect(place.store.commit(forget)).rejects.toThrow('never deleted')
})

test('a stay goes on over a new card, and the old one settles nothing (A1-23, A0-27)', async () => {
  const opened = await must(bench, bench.message('2401', person, admission(VISIT)))
  const { mdtrt_id } = (opened.output as Outputs['2401']).result
  await issueCard(placeOf(bench, [person]), order)
  await must(bench, bench.message('2301', person, upload(VISIT, mdtrt_id)))
  await must(bench, bench.message('2402', person, departure(VISIT, mdtrt_id)))
  const withOld = claim(VISIT, mdtrt_id, true)
  const withNew = claim({ ...VISIT, person: renewed }, mdtrt_id, true)
  expect(heard(await bench.say('2303', person, withOld))).toContain('已换发新卡')
  await must(bench, bench.message('2303', person, withNew))
  expect(heard(await bench.say('2304', person, withOld))).toContain('已换发新卡')
  const settled = await must(bench, bench.message('2304', person, withNew))
  expect((settled.output as Outputs['2304']).setlinfo).toMatchObject({
    psn_no: person.psn_no, mdtrt_cert_type: '03',
  })
})

describe('a card below the standard of the ministry', () => {
  const old = { standard: 'local', version: '1.00' } as const
  const early = { standard: 'ministry', version: '0.90' } as const

  test.for([old, early])('is taken at home and nowhere else: %s (A0-33)', async (card) => {
    const persons = Object.values(INSURED).map((one) => ({ ...one, card }))
    const scopes = openScopes({ persons })
    const said = []
    for (const one of persons) said.push(await identified(scopes, one, {}))
    scopes.country.close()
    expect(said[0]).toBe('')
    expect(said[1]).toContain('不符合部颁标准')
    expect(said[2]).toContain('不符合部颁标准')
  })

  test('leaves the person his other vouchers (A0-33)', async () => {
    const far = { ...person, card: old }
    const away = openBench({ persons: [far] })
    const said = await identified(away, far, { mdtrt_cert_type: '02', mdtrt_cert_no: far.certno })
    away.country.close()
    expect(said).toBe('')
  })
})
