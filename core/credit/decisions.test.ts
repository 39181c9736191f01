import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFilingDesk } from '../../simulators/world/testing-filing.ts'
import { decided, HOSPITAL } from '../../simulators/world/testing-register.ts'
import { drawSample } from '../audit/sampling.ts'
import { apply } from '../benefit/filing/agency.ts'
import type { PlaceFiling } from '../benefit/filing/record.ts'
import { isOpen, setOpening } from '../platform/institutions/openings.ts'
import type { Register } from '../platform/institutions/register.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { CreditRefused, openByCredit, prepaidFen, standingOf } from './decisions.ts'
import { recordEvent } from './events.ts'
import { reviewReferrals } from './referral-review.ts'
import type { CreditEvent } from './score.ts'
import { scoreOf } from './score.ts'

const CODE = HOSPITAL.fixmedins_code

let store: Store
let register: Register
beforeEach(() => {
  store = openStore(':memory:')
  register = { store, seed: (code) => (code === CODE ? HOSPITAL : undefined) }
})
afterEach(() => store.close())

/** Grave breaches in a row; three of them in two aspects cost 24 points. */
function grave(day: string, count: number): CreditEvent[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `G${day}${at}`,
    institution: CODE,
    day,
    aspect: at % 2 === 0 ? 'supervision' : 'agreement',
    nature: 'grave',
    circumstances: 'ordinary',
    amountFen: 0,
    reason: { zh: '骗保', en: 'fraud' },
  }))
}

const record = (events: readonly CreditEvent[]) =>
  store.commit(() => events.forEach((event) => recordEvent(store, event)))

test('credit decides sampling, prepayment and opening, from the books (A3-04)', async () => {
  const stays = Array.from({ length: 20 }, (_, at) => ({ setlId: `S${at}`, institution: CODE }))
  const standing = (day: string) => standingOf(store, CODE, day)
  const drawn = (day: string) => drawSample(stays, 1, () => standing(day).sampleBp).length
  expect([drawn('2026-03-02'), prepaidFen(1_000_001, standing('2026-03-02'))])
    .toEqual([4, 1_000_001])
  await store.commit(() => setOpening(register, CODE, 'chronic', 'shut', decided('2026-01-01')))

  await record(grave('2026-03-02', 3))
  // 76 points: half of the stays, half of the money rounded half up, and nothing new.
  expect(standing('2026-03-03').grade).toBe('C')
  expect([drawn('2026-03-03'), prepaidFen(1_000_001, standing('2026-03-03'))])
    .toEqual([10, 500_001])
  const open = (since: string) =>
    store.commit(() => openByCredit(register, CODE, 'chronic', decided(since)))
  await expect(open('2026-03-03')).rejects.toThrow(CreditRefused)
  expect(isOpen(register, CODE, 'chronic', '', '2026-03-03 09:00:00')).toBe(false)

  // Twelve months later the events count no more.
  await open('2027-03-03')
  expect(isOpen(register, CODE, 'chronic', '', '2027-03-03 09:00:00')).toBe(true)
})

test('a referral without need lowers the credit of the hospital that made it (A4-05)', async () => {
  const desk = openFilingDesk()
  const refer = async (code: string, reason: string): Promise<PlaceFiling> => {
    const { outcome, filing } = await apply(desk.context, desk.application({
      category: 'referral',
      diagnosis: { code, name: '诊断' },
      documents: ['voucher', 'form', 'referral-certificate'],
      reason,
      referral: {
        from: CODE, type: '1', day: '2026-03-02', opinion: '同意', agreed: '1', visit: '',
      },
    }))
    expect(outcome).toBe('filed')
    return filing
  }
  const filings = [
    await refer('I10.x00', ''), await refer('I10.x01', '本地设备检修'), await refer('C50.900', ''),
  ]
  const events = reviewReferrals(filings, ['I10'])
  expect(events.map(({ institution, aspect, reason }) => [institution, aspect, reason.zh]))
    .toEqual([[CODE, 'agreement', '转诊不合理：I10.x00']])
  await record([...events, ...reviewReferrals(filings, ['I10'])])
  const kept = scoreOf(events)
  expect(kept.aspects.agreement).toBe(2_900)
  expect(kept.total).toBe(9_900)
  expect(reviewReferrals(filings, [])).toEqual([])
})
