/** A country with somebody insured at each distance from the hospital, for tests of the hubs. */
import { openBench, PEOPLE } from './testing.ts'
import type { Bench, BenchOptions } from './testing.ts'
import { personAt } from './person.ts'

const AT_HOME = '520100'
const NEAR = '520300'

const FILED = {
  category: 'long-term',
  placeOfCare: AT_HOME,
  begndate: '2025-06-01',
  enddate: '9999-12-31',
} as const

/** Employees by the scope of their care at the bench's hospital. */
export const INSURED = {
  local: personAt(2, 1, { insuplc_admdvs: AT_HOME, insutype: '310', filing: null }),
  'intra-province': personAt(2, 2, { insuplc_admdvs: NEAR, insutype: '310', filing: FILED }),
  'cross-province': PEOPLE[0],
} as const

/** Only the far one's insured place, where many countries are opened in one test. */
export const FAR_ONLY = { policies: { '210300': 'points' } } as const

/** A bench that connects the insured places of all three; whoever opens it closes it. */
export function openScopes(options: BenchOptions = {}): Bench {
  const { local, 'intra-province': near } = INSURED
  return openBench({
    persons: [...PEOPLE, local, near],
    ...options,
    country: {
      policies: {
        '210300': 'points', '120000': 'pay-first', [AT_HOME]: 'points', [NEAR]: 'points',
      },
      ...options.country,
    },
  })
}
