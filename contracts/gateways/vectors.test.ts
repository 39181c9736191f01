import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { WireRequest, WireResponse } from '../exchange.ts'
import { GATEWAY_SCHEME_IDS, gatewayScheme, unseal } from './gateways.ts'
import type { GatewayKeys, GatewayScheme, Moment, Verification } from './scheme.ts'
import { sm2Sign, sm2Verify } from './sm2.ts'

interface SaidMoment extends Omit<Moment, 'random'> {
  readonly randomHex: string
}

type Vector = { readonly name: string; readonly userId?: string } & (
  | {
      readonly operation: 'sign'
      readonly request: WireRequest
      readonly moment: SaidMoment
      readonly textToSign: string
      readonly result: WireRequest
    }
  | {
      readonly operation: 'encrypt-request' | 'decrypt-request'
      readonly request: WireRequest
      readonly result: WireRequest
    }
  | {
      readonly operation: 'verify'
      readonly request: WireRequest
      readonly now: number
      readonly seenNonces: readonly string[]
      readonly expect: Verification
    }
  | {
      readonly operation: 'encrypt-response'
      readonly response: WireResponse
      readonly moment: SaidMoment
      readonly result: WireResponse
    }
  | {
      readonly operation: 'decrypt-response'
      readonly response: WireResponse
      readonly result: WireResponse
    }
)

interface VectorFile {
  readonly note: string
  readonly keys: { readonly sender: GatewayKeys; readonly receiver: GatewayKeys }
  readonly vectors: readonly Vector[]
}

describe.each(GATEWAY_SCHEME_IDS)('%s', (id) => {
  const scheme = gatewayScheme(id)
  const { note, keys, vectors } = read(`${id}.json`) as VectorFile

  test.each(vectors)('$name ($operation)', (vector) => {
    const withUser = vector.userId === undefined ? {} : { userId: vector.userId }
    const sender = { ...keys.sender, ...withUser }
    const { found, wanted } = play(scheme, vector, sender, { ...keys.receiver, ...withUser })
    expect(found).toEqual(wanted)
  })

  test('shows every operation that the scheme has, and that its keys are made up', () => {
    const shown = new Set(vectors.map(({ operation }) => operation))
    const input = scheme.protectInput === undefined ? [] : ['encrypt-request', 'decrypt-request']
    const both = ['encrypt-response', 'decrypt-response']
    const output = scheme.protectOutput === undefined ? [] : both
    expect([...shown].toSorted()).toEqual(['sign', 'verify', ...input, ...output].toSorted())
    expect(note).toContain('made up')
  })

  test('the keys that it says it needs are enough', () => {
    const signing = vectors.filter((one) => one.operation === 'sign')
    expect(signing.length).toBeGreaterThan(0)
    for (const { request, moment, result } of signing.slice(0, 1)) {
      const sender = only(keys.sender, scheme.needs.toSign)
      expect(scheme.sign(request, sender, momentOf(moment))).toEqual(result)
      const receiver = only(keys.receiver, scheme.needs.toVerify)
      const reception = { now: moment.epochMilliseconds, seenNonce: () => false }
      expect(scheme.verify(result, receiver, reception).ok).toBe(true)
    }
  })
})

/** What our side makes of a vector, and what the vector says. */
function play(
  scheme: GatewayScheme,
  vector: Vector,
  sender: GatewayKeys,
  receiver: GatewayKeys,
): { readonly found: unknown; readonly wanted: unknown } {
  switch (vector.operation) {
    case 'sign': {
      const moment = momentOf(vector.moment)
      const text = Buffer.from(scheme.textToSign(vector.request, sender, moment)).toString()
      const found = { text, result: scheme.sign(vector.request, sender, moment) }
      return { found, wanted: { text: vector.textToSign, result: vector.result } }
    }
    case 'encrypt-request':
      return { found: scheme.protectInput?.(vector.request, sender), wanted: vector.result }
    case 'decrypt-request': {
      const found = values(scheme.revealInput?.(vector.request, receiver))
      return { found, wanted: values(vector.result) }
    }
    case 'verify': {
      const seenNonce = (nonce: string) => vector.seenNonces.includes(nonce)
      const reception = { now: vector.now, seenNonce }
      return { found: unseal(scheme, vector.request, receiver, reception), wanted: vector.expect }
    }
    case 'encrypt-response': {
      const moment = momentOf(vector.moment)
      const found = scheme.protectOutput?.(vector.response, receiver, moment)
      return { found, wanted: vector.result }
    }
    case 'decrypt-response':
      return { found: scheme.revealOutput?.(vector.response, sender), wanted: vector.result }
  }
}

/** Decryption empties `enc_type`, which the signed message did not have at all. */
function values(request: WireRequest | undefined): unknown {
  const { enc_type: _, ...rest } = JSON.parse(String(request?.body)) as Record<string, unknown>
  return rest
}

function momentOf({ randomHex, ...said }: SaidMoment): Moment {
  return { ...said, random: () => Buffer.from(randomHex, 'hex') }
}

function only(keys: GatewayKeys, names: readonly (keyof GatewayKeys)[]): GatewayKeys {
  const kept = Object.entries(keys).filter(([name]) => names.includes(name as keyof GatewayKeys))
  return { id: '', ...Object.fromEntries(kept) }
}

interface Primitives {
  readonly digests: readonly Record<'algorithm' | 'message' | 'digest', string>[]
  readonly macs: readonly Record<'algorithm' | 'key' | 'message' | 'mac', string>[]
  readonly sm4Ecb: readonly Record<'key' | 'plain' | 'encrypted' | 'padding', string>[]
  readonly sm2: readonly Record<
    'privateKey' | 'publicKey' | 'ephemeral' | 'userId' | 'message' | 'signature',
    string
  >[]
}

describe('the primitives give what the standards print', () => {
  const { digests, macs, sm4Ecb, sm2 } = read('primitives.json') as Primitives

  test.each(digests)('$algorithm of $message', ({ algorithm, message, digest }) => {
    expect(createHash(algorithm).update(bytes(message)).digest('hex')).toBe(digest)
  })

  test.each(macs)('HMAC with $algorithm', ({ algorithm, key, message, mac }) => {
    expect(createHmac(algorithm, bytes(key)).update(bytes(message)).digest('hex')).toBe(mac)
  })

  test.each(sm4Ecb)('SM4 with padding $padding', ({ key, plain, encrypted, padding }) => {
    const cipher = createCipheriv('sm4-ecb', bytes(key), null)
    cipher.setAutoPadding(padding === 'pkcs7')
    const found = Buffer.concat([cipher.update(bytes(plain)), cipher.final()])
    expect(found.toString('hex')).toBe(encrypted)
  })

  test.each(sm2)('SM2 over $message', (one) => {
    const random = () => bytes(one.ephemeral)
    const signature = sm2Sign(bytes(one.message), one.privateKey, { userId: one.userId, random })
    expect(Buffer.from(signature).toString('hex')).toBe(one.signature)
    expect(sm2Verify(bytes(one.message), signature, one.publicKey, one.userId)).toBe(true)
    expect(sm2Verify(bytes(one.message), signature, one.publicKey, 'somebody else')).toBe(false)
  })
})

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8'))
}
