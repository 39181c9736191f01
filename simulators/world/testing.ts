/**
 * A whole country and one desk in it, for tests: real parties, real databases, and messages that
 * are right unless a test spoils them.
 */
import type { InsuredPerson } from '../../contracts/case.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../../contracts/envelope.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import type { VirtualClock } from '../../core/clock.ts'
import { beijingTime, virtualClock } from '../../core/clock.ts'
import { createLog } from '../../core/log.ts'
import type { Logger } from '../../core/log.ts'
import type { Party } from '../../core/party.ts'
import { createCountry } from './country.ts'
import type { Country, CountryOptions } from './country.ts'
import { personAt } from './person.ts'

const POINTS = '210300'
const PAY_FIRST = '120000'

export const SENDER = {
  fixmedins_code: 'H52010000001',
  fixmedins_name: '联调示例医院',
  mdtrtarea_admvs: '520100',
  opter: 'OP001',
  opter_name: '收费员',
}

const FILED = {
  category: 'long-term',
  placeOfCare: '520100',
  begndate: '2025-06-01',
  enddate: '9999-12-31',
} as const

/** An employee with an account near its end, one near the pool's cap, and a poor resident. */
export const PEOPLE: readonly [InsuredPerson, InsuredPerson, InsuredPerson] = [
  personAt(1, 1, {
    insuplc_admdvs: POINTS,
    insutype: '310',
    accountBalanceFen: 30_000,
    filing: FILED,
  }),
  personAt(1, 2, { insuplc_admdvs: PAY_FIRST, insutype: '310', filing: FILED }),
  personAt(1, 3, {
    insuplc_admdvs: POINTS,
    insutype: '390',
    identities: ['2303'],
    filing: FILED,
    yearToDate: {
      poolFen: 9_900_000,
      outpatientPoolFen: 0,
      outpatientDeductibleFen: 0,
      criticalIllnessBaseFen: 650_000,
      medicalAidFen: 2_900_000,
      inpatientStays: 1,
    },
  }),
]

export interface BenchOptions {
  readonly dataDir?: string | null
  /** Business time; nine in the morning of a Monday unless a day goes on after a restart. */
  readonly startsAt?: string
  readonly persons?: readonly InsuredPerson[]
  readonly log?: Logger
  readonly onInsuredHop?: (party: Party) => Party
  /** Anything else that a country may be built with. */
  readonly country?: Partial<CountryOptions>
}

/** What a test says and hears. */
export interface Bench {
  readonly country: Country
  readonly clock: VirtualClock
  /** A complete message under a new number. */
  message(infno: string, person: InsuredPerson | null, input: object): RequestEnvelope
  /** The answer, or undefined when none came. */
  send(message: object): Promise<ResponseEnvelope | undefined>
  /** `message`, then `send`. */
  say(
    infno: string,
    person: InsuredPerson | null,
    input: object,
  ): Promise<ResponseEnvelope | undefined>
}

/** Opens the country; whoever opens it closes it. */
export function openBench(options: BenchOptions = {}): Bench {
  const clock = virtualClock(options.startsAt ?? '2026-03-02 09:00:00')
  const country = createCountry({
    institutions: [
      { ...SENDER, type: 'hospital', admdvs: '520100', tier: '3' },
      {
        fixmedins_code: 'P52010000002',
        fixmedins_name: '联调示例药店',
        type: 'pharmacy',
        admdvs: '520100',
        tier: '1',
      },
    ],
    persons: options.persons ?? PEOPLE,
    policies: { [POINTS]: 'points', [PAY_FIRST]: 'pay-first', '520100': 'points' },
    clock,
    log: options.log ?? createLog('silent'),
    dataDir: options.dataDir ?? null,
    ...(options.onInsuredHop === undefined ? {} : { onInsuredHop: options.onInsuredHop }),
    ...options.country,
  })
  let sequence = 0

  function message(infno: string, person: InsuredPerson | null, input: object): RequestEnvelope {
    clock.advance(1000)
    sequence += 1
    const step = { infno, insuplc_admdvs: person?.insuplc_admdvs ?? '', input: { ...input } }
    const infTime = beijingTime(clock.now())
    return envelopeOf(step, { sender: SENDER, infTime, sequence, signNo: '' })
  }

  async function send(body: object): Promise<ResponseEnvelope | undefined> {
    try {
      const response = await country.platform({
        method: 'POST',
        path: CALL_SERVICE_PATH,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return JSON.parse(response.body) as ResponseEnvelope
    } catch (reason) {
      if (reason instanceof NoAnswer) return undefined
      throw reason
    }
  }

  const say: Bench['say'] = (infno, person, input) => send(message(infno, person, input))
  return { country, clock, message, send, say }
}
