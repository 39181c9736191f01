/**
 * Identity numbers that pass the GB 11643 checksum and can belong to nobody: no region of GB/T 2260
 * begins with 99, so no such number was ever issued.
 */
const UNASSIGNED_PROVINCE = '99'
/** Serials of one region and birthday, for each sex. */
const SERIALS = 500
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/**
 * Eighteen characters for a birthday `yyyy-MM-dd`; the last digit but one tells the sex. Five
 * million serials share no number, whatever their birthdays.
 */
export function identityNumber(birthday: string, serial: number, sex: '1' | '2'): string {
  const region = (Math.floor(serial / SERIALS) + 100) % 10_000
  const last = (serial % SERIALS) * 2 + (sex === '1' ? 1 : 0)
  const body =
    UNASSIGNED_PROVINCE +
    String(region).padStart(4, '0') +
    birthday.replaceAll('-', '') +
    String(last).padStart(3, '0')
  return body + checkDigit(body)
}

/** The checksum of the first seventeen digits. */
export function checkDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return CHECK_DIGITS[sum % 11] ?? ''
}
