/** Year-to-date amounts and the personal account: an opening and the sum of all changes since. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { YearToDate } from '../calculator/claim.ts'
import type { BenefitContext } from './context.ts'

const KINDS = [
  'poolFen',
  'outpatientPoolFen',
  'outpatientDeductibleFen',
  'criticalIllnessBaseFen',
  'medicalAidFen',
  'inpatientStays',
] as const satisfies readonly (keyof YearToDate)[]

const NOTHING: YearToDate = {
  poolFen: 0,
  outpatientPoolFen: 0,
  outpatientDeductibleFen: 0,
  criticalIllnessBaseFen: 0,
  medicalAidFen: 0,
  inpatientStays: 0,
}

/** What a person has used in a year; the register's opening belongs to the year it was made for. */
export function yearToDate(
  context: BenefitContext,
  person: InsuredPerson,
  insutype: string,
  year: string,
): YearToDate {
  const rows = context.store.all<{ kind: string; total: number }>(
    `select kind, sum(change) as total from accumulation
      where psn_no = ? and insutype = ? and year = ? group by kind`,
    person.psn_no,
    insutype,
    year,
  )
  const opening = year === context.registerYear ? person.yearToDate : NOTHING
  const used: Record<(typeof KINDS)[number], number> = { ...opening }
  for (const kind of KINDS) used[kind] += rows.find((row) => row.kind === kind)?.total ?? 0
  return used
}

/** Adds the changes of a settlement, or takes them back; inside a commit. */
export function accumulate(
  context: BenefitContext,
  owner: { psn_no: string; insutype: string; year: string; source: string },
  changes: YearToDate,
  sign: 1 | -1,
): void {
  for (const kind of KINDS) {
    if (changes[kind] === 0) continue
    context.store.run(
      `insert into accumulation (psn_no, insutype, year, kind, change, source)
       values (?, ?, ?, ?, ?, ?)`,
      owner.psn_no,
      owner.insutype,
      owner.year,
      kind,
      sign * changes[kind],
      owner.source,
    )
  }
}

/** Balance of the personal account, fen: the opening less what settlements took from it. */
export function accountBalanceFen(context: BenefitContext, person: InsuredPerson): number {
  const moved = context.store.get<{ total: number }>(
    'select coalesce(sum(amount_fen), 0) as total from posting where account = ?',
    accountOf(person.psn_no),
  )
  return person.accountBalanceFen + (moved?.total ?? 0)
}

/** Name of a person's account in the books. */
export function accountOf(psnNo: string): string {
  return `personal-account:${psnNo}`
}
