/** What a gateway answers when it turns a request away. */
import type { WireResponse } from '../exchange.ts'
import { GatewayMisuse } from './scheme.ts'
import type { ClockWindow, FailureReason, GatewayFailure, Verification } from './scheme.ts'

const JSON_HEADERS = { 'content-type': 'application/json;charset=UTF-8' }

/** The refusal for a reason, as the scheme's own table has it. */
export function refused(failures: readonly GatewayFailure[], reason: FailureReason): Verification {
  const failure = failures.find((one) => one.reason === reason)
  if (failure === undefined) throw new GatewayMisuse(`the scheme has no answer for ${reason}`)
  return { ok: false, reason, response: answerOf(failure) }
}

/** A failure as a response on the wire. */
export function answerOf({ status, body }: GatewayFailure): WireResponse {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(body) }
}

/** True when a message of this time is too old, or from too far in the future. */
export function outside(window: ClockWindow, now: number, epochMilliseconds: number): boolean {
  const age = now - epochMilliseconds
  return age >= window.pastMilliseconds || -age > window.futureMilliseconds
}
