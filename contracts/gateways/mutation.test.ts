/** One byte is changed after another; what a scheme covers must be noticed, every time. */
import { describe, expect, test } from 'vitest'
import type { WireRequest } from '../exchange.ts'
import { gatewayScheme, seal, unseal } from './gateways.ts'
import type { GatewaySchemeId } from './scheme.ts'
import { keysOf, MOMENT, PLAIN } from './testing.ts'

const reception = { now: MOMENT.epochMilliseconds, seenNonce: () => false }

describe.each(['csb-hmac-sha1', 'tif-sha256'] as const)('%s', (id) => {
  test('a changed body passes, as documented: nothing of it is covered', () => {
    expect(bytesThatMayChange(id)).toEqual(allBytes(id))
  })
})

describe.each(['zhejiang-hmac-sm3', 'mobile-sm2-sm4'] as const)('%s', (id) => {
  test('every changed byte of the body is noticed', () => {
    expect(allBytes(id).length).toBeGreaterThan(90)
    expect(bytesThatMayChange(id)).toEqual([])
  })
})

test('湖北: every changed byte outside the input is noticed, inside it none', () => {
  const input = placeOf('hubei-sm2', 'input')
  const changeable = bytesThatMayChange('hubei-sm2')
  expect(changeable.filter((at) => !input.includes(at))).toEqual([])
  const text = String(sealed('hubei-sm2').body)
  const amount = Buffer.from(text.slice(0, text.indexOf('1.50'))).length
  expect(changeable).toEqual(expect.arrayContaining([amount, amount + 2, amount + 3]))
})

test('吉林: every changed byte of input and signature is noticed, elsewhere none', () => {
  const covered = [...placeOf('jilin-sm2-sm4', 'input'), ...placeOf('jilin-sm2-sm4', 'cainfo')]
  const changeable = bytesThatMayChange('jilin-sm2-sm4')
  expect(changeable.filter((at) => covered.includes(at))).toEqual([])
  const operator = placeOf('jilin-sm2-sm4', 'opter').slice(1, -1)
  expect(operator.length).toBe(5)
  expect(operator.filter((at) => !changeable.includes(at))).toEqual([])
})

test.each(['csb-hmac-sha1', 'tif-sha256', 'zhejiang-hmac-sm3'] as const)(
  '%s: every changed byte of the gateway headers is noticed',
  (id) => {
    const wire = sealed(id)
    const names = Object.keys(wire.headers).filter((name) => name !== 'content-type')
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) {
      const value = wire.headers[name] ?? ''
      const passed = [...value].filter((_, at) => {
        const changed = Buffer.from(value)
        changed[at] = (changed[at] ?? 0) ^ 1
        return accepts(id, { ...wire, headers: { ...wire.headers, [name]: String(changed) } })
      })
      expect(passed, name).toEqual([])
    }
  },
)

test('a member that comes twice is refused: two readers would see two messages', () => {
  for (const id of ['hubei-sm2', 'jilin-sm2-sm4', 'mobile-sm2-sm4'] as const) {
    const wire = sealed(id)
    const extra = id === 'mobile-sm2-sm4' ? '"encData":"00"' : '"input":{}'
    const twice = { ...wire, body: String(wire.body).replace('{', `{${extra},`) }
    expect(accepts(id, wire), id).toBe(true)
    expect(accepts(id, twice), id).toBe(false)
  }
})

function sealed(id: GatewaySchemeId): WireRequest {
  return seal(gatewayScheme(id), PLAIN, keysOf(id, 'sender'), MOMENT)
}

function accepts(id: GatewaySchemeId, request: WireRequest): boolean {
  return unseal(gatewayScheme(id), request, keysOf(id, 'receiver'), reception).ok
}

function allBytes(id: GatewaySchemeId): number[] {
  return [...Buffer.from(String(sealed(id).body)).keys()]
}

/** One bit at a time, a low and a high one; not the one between F and f, the same in hex. */
const FLIPS = [1, 64]

/** Where a byte can be changed and the gateway still accepts. */
function bytesThatMayChange(id: GatewaySchemeId): number[] {
  const wire = sealed(id)
  return allBytes(id).filter((at) =>
    FLIPS.some((flip) => {
      const bytes = Buffer.from(String(wire.body))
      bytes[at] = (bytes[at] ?? 0) ^ flip
      return accepts(id, { ...wire, body: textOrBytes(bytes) })
    }),
  )
}

/** The positions of a member's value, in bytes. */
function placeOf(id: GatewaySchemeId, name: string): number[] {
  const text = String(sealed(id).body)
  const value = JSON.stringify((JSON.parse(text) as Record<string, unknown>)[name])
  const start = Buffer.from(text.slice(0, text.indexOf(`"${name}":`) + name.length + 3)).length
  return Array.from({ length: Buffer.from(value).length }, (_, at) => start + at)
}

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes
  }
}
