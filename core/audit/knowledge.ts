/**
 * What the audit knows about items, as data: limits of use per item, and the thresholds of the
 * lists. Everything here is a synthetic default that an agency replaces by its own knowledge.
 */

/** Limits of use of one item; what is left out is not limited. */
export interface ItemLimits {
  readonly item: string
  /** gend of the persons it is for. */
  readonly sex?: '1' | '2'
  /** Whole years, both inclusive. */
  readonly ages?: readonly [from: number, to: number]
  /** Insurance types that pay for it. */
  readonly insutypes?: readonly string[]
  readonly encounters?: readonly ('outpatient' | 'inpatient' | 'pharmacy')[]
  /** Lowest tier of institution that may charge it. */
  readonly lowestTier?: number
  /** Items one of which must have been tried before: this one is second-line. */
  readonly firstLine?: readonly string[]
  /** Units on one day (frequency). */
  readonly mostPerDay?: number
  /** Days from first to last use within one bill (course). */
  readonly mostDays?: number
  /** Beginnings of diagnosis codes one of which must stand in the bill. */
  readonly indications?: readonly string[]
  /** Paid only beside one of these items in the same bill (payment scope). */
  readonly paidWith?: readonly string[]
  /** Price of the local price list in yuan: dearer is over-standard charging. */
  readonly highestYuan?: string
  /** Items whose work is part of this one: charged beside it they are charged twice. */
  readonly parts?: readonly string[]
}

/** Thresholds of the lists; all are local parameters without a source. */
export interface Thresholds {
  readonly longStayDays: number
  readonly highCostFen: Readonly<Record<'outpatient' | 'inpatient' | 'pharmacy', number>>
  /** Days in a row without orders, tests or treatment that make a stay look empty. */
  readonly emptyDays: number
  /** Stays from this length on whose care per day is below the amount look empty too. */
  readonly lowIntensity: { readonly days: number; readonly carePerDayFen: number }
  /** Admissions of one illness at one institution on one day. */
  readonly groupAdmissions: number
  /** Two stays of one illness no further apart are a readmission; three are a split stay. */
  readonly readmissionDays: number
}

export interface Knowledge {
  readonly version: string
  readonly items: readonly ItemLimits[]
  readonly thresholds: Thresholds
}

export const DEFAULT_KNOWLEDGE: Knowledge = {
  version: 'synthetic-1',
  items: [
    { item: 'XG03SYN0000001', sex: '2' },
    { item: 'XG04SYN0000002', sex: '1', ages: [40, 150] },
    { item: 'S3105SYN000003', ages: [0, 6] },
    { item: 'S3100SYN000004', insutypes: ['510'] },
    { item: 'XJ01SYN0000005', firstLine: ['XJ01CAA0010001'] },
    { item: 'S3300SYN000006', lowestTier: 3 },
    { item: 'S2503SYN000007', mostPerDay: 2 },
    { item: 'XN02SYN0000008', mostDays: 7 },
    { item: 'XL01SYN0000009', indications: ['C', 'D0'] },
    { item: 'C0101SYN000010', paidWith: ['S3300000080001'] },
    { item: 'S1204SYN000011', encounters: ['inpatient'] },
    { item: 'S1109SYN000012', highestYuan: '60.00' },
    {
      item: 'S2503SYN000013',
      highestYuan: '40.00',
      parts: ['S2503SYN000014', 'S2503SYN000015', 'S2503SYN000016'],
    },
  ],
  thresholds: {
    longStayDays: 60,
    highCostFen: { outpatient: 2_000_000, inpatient: 15_000_000, pharmacy: 1_000_000 },
    emptyDays: 3,
    lowIntensity: { days: 5, carePerDayFen: 3_000 },
    groupAdmissions: 10,
    readmissionDays: 15,
  },
}
