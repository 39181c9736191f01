/**
 * What a day's reconciliation is: plain data of the form `liantiao/reconciliation/1`. The schema of
 * the same name in `contracts/` says the same of the file.
 */
import type { Scope } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'

/** Who keeps books of one settlement. */
export type PartyName = 'placeOfCare' | 'hub' | 'insuredPlace'

export type { Scope }

export type DifferenceClass =
  | 'missing'
  | 'amount'
  | 'fund-split'
  | 'scope'
  | 'status'
  | 'refund-one-sided'
  | 'date-cut'
  | 'count'
  | 'duplicate'

/** What closes a difference: the missing row added, the order undone, or the next day's file. */
export type Treatment = 'supplement' | 'reverse' | 'next-day'

/** Sums of rows in fen; undoing rows count negative, in `count` too (RULE-170). */
export interface Sums {
  readonly count: number
  readonly feeFen: number
  readonly inScopeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** What totals are made by: insurance type × clearing type × pair of areas. */
export interface Group {
  readonly insutype: string
  readonly clearingType: string
  readonly placeOfCare: string
  readonly insuredPlace: string
}

export interface GroupTotal extends Group, Sums {
  /** By payer's code (fund_pay_type), none with zero. */
  readonly funds: Readonly<Record<string, number>>
  /** SHA-256 over all that is compared in the group's rows. */
  readonly digest: string
}

/** One party's file of the day, without its rows: the digest stands for them. */
export interface PartyFile {
  readonly party: PartyName
  readonly rows: number
  /** SHA-256 of the text that `fileText` makes of the rows. */
  readonly digest: string
  readonly totals: readonly GroupTotal[]
}

/**
 * One total of all parties: '0' equal, '1' unequal (RULE-169). It is equal too when all sums agree
 * and only rows that have taken one another away are not with everybody.
 */
export interface Comparison extends Group {
  readonly result: '0' | '1'
  /** Names of what differs; `rows` when all sums agree and the rows behind them do not. */
  readonly unequal: readonly string[]
  /** Differences and annulled orders, by id, that make up the whole inequality. */
  readonly explainedBy: readonly string[]
}

/** What each party says of one field; an amount is in fen. */
export interface FieldValues {
  readonly field: string
  readonly values: Partial<Readonly<Record<PartyName, string | number>>>
  /** Largest less smallest where the field is an amount, else null. */
  readonly offByFen: number | null
}

/** One party's rows of an event. */
export interface Side extends Sums {
  readonly party: PartyName
  /** Each party gives its undoing rows ids of its own. */
  readonly setlIds: readonly string[]
  /** Of the first row; yyyy-MM-dd HH:mm:ss. */
  readonly settledAt: string
}

interface Subject extends Group {
  readonly id: string
  /** `forward:<setl_id>`, `undo:<setl_id it undoes>`, or `visit:<mdtrt_id>` for several. */
  readonly event: string
  /** Settlements concerned; none of them enters clearing while this stands (RULE-176). */
  readonly orders: readonly string[]
  readonly kind: Settled['kind']
  readonly institution: string
  readonly psnNo: string
  readonly visitId: string
  /** Message that made the row. */
  readonly msgid: string
  /** What a reversal (2601) names as omsgid and oinfno; '' where no party knows (RULE-171). */
  readonly originalMsgid: string
  readonly originalInfno: string
  readonly sides: readonly Side[]
  readonly explanation: { readonly zh: string; readonly en: string }
}

export interface Difference extends Subject {
  readonly class: DifferenceClass
  readonly missingAt: readonly PartyName[]
  readonly fields: readonly FieldValues[]
  /** Where the treatment takes place. */
  readonly treatment: { readonly kind: Treatment; readonly at: readonly PartyName[] }
}

/**
 * A row that has no equal, of an order that comes to nothing at every party: it explains a total,
 * and nothing is left to do.
 */
export type Annulled = Subject

/** A day and a scope, compared. */
export interface Reconciliation {
  readonly schema: 'liantiao/reconciliation/1'
  /** yyyy-MM-dd, by the settlement time that the insured place gave (RULE-168). */
  readonly day: string
  readonly scope: Scope
  readonly parties: readonly PartyName[]
  /** '1' as soon as one total is. */
  readonly result: '0' | '1'
  readonly files: readonly PartyFile[]
  readonly totals: readonly Comparison[]
  readonly differences: readonly Difference[]
  readonly annulled: readonly Annulled[]
}

/** The parties of a scope, in the order of every file; local care has no hub between the two. */
export function partiesOf(scope: Scope): readonly PartyName[] {
  return scope === 'local'
    ? ['placeOfCare', 'insuredPlace']
    : ['placeOfCare', 'hub', 'insuredPlace']
}
