/** What schemes take from a request and from the keys. */
import type { WireRequest } from '../exchange.ts'
import { GatewayMisuse } from './scheme.ts'
import type { GatewayKeys } from './scheme.ts'

/** The bytes that go over the wire. */
export function bodyBytes(request: WireRequest): Uint8Array {
  return typeof request.body === 'string' ? Buffer.from(request.body) : request.body
}

/** A header whatever its case; '' when absent. */
export function header(request: WireRequest, name: string): string {
  for (const [key, value] of Object.entries(request.headers)) {
    if (key.toLowerCase() === name) return value
  }
  return ''
}

/** @throws GatewayMisuse that names the key, never its value */
export function keyOf(keys: GatewayKeys, name: keyof GatewayKeys): string {
  const value = keys[name]
  if (value === undefined || value === '') throw new GatewayMisuse(`gateway key missing: ${name}`)
  return value
}
