/**
 * Identity numbers that pass the GB 11643 checksum and can belong to nobody: no region of GB/T 2260
 * begins with 99, so no such number was ever issued.
 */
const UNASSIGNED_REGION = '990100'
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** Eighteen characters for a birthday `yyyy-MM-dd`; the serial's last digit tells the sex. */
export function identityNumber(birthday: string, serial: number, sex: '1' | '2'): string {
  const last = (serial * 2 + (sex === '1' ? 1 : 0)) % 1000
  const body = UNASSIGNED_REGION + birthday.replaceAll('-', '') + String(last).padStart(3, '0')
  return body + checkDigit(body)
}

/** The checksum of the first seventeen digits. */
export function checkDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return CHECK_DIGITS[sum % 11] ?? ''
}
