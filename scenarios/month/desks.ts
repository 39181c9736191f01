/** All desks of a month: one hospital system signs for every institution, and can lose answers. */
import type { CaseSheet } from '../../contracts/case.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../../contracts/envelope.ts'
import { accepted } from '../../contracts/exchange.ts'
import type { Handler, ResponseEnvelope } from '../../contracts/exchange.ts'
import { beijingTime } from '../../core/clock.ts'
import type { VirtualClock } from '../../core/clock.ts'
import type { BookRow } from '../../simulators/hospital/books.ts'
import { createHospital } from '../../simulators/hospital/hospital.ts'
import type { Hospital } from '../../simulators/hospital/hospital.ts'
import { Lost } from '../../simulators/network.ts'
import { soundPlaybook } from '../journeys/playbook.ts'
import type { PlannedVisit } from './business.ts'
import { PLACES, senders } from './places.ts'
import type { Said } from './second-books.ts'

/** A visit that did not end as planned: our own fault, since nobody is under test. */
export class NotPlayed extends Error {
  override readonly name = 'NotPlayed'
}

export interface Desks {
  /** A visit from its first message to its settlement. @throws NotPlayed */
  perform(planned: PlannedVisit): Promise<void>
  /** Everything is brought back: the settlement of that visit is refunded. @throws NotPlayed */
  refund(planned: PlannedVisit): Promise<void>
  /** The evening: totals compared, everybody signed out. @throws NotPlayed */
  close(day: string): Promise<void>
  messages(): number
  /** What the institutions believe, of the days that were closed. */
  books(): readonly BookRow[]
}

const SETTLES = new Set(['2102', '2207', '2304'])
const REFUND = { '41': '2103', '11': '2208', '14': '2208', '2101': '2305' } as const

/** Desks that have not opened yet. `platform` is what they call. */
export function openDesks(
  platform: Handler,
  clock: VirtualClock,
  listener: { said(message: Said): void },
): Desks {
  const line = lossyLine(platform, clock, listener)
  // Desks sign in anew every morning, and a day's books are what 3201 compares in the evening.
  const opened = () =>
    createHospital({ senders: senders(), playbook: soundPlaybook, exchange: line.exchange })
  let hospital = opened()
  const books: BookRow[] = []
  return {
    messages: () => line.messages(),
    books: () => books,
    async perform(planned) {
      clock.set(planned.sheet.startsAt)
      line.plan(planned.fault)
      await done(hospital, planned.sheet)
    },
    async refund(planned) {
      const row = books.findLast(
        (one) => one.psn_no === planned.person.psn_no && one.kind === 'forward',
      )
      if (row === undefined) throw new NotPlayed(`${planned.sheet.name}: not in the books`)
      await refunded(planned, row, line, clock)
    },
    async close(day) {
      for (const { area, institutions } of PLACES) {
        for (const { fixmedins_code } of institutions) {
          await done(hospital, {
            name: `month/day-end/${day}/${fixmedins_code}`,
            journey: 'day-end',
            mdtrtarea_admvs: area,
            fixmedins_code,
            startsAt: beijingTime(clock.now()),
          })
        }
      }
      books.push(...hospital.books())
      hospital = opened()
    },
  }
}

/** The line to the platform: counts, tells the listener, and loses what is planned to be lost. */
function lossyLine(
  platform: Handler,
  clock: VirtualClock,
  listener: { said(message: Said): void },
) {
  let fault: PlannedVisit['fault'] = null
  let messages = 0
  const exchange: Handler = async (request) => {
    clock.advance(1000)
    messages += 1
    const text = String(request.body)
    const planned = fault !== null && SETTLES.has(infnoOf(text)) ? fault : null
    if (planned !== null) fault = null
    const said = { at: beijingTime(clock.now()), request: text, delivered: planned === null }
    if (planned === 'lost-before-commit') {
      listener.said({ ...said, response: null })
      throw new Lost(planned, null)
    }
    const response = await platform(request)
    listener.said({ ...said, response: String(response.body) })
    if (planned !== null) throw new Lost(planned, response)
    return response
  }
  const plan = (next: PlannedVisit['fault']) => {
    fault = next
  }
  return { exchange, plan, messages: () => messages }
}

async function done(hospital: Hospital, sheet: CaseSheet): Promise<void> {
  const { outcome, reason } = await hospital.perform(sheet)
  if (outcome !== 'done') throw new NotPlayed(`${sheet.name}: ${reason}`)
}

async function refunded(
  { sheet, person }: PlannedVisit,
  { setl_id, mdtrt_id, psn_no }: BookRow,
  line: ReturnType<typeof lossyLine>,
  clock: VirtualClock,
): Promise<void> {
  const sender = senders()[sheet.fixmedins_code]
  if (sender === undefined) throw new NotPlayed(`${sheet.name}: nobody signs for it`)
  const step = {
    infno: REFUND[(sheet.visit?.med_type ?? '') as keyof typeof REFUND],
    insuplc_admdvs: person.insuplc_admdvs,
    input: { data: { setl_id, mdtrt_id, psn_no } },
  }
  const infTime = beijingTime(clock.now())
  const sequence = line.messages() % 10_000
  const response = await line.exchange({
    method: 'POST',
    path: CALL_SERVICE_PATH,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(envelopeOf(step, { sender, infTime, sequence, signNo: '' })),
  })
  const answer = JSON.parse(String(response.body)) as ResponseEnvelope
  if (!accepted(answer)) throw new NotPlayed(`${sheet.name}: ${answer.err_msg ?? ''}`)
}

/** Number of the transaction, without reading the whole message. */
function infnoOf(text: string): string {
  return /"infno"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? ''
}
