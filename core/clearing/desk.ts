/** Clearing as institutions see it: claims, out-of-area rows, look-ups. */
import type { PlatformUseCase } from '../platform/use-case.ts'
import { confirmRows, fetchRows, rollBackRows } from './wire/apportionment.ts'
import { applyForClearing, queryClaims, queryClearingOffice, withdrawClaim } from './wire/claims.ts'
import {
  monthlyDetails,
  monthlyFunds,
  monthlyTotals,
  pharmacyDetails,
  pharmacyTotals,
} from './wire/reports.ts'

/** Transactions about clearing, by number. */
export const CLEARING_USE_CASES: Readonly<Record<string, PlatformUseCase>> = {
  '2172': monthlyTotals,
  '2173': monthlyDetails,
  '2174': monthlyFunds,
  '2175': pharmacyDetails,
  '2176': pharmacyTotals,
  '3203': applyForClearing,
  '3203A': applyForClearing,
  '3204': withdrawClaim,
  '3204A': withdrawClaim,
  '3205A': queryClaims,
  '3206A': queryClearingOffice,
  '3260': fetchRows,
  '3261': confirmRows,
  '3262': rollBackRows,
}
