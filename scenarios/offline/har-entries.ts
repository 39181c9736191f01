/**
 * The entries of a HAR file (`log.entries`), one at a time. A HAR is one JSON text, so the entries
 * are found by counting brackets outside of strings, and only one of them is held at a time.
 */
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST] = [0x7b, 0x5b, 0x7d, 0x5d]

/** One entry as JSON text in bytes; `whole` is false when the file ends within it. */
export interface EntryText {
  /** Counts from 1. */
  readonly number: number
  readonly bytes: Buffer
  readonly whole: boolean
}

/** Where the scanner stands; depth counts open brackets of both kinds. */
interface Scanner {
  depth: number
  inString: boolean
  escaped: boolean
  /** Bytes of the string that is open or was just read, at the depth of the log's own keys. */
  word: number[]
  inEntries: boolean
  number: number
  parts: Buffer[]
}

/** The log is the first object, its `entries` a list in the second: depth 3 is inside the list. */
const [LOG_DEPTH, LIST_DEPTH] = [2, 3]

export function* harEntries(chunks: Iterable<Buffer>): Generator<EntryText> {
  const scanner: Scanner = {
    depth: 0, inString: false, escaped: false, word: [], inEntries: false, number: 0, parts: [],
  }
  for (const chunk of chunks) {
    yield* scan(scanner, chunk)
    // What the scanner will look at next is kept; a chunk may be used again by its owner.
    scanner.parts = scanner.parts.map((part) =>
      (part.buffer === chunk.buffer ? Buffer.from(part) : part))
  }
  if (scanner.parts.length === 0) return
  yield { number: scanner.number, bytes: Buffer.concat(scanner.parts), whole: false }
}

function* scan(scanner: Scanner, chunk: Buffer): Generator<EntryText> {
  let from = scanner.parts.length > 0 ? 0 : -1
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at] ?? 0
    if (scanner.inString) {
      insideString(scanner, byte)
      continue
    }
    if (byte === QUOTE) {
      scanner.inString = true
      scanner.word = []
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (isEntries(scanner, byte)) scanner.inEntries = true
      else if (scanner.inEntries && scanner.depth === LIST_DEPTH) {
        scanner.number += 1
        from = at
      }
      scanner.depth += 1
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      scanner.depth -= 1
      if (scanner.inEntries && scanner.depth < LIST_DEPTH) scanner.inEntries = false
      if (scanner.inEntries && scanner.depth === LIST_DEPTH && from >= 0) {
        const bytes = Buffer.concat([...scanner.parts, chunk.subarray(from, at + 1)])
        scanner.parts = []
        from = -1
        yield { number: scanner.number, bytes, whole: true }
      }
    } else if (byte === COMMA) scanner.word = []
  }
  if (from >= 0) scanner.parts.push(chunk.subarray(from))
}

function insideString(scanner: Scanner, byte: number): void {
  if (scanner.escaped) scanner.escaped = false
  else if (byte === BACKSLASH) scanner.escaped = true
  else if (byte === QUOTE) scanner.inString = false
  else if (scanner.depth === LOG_DEPTH) scanner.word.push(byte)
}

function isEntries({ depth, word }: Scanner, byte: number): boolean {
  return byte === OPEN_LIST && depth === LOG_DEPTH && Buffer.from(word).toString() === 'entries'
}
