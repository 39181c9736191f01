/**
 * SM2 signatures (GB/T 32918.2, SM3 digest). The only file that names the SM2 library. Node's own
 * crypto must not be used for this: with an SM2 key it makes ECDSA, or SM2 with an empty user id.
 */
import { sm2 } from 'sm-crypto-v2'
import { GatewayMisuse } from './scheme.ts'

/** The user id that the standard proposes and nearly everybody uses. */
export const STANDARD_USER_ID = '1234567812345678'

const ORDER = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
const MOST_DRAWS = 8
const MOST_PREPARED_KEYS = 64

export interface Sm2Options {
  readonly userId?: string | undefined
  readonly random: (bytes: number) => Uint8Array
}

/**
 * 64 bytes, r and s one after the other. The same randomness gives the same signature.
 * @param privateKey 64 hex digits
 * @throws GatewayMisuse when the key is not an SM2 key
 */
export function sm2Sign(message: Uint8Array, privateKey: string, options: Sm2Options): Uint8Array {
  const secret = /^[0-9a-f]{64}$/i.test(privateKey) ? BigInt(`0x${privateKey}`) : 0n
  if (secret === 0n || secret >= ORDER - 1n) throw new GatewayMisuse('not an SM2 private key')
  const k = ephemeral(options.random)
  const point = sm2.getPublicKeyFromPrivateKey(k.toString(16).padStart(64, '0'))
  const signature = sm2.doSignature(message, privateKey, {
    hash: true,
    userId: options.userId ?? STANDARD_USER_ID,
    pointPool: [{ k, x1: BigInt(`0x${point.slice(2, 66)}`) }],
  })
  return Buffer.from(signature, 'hex')
}

/** False for every signature that is not right, whatever it looks like. */
export function sm2Verify(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: string,
  userId: string = STANDARD_USER_ID,
): boolean {
  const key = prepared(publicKey)
  if (signature.length !== 64) return false
  try {
    const hex = Buffer.from(signature).toString('hex')
    return sm2.doVerifySignature(message, hex, key, { hash: true, userId })
  } catch {
    // The library throws for numbers outside the curve's order.
    return false
  }
}

/** A number from 1 to the order less 1, every one equally likely. */
function ephemeral(random: (bytes: number) => Uint8Array): bigint {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const k = BigInt(`0x${Buffer.from(random(32)).toString('hex')}`)
    if (k > 0n && k < ORDER) return k
  }
  throw new GatewayMisuse('the source of randomness gives nothing usable')
}

type Point = ReturnType<typeof sm2.precomputePublicKey>
const preparedKeys = new Map<string, Point>()

/** Preparing a key costs fifty milliseconds once and makes every check four times as fast. */
function prepared(publicKey: string): Point {
  const known = preparedKeys.get(publicKey)
  if (known !== undefined) return known
  if (preparedKeys.size >= MOST_PREPARED_KEYS) preparedKeys.clear()
  try {
    const point = sm2.precomputePublicKey(publicKey)
    preparedKeys.set(publicKey, point)
    return point
  } catch {
    throw new GatewayMisuse('not an SM2 public key')
  }
}
