import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadZip, isZip, unzipped, zipped } from './zip.ts'

const LIMIT = 1_000_000
const text = Buffer.from('结算\t1.00\n'.repeat(50), 'utf8')

test('what was zipped is unzipped, and the same content gives the same bytes', () => {
  const draws = [fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'grapheme' })] as const
  fc.assert(fc.property(...draws, (bytes, name) => {
    const zip = zipped(name, bytes)
    expect(isZip(zip)).toBe(true)
    expect([...unzipped(zip, LIMIT)]).toEqual([...bytes])
    expect(Buffer.compare(zip, zipped(name, bytes))).toBe(0)
  }), { numRuns: 100 })
})

test('another reader of ZIP reads it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'liantiao-zip-'))
  const path = join(dir, 'a.zip')
  writeFileSync(path, zipped('对账.txt', text))
  const script = 'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);'
    + 'sys.stdout.buffer.write(z.namelist()[0].encode()+b"|"+z.read(z.namelist()[0]))'
  try {
    const seen = execFileSync('python3', ['-c', script, path])
    expect(seen.toString('utf8')).toBe(`对账.txt|${text.toString('utf8')}`)
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('a file cut short or spoilt is refused, wherever it is', () => {
  const zip = zipped('a.txt', text)
  for (let length = 0; length < zip.length; length += 1) {
    expect(() => unzipped(zip.subarray(0, length), LIMIT)).toThrow(BadZip)
  }
  const spoilt = Buffer.from(zip)
  spoilt[40] = (spoilt[40] ?? 0) ^ 0xff
  expect(() => unzipped(spoilt, LIMIT)).toThrow(BadZip)
})

test('what unpacks to more than the limit is refused, also when it lies about its size', () => {
  const zip = Buffer.from(zipped('a.txt', Buffer.alloc(100_000)))
  expect(() => unzipped(zip, 99_999)).toThrow('超出上限')
  const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  zip.writeUInt32LE(10, central + 24)
  expect(() => unzipped(zip, 99_999)).toThrow(BadZip)
})
