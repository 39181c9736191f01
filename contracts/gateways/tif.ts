/** TIF and RIO gateways: SHA-256 over time, token and nonce; the body is not covered at all. */
import { createHash } from 'node:crypto'
import type { WireRequest } from '../exchange.ts'
import { outside, refused } from './refusal.ts'
import { header, keyOf } from './request-parts.ts'
import type { FailureReason, GatewayFailure, GatewayKeys, GatewayScheme } from './scheme.ts'
import { sameText } from './spelling.ts'

/** Taken from a server of this kind: 180 seconds back, one second ahead. */
const CLOCK_WINDOW = { pastMilliseconds: 180_000, futureMilliseconds: 1000 }

const FAILURES: readonly GatewayFailure[] = [
  failure('unknown-user', 400000400, 'unknown paas info.', true),
  failure('missing-headers', 400000400, 'missing headers.', true),
  failure('bad-timestamp', 400000400, 'invalid timestamp.', true),
  failure('stale', 400000400, 'timestamp is out of date.', true),
  failure('bad-signature', 400000401, 'bad signature.', true),
  failure('replayed', 400000401, 'nonce has been used.', false),
]

export const tif: GatewayScheme = {
  id: 'tif-sha256',
  title: { zh: 'TIF / RIO 网关（SHA-256）', en: 'TIF and RIO gateway (SHA-256)' },
  covers: 'nothing of the body',
  needs: { toSign: ['id', 'secret'], toVerify: ['id', 'secret'] },
  clockWindow: CLOCK_WINDOW,
  nonce: true,
  failures: FAILURES,
  textToSign(_request, keys, moment) {
    return joined(secondsOf(moment.epochMilliseconds), moment.nonce, keys)
  },
  sign(request, keys, moment) {
    const timestamp = secondsOf(moment.epochMilliseconds)
    const headers = {
      ...request.headers,
      'x-tif-paasid': keys.id,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': moment.nonce,
      'x-tif-signature': digest(joined(timestamp, moment.nonce, keys)),
    }
    return { ...request, headers }
  },
  verify(request, keys, reception) {
    if (said(request, 'paasid') !== keys.id) return refused(FAILURES, 'unknown-user')
    const [timestamp, nonce] = [said(request, 'timestamp'), said(request, 'nonce')]
    const signature = said(request, 'signature').toLowerCase()
    if ([timestamp, nonce, signature].includes('')) return refused(FAILURES, 'missing-headers')
    if (!/^\d{1,12}$/.test(timestamp)) return refused(FAILURES, 'bad-timestamp')
    // The server counts whole seconds, so our own clock is cut down to them too.
    const now = Math.floor(reception.now / 1000) * 1000
    if (outside(CLOCK_WINDOW, now, Number(timestamp) * 1000)) return refused(FAILURES, 'stale')
    if (!sameText(signature, digest(joined(timestamp, nonce, keys)))) {
      return refused(FAILURES, 'bad-signature')
    }
    // Asked last: a stranger without the token must not be able to use up our sender's nonces.
    if (reception.seenNonce(nonce)) return refused(FAILURES, 'replayed')
    return { ok: true, request, nonce }
  },
}

/** Both families of headers mean the same. */
function said(request: WireRequest, name: string): string {
  return header(request, `x-tif-${name}`) || header(request, `x-rio-${name}`)
}

function secondsOf(epochMilliseconds: number): string {
  return String(Math.floor(epochMilliseconds / 1000))
}

function joined(timestamp: string, nonce: string, keys: GatewayKeys): string {
  return timestamp + keyOf(keys, 'secret') + nonce + timestamp
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The bodies are known, the HTTP status is our reading of their codes. */
function failure(
  reason: FailureReason,
  errcode: number,
  errmsg: string,
  sourced: boolean,
): GatewayFailure {
  return { reason, status: errcode % 1000, body: { errcode, errmsg }, sourced }
}
