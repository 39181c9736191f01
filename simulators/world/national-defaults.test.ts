import { expect, test } from 'vitest'
import { apply } from '../../core/benefit/filing/agency.ts'
import { switchboard } from '../../core/hub/switches.ts'
import type { CareClass } from '../../core/hub/switches.ts'
import { defaultFiling, defaultSwitches, nationalDefaults } from './national-defaults.ts'
import { openFilingDesk } from './testing-filing.ts'

const begin = (day: string, insuredPlace = '210300', kind: CareClass = 'outpatient') =>
  ({ placeOfCare: '520100', insuredPlace, kinds: [kind], insutype: '310', day })

test('outpatient settlement is open by default from the end of 2021, stays before it (A2-22)',
  () => {
    const requireOpen = switchboard(defaultSwitches())
    expect(() => requireOpen(begin('2021-12-30'))).toThrow('自2021-12-31起开通')
    for (const place of ['210300', '120000', '650100', '460100']) {
      expect(() => requireOpen(begin('2021-12-31', place))).not.toThrow()
    }
    expect(() => requireOpen(begin('2021-12-30', '210300', 'inpatient'))).not.toThrow()
    expect(() => requireOpen(begin('2022-06-01', '210300', 'chronic'))).toThrow('尚未开通门诊慢特病')
  })

test('an area that was later than the others says its own day, on both sides of a pair', () => {
  const requireOpen = switchboard(defaultSwitches([{ area: '210300', from: '2022-07-01' }]))
  expect(() => requireOpen(begin('2022-06-30'))).toThrow('自2022-07-01起开通')
  expect(() => requireOpen(begin('2022-07-01'))).not.toThrow()
  const there = { ...begin('2022-06-30', '120000'), placeOfCare: '210300' }
  expect(() => requireOpen(there)).toThrow('自2022-07-01起开通')
  expect(() => requireOpen(begin('2022-06-30', '120000'))).not.toThrow()
})

test('filing online is open by default from the end of 2021, the window before (A2-22)',
  async () => {
    const desk = openFilingDesk({ regime: 'R-2021-LN', parameters: defaultFiling() })
    desk.clock.set('2021-12-30 10:00:00')
    const online = desk.application({ channel: 'mini-program' })
    const early = await apply(desk.context, online)
    expect(early.faults.map(({ code, zh }) => [code, zh]))
      .toEqual([['channel-closed', '本参保地自2021-12-31起开通线上备案']])
    desk.clock.set('2021-12-31 00:00:00')
    expect((await apply(desk.context, online)).outcome).toBe('filed')
    const window = openFilingDesk({ regime: 'R-2021-LN', parameters: defaultFiling() })
    window.clock.set('2021-12-30 10:00:00')
    expect((await apply(window.context, window.application())).outcome).toBe('filed')
    expect(nationalDefaults().source).toContain('医保函〔2022〕106号')
  })
