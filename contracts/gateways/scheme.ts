/**
 * A gateway stands in front of the platform and asks every sender to sign. What provinces ask for
 * differs; this is the shape that all schemes share. Schemes are pure: clock, randomness and keys
 * come in as arguments, nothing is kept and nothing is logged.
 */
import type { WireRequest, WireResponse } from '../exchange.ts'

export type GatewaySchemeId =
  | 'csb-hmac-sha1'
  | 'tif-sha256'
  | 'zhejiang-hmac-sm3'
  | 'hubei-sm2'
  | 'jilin-sm2-sm4'
  | 'mobile-sm2-sm4'

/** Keys of one end. Which of them a scheme needs stands in its `needs`. */
export interface GatewayKeys {
  /** Who signs: access key, paasid, x-ca-key, client id or app id. Not a secret. */
  readonly id: string
  /** What both ends share: CSB secret key, TIF token, HMAC key, app secret. */
  readonly secret?: string
  /** SM2 private key of this end, 64 hex digits. */
  readonly privateKey?: string
  /** SM2 public key of the other end, uncompressed: 04 and 128 hex digits. */
  readonly publicKey?: string
  /** SM2 user id; the standard's 1234567812345678 when absent. */
  readonly userId?: string
}

/** What a signature takes from the world. */
export interface Moment {
  readonly epochMilliseconds: number
  /** Said once and never again; 10 to 36 letters, digits or hyphens. */
  readonly nonce: string
  /** That many unpredictable bytes; vectors give fixed ones. */
  readonly random: (bytes: number) => Uint8Array
}

/** What a receiver knows when it judges a request. */
export interface Reception {
  readonly now: number
  /** True when this nonce has come before, within the clock window. */
  readonly seenNonce: (nonce: string) => boolean
}

export type FailureReason =
  | 'missing-headers'
  | 'bad-timestamp'
  | 'stale'
  | 'unknown-user'
  | 'bad-signature'
  | 'replayed'
  | 'malformed'
  | 'undecipherable'

/** What a gateway says when it turns a request away. */
export interface GatewayFailure {
  readonly reason: FailureReason
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** True when the text is known from a specification or a real server, false when it is ours. */
  readonly sourced: boolean
}

/** `request` is what the party behind the gateway gets: plain, as if nobody had signed it. */
export type Verification =
  | { readonly ok: true; readonly request: WireRequest; readonly nonce?: string }
  | { readonly ok: false; readonly reason: FailureReason; readonly response: WireResponse }

/** How far a sender's clock may be off; both limits in milliseconds. */
export interface ClockWindow {
  /** A message of exactly this age is too old. */
  readonly pastMilliseconds: number
  readonly futureMilliseconds: number
}

export interface GatewayScheme {
  readonly id: GatewaySchemeId
  readonly title: { readonly zh: string; readonly en: string }
  /** What cannot be changed on the way without being noticed. */
  readonly covers: 'nothing of the body' | 'envelope' | 'body' | 'input'
  readonly needs: {
    readonly toSign: readonly (keyof GatewayKeys)[]
    readonly toVerify: readonly (keyof GatewayKeys)[]
  }
  /** Null where no source names one; then the age of a message is not judged. */
  readonly clockWindow: ClockWindow | null
  /** Whether a nonce is sent, and so must not come twice within the clock window. */
  readonly nonce: boolean
  /** In the order in which they are looked for: when several apply, the first is answered. */
  readonly failures: readonly GatewayFailure[]
  /** The text that is signed or digested; byte for byte what vectors call `textToSign`. */
  textToSign(request: WireRequest, keys: GatewayKeys, moment: Moment): string | Uint8Array
  /** @throws GatewayMisuse when keys are missing or unfit, or the message cannot be signed */
  sign(request: WireRequest, keys: GatewayKeys, moment: Moment): WireRequest
  /** Judges a plain request (after `revealInput`). @throws GatewayMisuse for unfit keys alone */
  verify(request: WireRequest, keys: GatewayKeys, reception: Reception): Verification
  /** Encrypts what `sign` returned. */
  protectInput?(request: WireRequest, keys: GatewayKeys): WireRequest
  /** Undoes `protectInput`; undefined when that is impossible. */
  revealInput?(request: WireRequest, keys: GatewayKeys): WireRequest | undefined
  protectOutput?(response: WireResponse, keys: GatewayKeys, moment: Moment): WireResponse
  /** Undoes `protectOutput`; undefined when the answer cannot be read or believed. */
  revealOutput?(response: WireResponse, keys: GatewayKeys): WireResponse | undefined
}

/** A key is missing or unfit, or the message cannot be signed: our own side is set up wrong. */
export class GatewayMisuse extends Error {
  override readonly name = 'GatewayMisuse'
}
