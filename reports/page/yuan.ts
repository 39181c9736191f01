/** Integer fen in Chinese form, e.g. 1568309 becomes ¥15,683.09. Throws RangeError otherwise. */
export function yuan(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError(`not whole fen: ${amountFen}`)
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '-' : ''}¥${whole}.${digits.slice(-2)}`
}
