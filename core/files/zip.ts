/** A ZIP of one text, as the interface's files are: stored or deflated, no time of its own. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Bytes that are no ZIP with exactly one readable file. The message is for the sender. */
export class BadZip extends Error {
  override readonly name = 'BadZip'
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_LENGTH = 22
const UTF8_NAME = 0x0800
/** 1 January 1980, the first day a ZIP knows: the same content gives the same bytes. */
const FIRST_DAY = 0x0021
const DEFLATED = 8

/** True for bytes that begin as a ZIP does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === LOCAL
}

/** A ZIP with one file; the same name and content give the same bytes. */
export function zipped(name: string, content: Uint8Array): Uint8Array {
  const label = Buffer.from(name, 'utf8')
  const packed = deflateRawSync(content)
  const local = header(LOCAL, [20], { content, packed, label })
  const central = header(CENTRAL, [20, 20], { content, packed, label })
  const end = Buffer.alloc(END_LENGTH)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, central, end])
}

/**
 * The one file of a ZIP.
 * @param limitBytes a file that unpacks to more is refused before it is unpacked
 * @throws BadZip
 */
export function unzipped(bytes: Uint8Array, limitBytes: number): Uint8Array {
  try {
    return readOnly(Buffer.from(bytes), limitBytes)
  } catch (reason) {
    if (reason instanceof BadZip) throw reason
    throw new BadZip('压缩包损坏或超出大小限制')
  }
}

function readOnly(bytes: Buffer, limitBytes: number): Uint8Array {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + END_LENGTH > bytes.length) throw new BadZip('不是完整的ZIP压缩包')
  const count = bytes.readUInt16LE(end + 10)
  if (count !== 1) throw new BadZip(`压缩包应只含一个文件, 实有${count}个`)
  const at = bytes.readUInt32LE(end + 16)
  if (bytes.readUInt32LE(at) !== CENTRAL) throw new BadZip('压缩包目录损坏')
  const method = bytes.readUInt16LE(at + 10)
  const [packedLength, length] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
  if (length > limitBytes) throw new BadZip(`解压后超出上限${limitBytes}字节`)
  const local = bytes.readUInt32LE(at + 42)
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + packedLength)
  const content = method === DEFLATED
    ? inflateRawSync(packed, { maxOutputLength: Math.max(1, length) })
    : packed
  if (method !== 0 && method !== DEFLATED) throw new BadZip('不支持该压缩方式')
  if (content.length !== length || crc32(content) !== bytes.readUInt32LE(at + 16)) {
    throw new BadZip('压缩包校验不符')
  }
  return content
}

interface Entry {
  readonly content: Uint8Array
  readonly packed: Uint8Array
  readonly label: Uint8Array
}

/** Both headers of an entry carry the same facts; the central one a few zeros more. */
function header(mark: number, versions: readonly number[], entry: Entry): Buffer {
  const fixed = Buffer.alloc(mark === LOCAL ? 30 : 46)
  fixed.writeUInt32LE(mark, 0)
  versions.forEach((version, index) => fixed.writeUInt16LE(version, 4 + 2 * index))
  const at = 4 + 2 * versions.length
  fixed.writeUInt16LE(UTF8_NAME, at)
  fixed.writeUInt16LE(DEFLATED, at + 2)
  fixed.writeUInt16LE(FIRST_DAY, at + 6)
  fixed.writeUInt32LE(crc32(entry.content), at + 8)
  fixed.writeUInt32LE(entry.packed.length, at + 12)
  fixed.writeUInt32LE(entry.content.length, at + 16)
  fixed.writeUInt16LE(entry.label.length, at + 20)
  return Buffer.concat([fixed, entry.label])
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
