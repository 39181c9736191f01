/** Bytes in, lines out: whatever the size of the file, one chunk and one line are held. */
import { isUtf8 } from 'node:buffer'

const LINE_END = 0x0a

/** One line; `text` is null when its bytes are not UTF-8. Empty lines are left out. */
export interface Line {
  /** Counts from 1, empty lines included. */
  readonly number: number
  readonly text: string | null
  /** False only for a last line that no line end follows. */
  readonly ended: boolean
}

/** Splits chunks of any size at line ends. */
export function* linesOf(chunks: Iterable<Buffer>): Generator<Line> {
  let number = 0
  let rest: Buffer[] = []
  for (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      const line = lineOf([...rest, chunk.subarray(from, end)], (number += 1), true)
      rest = []
      from = end + 1
      if (line !== undefined) yield line
    }
    if (from < chunk.length) rest.push(Buffer.from(chunk.subarray(from)))
  }
  const last = lineOf(rest, number + 1, false)
  if (last !== undefined) yield last
}

function lineOf(parts: readonly Buffer[], number: number, ended: boolean): Line | undefined {
  const bytes = parts.length === 1 ? parts[0] ?? Buffer.alloc(0) : Buffer.concat(parts)
  if (!isUtf8(bytes)) return { number, text: null, ended }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '').trim()
  return text === '' ? undefined : { number, text, ended }
}
