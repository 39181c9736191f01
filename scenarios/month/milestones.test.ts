import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileDocument } from '../../core/clearing/books.ts'
import { documentsOf } from '../../core/clearing/lookup.ts'
import { officeOf } from '../../core/clearing/office.ts'
import type { PaymentOrder } from '../../core/clearing/orders.ts'
import { virtualClock } from '../../core/clock.ts'
import { relayedBetween } from '../../core/hub/relay-figures.ts'
import { milestonesOf } from '../../core/onboarding/milestones.ts'
import type { Milestone } from '../../core/onboarding/milestones.ts'
import { pairMatrix } from '../../core/onboarding/pair-matrix.ts'
import type { PairResult } from '../../core/onboarding/pair-matrix.ts'
import { isReady, tracksOf } from '../../core/onboarding/tracks.ts'
import { bundledPack } from '../../core/policy/bundled.ts'
import { settledBetween } from '../../core/settled.ts'
import type { Settled } from '../../core/settled.ts'
import type { Store } from '../../core/store/store.ts'
import type { Country } from '../../simulators/world/country.ts'
import { openBackOffice } from './back-office.ts'
import type { BackOffice } from './back-office.ts'
import { playMonth } from './play.ts'

/** Tianjin is a place of care of the month and an insured place. */
const PROVINCE = '120000'
const plan = { seed: 1, month: '2026-03', visits: 60 }

let country: Country
let store: Store
let before: Milestone[]
let after: Milestone[]
let matrix: PairResult[]

const rows = () => settledBetween(store, '2026-03-01', '2026-05-01')
const told = (settled: readonly Settled[]) =>
  milestonesOf({ province: PROVINCE, matrix: [], settled, store })

beforeAll(async () => {
  let office: BackOffice | undefined
  const played = await playMonth(plan, {
    said: () => {},
    dayEnded: (day, all, clock) => (office ??= openBackOffice(all, clock, plan.month)).endDay(day),
  })
  country = played.country
  store = country.books().placeOfCare
  before = told(rows())
  await office?.endMonth()
  after = told(rows())
  await country.hubs.get('100000')?.flush()
  const hub = country.stores.get('hub-national')
  if (hub === undefined) throw new RangeError('no national hub')
  matrix = pairMatrix(relayedBetween(hub, '2026-03-01', '2026-05-01'), PROVINCE, ['520000'])
}, 30_000)
afterAll(() => country.close())

const reached = (milestones: readonly Milestone[], id: Milestone['id']) => {
  const found = milestones.find((one) => one.id === id)
  if (found === undefined) throw new RangeError(id)
  return found
}
/** Settled across provinces and not undone, the first one first. */
const live = (): Settled[] => {
  const undone = new Set(rows().map(({ reverses }) => reverses))
  return rows().filter(({ kind, setlId, placeOfCare, insuredPlace }) =>
    kind === 'forward' && !undone.has(setlId) &&
    placeOfCare.slice(0, 2) !== insuredPlace.slice(0, 2))
}

test('the first settlement by card of somebody insured in another province is told with its '
  + 'message (A1-07)', () => {
  const first = live().find(({ placeOfCare }) => placeOfCare === PROVINCE)
  expect(first?.voucher).toBe('03')
  expect(reached(before, 'first-card')).toMatchObject({
    at: first?.settledAt, evidence: [first?.msgid, first?.setlId],
  })
  const others = rows().map((row) => ({ ...row, voucher: '02' }))
  expect(reached(told(others), 'first-card').at).toBe('')
  const undone = rows().filter(({ setlId }) => setlId === first?.setlId)
    .flatMap((row) => [row, { ...row, kind: 'refund', setlId: 'U', reverses: row.setlId } as const])
  expect(reached(told(undone), 'first-card').at).toBe('')
})

test('the first of the own insured who is settled in another province is told (A1-09)', () => {
  const first = live().find(({ insuredPlace }) => insuredPlace === PROVINCE)
  expect(first?.placeOfCare).toMatch(/^(?!12)\d{6}$/)
  expect(reached(before, 'first-elsewhere')).toMatchObject({
    at: first?.settledAt, evidence: [first?.msgid, first?.setlId],
  })
  const inboundOnly = rows().filter(({ insuredPlace }) => insuredPlace !== PROVINCE)
  expect(reached(told(inboundOnly), 'first-elsewhere').at).toBe('')
})

test('the first clearing payment is told when settled, reconciled, on a sheet, paid and received '
  + '(A1-08)', () => {
  expect(reached(before, 'first-clearing')).toMatchObject({ at: '', evidence: [] })
  const { at, evidence } = reached(after, 'first-clearing')
  const [setlId, reconciliation, sheet, order, payment, receipt] = evidence
  expect(live().map((row) => row.setlId)).toContain(setlId)
  expect(reconciliation).toMatch(/^2026-03-\d\d\/cross-province\/1$/)
  const numbers = (kind: 'sheet' | 'order' | 'payment' | 'receipt') =>
    documentsOf(store, kind, '202603').map(({ number }) => number)
  expect(numbers('sheet')).toContain(sheet)
  expect(numbers('order')).toContain(order)
  expect(numbers('payment')).toContain(payment)
  expect(numbers('receipt')).toContain(receipt)
  expect(order?.startsWith(sheet ?? 'none')).toBe(true)
  expect(sheet).toContain(PROVINCE)
  expect(at > '2026-04-21').toBe(true)
})

test('joining is scored on three tracks, and none makes up for another (A1-01)', async () => {
  const pack = { name: '120000', data: bundledPack('pay-first') }
  const sources = { province: PROVINCE, matrix, store, months: ['202603'], packs: [pack] }
  const whole = tracksOf(sources)
  expect(whole.map(({ id, open }) => [id, open]))
    .toEqual([['connectivity', []], ['funds', []], ['policy', []]])
  expect(whole.map(({ scoreBp }) => scoreBp)).toEqual([10_000, 10_000, 10_000])
  expect(whole.every(({ total }) => total > 0)).toBe(true)
  expect(isReady(whole)).toBe(true)

  const shut = matrix.map((one, at) => (at === 0 ? { ...one, state: 'failed' as const } : one))
  const spoilt = { name: 'new', data: { ...pack.data, effectiveFrom: '2019-01-01' } }
  const changes = [
    ['connectivity', { matrix: shut }, 'inbound 520000: failed'],
    ['funds', { months: ['202603', '202605'] }, '202605: reconciliation'],
    ['policy', { packs: [pack, spoilt] }, 'new/documents/0/effectiveFrom: RULE-012'],
  ] as const
  for (const [at, [id, change, open]] of changes.entries()) {
    const tracks = tracksOf({ ...sources, ...change })
    expect(tracks[at], id).toMatchObject({ id, open: [open] })
    expect(tracks[at]?.scoreBp, id).toBeLessThan(10_000)
    expect(tracks.toSpliced(at, 1), id).toEqual(whole.toSpliced(at, 1))
    expect(isReady(tracks), id).toBe(false)
  }
  expect(isReady(tracksOf({ ...sources, packs: [] }))).toBe(false)

  const [paid] = documentsOf<PaymentOrder>(store, 'order', '202603')
    .filter(({ body }) => body.payer === PROVINCE && body.direction === 'pay')
  if (paid === undefined) throw new RangeError('no order')
  const office = officeOf(store, virtualClock('2026-07-21 09:00:00'))
  await store.commit(() => {
    const draft = { ...paid, month: '202606', parent: '' }
    fileDocument(office, { ...draft, number: 'OWN' })
    const body = { ...paid.body, payer: '410000', receiver: '520000' }
    fileDocument(office, { ...draft, number: 'FOREIGN', body })
  })
  const [, unpaid] = tracksOf({ ...sources, months: ['202606'] })
  expect(unpaid.open.includes('OWN')).toBe(true)
  expect(unpaid.open.includes('FOREIGN')).toBe(false)
})
