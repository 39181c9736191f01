import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GatewayMisuse } from './scheme.ts'
import { sm2Sign, sm2Verify } from './sm2.ts'
import { keysOf } from './testing.ts'

const privateKey = keysOf('hubei-sm2', 'sender').privateKey ?? ''
const publicKey = keysOf('hubei-sm2', 'receiver').publicKey ?? ''
const message = Buffer.from('联调')
const random = (bytes: number) => new Uint8Array(bytes).fill(7)
const signature = sm2Sign(message, privateKey, { random })

test('another message, key or user id does not fit the signature', () => {
  expect(sm2Verify(message, signature, publicKey)).toBe(true)
  expect(sm2Verify(Buffer.from('联调。'), signature, publicKey)).toBe(false)
  const other = keysOf('hubei-sm2', 'sender').publicKey ?? ''
  expect(sm2Verify(message, signature, other)).toBe(false)
  expect(sm2Verify(message, signature, publicKey, 'H42010000001')).toBe(false)
})

test('what is no signature is refused and never thrown', () => {
  const [zeros, ones] = [new Uint8Array(64), new Uint8Array(64).fill(0xff)]
  const longer = Buffer.concat([signature, ones])
  const noise = [new Uint8Array(), zeros, ones, signature.slice(1), longer]
  const found = noise.map((one) => sm2Verify(message, one, publicKey))
  expect(found).toEqual([false, false, false, false, false])
})

test('a key that is none, and randomness that is none, are said to be our own mistake', () => {
  expect(() => sm2Sign(message, '00'.repeat(32), { random })).toThrow(GatewayMisuse)
  expect(() => sm2Sign(message, 'ff'.repeat(32), { random })).toThrow(GatewayMisuse)
  expect(() => sm2Sign(message, 'key', { random })).toThrow(GatewayMisuse)
  expect(() => sm2Verify(message, signature, '04' + '11'.repeat(64))).toThrow(GatewayMisuse)
  const stuck = (bytes: number) => new Uint8Array(bytes)
  expect(() => sm2Sign(message, privateKey, { random: stuck })).toThrow('source of randomness')
})

/** Signs of Node's own SM2, which is ECDSA or has an empty user id, and fits nobody else's. */
const NODE_SM2 = [
  /\b(?:createSign|createVerify|sign|verify)\(\s*['"`](?:rsa-)?sm[23]/i,
  /\bnamedCurve['"]?\s*:\s*['"`]sm2/i,
  /\basymmetricKeyType\b[^\n]*['"`]sm2/i,
]

test('the search for SM2 by node:crypto finds it in each of its forms', () => {
  const curve = 'SM2'
  const forms = [
    `crypto.sign('sm3', data, key)`,
    `sign("SM3", data, key)`,
    `createVerify('SM3')`,
    `createSign(\n  'RSA-SM3')`,
    `generateKeyPairSync('ec', { namedCurve: '${curve}' })`,
    `key.asymmetricKeyType === '${curve.toLowerCase()}'`,
  ]
  expect(forms.filter((form) => !usesNodeSm2(form))).toEqual([])
  const harmless = [`createHmac('sm3', key)`, `sm2Sign(data, key)`, `sign(null, data, ed25519)`]
  expect(harmless.filter(usesNodeSm2)).toEqual([])
})

test('nobody signs with SM2 by node:crypto, and one file alone names the SM2 library', () => {
  const root = join(import.meta.dirname, '..', '..')
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts']
  const sources = execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((path) => path !== 'contracts/gateways/sm2.test.ts' && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter(({ text }) => usesNodeSm2(text)).map(({ path }) => path)).toEqual([])
  const namers = sources.filter(({ text }) => text.includes(`from 'sm-crypto-v2'`))
  expect(namers.map(({ path }) => path)).toEqual(['contracts/gateways/sm2.ts'])
})

function usesNodeSm2(text: string): boolean {
  return NODE_SM2.some((pattern) => pattern.test(text))
}
