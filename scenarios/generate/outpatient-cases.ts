/** Any number of ordinary outpatient cases, each with a person of its own: what load runs on. */
import type { Case } from '../../contracts/case.ts'
import { makeCase } from './case-maker.ts'
import { longTermFiling } from './filings.ts'
import { outpatientLines } from './fees.ts'
import type { Place } from './place.ts'

/** Persons of these cases are not those of the suite. */
const FIRST_INDEX = 100_000

/** Employees, filed long-term; same seed and count, same cases. */
export function outpatientCases(seed: number, place: Place, count: number): Case[] {
  return Array.from({ length: count }, (_, at) => {
    const index = FIRST_INDEX + at
    const one = makeCase(seed, index, {
      name: `load/outpatient/${String(at + 1).padStart(7, '0')}`,
      title: { zh: '普通门诊', en: 'Ordinary outpatient' },
      requirements: ['RULE-075'],
      journey: 'outpatient',
      at: place.hospital,
      person: {
        insuplc_admdvs: place.points,
        insutype: '310',
        accountBalanceFen: 20_000,
        filing: longTermFiling(place),
      },
      sheet: { lines: outpatientLines(seed, index, 1), acct_used_flag: '1' },
      expected: { liveSettlements: 1 },
    })
    // All of them come on the same morning; their own times would run into the next century.
    const startsAt = '2026-03-02 08:00:00'
    const { visit } = one.sheet
    return {
      ...one,
      sheet: {
        ...one.sheet,
        startsAt,
        ...(visit === undefined ? {} : { visit: { ...visit, begntime: startsAt } }),
      },
    }
  })
}
