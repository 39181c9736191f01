/** Runs a journey: gives each step its envelope, sends it, and hands the outcome back. */
import { CALL_SERVICE_PATH, envelopeOf } from '../../contracts/envelope.ts'
import type { Stamp } from '../../contracts/envelope.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import type {
  Handler,
  Journey,
  Outcome,
  ResponseEnvelope,
  Step,
} from '../../contracts/exchange.ts'

export interface EngineOptions {
  readonly exchange: Handler
  /** A fresh stamp for every message. */
  readonly stamp: () => Stamp
  /** Told of every answered step. */
  readonly observe?: (step: Step, msgid: string, response: ResponseEnvelope) => void
}

/** Sends the steps one after another; rejects with what the journey throws. */
export async function runJourney<Result>(
  journey: Journey<Result>,
  options: EngineOptions,
): Promise<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    const outcome = await send(step, options)
    if (outcome.kind === 'answered') options.observe?.(step, outcome.msgid, outcome.response)
    turn = journey.next(outcome)
  }
  return turn.value
}

async function send(step: Step, { exchange, stamp }: EngineOptions): Promise<Outcome> {
  const envelope = envelopeOf(step, stamp())
  const { msgid } = envelope
  try {
    const response = await exchange({
      method: 'POST',
      path: CALL_SERVICE_PATH,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(envelope),
    })
    const body: unknown = JSON.parse(response.body)
    if (!isAnswer(body)) {
      return { kind: 'unknown', msgid, reason: `status ${response.status} and no infcode` }
    }
    return { kind: 'answered', msgid, response: body }
  } catch (reason) {
    // A body that is not JSON tells as little as none at all.
    if (reason instanceof NoAnswer || reason instanceof SyntaxError) {
      return { kind: 'unknown', msgid, reason: reason.message }
    }
    throw reason
  }
}

/** A gateway's error page can be JSON too; only a business answer has an infcode. */
function isAnswer(body: unknown): body is ResponseEnvelope {
  return typeof body === 'object' && body !== null && 'infcode' in body
}
