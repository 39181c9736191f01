import { expect, test } from 'vitest'
import { NATIONAL } from '../../core/hub/route.ts'
import type { Institution } from '../../core/platform/context.ts'
import { personAt } from './person.ts'
import { hospitalsOf, rollout, switchesOf } from './rollout.ts'
import { openBench, SENDER } from './testing.ts'
import { must, VISIT } from './testing-states.ts'
import { admission, registration } from './testing-visits.ts'

test('LN-2011 stands: a provincial hub, 13 agencies, 21 hospitals connected directly ' +
  '(A0-12)', async () => {
  const stage = rollout('LN-2011')
  const hospitals = hospitalsOf(stage)
  const clinics: Institution[] = stage.agencies.map((admdvs) => ({
    fixmedins_code: `H${admdvs}90001`,
    fixmedins_name: '联调示例卫生院',
    type: 'hospital',
    admdvs,
    tier: '1',
  }))
  const direct = new Set(hospitals.map((one) => one.fixmedins_code))
  const person = personAt(3, 1, { insuplc_admdvs: '210200', insutype: '310', filing: null })
  const stranger = personAt(3, 2, { insuplc_admdvs: '211300', insutype: '310', filing: null })
  const bench = openBench({
    persons: [person, stranger],
    country: {
      institutions: [...hospitals, ...clinics],
      policies: Object.fromEntries(stage.agencies.map((area) => [area, 'points'])),
      topology: (code) => (direct.has(code) ? 'direct' : 'relay'),
    },
  })
  const { hubs, agencies, insuredPlaces } = bench.country
  expect([...hubs.keys()].toSorted()).toEqual([NATIONAL, '210000'])
  expect([agencies.size, insuredPlaces.size, direct.size]).toEqual([13, 13, 21])
  await hubs.get('210000')?.board.turn(switchesOf(stage))

  const from = (code: string, infno: string, input: object, who = person) => {
    const message = bench.message(infno, who, input)
    const sender = { fixmedins_code: code, msgid: code + message.msgid.slice(12) }
    return { ...message, ...SENDER, ...sender, mdtrtarea_admvs: code.slice(1, 7) }
  }
  const admitted = (number: string, mdtrtarea_admvs: string, who = person) => {
    const { mdtrtinfo, diseinfo } = admission({ ...VISIT, person: who, number })
    return { mdtrtinfo: { ...mdtrtinfo, mdtrtarea_admvs }, diseinfo }
  }
  await must(bench, from('H21010000001', '2401', admitted('A', '210100')))
  const visit = from('H21010090001', '2201', registration({ ...VISIT, person }))
  expect((await bench.send(visit))?.err_msg).toContain('尚未开通普通门诊直接结算')
  const away = from('H21010000001', '2401', admitted('B', '210100', stranger), stranger)
  expect((await bench.send(away))?.err_msg).toContain('朝阳市之间尚未开通')
  await agencies.get('210100')?.flush()
  const passedBy = bench.country.stores.get('agency-210100')?.all('select infno from relay')
  expect(passedBy).toEqual([{ infno: '2201' }])
  bench.country.close()
})
