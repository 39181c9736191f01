/** Made-up keys and a small message for the tests of schemes and gateways. */
import { readFileSync } from 'node:fs'
import type { WireRequest } from '../exchange.ts'
import type { GatewayKeys, GatewaySchemeId, Moment } from './scheme.ts'

/** The keys of the published vectors, for one end. */
export function keysOf(id: GatewaySchemeId, end: 'sender' | 'receiver'): GatewayKeys {
  const text = readFileSync(new URL(`vectors/${id}.json`, import.meta.url), 'utf8')
  const { keys } = JSON.parse(text) as { keys: Record<'sender' | 'receiver', GatewayKeys> }
  return keys[end]
}

export const MOMENT: Moment = {
  epochMilliseconds: Date.parse('2026-03-02T09:00:00+08:00'),
  nonce: '0123456789abcdef0123456789abcdef',
  random: (bytes) => new Uint8Array(bytes).fill(7),
}

export const PLAIN: WireRequest = {
  method: 'POST',
  path: '/fsi/api/rsfComIfsService/callService',
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: '{"infno":"1101","opter":"OP001","fixmedins_name":"示例医院","input":{"name":"张三","n":1.50}}',
}
