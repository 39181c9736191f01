/** The six schemes by their ids, and the two things every user of a scheme does. */
import type { WireRequest } from '../exchange.ts'
import { csb } from './csb.ts'
import { hubei } from './hubei.ts'
import { jilin } from './jilin.ts'
import { mobile } from './mobile.ts'
import { refused } from './refusal.ts'
import type { GatewayKeys, GatewayScheme, GatewaySchemeId } from './scheme.ts'
import type { Moment, Reception, Verification } from './scheme.ts'
import { tif } from './tif.ts'
import { zhejiang } from './zhejiang.ts'

const SCHEMES: Readonly<Record<GatewaySchemeId, GatewayScheme>> = {
  'csb-hmac-sha1': csb,
  'tif-sha256': tif,
  'zhejiang-hmac-sm3': zhejiang,
  'hubei-sm2': hubei,
  'jilin-sm2-sm4': jilin,
  'mobile-sm2-sm4': mobile,
}

export const GATEWAY_SCHEME_IDS = Object.keys(SCHEMES) as readonly GatewaySchemeId[]

/** The scheme of this id. */
export function gatewayScheme(id: GatewaySchemeId): GatewayScheme {
  return SCHEMES[id]
}

/** Signs, and encrypts where the scheme does: what goes out. @throws GatewayMisuse */
export function seal(
  scheme: GatewayScheme,
  request: WireRequest,
  keys: GatewayKeys,
  moment: Moment,
): WireRequest {
  const signed = scheme.sign(request, keys, moment)
  return scheme.protectInput?.(signed, keys) ?? signed
}

/** Decrypts where the scheme encrypts, and verifies: what comes in. @throws GatewayMisuse */
export function unseal(
  scheme: GatewayScheme,
  request: WireRequest,
  keys: GatewayKeys,
  reception: Reception,
): Verification {
  const revealed = scheme.revealInput === undefined ? request : scheme.revealInput(request, keys)
  if (revealed === undefined) return refused(scheme.failures, 'undecipherable')
  return scheme.verify(revealed, keys, reception)
}
