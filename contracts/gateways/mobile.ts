/**
 * The channel of mobile payment, e-voucher and e-prescription: the whole message becomes `data`
 * of a channel envelope, which is signed with SM2 and then encrypted with SM4, both ways.
 */
import type { WireRequest, WireResponse } from '../exchange.ts'
import { isObjectText, membersOf, plainText, withMember } from './json-text.ts'
import { refused } from './refusal.ts'
import { keyOf } from './request-parts.ts'
import { GatewayMisuse } from './scheme.ts'
import type { FailureReason, GatewayFailure, GatewayKeys } from './scheme.ts'
import type { GatewayScheme, Moment } from './scheme.ts'
import { signTextOf } from './sign-text.ts'
import { sm2Sign, sm2Verify } from './sm2.ts'
import { sm4Decrypt, sm4Encrypt } from './sm4.ts'
import { fromBase64, fromHex } from './spelling.ts'

const FAILURES: readonly GatewayFailure[] = [
  failure('undecipherable', '解密失败'),
  failure('malformed', '报文格式不正确'),
  failure('missing-headers', '缺少签名'),
  failure('unknown-user', '渠道不存在'),
  failure('bad-signature', '验签失败'),
]

export const mobile: GatewayScheme = {
  id: 'mobile-sm2-sm4',
  title: {
    zh: '移动支付与电子凭证渠道（SM2 签名，SM4 加密）',
    en: 'Mobile payment and e-voucher channel (SM2 signature, SM4 encryption)',
  },
  covers: 'body',
  needs: { toSign: ['id', 'secret', 'privateKey'], toVerify: ['id', 'secret', 'publicKey'] },
  clockWindow: null,
  nonce: false,
  failures: FAILURES,
  textToSign(request, keys, moment) {
    return signTextOf(channelMessage(request.body, keys, moment), keyOf(keys, 'secret'))
  },
  sign(request, keys, moment) {
    return { ...request, body: signed(channelMessage(request.body, keys, moment), keys, moment) }
  },
  verify(request, keys) {
    const body = typeof request.body === 'string' ? request.body : ''
    const members = membersOf(body)
    const data = members?.get('data')
    if (members === undefined || data === undefined) return refused(FAILURES, 'malformed')
    if (!members.has('signData')) return refused(FAILURES, 'missing-headers')
    if (plainText(members.get('appId')) !== keys.id) return refused(FAILURES, 'unknown-user')
    if (!believed(body, keys)) return refused(FAILURES, 'bad-signature')
    return { ok: true, request: { ...request, body: data.text } }
  },
  protectInput(request, keys) {
    return { ...request, body: hidden(String(request.body), keys) }
  },
  revealInput(request, keys) {
    const body = typeof request.body === 'string' ? shown(request.body, keys) : undefined
    return body === undefined ? undefined : { ...request, body }
  },
  protectOutput(response, keys, moment) {
    if (!isObjectText(response.body)) return response
    const head = { appId: keys.id, code: '0', data: {}, ...CHANNEL, message: '成功' }
    const body = withMember(
      JSON.stringify({ ...head, timestamp: moment.epochMilliseconds }),
      'data',
      response.body,
    )
    return { ...response, body: hidden(signed(body, keys, moment), keys) }
  },
  revealOutput(response, keys) {
    if (isRefusal(response)) return response
    const body = shown(response.body, keys)
    const data = body === undefined ? undefined : membersOf(body)?.get('data')
    if (body === undefined || data === undefined || !believed(body, keys)) return undefined
    return { ...response, body: data.text }
  },
}

/**
 * A refusal carries no data and no signature. What looks like a business answer must carry both,
 * or anybody on the way could say that a settlement has succeeded.
 */
function isRefusal(response: WireResponse): boolean {
  if (!isObjectText(response.body)) return true
  const members = membersOf(response.body)
  const code = plainText(members?.get('code'))
  return members?.has('infcode') === false && code !== '' && code !== '0'
}

const CHANNEL = { encType: 'SM4', signType: 'SM2', version: '1.0.0' }

function channelMessage(
  body: WireRequest['body'],
  keys: GatewayKeys,
  { epochMilliseconds }: Moment,
): string {
  if (typeof body !== 'string' || !isObjectText(body)) {
    throw new GatewayMisuse('the channel carries JSON objects alone')
  }
  const head = { appId: keys.id, data: {}, ...CHANNEL, timestamp: epochMilliseconds }
  return withMember(JSON.stringify(head), 'data', body)
}

function signed(body: string, keys: GatewayKeys, { random }: Moment): string {
  const message = Buffer.from(signTextOf(body, keyOf(keys, 'secret')))
  const { userId } = keys
  const signature = sm2Sign(message, keyOf(keys, 'privateKey'), { userId, random })
  return withMember(body, 'signData', JSON.stringify(Buffer.from(signature).toString('base64')))
}

function believed(body: string, keys: GatewayKeys): boolean {
  const signature = fromBase64(plainText(membersOf(body)?.get('signData')))
  if (signature === undefined) return false
  const message = Buffer.from(signTextOf(body, keyOf(keys, 'secret')))
  return sm2Verify(message, signature, keyOf(keys, 'publicKey'), keys.userId)
}

/** `data` becomes `encData`; every other member keeps its place. */
function hidden(body: string, keys: GatewayKeys): string {
  const data = membersOf(body)?.get('data')
  if (data === undefined) throw new GatewayMisuse('nothing to encrypt: the message has no data')
  const encData = sm4Encrypt(dataKey(keys), Buffer.from(data.text)).toString('hex').toUpperCase()
  return rebuilt(body, 'data', ['encData', JSON.stringify(encData)])
}

function shown(body: string, keys: GatewayKeys): string | undefined {
  const bytes = fromHex(plainText(membersOf(body)?.get('encData')))
  const data = bytes === undefined ? undefined : sm4Decrypt(dataKey(keys), bytes)
  if (data === undefined || !isObjectText(data) || membersOf(body)?.has('data') === true) {
    return undefined
  }
  return rebuilt(body, 'encData', ['data', data])
}

function rebuilt(body: string, name: string, member: readonly [string, string]): string {
  const members = [...(membersOf(body) ?? [])].map(([key, value]) =>
    key === name ? member : ([key, value.text] as const),
  )
  return `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`
}

/** The secret is not the key: it is encrypted under the app id, and the hex text cut at sixteen. */
function dataKey(keys: GatewayKeys): string {
  const sealed = sm4Encrypt(keyOf(keys, 'id').slice(0, 16), Buffer.from(keyOf(keys, 'secret')))
  return sealed.toString('hex').toUpperCase().slice(0, 16)
}

/** The shape is known from clients, which believe code 0 alone; the words are ours. */
function failure(reason: FailureReason, message: string): GatewayFailure {
  return { reason, status: 200, body: { code: '-1', message, success: false }, sourced: false }
}
