/** CSB service gateway: the headers are signed with HMAC-SHA1, the body is not covered at all. */
import { createHmac } from 'node:crypto'
import type { WireRequest } from '../exchange.ts'
import { membersOf, plainText } from './json-text.ts'
import { outside, refused } from './refusal.ts'
import { bodyBytes, header, keyOf } from './request-parts.ts'
import { GatewayMisuse } from './scheme.ts'
import type { FailureReason, GatewayFailure, GatewayKeys, GatewayScheme } from './scheme.ts'
import { sameText } from './spelling.ts'

const API_VERSION = '1.0.0'
const HALF_AN_HOUR = 30 * 60_000
const CLOCK_WINDOW = { pastMilliseconds: HALF_AN_HOUR, futureMilliseconds: HALF_AN_HOUR }
/** The four that are signed, in their natural order. */
const SIGNED = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const

const FAILURES: readonly GatewayFailure[] = [
  failure('missing-headers', '缺少服务网关的请求头!', true),
  failure('bad-timestamp', '签名时间戳超时!', false),
  failure('stale', '签名时间戳超时!', true),
  failure('unknown-user', '非法用户!', true),
  failure('bad-signature', '签名不一致!', true),
]

export const csb: GatewayScheme = {
  id: 'csb-hmac-sha1',
  title: { zh: 'CSB 服务网关（HmacSHA1）', en: 'CSB service gateway (HMAC-SHA1)' },
  covers: 'nothing of the body',
  needs: { toSign: ['id', 'secret'], toVerify: ['id', 'secret'] },
  clockWindow: CLOCK_WINDOW,
  nonce: false,
  failures: FAILURES,
  textToSign(request, keys, moment) {
    return joined(unsigned(request, keys, moment.epochMilliseconds))
  },
  sign(request, keys, moment) {
    const headers = unsigned(request, keys, moment.epochMilliseconds)
    const signature = digest(joined(headers), keys)
    return { ...request, headers: { ...request.headers, ...headers, _api_signature: signature } }
  },
  verify(request, keys, reception) {
    const headers = Object.fromEntries(SIGNED.map((name) => [name, header(request, name)]))
    const signature = header(request, '_api_signature')
    const said = Object.values(headers)
    if (said.includes('') || signature === '') return refused(FAILURES, 'missing-headers')
    const at = millisecondsOf(headers['_api_timestamp'] ?? '')
    if (at === undefined) return refused(FAILURES, 'bad-timestamp')
    if (outside(CLOCK_WINDOW, reception.now, at)) return refused(FAILURES, 'stale')
    if (headers['_api_access_key'] !== keys.id) return refused(FAILURES, 'unknown-user')
    if (!sameText(signature, digest(joined(headers), keys))) {
      return refused(FAILURES, 'bad-signature')
    }
    return { ok: true, request }
  },
}

function unsigned(request: WireRequest, keys: GatewayKeys, now: number): Record<string, string> {
  const text = Buffer.from(bodyBytes(request)).toString('latin1')
  const infno = plainText(membersOf(text)?.get('infno'))
  if (infno === '') throw new GatewayMisuse('CSB needs a body that names its infno')
  return {
    _api_access_key: keys.id,
    _api_name: infno,
    _api_timestamp: String(now),
    _api_version: API_VERSION,
  }
}

function joined(headers: Readonly<Record<string, string>>): string {
  return SIGNED.map((name) => `${name}=${headers[name] ?? ''}`).join('&')
}

function digest(text: string, keys: GatewayKeys): string {
  return createHmac('sha1', keyOf(keys, 'secret')).update(text).digest('base64')
}

/** The specification has milliseconds (13 digits); a working client sends seconds (10). */
function millisecondsOf(timestamp: string): number | undefined {
  if (/^\d{13}$/.test(timestamp)) return Number(timestamp)
  return /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1000 : undefined
}

function failure(reason: FailureReason, message: string, sourced: boolean): GatewayFailure {
  return { reason, status: 401, body: { code: 401, message }, sourced }
}
