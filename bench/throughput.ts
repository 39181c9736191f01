/** Messages per second through the handler, in memory and on disk; see the README of this room. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import type { Case } from '../contracts/case.ts'
import type { Handler, ResponseEnvelope, WireRequest } from '../contracts/exchange.ts'
import { accepted } from '../contracts/exchange.ts'
import { virtualClock } from '../core/clock.ts'
import { createLog } from '../core/log.ts'
import { exampleInstitutions, exampleSenders } from '../scenarios/example-party.ts'
import { outpatientCases } from '../scenarios/generate/outpatient-cases.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { soundPlaybook } from '../scenarios/journeys/playbook.ts'
import { createHospital } from '../simulators/hospital/hospital.ts'
import { createCountry } from '../simulators/world/country.ts'

const AT_ONCE = 64
const WARM_UP_VISITS = 40
const place = placeOf(exampleInstitutions)

/** A replayed message was refused, so what was measured is not what was meant. */
class NotReplayed extends Error {
  override readonly name = 'NotReplayed'
}

/** Messages of each visit, in order. */
type Visits = readonly (readonly WireRequest[])[]

function open(cases: readonly Case[], dataDir: string | null) {
  return createCountry({
    institutions: place.institutions,
    persons: cases.flatMap((one) => one.world ?? []),
    policies: place.policies,
    clock: virtualClock('2026-03-02 23:00:00'),
    log: createLog('silent'),
    dataDir,
  })
}

/** Performs the cases once and keeps what was sent. */
async function record(cases: readonly Case[]): Promise<Visits> {
  const country = open(cases, null)
  const visits: WireRequest[][] = []
  for (const one of cases) {
    const sent: WireRequest[] = []
    const exchange: Handler = (request) => {
      sent.push(request)
      return country.platform(request)
    }
    const sender = { senders: exampleSenders, playbook: soundPlaybook, exchange }
    // One hospital for one case: its numbers begin anew, so its clock must not.
    const startsAt = `2026-03-02 ${clockText(visits.length)}`
    await createHospital(sender).perform({ ...one.sheet, startsAt })
    visits.push(sent)
  }
  country.close()
  return visits
}

/** hh:mm:ss, twenty seconds a visit. */
function clockText(visit: number): string {
  const seconds = visit * 20
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
}

/** Seconds to answer all messages, so many visits at a time. @throws NotReplayed */
async function replay(visits: Visits, cases: readonly Case[], dataDir: string | null) {
  const country = open(cases, dataDir)
  const queue = visits.values()
  const started = performance.now()
  const desk = async () => {
    for (const messages of queue) {
      for (const message of messages) {
        const { body } = await country.platform(message)
        const answer = JSON.parse(body) as ResponseEnvelope
        if (!accepted(answer)) throw new NotReplayed(answer.err_msg ?? '')
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, desk))
  const seconds = (performance.now() - started) / 1000
  country.close()
  return seconds
}

/** Seconds to parse and print the same bodies, the best of five. */
function floor(visits: Visits): number {
  const bodies = visits.flat().map((message) => String(message.body))
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now()
    for (const body of bodies) JSON.stringify(JSON.parse(body))
    return (performance.now() - started) / 1000
  })
  return Math.min(...times)
}

async function main(count: number, only: string): Promise<void> {
  const cases = outpatientCases(1, place, count)
  const visits = await record(cases)
  const messages = visits.flat().length
  const least = floor(visits)
  await replay(visits.slice(0, WARM_UP_VISITS), cases, null)
  for (const storage of ['memory', 'disk'].filter((one) => only === '' || only === one)) {
    const dir = mkdtempSync(join(tmpdir(), 'liantiao-bench-'))
    const seconds = await replay(visits, cases, storage === 'disk' ? dir : null)
    rmSync(dir, { recursive: true, force: true })
    const rate = Math.round(messages / seconds)
    const ratio = Math.round(seconds / least)
    process.stdout.write(
      `${storage}: ${messages} messages, ${rate}/s, ${ratio} × JSON.parse+stringify\n`,
    )
  }
}

const [visits = '400', only = ''] = process.argv.slice(2)
await main(Number(visits), only)
