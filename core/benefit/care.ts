/** A visit as the insured place sees it, and what it means: kind of care and filing category. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { CareCategory, CareKind } from '../calculator/claim.ts'
import { Refusal } from '../refusal.ts'
import type { BenefitContext } from './context.ts'

/** What the insured place remembers of a visit. */
export interface CareVisit {
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly fixmedins_code: string
  readonly ipt_otp_no: string
  readonly msgid: string
  readonly mdtrtarea_admvs: string
  readonly inpatient: boolean
  readonly med_type: string
  readonly begntime: string
  readonly dise_codg: string
  readonly emergency: boolean
}

interface PlaceFiling {
  readonly category: 'long-term' | 'referral' | 'other-temporary'
  readonly placeOfCare: string
  readonly begndate: string
  readonly enddate: string
}

/** Better class first: of several filings that match, the better one counts (RULE-037). */
const CLASSES: readonly CareCategory[] = ['long-term', 'emergency', 'referral', 'other-temporary']

/** Kind of care by medical type (医疗类别). */
export function kindOf(medType: string, inpatient: boolean): CareKind {
  if (inpatient) return 'inpatient'
  if (medType === '41') return 'pharmacy'
  return medType === '14' ? 'chronic' : 'outpatient'
}

/**
 * The filing category of a visit. An emergency is deemed filed (RULE-017, RULE-051); an unfiled
 * stay counts as other temporary leave; other unfiled outpatient care is not settled directly.
 * @throws Refusal `not-filed`
 */
export function categoryOf(
  context: BenefitContext,
  person: InsuredPerson,
  visit: CareVisit,
): CareCategory {
  const place = poolingAreaOf(visit.mdtrtarea_admvs)
  if (place === context.area) return 'local'
  const day = visit.begntime.slice(0, 10)
  const found: CareCategory[] = placeFilings(context, person)
    .filter((filing) => poolingAreaOf(filing.placeOfCare) === place)
    .filter((filing) => filing.begndate <= day && day <= filing.enddate)
    .map((filing) => filing.category)
  if (visit.emergency) found.push('emergency')
  const best = CLASSES.find((category) => found.includes(category))
  if (best !== undefined) return best
  if (visit.inpatient || visit.med_type === '41') return 'other-temporary'
  throw new Refusal('not-filed', { medType: visit.med_type === '14' ? '门诊慢特病' : '普通门诊' })
}

/** The chronic disease must be registered by the insured place (RULE-132). @throws Refusal */
export function requireChronic(
  context: BenefitContext,
  person: InsuredPerson,
  code: string,
  day: string,
): void {
  if (code === '') throw new Refusal('missing-chronic')
  const known = chronicDiseases(context, person)
  if (!known.some((disease) => disease.code === code && disease.begndate <= day)) {
    throw new Refusal('no-chronic', { code })
  }
}

/** Registered chronic diseases: those of the register and those filed since (2503). */
export function chronicDiseases(context: BenefitContext, person: InsuredPerson) {
  const filed = filings<InsuredPerson['chronic'][number]>(context, person.psn_no, 'chronic')
  return [...person.chronic, ...filed]
}

function placeFilings(context: BenefitContext, person: InsuredPerson): PlaceFiling[] {
  const filed = filings<PlaceFiling>(context, person.psn_no, 'place')
  return person.filing === null ? filed : [person.filing, ...filed]
}

function filings<Filing>(
  context: BenefitContext,
  psnNo: string,
  kind: 'place' | 'chronic',
): Filing[] {
  return context.store
    .all<{ body: string }>('select body from filing where psn_no = ? and kind = ?', psnNo, kind)
    .map((row) => JSON.parse(row.body) as Filing)
}
