import { expect, test } from 'vitest'
import { openFilingDesk } from '../../simulators/world/testing-filing.ts'
import { personAt } from '../../simulators/world/person.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { decided, HOSPITAL, registerOf } from '../../simulators/world/testing-register.ts'
import { must, prepare } from '../../simulators/world/testing-states.ts'
import { saleAt } from '../../simulators/world/testing-stays.ts'
import { apply, cancel } from '../benefit/filing/agency.ts'
import { synchronise } from '../benefit/filing/exchange.ts'
import { filingReplica } from '../hub/filings.ts'
import { applyFor } from '../platform/institutions/register.ts'
import { move } from '../platform/institutions/states.ts'
import { openStore } from '../store/store.ts'
import { institutionDemand } from './demand.ts'

const REFERRAL = {
  category: 'referral',
  diagnosis: { code: 'C34.900', name: '肺恶性肿瘤' },
  documents: ['voucher', 'form', 'referral-certificate'],
} as const

test('institutions are ranked by the persons who filed for them, whom the hub acknowledged '
  + '(A1-37)', async () => {
  const [A, B, C] = ['H52010000011', 'H52010000012', 'H52010000013']
  const persons = Array.from({ length: 9 }, (_, at) =>
    personAt(37, at, { insuplc_admdvs: '210300', insutype: '310' }))
  const desk = openFilingDesk({ persons })
  const hub = openStore(':memory:')
  const replica = filingReplica({
    store: hub, clock: desk.clock,
    institutionArea: (code) => (code === 'H52010000099' ? undefined : '520100'),
  })
  const file = (at: number, institution?: string) => {
    const psn_no = persons[at]?.psn_no ?? ''
    const named = institution === undefined ? {} : { ...REFERRAL, institution }
    return apply(desk.context, desk.application({ psn_no, ...named }))
  }
  const wanted = [B, B, B, A, C, C, undefined, 'H52010000099', B] as const
  const made = []
  for (const [at, institution] of wanted.entries()) made.push(await file(at, institution))
  await file(0, A)
  await synchronise(desk.context, replica)
  const isOpen = (code: string) => code === A
  const ranked = (day: string) => institutionDemand(hub, day, isOpen)
    .map(({ institution, filers, rank, opened }) => [institution, filers, rank, opened])
  expect(ranked('2026-03-10')).toEqual([[B, 4, 1, false], [A, 2, 2, true], [C, 2, 2, false]])
  const last = made.at(-1)?.filing
  const reference = { serial: last?.serial ?? '', psn_no: last?.psn_no ?? '', by: 'OP001' }
  desk.clock.set('2026-03-20 09:00:00')
  await cancel(desk.context, reference)
  await synchronise(desk.context, replica)
  expect(ranked('2026-04-10')[0]).toEqual([B, 3, 1, false])
  expect(ranked('2027-04-10')).toEqual([])
  hub.close()
})

test('an institution that joins disturbs nobody: a visit that runs is settled, and the same sale '
  + 'comes out the same before and after (A1-37)', async () => {
  const [person] = PEOPLE
  const added = { ...HOSPITAL, fixmedins_code: 'H52010000098', tier: '2' } as const
  const bench = openBench()
  const register = registerOf(bench)
  const running = await prepare(bench, '2304')
  const sold = async (hospital: typeof HOSPITAL) => {
    const answer = await bench.send(saleAt(bench, hospital, person))
    const { setlinfo } = (answer?.output ?? {}) as { setlinfo?: { medfee_sumamt: number } }
    return setlinfo?.medfee_sumamt ?? answer?.err_msg ?? 'no answer'
  }
  const before = await sold(HOSPITAL)
  const steps = [
    ['applied', 'institution'], ['tested', 'platform'], ['opened', 'agency'],
  ] as const
  for (const [at, [to, by]] of steps.entries()) {
    expect(await sold(added)).not.toBe(before)
    const decision = decided(`2026-03-0${at + 1}`, '按规定', by)
    await register.store.commit(() => to === 'applied'
      ? applyFor(register, added, decision)
      : move(register, added.fixmedins_code, to, decision))
    expect(await sold(HOSPITAL), to).toBe(before)
  }
  bench.clock.set('2026-03-03 09:00:00')
  expect(await sold(added)).toBe(before)
  await must(bench, running)
  expect(disagreements(bench.country)).toEqual([])
  bench.country.close()
})
