/** Filings (备案) that exist before the patient comes. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Place } from './place.ts'

type Filing = NonNullable<InsuredPerson['filing']>

/** 异地长期居住: to the city of care, without an end. */
export function longTermFiling(place: Place): Filing {
  return {
    category: 'long-term',
    placeOfCare: place.local,
    begndate: '2025-06-01',
    enddate: '9999-12-31',
  }
}

/** 异地转诊: half a year from the first of February. */
export function referralFiling(place: Place): Filing {
  return {
    category: 'referral',
    placeOfCare: place.local,
    begndate: '2026-02-01',
    enddate: '2026-07-31',
  }
}
