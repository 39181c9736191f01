/** Puts a gateway's signature scheme between two parties; neither of them notices. */
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler, WireRequest, WireResponse } from '../contracts/exchange.ts'
import { seal, unseal } from '../contracts/gateways/gateways.ts'
import type { GatewayKeys, GatewayScheme, Moment } from '../contracts/gateways/scheme.ts'
import type { Clock } from '../core/clock.ts'

/** So many nonces at most are remembered; beyond that the oldest is forgotten first. */
const MOST_NONCES = 100_000

/** That many unpredictable bytes; the command line gives real ones, a test fixed ones. */
export type RandomBytes = (bytes: number) => Uint8Array

/** An answer came that cannot be decrypted or is not signed by the platform: worth no answer. */
export class AnswerNotBelieved extends NoAnswer {}

/**
 * Outgoing: signs and encrypts each request, decrypts and verifies each answer.
 * @throws GatewayMisuse on the first message when keys are missing or unfit
 */
export function signedBy(
  handler: Handler,
  scheme: GatewayScheme,
  keys: GatewayKeys,
  clock: Clock,
  random: RandomBytes,
): Handler {
  return async (request) => {
    const answer = await handler(
      withoutLength(seal(scheme, request, keys, momentOf(clock, random))),
    )
    if (scheme.revealOutput === undefined) return answer
    const revealed = scheme.revealOutput(answer, keys)
    if (revealed === undefined) {
      throw new AnswerNotBelieved(`${scheme.id}: the answer cannot be read or believed`)
    }
    return withoutLength(revealed)
  }
}

/**
 * Incoming: decrypts and verifies each request before the handler sees it, answers as the real
 * gateway does when it must refuse, and encrypts the handler's answer.
 * @param mostNonces how many nonces are remembered at most
 */
export function guardedBy(
  handler: Handler,
  scheme: GatewayScheme,
  keys: GatewayKeys,
  clock: Clock,
  random: RandomBytes,
  mostNonces: number = MOST_NONCES,
): Handler {
  const nonces = nonceMemory(scheme, mostNonces)
  return async (request) => {
    const now = clock.now()
    const seenNonce = (nonce: string) => nonces.seen(nonce, now)
    const verification = unseal(scheme, request, keys, { now, seenNonce })
    if (!verification.ok) return verification.response
    if (verification.nonce !== undefined) nonces.remember(verification.nonce, now)
    const answer = await handler(withoutLength(verification.request))
    if (scheme.protectOutput === undefined) return answer
    return withoutLength(scheme.protectOutput(answer, keys, momentOf(clock, random)))
  }
}

/** Remembers a nonce for as long as a message that carries it could still be in time. */
function nonceMemory(scheme: GatewayScheme, most: number) {
  const window = scheme.clockWindow
  const lifetime = window === null ? 0 : window.pastMilliseconds + window.futureMilliseconds
  const expiries = new Map<string, number>()
  return {
    seen: (nonce: string, now: number) => (expiries.get(nonce) ?? now) > now,
    remember(nonce: string, now: number) {
      expiries.delete(nonce)
      // In a map the oldest stands first, so what has expired, or is too many, goes from there.
      for (const [oldest, expiry] of expiries) {
        if (expiry > now && expiries.size < most) break
        expiries.delete(oldest)
      }
      expiries.set(nonce, now + lifetime)
    },
  }
}

function momentOf(clock: Clock, random: RandomBytes): Moment {
  const nonce = Buffer.from(random(16)).toString('hex')
  return { epochMilliseconds: clock.now(), nonce, random }
}

/** A body that was rewritten has another length than its headers say. */
function withoutLength<Message extends WireRequest | WireResponse>(message: Message): Message {
  const kept = Object.entries(message.headers).filter(
    ([name]) => name.toLowerCase() !== 'content-length',
  )
  return { ...message, headers: Object.fromEntries(kept) }
}
