/** Reading wire values without ever throwing: what cannot be read is null or ''. */
import { BadDecimal, fenOf, scaled } from '../../core/money.ts'

export type Row = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A node as rows: a list as it is, an object as one row, anything else as none. */
export function rowsOf(node: unknown): readonly Row[] {
  if (Array.isArray(node)) return node.filter(isRecord)
  return isRecord(node) ? [node] : []
}

/** Text of a wire value; numbers become text, nothing becomes ''. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' ? String(value) : ''
}

/** Yuan on the wire (number or text) in fen; null when missing, empty or no amount. */
export function amountFen(value: unknown): number | null {
  if (typeof value === 'number') {
    const fen = Math.round(value * 100)
    // A wire amount is the double nearest to its decimal, and so is this quotient.
    if (fen / 100 === value && Number.isSafeInteger(fen)) return fen === 0 ? 0 : fen
  }
  return attempt(value, fenOf)
}

/** A price or quantity as an exact integer of a millionth; null when it is none. */
export function millionths(value: unknown): bigint | null {
  return attempt(value, (text) => scaled(text, 6))
}

/** The keys of `exp_content`, which is JSON text, or an object with senders who do not escape. */
export function extensionOf(value: unknown): Row {
  if (isRecord(value)) return value
  try {
    const parsed: unknown = JSON.parse(textOf(value))
    return isRecord(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function attempt<Result>(value: unknown, read: (text: string) => Result): Result | null {
  const exponent = typeof value === 'number' && String(value).includes('e')
  const text = exponent ? value.toFixed(6) : textOf(value)
  // Most of what is no amount is simply missing, and an exception costs more than a look.
  if (text === '') return null
  try {
    return read(text)
  } catch (reason) {
    if (reason instanceof BadDecimal) return null
    throw reason
  }
}
