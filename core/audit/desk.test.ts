import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ResponseEnvelope } from '../../contracts/exchange.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { openBench, PEOPLE, SENDER } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import {
  analysis,
  appeal,
  attachment,
  feedback,
  hitList,
  orderOf,
} from '../../simulators/world/testing-audit.ts'
import { book } from '../books.ts'
import { suspend } from '../platform/institutions/practitioners.ts'
import { Refusal } from '../refusal.ts'
import { takeStep } from './appeals.ts'
import { requireAnswered } from './desk.ts'
import { moneyStanding, moveMoney } from './money.ts'
import { saveHit } from './records.ts'
import { auditBill, factsOf } from './rules.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { billOf, lineOf, present, rowOf } from './testing.ts'

const [person, other] = PEOPLE
const FOR_MEN = orderOf({ hilist_code: 'XG04SYN0000002', hilist_name: '前列腺用药' })

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.country.close())

const books = () => present(bench.country.stores.get('platform'))

/** Says it and holds the answer against its contract. */
async function say(infno: string, input: object) {
  const answer = present(await bench.say(infno, person, input))
  expect(faultsOf(infno, answer)).toEqual([])
  return answer
}

/** The table wants a row even when nothing was found, which would be a false accusation. */
function faultsOf(infno: string, answer: ResponseEnvelope) {
  const silent = answer.output === null && infno !== '3103'
  return answer.infcode !== 0 || silent ? [] : checkResponse(infno, answer)
}

async function warn(): Promise<string> {
  const answer = await say('3102', analysis([FOR_MEN]))
  return (answer.output as { result: { jr_id: string } }).result.jr_id
}

test('clean orders are answered without a finding, before and during care (RULE-217)', async () => {
  for (const infno of ['3101', '3102']) {
    expect(await say(infno, analysis())).toMatchObject({ infcode: 0, output: null })
  }
  expect(() => requireAnswered(books(), 'V1')).not.toThrow()
})

test('an item for the other sex is a hit with its amount and lines (RULE-218)', async () => {
  expect(await say('3101', analysis([orderOf(), { ...FOR_MEN, rx_id: '2' }]))).toMatchObject({
    infcode: 0,
    output: {
      result: {
        rule_id: 'sex',
        vola_amt: 20,
        sev_deg: '1',
        vola_bhvr_type: '2',
        judge_result_detail_dtos: [{ rx_id: '2' }],
      },
    },
  })
})

test('the finding does not depend on where the patient is insured (RULE-003)', async () => {
  const found = []
  for (const poolarea of ['520100', '520300', '210300', '120000']) {
    const local = poolarea === '520100' ? '0' : '1'
    const input = analysis([FOR_MEN], { poolarea })
    for (const patient of input.data.patient_dtos) {
      patient.fsi_encounter_dtos.map((one) => Object.assign(one, { out_setl_flag: local }))
    }
    found.push((await say('3101', input)).output)
  }
  expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(found[0]).not.toBeNull()
})

test('after a warning nothing goes on without a reason or a change (RULE-217)', async () => {
  const hit = await warn()
  expect(() => requireAnswered(books(), 'V1')).toThrow(Refusal)
  expect((await say('3103', feedback(hit, '1'))).err_msg).toContain('dspo_way_rea')
  expect(() => requireAnswered(books(), 'V1')).toThrow('3103')
  expect(await say('3103', feedback(hit, '1', '变性手术后'))).toMatchObject({ infcode: 0 })
  expect(() => requireAnswered(books(), 'V1')).not.toThrow()
})

test('a changed order answers the warning as well (RULE-217)', async () => {
  expect(await say('3103', feedback(await warn(), '2'))).toMatchObject({ infcode: 0 })
  expect(() => requireAnswered(books(), 'V1')).not.toThrow()
})

test('an order of a suspended doctor cannot be talked away (RULE-217, RULE-227)', async () => {
  const since = '2026-03-01 00:00:00'
  const decision = { since, recordedAt: since, by: '医保局', reason: '暂停资格' }
  const doctor = 'D520100000001'
  await books().commit(() => suspend(books(), doctor, '2026-04-01 00:00:00', decision))
  const { output } = await say('3102', analysis())
  const { result } = output as { result: { jr_id: string; rule_id: string } }
  expect(result.rule_id).toBe('practitioner')
  const refused = await say('3103', feedback(result.jr_id, '1', '急需'))
  expect(refused).toMatchObject({ infcode: -1 })
  expect(refused.err_msg).toContain('不允许继续执行')
})

test('feedback on a hit that is not there or not one\'s own is refused', async () => {
  expect((await say('3103', feedback('H0', '2'))).err_msg).toContain('H0')
  const foreign = analysis()
  for (const { fsi_encounter_dtos: [one] } of foreign.data.patient_dtos) {
    Object.assign(present(one), { medins_id: 'H99999999999' })
  }
  expect((await say('3101', foreign)).err_msg).toContain('H99999999999')
})

test('the sender may narrow what is asked, and asking again finds the same', async () => {
  const input = analysis([FOR_MEN])
  const narrowed = { data: { ...input.data, rule_ids: ['age'] } }
  expect((await say('3101', narrowed)).output).toBeNull()
  expect((await say('3101', input)).output).toEqual((await say('3101', input)).output)
})

/** A settlement with a deduction of six yuan. */
async function deduct(): Promise<string> {
  const lines = [lineOf(), lineOf({ id: '2' })]
  const hit = present(auditBill(billOf({ lines }), factsOf(DEFAULT_KNOWLEDGE), 'after')[0])
  const at = '2026-03-02 08:00:00'
  await books().commit(() => {
    book(books(), rowOf({ setl_id: 'S1', mdtrt_id: 'V1', psn_no: other.psn_no }), [])
    saveHit(books(), hit, SENDER.fixmedins_code, at)
    const words = { operator: '审核员', reason: '重复收费', at }
    moveMoney(books(), { setlId: 'S1', hitId: hit.id, kind: 'recover', amountFen: 600, ...words })
  })
  return hit.id
}

test('deduction, appeal, panel and return run over the wire (RULE-230)', async () => {
  const hit = await deduct()
  const listed = async (stage: '1' | '2') => {
    const { output } = await say('3701', hitList(stage))
    const { pageResult } = output as { pageResult: { recordCounts: string; data: object[] } }
    return pageResult
  }
  expect(await listed('1')).toMatchObject({
    recordCounts: '1',
    data: [{ docId: 'S1', docSusptDTOS: [{ docSusptId: hit, volaDetAmt: 6 }] }],
  })
  expect((await listed('2')).data).toEqual([])
  const file = await say('3704', attachment())
  expect(file.output).toEqual({ FsiFileUploadRsltDTO: { attUploadId: 'ATT1' } })
  const filed = await say('3702', appeal('FsiIntlgSupnApplSaveDTO', hit))
  expect(filed.output).toMatchObject({ FsiApplDocResultDTO: [{ docsuspt: [{ susptCode: '1' }] }] })
  const again = await say('3702', appeal('FsiIntlgSupnApplSaveDTO', hit))
  expect(again.output).toMatchObject({ FsiApplDocResultDTO: [{ docsuspt: [{ susptCode: '0' }] }] })
  const at = '2026-03-03 09:00:00'
  const words = { hitId: hit, at, reason: '材料属实' }
  await books().commit(() => takeStep(books(), { ...words, step: 'rejected', by: ['审核员'] }))
  expect((await listed('2')).data).toHaveLength(1)
  await say('3703', appeal('FsiIntlgSupnApplDiscussDTO', hit))
  const by = ['甲', '乙', '丙']
  await books().commit(() => takeStep(books(), { ...words, step: 'panel-granted', by }))
  expect(moneyStanding(books(), 'S1')).toMatchObject({ recoveredFen: 0, payableFen: 1_000 })
})
