import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlaceFiling } from '../benefit/filing/record.ts'
import { virtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { filingReplica } from './filings.ts'

const filing: PlaceFiling = {
  serial: 'F1',
  version: 1,
  state: 'accepted',
  note: '',
  at: '2026-03-02 09:00:00',
  by: 'OP001',
  psn_no: 'P1',
  insuplc_admdvs: '210300',
  insutype: '310',
  category: 'other-temporary',
  diagnosis: null,
  area: '520100',
  institution: null,
  institutionName: '',
  reason: '出差',
  tel: '',
  addr: '',
  filedAt: '2026-03-02 09:00:00',
  begndate: '2026-03-02',
  enddate: '2026-09-01',
  documents: [],
  documentsDueOn: null,
  channel: 'app',
  referral: null,
  regime: 'R-2025',
  follows: null,
}

let store: Store
beforeEach(() => {
  store = openStore(':memory:')
})
afterEach(() => store.close())

const replica = () =>
  filingReplica({
    store,
    clock: virtualClock('2026-03-02 10:00:00'),
    institutionArea: (code) => (code === 'H52010000001' ? '520115' : undefined),
  })

test('the hub acknowledges a filing once, and a place of care finds it (RULE-027)', async () => {
  const acknowledged = { outcome: 'acknowledged' }
  expect(await replica().submit(filing)).toEqual(acknowledged)
  expect(await replica().submit(filing)).toEqual(acknowledged)
  expect(await replica().find('P1')).toEqual([filing])
  expect(await replica().find('P2')).toEqual([])
  const rows = store.all('select serial from hub_filing')
  expect(rows).toHaveLength(1)
})

test('what does not match comes back with field and reason, and is not found '
  + '(RULE-027)', async () => {
  const wrong: [Partial<PlaceFiling>, string][] = [
    [{ area: '990000' }, 'area'],
    [{ insuplc_admdvs: '210' }, 'insuplc_admdvs'],
    [{ enddate: '2026-03-01' }, 'enddate'],
    [{ institution: 'H00000000000' }, 'institution'],
    [{ institution: 'H52010000001', area: '520300' }, 'institution'],
  ]
  for (const [at, [change, field]] of wrong.entries()) {
    const feedback = await replica().submit({ ...filing, ...change, serial: `W${at}` })
    expect(feedback).toMatchObject({ outcome: 'mismatch', field })
  }
  expect(await replica().find('P1')).toEqual([])
  const right = { ...filing, institution: 'H52010000001', area: '520000', serial: 'R1' }
  expect((await replica().submit(right)).outcome).toBe('acknowledged')
})

test('a corrected version takes the place of the wrong one, and the trail is kept', async () => {
  const wrong = { ...filing, area: '990000' }
  await replica().submit(wrong)
  const corrected = { ...filing, version: 2 }
  expect((await replica().submit(corrected)).outcome).toBe('acknowledged')
  expect(await replica().find('P1')).toEqual([corrected])
  expect(store.all('select version from hub_filing order by version')).toHaveLength(2)
  expect((await replica().submit(wrong)).outcome).toBe('mismatch')
})

test('an older version, another content and another person are told apart', async () => {
  await replica().submit({ ...filing, version: 3 })
  const field = async (change: Partial<PlaceFiling>) => {
    const feedback = await replica().submit({ ...filing, ...change })
    return feedback.outcome === 'mismatch' ? feedback.field : ''
  }
  expect(await field({ version: 2 })).toBe('version')
  expect(await field({ version: 3, reason: '探亲' })).toBe('version')
  expect(await field({ version: 4, psn_no: 'P2' })).toBe('psn_no')
  expect(await replica().find('P1')).toEqual([{ ...filing, version: 3 }])
})
