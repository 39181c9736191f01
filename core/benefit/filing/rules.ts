/** What an insured place has laid down about filing: the regime of a day and its own parameters. */
import { addMonths, lastDayOf } from '../../days.ts'
import type { CareCategory } from '../../calculator/claim.ts'
import type { Regime } from '../../policy/regime.ts'
import { regimeOf } from '../../policy/regimes.ts'
import type { DocumentKind } from './record.ts'

/** The part of a regime that filing goes by; any {@link Regime} fits. */
export type FilingRegime = Pick<
  Regime,
  | 'id' | 'categories' | 'reach' | 'emergency' | 'unfiled' | 'lateFiling' | 'twoWay'
  | 'unconditionalReferrals'
>

/** Care in some area counts as filed without application from a day on (RULE-032, RULE-033). */
export interface DeemedArea {
  /** Pooling area, or a province's code for all of its areas. */
  readonly area: string
  readonly from: string
  readonly as: CareCategory
}

/** A designated institution as far as filing asks for it. */
export interface KnownInstitution {
  readonly name: string
  readonly admdvs: string
}

/** No law fixes these numbers; each place declares its own. */
export interface FilingParameters {
  /** Temporary filings hold this many months, at least 6 (RULE-024). */
  readonly temporaryMonths: number
  /** Long-term filings may be changed or cancelled after this many months, at most 6 (RULE-023). */
  readonly lockMonths: number
  /** Days to supply missing papers; null: an incomplete application is refused (RULE-035). */
  readonly documentsDueDays: number | null
  /** Papers that may follow; the others must be there (RULE-035). */
  readonly deferrable: readonly DocumentKind[]
  readonly promiseLetters: boolean
  /** A promise-letter filer treated at home before he supplied proof (RULE-040). */
  readonly homeBeforeProof: 'refuse' | 'settle'
  /** A filing counts at the place of care only when the hub has acknowledged it (RULE-027). */
  readonly acknowledgedOnly: boolean
  readonly deemed: readonly DeemedArea[]
  /** Hospitals that may refer; null: every designated one (RULE-030). */
  readonly nominated: ReadonlySet<string> | null
  /** Day from which applications may come online; '' for always. */
  readonly onlineFrom: string
}

export interface FilingRules {
  /** The regime in force on a day; a stay goes by its admission day (RULE-010). */
  readonly regimeOn: (day: string) => FilingRegime
  readonly parameters: FilingParameters
  /** Looks an institution up; where there is no register, every code is taken as it is. */
  readonly institution?: (code: string) => KnownInstitution | undefined
}

/** Parameters that no rule allows. */
export class BadFilingParameters extends Error {
  override readonly name = 'BadFilingParameters'
}

export const DEFAULT_PARAMETERS: FilingParameters = {
  temporaryMonths: 6,
  lockMonths: 6,
  documentsDueDays: null,
  deferrable: ['proof-of-residence', 'promise-letter', 'referral-certificate', 'records'],
  promiseLetters: true,
  homeBeforeProof: 'refuse',
  acknowledgedOnly: false,
  deemed: [],
  nominated: null,
  onlineFrom: '',
}

/** What holds at an insured place that declares nothing. */
export const DEFAULT_RULES: FilingRules = {
  regimeOn: () => regimeOf('R-2025'),
  parameters: DEFAULT_PARAMETERS,
}

/**
 * The defaults with what a place declares in their place.
 * @throws BadFilingParameters below 6 months of validity, above 6 of lock
 */
export function filingParameters(declared: Partial<FilingParameters>): FilingParameters {
  const parameters = { ...DEFAULT_PARAMETERS, ...declared }
  const { temporaryMonths, lockMonths, documentsDueDays } = parameters
  if (temporaryMonths < 6) {
    throw new BadFilingParameters(`temporary filings hold 6 months or more, not ${temporaryMonths}`)
  }
  if (lockMonths < 0 || lockMonths > 6) {
    throw new BadFilingParameters(`long-term filings are locked 0 to 6 months, not ${lockMonths}`)
  }
  if (documentsDueDays !== null && documentsDueDays < 1) {
    throw new BadFilingParameters(`papers are due in a day or more, not ${documentsDueDays}`)
  }
  return parameters
}

/** The same day so many months later, or that month's last day where it has no such day. */
export function monthsLater(day: string, months: number): string {
  const month = addMonths(day.slice(0, 7).replace('-', ''), months)
  const last = lastDayOf(month)
  const same = `${month.slice(0, 4)}-${month.slice(4)}-${day.slice(8)}`
  return same < last ? same : last
}
