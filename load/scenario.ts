/**
 * The script that k6 runs: each iteration plays one prepared case with the same journey that the
 * conformance run uses, and notes every booking so that the books can be compared afterwards.
 * It never reads the platform's mind: an answer that did not come is `unknown`, not a failure.
 */
import { SharedArray } from 'k6/data'
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Rate, Trend } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { CaseSheet, JourneyName } from '../contracts/case.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../contracts/envelope.ts'
import type { Journey, Outcome, ResponseEnvelope, Step } from '../contracts/exchange.ts'
import { accepted } from '../contracts/exchange.ts'
import { outpatient } from '../scenarios/journeys/outpatient.ts'
import { recover } from '../scenarios/journeys/recover.ts'
import type { LoadPlan, Seat } from './load-plan.ts'
import type { Seen } from './seen.ts'
import { seenIn } from './seen.ts'
import { stampsOf } from './stamps.ts'

const JOURNEYS: Partial<Record<JourneyName, (sheet: CaseSheet) => Journey<unknown>>> = {
  outpatient,
}

/** A journey that is still going after so many messages is going in circles. */
const MOST_STEPS = 200

const plan: LoadPlan = JSON.parse(open(env('PLAN')))
// Strings, because k6 copies them between VUs at a small part of the cost of objects.
const lines = new SharedArray('cases', () => open(plan.casesPath).trim().split('\n'))
export const options = plan.options as Options

const journeyStarted = new Counter('journey_started')
const journeyDone = new Counter('journey_done')
const journeyFailed = new Counter('journey_failed')
const steps = new Counter('steps')
const unknowns = new Counter('unknown_outcomes')
const stepDuration = new Trend('step_duration', true)
const businessOk = new Rate('biz_ok')
const settledCount = new Counter('settled_count')
const settledFen = new Counter('settled_fen')
const fundFen = new Counter('fund_fen')
const acctFen = new Counter('acct_fen')
const cashFen = new Counter('cash_fen')
const refundedCount = new Counter('refunded_count')
const refundedFen = new Counter('refunded_fen')

let nextStamp: ReturnType<typeof stampsOf> | undefined

export default function iteration(): void {
  journeyStarted.add(1)
  const number = exec.scenario.iterationInTest
  try {
    const line = lines[number]
    if (line === undefined) throw new RangeError(`no case was prepared for journey ${number}`)
    play(JSON.parse(line))
    journeyDone.add(1)
  } catch (problem) {
    journeyFailed.add(1)
    console.error(`journey ${number}: ${String(problem)}`)
  }
}

/** k6 calls this once after the run; what it returns is written to the named files. */
export function handleSummary(data: unknown): Record<string, string> {
  return { [plan.summaryPath]: JSON.stringify(data) }
}

function play(sheet: CaseSheet): void {
  const start = JOURNEYS[sheet.journey]
  if (start === undefined) throw new RangeError(`journey ${sheet.journey} is not played under load`)
  const seat = plan.seats.find((one) => one.sender.fixmedins_code === sheet.fixmedins_code)
  if (seat === undefined) throw new RangeError(`${sheet.fixmedins_code} has not signed in`)
  const journey = recover(start(sheet))
  let asked = journey.next()
  for (let count = 0; asked.done !== true; count += 1) {
    if (count === MOST_STEPS) throw new RangeError(`${sheet.name} did not end`)
    const outcome = send(asked.value, seat)
    const seen = seenIn(sheet.name, asked.value, outcome)
    if (seen !== null) note(seen)
    asked = journey.next(outcome)
  }
}

function send(step: Step, seat: Seat): Outcome {
  nextStamp ??= stampsOf(exec.vu.idInTest, plan.maxVUs)
  const stamp = nextStamp(Math.floor(Date.now() / 1000) + plan.clockOffsetSeconds)
  const envelope = envelopeOf(step, { ...stamp, sender: seat.sender, signNo: seat.signNo })
  const tags = { infno: step.infno, name: step.infno }
  const answer = http.post(plan.target + CALL_SERVICE_PATH, JSON.stringify(envelope), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    tags,
    timeout: '30s',
  })
  steps.add(1, tags)
  stepDuration.add(answer.timings.duration, tags)
  const outcome = outcomeOf(envelope.msgid, answer.status, answer.body)
  businessOk.add(outcome.kind === 'answered' && accepted(outcome.response), tags)
  if (outcome.kind === 'unknown') unknowns.add(1, tags)
  return outcome
}

/** Without a readable envelope nobody can tell whether the platform booked the message. */
function outcomeOf(msgid: string, status: number, body: unknown): Outcome {
  if (status !== 200 || typeof body !== 'string') {
    return { kind: 'unknown', msgid, reason: `HTTP status ${status}` }
  }
  try {
    const response: ResponseEnvelope = JSON.parse(body)
    return { kind: 'answered', msgid, response }
  } catch {
    return { kind: 'unknown', msgid, reason: 'the answer is not JSON' }
  }
}

/** One line for Node to reconcile, and the same amounts in counters to prove none was lost. */
function note(seen: Seen): void {
  console.log(JSON.stringify({ seen }))
  if (seen.kind === 'unknown') return
  if (seen.medfeeFen < 0) {
    refundedCount.add(1)
    refundedFen.add(-seen.medfeeFen)
    return
  }
  settledCount.add(1)
  settledFen.add(seen.medfeeFen)
  fundFen.add(seen.fundFen)
  acctFen.add(seen.acctFen)
  cashFen.add(seen.cashFen)
}

function env(name: string): string {
  const value = __ENV[name]
  if (value === undefined) throw new RangeError(`${name} must be given with -e`)
  return value
}
