/**
 * A claim as a file, `liantiao/claim/1`: the calculator's claim with everything that is usually
 * nothing left out, and either the four sums or the fee lines that steps 1 and 2 split.
 */
import type { Claim, FeeSums, YearToDate } from '../calculator/claim.ts'
import { splitLine, sumLines } from '../calculator/split-fees.ts'
import type { SplitLine } from '../calculator/split-fees.ts'
import { NOTHING_USED } from '../calculator/year-to-date.ts'
import { checkClaim } from './check-claim.ts'
import { loadChecked } from './load-pack.ts'
import type { Bilingual } from './policy-pack.ts'

/** A fee line with what the catalogue of the place of care says about its item. */
export interface ClaimLine {
  readonly name: string
  /** 01 甲类, 02 乙类, 03 丙类 */
  readonly level: '01' | '02' | '03'
  /** Yuan, at most 6 decimals; text keeps every digit. */
  readonly price: string | number
  readonly quantity: string | number
  /** Limit a unit in yuan. */
  readonly limit?: string | number | null
  /** Own share of 乙类, basis points. */
  readonly payFirstBp?: number
}

/** What every claim must say. */
type Told = Pick<Claim, 'kind' | 'category' | 'scope' | 'insutype' | 'tier' | 'age' | 'settledOn'>

export interface ClaimFile extends Told,
  Partial<Omit<Claim, keyof Told | 'lines' | 'yearToDate' | 'earlierYears' | 'account'>> {
  readonly schema: 'liantiao/claim/1'
  readonly title?: Bilingual
  readonly comment?: string
  /** Name of a bundled pack. */
  readonly pack?: string
  readonly lines?: readonly ClaimLine[]
  readonly yearToDate?: Partial<YearToDate>
  readonly earlierYears?: Readonly<Record<string, Partial<YearToDate>>>
  readonly account?: Partial<Claim['account']>
}

/** Reads a claim from JSON or YAML. @throws FaultyFile with one line a fault */
export function loadClaim(text: string, fileName: string): ClaimFile {
  return loadChecked(text, fileName, checkClaim) as ClaimFile
}

/** Steps 1 and 2 of each line, at the place of care (RULE-078 to RULE-080). */
export function splitClaimLine(line: ClaimLine): SplitLine {
  const item = {
    med_list_codg: '',
    name: line.name,
    chrgitm_lv: line.level,
    med_chrgitm_type: '',
    limitYuan: line.limit === undefined || line.limit === null ? null : String(line.limit),
    payFirstBp: line.payFirstBp ?? 0,
  }
  return splitLine(item, line.price, line.quantity)
}

/** The calculator's claim: sums made of lines, and nothing used where nothing is said. */
export function claimOf(file: ClaimFile): Claim {
  const { schema: _schema, title: _title, comment: _comment, pack: _pack, ...rest } = file
  const { lines, fees, yearToDate, earlierYears, account, ...claim } = rest
  const split = lines?.map(splitClaimLine)
  return {
    ...claim,
    retired: claim.retired ?? false,
    identities: claim.identities ?? [],
    civilServantGrade: claim.civilServantGrade ?? null,
    enterpriseSupplement: claim.enterpriseSupplement ?? false,
    hospitalBorneFen: claim.hospitalBorneFen ?? 0,
    fees: fees ?? sumsOf(sumLines(split ?? [])),
    ...(split === undefined ? {} : { lines: split.map(sumsOf) }),
    yearToDate: { ...NOTHING_USED, ...yearToDate },
    ...(earlierYears === undefined ? {} : { earlierYears: filled(earlierYears) }),
    account: { use: 'none', balanceFen: 0, familyBalanceFen: 0, ...account },
  }
}

function sumsOf({ ownFen, overLimitFen, payFirstFen, inScopeFen }: FeeSums): FeeSums {
  return { ownFen, overLimitFen, payFirstFen, inScopeFen }
}

function filled(years: Readonly<Record<string, Partial<YearToDate>>>): Record<string, YearToDate> {
  return Object.fromEntries(
    Object.entries(years).map(([year, used]) => [year, { ...NOTHING_USED, ...used }]))
}
