/**
 * 吉林: SM2 over the text of `input`, which is then encrypted with SM4; `output` comes back
 * encrypted the same way. Nothing else of the envelope is covered.
 */
import type { WireRequest, WireResponse } from '../exchange.ts'
import { envelopeFailures } from './envelope-failures.ts'
import { isObjectText, membersOf, plainText, withMember } from './json-text.ts'
import { refused } from './refusal.ts'
import { keyOf } from './request-parts.ts'
import { GatewayMisuse } from './scheme.ts'
import type { GatewayKeys, GatewayScheme } from './scheme.ts'
import { sm2Sign, sm2Verify } from './sm2.ts'
import { sm4Decrypt, sm4Encrypt } from './sm4.ts'
import { fromBase64 } from './spelling.ts'

const FAILURES = envelopeFailures([
  'undecipherable',
  'malformed',
  'missing-headers',
  'bad-signature',
])

export const jilin: GatewayScheme = {
  id: 'jilin-sm2-sm4',
  title: { zh: '吉林（SM2 签名，SM4 加密）', en: 'Jilin (SM2 signature, SM4 encryption)' },
  covers: 'input',
  needs: { toSign: ['id', 'privateKey'], toVerify: ['id', 'publicKey'] },
  clockWindow: null,
  nonce: false,
  failures: FAILURES,
  textToSign(request) {
    return inputOf(request)
  },
  sign(request, keys, moment) {
    const message = Buffer.from(inputOf(request))
    const { userId } = keys
    const privateKey = keyOf(keys, 'privateKey')
    const signature = sm2Sign(message, privateKey, { userId, random: moment.random })
    const cainfo = JSON.stringify(Buffer.from(signature).toString('base64'))
    const named = withMember(String(request.body), 'signtype', '"SM2"')
    return { ...request, body: withMember(named, 'cainfo', cainfo) }
  },
  verify(request, keys) {
    const members = typeof request.body === 'string' ? membersOf(request.body) : undefined
    const input = members?.get('input')
    if (members === undefined || input === undefined) return refused(FAILURES, 'malformed')
    const cainfo = plainText(members.get('cainfo'))
    if (cainfo === '') return refused(FAILURES, 'missing-headers')
    const signature = fromBase64(cainfo) ?? new Uint8Array()
    const publicKey = keyOf(keys, 'publicKey')
    if (!sm2Verify(Buffer.from(input.text), signature, publicKey, keys.userId)) {
      return refused(FAILURES, 'bad-signature')
    }
    return { ok: true, request }
  },
  protectInput(request, keys) {
    const input = JSON.stringify(encrypted(inputOf(request), keys))
    const body = withMember(String(request.body), 'enc_type', '"SM4"')
    return { ...request, body: withMember(body, 'input', input) }
  },
  revealInput(request, keys) {
    const body = revealed(request.body, 'input', keys)
    return body === undefined ? undefined : { ...request, body: withMember(body, 'enc_type', '""') }
  },
  protectOutput(response, keys) {
    const output = membersOf(response.body)?.get('output')
    if (output === undefined || output.text === 'null') return response
    return withBody(response, 'output', JSON.stringify(encrypted(output.text, keys)))
  },
  revealOutput(response, keys) {
    const output = membersOf(response.body)?.get('output')
    if (output === undefined || output.text === 'null') return response
    const body = revealed(response.body, 'output', keys)
    return body === undefined ? undefined : { ...response, body }
  },
}

function inputOf(request: WireRequest): string {
  const members = typeof request.body === 'string' ? membersOf(request.body) : undefined
  const input = members?.get('input')
  if (input === undefined) throw new GatewayMisuse('only a JSON object with an input can be signed')
  return input.text
}

function encrypted(text: string, keys: GatewayKeys): string {
  return sm4Encrypt(keyOf(keys, 'id'), Buffer.from(text)).toString('base64')
}

/** The object with one encrypted member in plain; undefined when it is not readable. */
function revealed(
  body: string | Uint8Array,
  name: 'input' | 'output',
  keys: GatewayKeys,
): string | undefined {
  const value = typeof body === 'string' ? membersOf(body)?.get(name) : undefined
  if (typeof body !== 'string' || value === undefined || !value.text.startsWith('"')) {
    return undefined
  }
  const bytes = fromBase64(plainText(value))
  const plain = bytes === undefined ? undefined : sm4Decrypt(keyOf(keys, 'id'), bytes)
  return plain === undefined || !isObjectText(plain) ? undefined : withMember(body, name, plain)
}

function withBody(response: WireResponse, name: string, valueText: string): WireResponse {
  return { ...response, body: withMember(response.body, name, valueText) }
}
