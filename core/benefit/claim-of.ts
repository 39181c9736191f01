/** The claim that a visit and a settlement message make, with what the insured place knows. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { AccountUse, CareKind, Claim, FeeSums, YearToDate } from '../calculator/claim.ts'
import type { InsurancePolicy, PolicyPack } from '../policy/policy-pack.ts'
import { accountBalanceFen, yearToDate } from './accumulators.ts'
import { keysFor } from './accumulator-keys.ts'
import type { AccumulatorKeys } from './accumulator-keys.ts'
import { careVisitsOf } from './care-visits.ts'
import { categoryOf, kindOf } from './care.ts'
import type { CareVisit } from './care.ts'
import type { BenefitContext } from './context.ts'
import { policyOf } from './context.ts'
import { personalData } from './persons.ts'
import { chainBefore, settledBefore } from './stay-before.ts'

/** What a settlement message, or a claim made by hand, says. */
export interface Asked {
  readonly insutype: string
  readonly fees: FeeSums
  /** acct_used_flag */
  readonly accountUse: AccountUse['use']
  readonly drugClass?: string
  /** Day of settlement, yyyy-MM-dd. */
  readonly settledOn: string
}

/** A claim with the pack it is calculated by, and where its accumulators are kept. */
export interface ClaimCase {
  readonly claim: Claim
  readonly pack: PolicyPack
  /** The day that chose the pack. */
  readonly packDay: string
  readonly keysOf: (year: string) => AccumulatorKeys
  /** Visit of the stay in another hospital that this one continues, '' for none. */
  readonly continuesVisit: string
}

/**
 * The claim of a visit as everything stands now; nothing is written.
 * @throws Refusal when the person is not insured so, or the visit is not settled directly
 */
export function claimOf(
  context: BenefitContext,
  person: InsuredPerson,
  visit: CareVisit,
  asked: Asked,
): ClaimCase {
  const policy = policyOf(context, person, asked.insutype)
  const { insutype, settledOn } = asked
  const { pack, packDay } = packFor(context, settledOn, visit.begntime.slice(0, 10))
  const ownPolicy = pack.insurance[insutype] ?? policy
  const choice = categoryOf(context, person, visit)
  const kind = careKindOf(visit, ownPolicy, asked.drugClass)
  const keysOf = (year: string) => {
    const day = year === settledOn.slice(0, 4) ? settledOn : `${year}-12-31`
    const at = { day, hospital: visit.fixmedins_code, disease: visit.dise_codg }
    return keysFor(ownPolicy, at)
  }
  const used = (year: string) => yearToDate(context, person, insutype, year, keysOf(year))
  const chain = visit.inpatient ? chainBefore(context, visit) : undefined
  const year = settledOn.slice(0, 4)
  const claim: Claim = {
    kind,
    category: choice.category,
    scope: choice.scope,
    insutype,
    tier: context.tierOf(visit.fixmedins_code, tierDayOf(visit, pack, settledOn)),
    retired: person.psn_type.startsWith('12'),
    age: personalData(context, person).age,
    identities: person.identities,
    civilServantGrade: person.civilServantGrade ?? null,
    enterpriseSupplement: person.enterpriseSupplement ?? false,
    ...(person.capBonusYears === undefined ? {} : { enrolment: person.capBonusYears }),
    ...(asked.drugClass === undefined ? {} : { drugClass: asked.drugClass }),
    ...(visit.inpatient ? { stay: stayOf(context, visit, pack, choice, settledOn, chain) } : {}),
    fees: asked.fees,
    hospitalBorneFen: 0,
    settledOn,
    yearToDate: withAdmissions(context, visit, pack, year, used(year)),
    ...earlierYears(visit, pack, year, used),
    account: accountOf(context, person, asked.accountUse),
  }
  return { claim, pack, packDay, keysOf, continuesVisit: chain?.visit ?? '' }
}

/** The pack of the day of settlement, which may itself point to that of the admission. */
function packFor(context: BenefitContext, settledOn: string, admittedOn: string) {
  const packOn = context.packOn ?? (() => context.pack)
  const pack = packOn(settledOn)
  if (pack.switches.benefitDate === 'settlement') return { pack, packDay: settledOn }
  return { pack: packOn(admittedOn), packDay: admittedOn }
}

/** The day whose tier counts, where a hospital is graded anew in the middle of a stay. */
function tierDayOf(visit: CareVisit, { switches }: PolicyPack, settledOn: string): string {
  if (switches.tierAt === 'admission') return visit.begntime.slice(0, 10)
  return (visit.endtime ?? '').slice(0, 10) || settledOn
}

/** Kind of care by medical type, where the policy knows more kinds than stay and visit. */
function careKindOf(
  visit: CareVisit,
  policy: InsurancePolicy,
  drugClass: string | undefined,
): CareKind {
  const { med_type, inpatient } = visit
  if (drugClass !== undefined) return 'dual-channel'
  if (policy.maternity !== undefined && MATERNITY.has(med_type)) return 'maternity'
  if (inpatient && med_type === '28') return 'day-surgery'
  return kindOf(med_type, inpatient)
}

/** 生育门诊, 生育住院 and the two maternity stays of residents. */
const MATERNITY: ReadonlySet<string> = new Set(['51', '52', '2106', '2107'])

function stayOf(
  context: BenefitContext,
  visit: CareVisit,
  pack: PolicyPack,
  choice: ReturnType<typeof categoryOf>,
  settledOn: string,
  chain: ReturnType<typeof chainBefore>,
): NonNullable<Claim['stay']> {
  const admittedOn = visit.begntime.slice(0, 10)
  const ends = (visit.endtime ?? '').slice(0, 10) || settledOn
  const earlier = settledBefore(context, visit.mdtrt_id, pack, settledOn.slice(0, 4))
  const { late } = choice
  const from = earlier === undefined ? admittedOn : earlier.settledOn
  return {
    admittedOn: from < ends ? from : ends,
    dischargedOn: ends,
    ...(late === undefined
      ? {}
      : { lateFiling: { filedOn: late.filedOn, before: late.categoryBefore } }),
    ...(chain === undefined
      ? {}
      : { continues: { deductibleFen: chain.deductibleFen, tier: chain.tier } }),
    ...(earlier === undefined ? {} : { settledBefore: earlier.before }),
  }
}

/** Stays begun this year before this one count only where the pack asks for them. */
function withAdmissions(
  context: BenefitContext,
  visit: CareVisit,
  { switches }: PolicyPack,
  year: string,
  used: YearToDate,
): YearToDate {
  if (switches.stayNumber !== 'all-stays' || !visit.inpatient) return used
  const begun = careVisitsOf(context, visit.psn_no).filter(
    (other) => other.inpatient && other.mdtrt_id !== visit.mdtrt_id &&
      other.begntime.startsWith(year) && other.begntime < visit.begntime,
  )
  return { ...used, admissions: used.admissions + begun.length }
}

/** Years before that of the settlement matter only to stays that are divided by days. */
function earlierYears(
  visit: CareVisit,
  { switches }: PolicyPack,
  year: string,
  used: (year: string) => YearToDate,
): Pick<Claim, 'earlierYears'> {
  if (!visit.inpatient || switches.crossYear === 'at-discharge') return {}
  const first = Number(visit.begntime.slice(0, 4))
  const count = Math.max(0, Number(year) - first)
  if (count === 0) return {}
  const years = Array.from({ length: count }, (_, index) => String(first + index))
  return { earlierYears: Object.fromEntries(years.map((one) => [one, used(one)])) }
}

function accountOf(
  context: BenefitContext,
  person: InsuredPerson,
  use: AccountUse['use'],
): AccountUse {
  const family = context.persons.byNumber(person.familyAccountOf ?? '')
  return {
    use,
    balanceFen: accountBalanceFen(context, person),
    familyBalanceFen: family === undefined ? 0 : accountBalanceFen(context, family),
  }
}
