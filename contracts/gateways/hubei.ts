/** 湖北: SM2 over the envelope, carried in `cainfo`; `input` travels as text and is not covered. */
import type { WireRequest } from '../exchange.ts'
import { envelopeFailures } from './envelope-failures.ts'
import { isObjectText, membersOf, plainText, withMember } from './json-text.ts'
import { refused } from './refusal.ts'
import { keyOf } from './request-parts.ts'
import { GatewayMisuse } from './scheme.ts'
import type { GatewayScheme } from './scheme.ts'
import { sm2Sign, sm2Verify } from './sm2.ts'
import { fromHex } from './spelling.ts'

const FAILURES = envelopeFailures(['malformed', 'missing-headers', 'bad-signature'])

export const hubei: GatewayScheme = {
  id: 'hubei-sm2',
  title: { zh: '湖北（SM2 签名报文头）', en: 'Hubei (SM2 over the envelope)' },
  covers: 'envelope',
  needs: { toSign: ['privateKey'], toVerify: ['publicKey'] },
  clockWindow: null,
  nonce: false,
  failures: FAILURES,
  textToSign(request) {
    return joined(prepared(request))
  },
  sign(request, keys, moment) {
    const body = prepared(request)
    const { userId } = keys
    const privateKey = keyOf(keys, 'privateKey')
    const signature = sm2Sign(Buffer.from(joined(body)), privateKey, {
      userId,
      random: moment.random,
    })
    const cainfo = Buffer.from(signature).toString('hex').toUpperCase()
    return { ...request, body: withMember(body, 'cainfo', JSON.stringify(cainfo)) }
  },
  verify(request, keys) {
    const { body } = request
    const members = typeof body === 'string' ? membersOf(body) : undefined
    if (typeof body !== 'string' || members === undefined) return refused(FAILURES, 'malformed')
    const cainfo = plainText(members.get('cainfo'))
    if (cainfo === '') return refused(FAILURES, 'missing-headers')
    const signature = fromHex(cainfo) ?? new Uint8Array()
    const publicKey = keyOf(keys, 'publicKey')
    if (!sm2Verify(Buffer.from(joined(body)), signature, publicKey, keys.userId)) {
      return refused(FAILURES, 'bad-signature')
    }
    const input = members.get('input')
    if (input === undefined || !input.text.startsWith('"')) return { ok: true, request }
    const inputText = plainText(input)
    if (!isObjectText(inputText)) return refused(FAILURES, 'malformed')
    return { ok: true, request: { ...request, body: withMember(body, 'input', inputText) } }
  },
}

/** The body as it will be signed: `signtype` named, `input` as a JSON string. */
function prepared(request: WireRequest): string {
  const { body } = request
  const members = typeof body === 'string' ? membersOf(body) : undefined
  if (typeof body !== 'string' || members === undefined) {
    throw new GatewayMisuse('only a JSON object can be signed in its envelope')
  }
  const input = members.get('input')
  const asText = input === undefined || input.text.startsWith('"')
  const wrapped = asText ? body : withMember(body, 'input', JSON.stringify(input.text))
  return withMember(wrapped, 'signtype', '"SM2"')
}

/** Every member but two, in ASCII order of the names, empty ones too. */
function joined(body: string): string {
  return [...(membersOf(body) ?? [])]
    .filter(([name]) => name !== 'cainfo' && name !== 'input')
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${plainText(value)}`)
    .join('&')
}
