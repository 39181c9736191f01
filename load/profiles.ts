/** Load profiles: how many journeys, how fast, and which service levels must hold. */

/** Asked for a profile that does not exist; the message names those that do. */
export class UnknownProfile extends RangeError {
  override readonly name = 'UnknownProfile'
}

export interface Profile {
  readonly name: string
  /** New journeys a second, whatever the answers take: an open model, as patients are. */
  readonly journeysPerSecond: number
  readonly seconds: number
  readonly maxVUs: number
  /** Service level for each transaction of the journey: 95 % answered within so many ms. */
  readonly p95Milliseconds: Readonly<Record<string, number>>
}

export interface K6Options extends Readonly<Record<string, unknown>> {
  readonly scenarios: Readonly<Record<string, unknown>>
  readonly thresholds: Readonly<Record<string, readonly string[]>>
}

const OUTPATIENT_LEVELS = {
  '1101': 500,
  '2001': 500,
  '2201': 500,
  '2203': 500,
  '2204': 800,
  '2206': 1000,
  '2207': 1000,
}

const PROFILES: readonly Profile[] = [
  {
    name: 'smoke',
    journeysPerSecond: 20,
    seconds: 10,
    maxVUs: 60,
    p95Milliseconds: OUTPATIENT_LEVELS,
  },
]

/** @throws UnknownProfile */
export function profileOf(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name)
  if (found !== undefined) return found
  const known = PROFILES.map((profile) => profile.name).join(', ')
  throw new UnknownProfile(`没有负载档位“${name}” / no load profile "${name}"; known: ${known}`)
}

/** Cases to prepare: k6 may start one journey more than rate × time at the edge. */
export function journeysNeeded(profile: Profile): number {
  return profile.journeysPerSecond * profile.seconds + 1
}

/**
 * The profile in the words of k6. A threshold on a tag that no sample carries passes silently, so
 * each one stands beside a counter with the same tag that must have counted something.
 */
export function k6Options(profile: Profile): K6Options {
  const thresholds: Record<string, string[]> = {
    biz_ok: ['rate==1'],
    dropped_iterations: ['count==0'],
    journey_done: ['count>0'],
    journey_failed: ['count==0'],
    journey_started: ['count>0'],
    settled_count: ['count>0'],
    unknown_outcomes: ['count==0'],
  }
  for (const [infno, milliseconds] of Object.entries(profile.p95Milliseconds)) {
    thresholds[`step_duration{infno:${infno}}`] = [`p(95)<${milliseconds}`]
    thresholds[`steps{infno:${infno}}`] = ['count>0']
  }
  return {
    scenarios: { [profile.name]: arrivals(profile) },
    thresholds,
    summaryTrendStats: ['min', 'med', 'avg', 'p(95)', 'p(99)', 'max'],
    discardResponseBodies: false,
    noConnectionReuse: false,
    userAgent: 'liantiao-load',
  }
}

function arrivals(profile: Profile): Record<string, unknown> {
  return {
    executor: 'constant-arrival-rate',
    rate: profile.journeysPerSecond,
    timeUnit: '1s',
    duration: `${profile.seconds}s`,
    // All users exist before the run: k6 adds later ones too slowly to keep the rate.
    preAllocatedVUs: profile.maxVUs,
    maxVUs: profile.maxVUs,
    gracefulStop: '30s',
  }
}
