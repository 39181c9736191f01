/**
 * A party answers messages; {@link handlerOf} puts it on the wire. Inside one process the platform
 * calls the insured place as a party, without making text of the message and reading it again.
 */
import { CALL_SERVICE_PATH } from '../contracts/envelope.ts'
import { NoAnswer } from '../contracts/exchange.ts'
import type {
  Handler,
  RequestEnvelope,
  ResponseEnvelope,
  WireResponse,
} from '../contracts/exchange.ts'
import type { Clock } from './clock.ts'
import { compactTime } from './clock.ts'
import { digitsOf } from './ids.ts'
import { Refusal } from './refusal.ts'

/** Answers one message. Rejects with NoAnswer when the outcome is unknown. */
export type Party = (request: RequestEnvelope) => Promise<ResponseEnvelope>

/** The platform reads no more than this of one message. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024

/** No message of the interface is nested deeper than envelope, input, node, row and sub-row. */
const DEPTH_LIMIT = 16

/** Who answers, for the receiver's message id. */
export interface Receiver {
  readonly admdvs: string
  readonly clock: Clock
}

/** The answer to an accepted message; `output` is null where the transaction has none. */
export function accept(
  receiver: Receiver,
  request: Pick<RequestEnvelope, 'msgid'>,
  output: Readonly<Record<string, unknown>> | null,
): ResponseEnvelope {
  return { infcode: 0, ...received(receiver, request.msgid), err_msg: '', output }
}

/** The answer to a refused message. */
export function refuse(receiver: Receiver, msgid: string, reason: Refusal): ResponseEnvelope {
  return { infcode: -1, ...received(receiver, msgid), err_msg: reason.message, output: null }
}

/** Puts a party on the wire: the single entry, JSON in UTF-8, business failure as status 200. */
export function handlerOf(party: Party, receiver: Receiver): Handler {
  return async (request) => {
    if (request.path.split('?')[0] !== CALL_SERVICE_PATH) {
      return json(404, { code: 404, message: `没有该接口地址，请使用POST ${CALL_SERVICE_PATH}` })
    }
    if (request.method !== 'POST') {
      const refused = json(405, { code: 405, message: '请使用POST' })
      return { ...refused, headers: { ...refused.headers, allow: 'POST' } }
    }
    try {
      return json(200, await party(decode(request.body)))
    } catch (reason) {
      if (reason instanceof NoAnswer) throw reason
      if (reason instanceof Refusal) return json(200, refuse(receiver, '', reason))
      throw reason
    }
  }
}

function decode(body: string | Uint8Array): RequestEnvelope {
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  if (bytes > BODY_LIMIT_BYTES) {
    throw new Refusal('too-large', { bytes, limit: BODY_LIMIT_BYTES })
  }
  if (typeof body !== 'string') throw new Refusal('not-utf8')
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch (reason) {
    throw new Refusal('not-json', { reason: reason instanceof Error ? reason.message : '' })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Refusal('not-json', { reason: '最外层应为JSON对象' })
  }
  requirePlain(parsed, DEPTH_LIMIT)
  return parsed as RequestEnvelope
}

/** Names with which plain data is no longer plain: an object that cannot be made text. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'toString', 'valueOf', 'toJSON'])

/**
 * After this, whoever looks at a message may walk it to its end and make text of any part: a
 * million brackets fit into one message, and one field can break every `String(value)`.
 */
function requirePlain(value: unknown, levels: number): void {
  if (typeof value !== 'object' || value === null) return
  if (levels === 0) throw new Refusal('deep-json', { limit: DEPTH_LIMIT })
  for (const [name, inside] of Object.entries(value)) {
    if (RESERVED.has(name)) throw new Refusal('reserved-name', { name })
    requirePlain(inside, levels - 1)
  }
}

function received(receiver: Receiver, msgid: string) {
  const time = compactTime(receiver.clock.now())
  return {
    inf_refmsgid: receiver.admdvs + time.slice(0, 14) + digitsOf(`reply:${msgid}`, 10),
    refmsg_time: time,
    respond_time: time,
  }
}

function json(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}
