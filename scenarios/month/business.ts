/**
 * A month of business as a pure function of its seed: who comes when, with what, and what goes
 * wrong. Visits come in the order of time, and none of them knows another.
 */
import type { CaseSheet, Fault, InsuredPerson, Visit } from '../../contracts/case.ts'
import { beijingTime, epochOf } from '../../core/clock.ts'
import { digitsOf } from '../../core/ids.ts'
import { personAt } from '../../simulators/world/person.ts'
import {
  exampleLines, hypertensionLines, outpatientLines, pharmacyLines,
} from '../generate/fees.ts'
import { institutionOf, PLACES } from './places.ts'
import type { CarePlace } from './places.ts'

export interface MonthPlan {
  readonly seed: number
  /** yyyy-MM */
  readonly month: string
  /** Visits from the first day of the month to its last; each is settled once. */
  readonly visits: number
}

export interface PlannedVisit {
  readonly sheet: CaseSheet
  readonly person: InsuredPerson
  /** What happens to the first answer of the settlement. */
  readonly fault: Fault['kind'] | null
  /** Day on which the patient brings everything back, yyyy-MM-dd; null when he keeps it. */
  readonly refundOn: string | null
}

type Kind = 'pharmacy' | 'outpatient' | 'chronic' | 'inpatient'

const DAY_MILLISECONDS = 86_400_000
/** Desks are open from seven in the morning for fifteen hours. */
const OPENS_AT_HOUR = 7
const OPEN_MILLISECONDS = 15 * 3_600_000
/** So many visits share a person, except stays and what is brought back. */
const VISITS_OF_A_PERSON = 5

/** The visit with this number, from 0. */
export function visitAt(plan: MonthPlan, number: number): PlannedVisit {
  const draw = (kind: string, below: number) =>
    Number(digitsOf(`month:${kind}:${plan.seed}:${number}`, 6)) % below
  const startsAt = timeOf(plan, number)
  const returned = draw('refund', 100) < 4
  const kind = kindOf(draw('kind', 100))
  const alone = returned || kind === 'inpatient'
  const persons = Math.ceil(plan.visits / VISITS_OF_A_PERSON)
  const index = alone ? number : plan.visits + (number % persons)
  const person = personOf(plan.seed, index, kind === 'inpatient')
  const refundDay = epochOf(startsAt.slice(0, 10)) + (1 + draw('refund day', 5)) * DAY_MILLISECONDS
  return {
    sheet: sheetOf(plan, number, kind, person.person, person.place, startsAt),
    person: person.person,
    fault: faultOf(draw('fault', 1000)),
    refundOn: returned ? beijingTime(refundDay).slice(0, 10) : null,
  }
}

/** Every person of the month once, however many visits he makes. */
export function* personsOf(plan: MonthPlan): Generator<InsuredPerson> {
  const seen = new Set<string>()
  for (let number = 0; number < plan.visits; number += 1) {
    const { person } = visitAt(plan, number)
    if (seen.has(person.psn_no)) continue
    seen.add(person.psn_no)
    yield person
  }
}

/** Visits spread evenly over the open hours of all days of the month. */
function timeOf({ month, visits }: MonthPlan, number: number): string {
  const first = epochOf(`${month}-01`)
  const days = daysOf(month)
  const day = Math.floor((number * days) / visits)
  const [from, to] = [Math.ceil((day * visits) / days), Math.ceil(((day + 1) * visits) / days)]
  const within = Math.floor(((number - from) * OPEN_MILLISECONDS) / Math.max(1, to - from))
  return beijingTime(first + day * DAY_MILLISECONDS + OPENS_AT_HOUR * 3_600_000 + within)
}

/** Days of a month, 28 to 31. */
export function daysOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return Math.round((epochOf(`${next}-01`) - epochOf(`${month}-01`)) / DAY_MILLISECONDS)
}

function kindOf(percent: number): Kind {
  if (percent < 45) return 'pharmacy'
  if (percent < 85) return 'outpatient'
  return percent < 92 ? 'chronic' : 'inpatient'
}

/** One in a hundred answers is lost after the commit, one in two hundred messages before it. */
function faultOf(permille: number): Fault['kind'] | null {
  if (permille < 10) return 'lost-after-commit'
  return permille < 15 ? 'lost-before-commit' : null
}

/** A person is treated in one place, which his filing names; one in four is at home there. */
function personOf(seed: number, index: number, inpatient: boolean) {
  const place = PLACES[index % PLACES.length] ?? PLACES[0]
  const insured = place.insuredPlaces[Math.floor(index / 7) % place.insuredPlaces.length] ?? ''
  const employee = index % 10 < 7
  const filing = {
    category: inpatient && index % 3 === 0 ? ('referral' as const) : ('long-term' as const),
    placeOfCare: place.area,
    begndate: '2025-06-01',
    enddate: '2027-12-31',
  }
  const person = personAt(seed, index, {
    insuplc_admdvs: insured,
    insutype: employee ? '310' : '390',
    psn_type: employee && index % 4 === 0 ? '12' : employee ? '11' : '15',
    accountBalanceFen: employee ? 20_000 + (index % 50) * 1_000 : 0,
    identities: !employee && index % 9 === 0 ? ['2303'] : [],
    // Who stays without any filing is settled with the largest reduction.
    filing: inpatient && index % 11 === 0 ? null : filing,
    chronic: [{ code: 'M03900', name: '高血压', begndate: '2025-01-01' }],
  })
  return { person, place }
}

function sheetOf(
  plan: MonthPlan,
  number: number,
  kind: Kind,
  person: InsuredPerson,
  place: CarePlace,
  startsAt: string,
): CaseSheet {
  const institution = institutionOf(place, kind === 'pharmacy' ? 'pharmacy' : 'hospital', number)
  const chronic = kind === 'chronic' ? { dise_codg: 'M03900', dise_name: '高血压' } : {}
  const visit: Visit = {
    insutype: person.insutype,
    med_type: { pharmacy: '41', outpatient: '11', chronic: '14', inpatient: '2101' }[kind],
    ipt_otp_no: `M${plan.month.replace('-', '')}${String(number).padStart(9, '0')}`,
    begntime: startsAt,
    dept_code: 'A03.04',
    dept_name: '心血管内科',
    caty: 'A03.04',
    dr_code: 'D520100000001',
    dr_name: '陈医生',
    diagnoses: [{ diag_code: 'I10.x00', diag_name: '高血压' }],
    ...chronic,
    ...(kind === 'inpatient' ? stayOf(startsAt, number) : {}),
  }
  return {
    name: `month/${kind}/${number}`,
    journey: kind === 'chronic' ? 'outpatient' : kind,
    mdtrtarea_admvs: institution.admdvs,
    fixmedins_code: institution.fixmedins_code,
    startsAt,
    person: {
      psn_name: person.psn_name,
      psn_cert_type: person.psn_cert_type,
      certno: person.certno,
      credential: {
        mdtrt_cert_type: '03',
        mdtrt_cert_no: person.card_no,
        card_sn: person.card_sn,
      },
    },
    visit,
    lines: linesOf(plan.seed, number, kind),
    acct_used_flag: person.insutype === '310' ? '1' : '0',
  }
}

function stayOf(startsAt: string, number: number) {
  const days = 3 + (number % 9)
  const admitted = epochOf(startsAt.slice(0, 10)) - days * DAY_MILLISECONDS + 9.5 * 3_600_000
  return { begntime: beijingTime(admitted), endtime: startsAt }
}

function linesOf(seed: number, number: number, kind: Kind) {
  switch (kind) {
    case 'pharmacy':
      return pharmacyLines(1)
    case 'chronic':
      return hypertensionLines(1)
    case 'inpatient':
      return exampleLines(number % 8 === 0 ? 2 : 1, 1)
    case 'outpatient':
      return outpatientLines(seed, number, 1)
  }
}
