import { describe, expect, test } from 'vitest'
import { hospitalsOf, rollout, switchesOf } from '../../simulators/world/rollout.ts'
import { switchboard } from './switches.ts'
import type { Beginning, Switch } from './switches.ts'

const CITIES = [
  '210100', '210200', '210300', '210400', '210500', '210600', '210700', '210800', '210900',
  '211000', '211100', '211200', '211300', '211400',
]

const stay: Beginning = {
  placeOfCare: '210100',
  insuredPlace: '210200',
  kinds: ['inpatient'],
  insutype: '310',
  day: '2016-05-01',
}

/** Why not, or '' when it may begin. */
function reason(switches: readonly Switch[], asked: Partial<Beginning>): string {
  try {
    switchboard(switches)({ ...stay, ...asked })
    return ''
  } catch (refusal) {
    return (refusal as Error).message
  }
}

describe('the nine networked cities of LN-2016', () => {
  const stage = rollout('LN-2016')
  const switches = switchesOf(stage)

  test('are open to one another in both directions, and every other pair is off (A0-20)', () => {
    const on = new Set(stage.networked)
    expect(on.size).toBe(9)
    let open = 0
    for (const placeOfCare of CITIES) {
      for (const insuredPlace of CITIES.filter((one) => one !== placeOfCare)) {
        const said = reason(switches, { placeOfCare, insuredPlace })
        const expected = on.has(placeOfCare) && on.has(insuredPlace)
        if (expected) open += 1
        expect(said, `${placeOfCare} ${insuredPlace}`).toMatch(expected ? /^$/ : /尚未开通直接结算/)
      }
    }
    expect(open).toBe(9 * 8)
  })

  test('are open for employees only, from the day of the letter', () => {
    expect(reason(switches, { insutype: '390' })).toContain('险种390')
    expect(reason(switches, { day: '2016-04-26' })).toBe('')
    expect(reason(switches, { day: '2016-04-25' })).toContain('自2016-04-26起开通')
  })
})

test('LN-2011: one hub, 13 agencies, 21 hospitals connected themselves, stays only (A0-12)', () => {
  const stage = rollout('LN-2011')
  expect(stage.agencies.every((area) => CITIES.includes(area))).toBe(true)
  expect(new Set(stage.agencies).size).toBe(13)
  expect(new Set(hospitalsOf(stage).map((one) => one.fixmedins_code)).size).toBe(21)
  const switches = switchesOf(stage)
  expect(reason(switches, {})).toBe('')
  expect(reason(switches, { kinds: ['outpatient'] })).toContain('尚未开通普通门诊直接结算')
})

describe('a switchboard', () => {
  const open: Switch = {
    placeOfCare: '*',
    insuredPlace: '210000',
    kind: '*',
    insutype: '*',
    from: '2016-01-01',
    state: 'open',
  }

  test('nobody keeps is open to everything', () => {
    expect(reason([], {})).toBe('')
  })

  test('takes a province for its areas and a star for all', () => {
    expect(reason([open], { placeOfCare: '520100' })).toBe('')
    expect(reason([open], { insuredPlace: '520100' })).toContain('尚未开通')
  })

  test('goes by the newest row that fits, and of one day by the closest (A0-10)', () => {
    const closed = { ...open, insuredPlace: '210200', state: 'closed' } as const
    expect(reason([closed, open], {})).toContain('自2016-01-01起停止')
    expect(reason([closed, open], { insuredPlace: '210300' })).toBe('')
    const again = { ...open, from: '2016-04-01' }
    expect(reason([again, closed, open], {})).toBe('')
    expect(reason([again, closed, open], { day: '2016-03-31' })).toContain('自2016-04-01起开通')
  })

  test('lets begin what may turn out to be open, and says what is not', () => {
    const chronic = { ...open, kind: 'chronic' } as const
    expect(reason([chronic], { kinds: ['outpatient', 'chronic'] })).toBe('')
    expect(reason([chronic], { kinds: ['outpatient'] })).toContain('普通门诊')
    expect(reason([{ ...open, insutype: '390' }], { insutype: '' })).toBe('')
  })
})
