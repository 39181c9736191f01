/** Ids are made from what they identify, so that the same message always leads to the same id. */
import { createHash } from 'node:crypto'

/** SHA-256 of a text, hex. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** `count` decimal digits drawn from the hash of a text. */
export function digitsOf(text: string, count: number): string {
  const number = BigInt(`0x${sha256(text)}`) % 10n ** BigInt(count)
  return number.toString().padStart(count, '0')
}

/** An id of the platform's form: the issuing area (6 digits) and 20 digits. */
export function idFrom(admdvs: string, kind: string, source: string): string {
  return admdvs + digitsOf(`${kind}:${source}`, 20)
}
