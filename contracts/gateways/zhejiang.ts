/** 浙江: HMAC-SM3 over time and body. One changed byte anywhere in the body breaks it. */
import { createHmac } from 'node:crypto'
import { refused } from './refusal.ts'
import { bodyBytes, header, keyOf } from './request-parts.ts'
import type { FailureReason, GatewayFailure, GatewayKeys, GatewayScheme } from './scheme.ts'
import { sameText } from './spelling.ts'

const FAILURES: readonly GatewayFailure[] = [
  failure('missing-headers', '缺少请求头 x-ca-key 或 x-ca-signature'),
  failure('unknown-user', '非法用户'),
  failure('bad-timestamp', '签名格式不正确'),
  failure('bad-signature', '签名不一致'),
]

export const zhejiang: GatewayScheme = {
  id: 'zhejiang-hmac-sm3',
  title: { zh: '浙江（HMAC-SM3）', en: 'Zhejiang (HMAC-SM3)' },
  covers: 'body',
  needs: { toSign: ['id', 'secret'], toVerify: ['id', 'secret'] },
  clockWindow: null,
  nonce: false,
  failures: FAILURES,
  textToSign(request, _keys, moment) {
    return toSign(String(Math.floor(moment.epochMilliseconds / 1000)), bodyBytes(request))
  },
  sign(request, keys, moment) {
    const seconds = String(Math.floor(moment.epochMilliseconds / 1000))
    const signature = `${seconds}:${digest(toSign(seconds, bodyBytes(request)), keys)}`
    const headers = { ...request.headers, 'x-ca-key': keys.id, 'x-ca-signature': signature }
    return { ...request, headers }
  },
  verify(request, keys) {
    const [key, signature] = [header(request, 'x-ca-key'), header(request, 'x-ca-signature')]
    if (key === '' || signature === '') return refused(FAILURES, 'missing-headers')
    if (key !== keys.id) return refused(FAILURES, 'unknown-user')
    const [, seconds, mac] = /^(\d{10}):([0-9A-Fa-f]{64})$/.exec(signature) ?? []
    if (seconds === undefined || mac === undefined) return refused(FAILURES, 'bad-timestamp')
    const expected = digest(toSign(seconds, bodyBytes(request)), keys)
    if (!sameText(mac.toUpperCase(), expected)) return refused(FAILURES, 'bad-signature')
    return { ok: true, request }
  },
}

/** A body that is not UTF-8 (a GBK sender) is signed as it is sent, byte for byte. */
function toSign(seconds: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${seconds}\n`), body])
}

function digest(text: Uint8Array, keys: GatewayKeys): string {
  return createHmac('sm3', keyOf(keys, 'secret')).update(text).digest('hex').toUpperCase()
}

/** No source shows how this gateway refuses; shape and words are ours. */
function failure(reason: FailureReason, message: string): GatewayFailure {
  return { reason, status: 401, body: { code: 401, message }, sourced: false }
}
