/** Which transactions do what; the A editions of a transaction count as the transaction. */

export type Kind =
  | 'settle' | 'trial' | 'refund' | 'reversal' | 'register' | 'describe' | 'upload'
  | 'cancel-fees' | 'discharge' | 'query' | 'session' | 'other'

const KINDS: Readonly<Record<string, Kind>> = {
  '2102': 'settle', '2207': 'settle', '2304': 'settle',
  '2206': 'trial', '2303': 'trial',
  '2103': 'refund', '2208': 'refund', '2305': 'refund',
  '2601': 'reversal',
  '2201': 'register', '2401': 'register',
  '2203': 'describe',
  '2204': 'upload', '2301': 'upload',
  '2205': 'cancel-fees', '2302': 'cancel-fees',
  '2402': 'discharge',
  '9001': 'session', '9002': 'session',
}

/** Messages after which nobody may guess what became of the money or the stay. */
const MONEY = ['2102', '2103', '2207', '2208', '2304', '2305', '2401']

/** The number without the letter of its edition: 2207A is a 2207. */
export function baseOf(infno: string): string {
  return infno.length === 5 && /^\d{4}[A-Z]$/.test(infno) ? infno.slice(0, 4) : infno
}

export function kindOf(infno: string): Kind {
  const base = baseOf(infno)
  return KINDS[base] ?? (/^5\d{3}$/.test(base) || base === '3202' ? 'query' : 'other')
}

/** True when a lost answer to it leaves money or a stay in the open. */
export function movesMoney(infno: string): boolean {
  return MONEY.includes(baseOf(infno))
}
