/** The check digit of resident identity numbers (GB 11643). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** True for eighteen characters whose last one is right. */
export function rightIdentityNumber(certno: string): boolean {
  if (!/^\d{17}[\dX]$/.test(certno)) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(certno[at]), 0)
  return certno.endsWith(CHECK_DIGITS[sum % 11] ?? '')
}
