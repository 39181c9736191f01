import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBench, PEOPLE } from '../../../simulators/world/testing.ts'
import type { Bench } from '../../../simulators/world/testing.ts'
import { decided, HOSPITAL, registerOf } from '../../../simulators/world/testing-register.ts'
import { prepare, VISIT } from '../../../simulators/world/testing-states.ts'
import { registration } from '../../../simulators/world/testing-visits.ts'
import type { Register } from './register.ts'
import { applyFor, institutionAt, setTier, tierOn } from './register.ts'
import { BadTransition, move, standingAt, TRANSITIONS } from './states.ts'
import type { Decider, InstitutionState } from './states.ts'

const [person] = PEOPLE
const NEW = { ...HOSPITAL, fixmedins_code: 'H52010000099', fixmedins_name: '新医院' }
const CODE = HOSPITAL.fixmedins_code
const DAY = '2026-03-02'

let bench: Bench
let register: Register
beforeEach(() => {
  bench = openBench()
  register = registerOf(bench)
})
afterEach(() => bench.country.close())

const ADMITTED = ['applied', 'tested', 'opened'] as const
const WAYS: Readonly<Record<InstitutionState, readonly InstitutionState[]>> = {
  applied: ['applied'],
  tested: ['applied', 'tested'],
  opened: ADMITTED,
  suspended: [...ADMITTED, 'suspended'],
  closed: [...ADMITTED, 'closed'],
}
const STATES = Object.keys(WAYS) as InstitutionState[]

function ownerOf(from: InstitutionState | 'unknown', to: InstitutionState): Decider {
  return TRANSITIONS.find(([one, other]) => one === from && other === to)?.[2][0] ?? 'agency'
}

/** Brings a new institution to a state, a day for each step. */
async function bring(state: InstitutionState): Promise<void> {
  let from: InstitutionState | 'unknown' = 'unknown'
  for (const [at, to] of WAYS[state].entries()) {
    const decision = decided(`2026-02-0${at + 1}`, '按规定', ownerOf(from, to))
    await register.store.commit(() =>
      to === 'applied'
        ? applyFor(register, NEW, decision)
        : move(register, NEW.fixmedins_code, to, decision))
    from = to
  }
}

describe('the life of an institution', () => {
  test.for(STATES)('from %s only the listed changes are possible (A1-11)', async (from) => {
    await bring(from)
    for (const to of STATES) {
      for (const by of ['institution', 'agency', 'platform'] as const) {
        const change = () => move(register, NEW.fixmedins_code, to, decided(DAY, '按规定', by))
        const allowed = TRANSITIONS.some(([one, other, deciders]) =>
          one === from && other === to && deciders.includes(by))
        // The commit is undone by the throw, so each change starts from the same state.
        const outcome = register.store.commit(() => {
          change()
          throw new RangeError('allowed')
        })
        await expect(outcome).rejects.toThrow(allowed ? 'allowed' : BadTransition)
      }
    }
  })

  test('a change needs a reason and cannot be dated before the last one', async () => {
    await bring('opened')
    const suspend = (since: string, reason: string) =>
      register.store.commit(() =>
        move(register, NEW.fixmedins_code, 'suspended', decided(since, reason)))
    await expect(suspend(DAY, ' ')).rejects.toThrow(BadTransition)
    await expect(suspend('2026-02-01', '核查')).rejects.toThrow(BadTransition)
    await suspend(DAY, '核查')
    const code = NEW.fixmedins_code
    expect(standingAt(register, code, '2026-03-01 23:59:59')?.state).toBe('opened')
    expect(standingAt(register, code, `${DAY} 00:00:00`)?.state).toBe('suspended')
  })

  test('what is on record is never changed or deleted', async () => {
    await bring('applied')
    const { store } = register
    await expect(store.commit(() => store.run("update register_fact set value = 'opened'")))
      .rejects.toThrow('the register is never changed')
    await expect(store.commit(() => store.run('delete from register_fact')))
      .rejects.toThrow('the register is never shortened')
  })
})

describe('what an institution hears', () => {
  const REASONS: readonly [InstitutionState, string][] = [
    ['applied', '定点医药机构H52010000099已申请接入，尚未通过联调测试'],
    ['tested', '定点医药机构H52010000099已通过联调测试，尚未开通异地就医直接结算'],
    ['suspended', '定点医药机构H52010000099自2026-02-04起暂停服务（按规定），不能办理新的就诊'],
    ['closed', '定点医药机构H52010000099自2026-02-04起已关闭（按规定）'],
  ]

  test.for(REASONS)('%s: its own clear refusal (RULE-062)', async ([state, text]) => {
    await bring(state)
    const message = await prepare(bench, '2201')
    const answer = await bench.send({ ...message, fixmedins_code: NEW.fixmedins_code })
    expect(answer).toMatchObject({ infcode: -1, err_msg: text })
  })

  test('unknown: that it is not registered (RULE-062)', async () => {
    const message = await prepare(bench, '2201')
    const answer = await bench.send({ ...message, fixmedins_code: NEW.fixmedins_code })
    expect(answer?.err_msg).toBe('定点医药机构编号fixmedins_code未登记：H52010000099')
  })

  test('suspended: visits that run go on, and after the reopening new ones begin', async () => {
    const running = await prepare(bench, '2301')
    const suspend = decided(`${DAY} 09:00:00`, '专项检查')
    await register.store.commit(() => move(register, CODE, 'suspended', suspend))
    expect(await bench.send(running)).toMatchObject({ infcode: 0 })
    const begins = registration({ ...VISIT, number: 'V2' })
    expect((await bench.say('2201', person, begins))?.err_msg).toContain('暂停服务（专项检查）')
    bench.clock.set(`${DAY} 12:00:00`)
    await register.store.commit(() =>
      move(register, CODE, 'opened', decided(`${DAY} 12:00:00`, '整改完成')))
    expect(await bench.say('2201', person, begins)).toMatchObject({ infcode: 0 })
  })

  test('closed: the accounts can still be settled, and nothing else', async () => {
    const statement = await prepare(bench, '3201')
    await register.store.commit(() =>
      move(register, CODE, 'closed', decided(`${DAY} 09:00:00`, '协议终止')))
    expect(await bench.send(statement)).toMatchObject({ infcode: 0 })
    const answer = await bench.say('5301', person, { data: { psn_no: person.psn_no } })
    expect(answer?.err_msg).toContain('已关闭（协议终止）')
  })
})

test('a tier holds from its day on, and the day before had another one (RULE-105)', async () => {
  await register.store.commit(() => setTier(register, CODE, '2', decided('2026-03-10')))
  expect(tierOn(register, CODE, '2026-03-09')).toBe('3')
  expect(tierOn(register, CODE, '2026-03-10')).toBe('2')
  expect(institutionAt(register, CODE, '2026-03-10 00:00:00')).toEqual({ ...HOSPITAL, tier: '2' })
  expect(tierOn(register, 'H00000000000', '2026-03-10')).toBeUndefined()
})
