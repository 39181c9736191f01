/** SM4 by node:crypto, which has it. ECB is weak, and it is what these schemes use. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { GatewayMisuse } from './scheme.ts'

/** SM4, ECB, PKCS#7 padding. @param key 16 bytes as text */
export function sm4Encrypt(key: string, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('sm4-ecb', sm4Key(key), null)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** The text, or undefined when the key does not fit or the text is not UTF-8. */
export function sm4Decrypt(key: string, encrypted: Uint8Array): string | undefined {
  const decipher = createDecipheriv('sm4-ecb', sm4Key(key), null)
  try {
    const plain = Buffer.concat([decipher.update(encrypted), decipher.final()])
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain)
  } catch {
    return undefined
  }
}

function sm4Key(key: string): Buffer {
  const bytes = Buffer.from(key)
  if (bytes.length !== 16) throw new GatewayMisuse('an SM4 key has sixteen bytes')
  return bytes
}
