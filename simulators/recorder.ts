/** Records every exchange, whole; never changes an answer. */
import type { Handler, RequestEnvelope, WireRequest } from '../contracts/exchange.ts'
import type { RecordedBody, RecordedExchange } from '../contracts/transcript.ts'
import type { Clock } from '../core/clock.ts'
import { beijingTime } from '../core/clock.ts'
import type { Party } from '../core/party.ts'
import { Lost } from './network.ts'

/** What can be told of a request before anybody has answered it. */
export interface Sighting {
  readonly case: string
  readonly infno: string
  readonly msgid: string
}

export interface Recorder {
  /** Puts a recorder in front of a handler that institutions call. */
  institutionHop(handler: Handler): Handler
  /** Puts a recorder in front of an insured place that the platform calls. */
  insuredHop(party: Party): Party
  /** Tells the case, transaction and message id of a request. */
  sight(request: WireRequest): Sighting
  /** Everything so far, in the order of arrival. */
  exchanges(): readonly RecordedExchange[]
}

type Draft = Omit<RecordedExchange, 'n'>

/** `caseOf` recognises a case by what the message says; '' when it cannot. */
export function createRecorder(clock: Clock, caseOf: (body: unknown) => string): Recorder {
  const exchanges: RecordedExchange[] = []
  // A number is taken on arrival, so that a message comes before what it leads to.
  let arrivals = 0
  const arrive = () => (arrivals += 1)
  const keep = (n: number, draft: Draft) => {
    exchanges.push({ ...draft, n })
  }

  function sight(request: WireRequest): Sighting {
    const { json } = parsed(request.body)
    const { infno, msgid } = (json ?? {}) as Partial<RequestEnvelope>
    return { case: caseOf(json), infno: textOf(infno), msgid: textOf(msgid) }
  }

  function institutionHop(handler: Handler): Handler {
    return async (request) => {
      const n = arrive()
      const draft = {
        schema: 'liantiao/exchange/1' as const,
        ...sight(request),
        hop: 'institution-platform' as const,
        at: beijingTime(clock.now()),
        request: { path: request.path, body: parsed(request.body).recorded },
      }
      try {
        const response = await handler(request)
        const body = parsed(response.body).recorded
        keep(n, { ...draft, response: { status: response.status, body }, delivered: true })
        return response
      } catch (reason) {
        keep(n, { ...draft, ...unanswered(reason) })
        throw reason
      }
    }
  }

  function insuredHop(party: Party): Party {
    return async (request) => {
      const n = arrive()
      const draft = {
        schema: 'liantiao/exchange/1' as const,
        case: caseOf(request),
        infno: request.infno,
        msgid: request.msgid,
        hop: 'platform-insured' as const,
        at: beijingTime(clock.now()),
        request: { path: '', body: { json: request } },
      }
      try {
        const response = await party(request)
        keep(n, { ...draft, response: { status: 200, body: { json: response } }, delivered: true })
        return response
      } catch (reason) {
        keep(n, { ...draft, response: null, delivered: false, fault: 'no-answer' })
        throw reason
      }
    }
  }

  return {
    institutionHop,
    insuredHop,
    sight,
    exchanges: () => exchanges.toSorted((a, b) => a.n - b.n),
  }
}

/** What the party said although the sender never heard it, and which fault kept it back. */
function unanswered(reason: unknown): Pick<Draft, 'response' | 'delivered' | 'fault'> {
  if (!(reason instanceof Lost)) return { response: null, delivered: false, fault: 'no-answer' }
  const { fault, response } = reason
  if (response === null) return { response, delivered: false, fault }
  const { status, body } = response
  return { response: { status, body: parsed(body).recorded }, delivered: false, fault }
}

/** A sender may put anything where a text should be; what is no text names nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function parsed(body: string | Uint8Array): { json: unknown; recorded: RecordedBody } {
  if (typeof body !== 'string') {
    return { json: undefined, recorded: { base64: Buffer.from(body).toString('base64') } }
  }
  try {
    const json: unknown = JSON.parse(body)
    return { json, recorded: { json } }
  } catch {
    return { json: undefined, recorded: { text: body } }
  }
}
