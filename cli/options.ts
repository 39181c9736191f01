/** Option values that several commands read the same way. */
import { InvalidArgumentError } from 'commander'

/** A seed: a whole number from 0. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('a whole number is needed, e.g. 7')
  }
  return value
}

/** A TCP port; 0 takes any free one. */
export function port(text: string): number {
  const value = wholeNumber(text)
  if (value > 65_535) throw new InvalidArgumentError('a port is at most 65535; 0 takes any free one')
  return value
}
