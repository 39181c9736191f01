/** A visit as the insured place sees it, and what it means: kind of care and filing category. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { CareKind } from '../calculator/claim.ts'
import { beijingTime } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { BenefitContext } from './context.ts'
import { choose } from './filing/choose.ts'
import type { CareChoice } from './filing/choose.ts'
import { requireEntitled } from './filing/entitlement.ts'
import { openClaimOf } from './filing/manual-register.ts'
import { note } from './filing/notes.ts'
import type { PlaceFiling } from './filing/record.ts'
import { acknowledged, filingsOf, placeFilingsOf } from './filing/register.ts'
import { DEFAULT_RULES } from './filing/rules.ts'
import type { FilingRegime, FilingRules } from './filing/rules.ts'

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
  /** Discharge (2402); missing while the person is in. */
  readonly endtime?: string
  /** Claimed by hand: judged as it would have been at the desk, and never refused for its way. */
  readonly byHand?: boolean
}

/** Kind of care by medical type (医疗类别). */
export function kindOf(medType: string, inpatient: boolean): CareKind {
  if (inpatient) return 'inpatient'
  if (medType === '41') return 'pharmacy'
  return medType === '14' ? 'chronic' : 'outpatient'
}

/**
 * The filing category of a visit, its scope, the filing used and why. Filing alone does not
 * entitle, so suspended insurance refuses here too (RULE-038). An emergency is never refused for
 * want of a filing where it is deemed filed (RULE-017, RULE-051).
 * @throws Refusal `not-filed`, `claim-by-hand`, `not-two-way`, `claimed-by-hand`, `not-entitled`
 */
export function categoryOf(
  context: BenefitContext,
  person: InsuredPerson,
  visit: CareVisit,
): CareChoice {
  const day = visit.begntime.slice(0, 10)
  requireEntitled(person, day)
  const rules = context.filing ?? DEFAULT_RULES
  const regime = rules.regimeOn(day)
  const filings = usable(context, person, rules)
  const choice = choose({
    insuredPlace: context.area,
    placeOfCare: poolingAreaOf(visit.mdtrtarea_admvs) ?? visit.mdtrtarea_admvs,
    institution: visit.fixmedins_code,
    inpatient: visit.inpatient,
    emergency: visit.emergency,
    byHand: visit.byHand === true,
    day,
    today: beijingTime(context.clock.now()).slice(0, 10),
    dischargedOn: visit.byHand === true ? '' : (visit.endtime ?? '').slice(0, 10),
    filings,
    regime,
    parameters: rules.parameters,
  })
  if (visit.byHand === true) return choice
  const claim = openClaimOf(context, visit)
  if (claim !== undefined) throw new Refusal('claimed-by-hand', { claim })
  if (choice.category === 'returned') requireTwoWay(choice, visit, regime, rules)
  if (choice.category === 'unfiled') requireDirect(choice, visit, regime)
  return choice
}

/** Notes which filing was chosen when several match (RULE-037); inside a commit. */
export function noteChoice(context: BenefitContext, visit: CareVisit, choice: CareChoice): void {
  if (choice.candidates.length < 2) return
  const { category, filing, why, candidates } = choice
  const at = beijingTime(context.clock.now())
  const chosen = { category, serial: filing?.serial ?? '', why, candidates }
  note(context, 'choice', visit.mdtrt_id, at, chosen)
}

/** The chronic disease must be registered by the insured place (RULE-132). @throws Refusal */
export function requireChronic(
  context: BenefitContext,
  person: InsuredPerson,
  code: string,
  day: string,
): void {
  if (code === '') throw new Refusal('missing-chronic')
  if (!hasChronic(context, person, code, day)) throw new Refusal('no-chronic', { code })
}

/** True when the disease is registered and holds on that day. */
export function hasChronic(
  context: BenefitContext,
  person: InsuredPerson,
  code: string,
  day: string,
): boolean {
  return chronicDiseases(context, person).some(
    (disease) => disease.code === code && disease.begndate <= day && day <= disease.enddate,
  )
}

/** Registered chronic diseases: those of the register and those filed since (2503). */
function chronicDiseases(context: BenefitContext, person: InsuredPerson) {
  type Disease = InsuredPerson['chronic'][number] & { readonly enddate: string }
  const given = person.chronic.map((disease) => ({ ...disease, enddate: '9999-12-31' }))
  return [...given, ...filingsOf<Disease>(context, person.psn_no, 'chronic')]
}

function usable(
  context: BenefitContext,
  person: InsuredPerson,
  { parameters }: FilingRules,
): PlaceFiling[] {
  const filings = placeFilingsOf(context, person)
    .filter(({ insutype }) => insutype === person.insutype)
  if (!parameters.acknowledgedOnly) return filings
  return filings.filter(({ serial }) => acknowledged(context, serial))
}

function requireTwoWay(
  { filing }: CareChoice,
  visit: CareVisit,
  regime: FilingRegime,
  { parameters }: FilingRules,
): void {
  if (visit.emergency) return
  if (!regime.twoWay) throw new Refusal('not-two-way', { why: '长期异地备案有效期内' })
  const promised = filing?.documents.includes('proof-of-residence') === false
  if (promised && parameters.homeBeforeProof === 'refuse') {
    throw new Refusal('not-two-way', { why: '以承诺书备案，居住证明补齐前' })
  }
}

/** Care elsewhere that nobody filed: settled with a reduction, or not at all. */
function requireDirect(choice: CareChoice, visit: CareVisit, regime: FilingRegime): void {
  const medType = visit.med_type === '14' ? '门诊慢特病' : '普通门诊'
  if (visit.emergency && regime.emergency !== 'deemed' && regime.unfiled === 'refuse') {
    throw new Refusal('claim-by-hand', { why: '急诊未备案' })
  }
  if (!visit.inpatient && visit.med_type !== '41') throw new Refusal('not-filed', { medType })
  if (choice.filedAfterDischarge === true) {
    throw new Refusal('claim-by-hand', { why: '出院后补办备案' })
  }
  if (regime.unfiled === 'refuse') throw new Refusal('claim-by-hand', { why: '未备案' })
}
