/**
 * Money is integer fen in a `number`; prices and quantities keep their decimals as scaled integers
 * and disappear when a line amount is made. Portable: k6 bundles this file.
 */

/** A decimal text or number that is not one, or has more decimals than the place allows. */
export class BadDecimal extends Error {
  override readonly name = 'BadDecimal'
}

const DECIMAL = /^(-?)(\d{1,14})(?:\.(\d+))?$/

/** Exact scaled integer of a decimal: `scaled('12.345', 6)` is 12345000n. */
export function scaled(value: string | number, decimals: number): bigint {
  const text = typeof value === 'number' ? plainText(value) : value.trim()
  const match = DECIMAL.exec(text)
  const fraction = (match?.[3] ?? '').replace(/0+$/, '')
  if (match === null || fraction.length > decimals) {
    throw new BadDecimal(`"${text}" is not a decimal with at most ${decimals} places`)
  }
  const digits = BigInt((match[2] ?? '0') + fraction.padEnd(decimals, '0'))
  return match[1] === '-' ? -digits : digits
}

/** Amounts of at most 15 digits, which a number and its text know alike; fen. */
const MOST_EXACT = 1e15

/** Wire amount in yuan (number or text, at most two decimals) to integer fen. */
export function fenOf(yuan: string | number): number {
  if (typeof yuan === 'number') {
    // Fen that become the same number again are exactly what its text says: no decimals to read.
    const near = Math.round(yuan * 100)
    if (Math.abs(near) < MOST_EXACT && near / 100 === yuan) return near === 0 ? 0 : near
  }
  const fen = Number(scaled(yuan, 2))
  if (!Number.isSafeInteger(fen)) throw new BadDecimal(`${yuan} yuan is more than can be kept`)
  return fen
}

/** Integer fen to the wire's amount in yuan, a JSON number with at most two decimals. */
export function yuanOf(fen: number): number {
  return fen / 100
}

/** The opposite amount, without a negative zero, which compares unlike zero. */
export function oppositeFen(fen: number): number {
  return fen === 0 ? 0 : -fen
}

/** Integer fen as text for people: `1,568,309` fen is `15,683.09`. */
export function formatFen(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

/**
 * Half up to whole fen, mirrored for negative amounts: `divide(5n, 10n)` is 1, `divide(-5n, 10n)`
 * is -1. The denominator is positive.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const quotient = Number((2n * magnitude + denominator) / (2n * denominator))
  return numerator < 0n && quotient !== 0 ? -quotient : quotient
}

/** Share of an amount: fen × basis points / 10,000, half up. */
export function shareFen(fen: number, basisPoints: number): number {
  return divideHalfUp(BigInt(fen) * BigInt(basisPoints), 10_000n)
}

/** Line amount: unit price (6 decimals) × quantity (4 decimals), half up to fen (RULE-074). */
export function lineAmountFen(price: string | number, quantity: string | number): number {
  return divideHalfUp(scaled(price, 6) * scaled(quantity, 4), 100_000_000n)
}

/** JavaScript prints very small and very large numbers with an exponent; the wire never does. */
function plainText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(6) : text
}
