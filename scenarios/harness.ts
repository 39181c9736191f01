/** Everything a hospital under test is connected to, observed: platform, insured places, faults. */
import type { Case } from '../contracts/case.ts'
import type { Handler } from '../contracts/exchange.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'
import { virtualClock } from '../core/clock.ts'
import type { Logger } from '../core/log.ts'
import { faultPlan, faulty } from '../simulators/network.ts'
import { createRecorder } from '../simulators/recorder.ts'
import { createCountry } from '../simulators/world/country.ts'
import { caseFinder } from './case-finder.ts'
import { BUSINESS_DAY } from './generate/case-maker.ts'
import type { Place } from './generate/place.ts'

export interface Harness {
  /** What the hospital calls. */
  readonly platform: Handler
  /** Sets the clock to a case's time and expects its messages. */
  begin(one: Case): void
  exchanges(): readonly RecordedExchange[]
  close(): void
}

/** Builds the parties for a suite; each message takes one second of business time. */
export function createHarness(cases: readonly Case[], place: Place, log: Logger): Harness {
  const clock = virtualClock(`${BUSINESS_DAY} 07:00:00`)
  const finder = caseFinder(cases)
  const recorder = createRecorder(clock, (body) => finder.caseOf(body))
  const country = createCountry({
    institutions: place.institutions,
    persons: cases.flatMap((one) => (one.world === undefined ? [] : [one.world])),
    policies: place.policies,
    clock,
    log,
    dataDir: null,
    onInsuredHop: (party) => recorder.insuredHop(party),
  })
  const faults = new Map(cases.map((one) => [one.sheet.name, one.faults]))
  const plan = faultPlan((name) => faults.get(name) ?? [], (request) => recorder.sight(request))
  const observed = recorder.institutionHop(faulty(country.platform, plan))
  return {
    platform: (request) => {
      clock.advance(1000)
      return observed(request)
    },
    begin(one) {
      clock.set(one.sheet.startsAt)
      finder.perform(one.sheet.name)
    },
    exchanges: () => recorder.exchanges(),
    close: () => country.close(),
  }
}
