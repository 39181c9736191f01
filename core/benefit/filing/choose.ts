/** Which filing a visit goes by, if any; pure. */
import type { CareCategory, Scope } from '../../calculator/claim.ts'
import { scopeOf } from '../../hub/scope.ts'
import type { PlaceFiling } from './record.ts'
import { inForce, isLongTerm } from './record.ts'
import { coversProvince, reaches } from './reach.ts'
import type { FilingParameters, FilingRegime } from './rules.ts'
import { compareTexts } from '../../compare.ts'

/** What the choice is made from. Days are yyyy-MM-dd, areas pooling areas. */
export interface Question {
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly institution: string
  readonly inpatient: boolean
  readonly emergency: boolean
  /** Claimed by hand, where an emergency needs no filing under any regime. */
  readonly byHand: boolean
  /** First day of the visit: the declared date for filing (RULE-010). */
  readonly day: string
  readonly today: string
  /** Day of discharge, '' while the person is in. */
  readonly dischargedOn: string
  readonly filings: readonly PlaceFiling[]
  readonly regime: FilingRegime
  readonly parameters: FilingParameters
}

/** The category of a visit with the filing used and why. */
export interface CareChoice {
  readonly category: CareCategory
  readonly scope: Scope
  /** The filing that it goes by; null for local care, deemed filing and none. */
  readonly filing: PlaceFiling | null
  /** For a reader, Chinese. */
  readonly why: string
  /** Everything that would have matched, the best first. */
  readonly candidates: readonly Candidate[]
  /** Filed after the visit began: the day, and what the days before count as. */
  readonly late?: { readonly filedOn: string; readonly categoryBefore: CareCategory }
  /** A filing came when the stay was over: too late for direct settlement (RULE-043). */
  readonly filedAfterDischarge?: true
}

export interface Candidate {
  readonly category: CareCategory
  /** Serial of the filing, '' where it was deemed. */
  readonly serial: string
  /** The day it was filed when that was after the visit began. */
  readonly lateOn?: string
}

/** Better benefit first: no reduction, then at most 10 points, then at most 20 (RULE-037). */
const BEST_FIRST: readonly CareCategory[] = [
  'local', 'long-term', 'returned', 'emergency', 'referral', 'other-temporary', 'unfiled',
]

/** The best of what matches; care elsewhere that nothing covers is `unfiled`. */
export function choose(question: Question): CareChoice {
  const scope = scopeOf(question.placeOfCare, question.insuredPlace)
  if (scope === 'local') return atHome(question)
  const matches = matching(question, scope)
  const [best] = matches
  const candidates = matches.map(({ candidate }) => candidate)
  if (best === undefined) {
    const none = { category: 'unfiled', scope, filing: null, why: '未备案', candidates } as const
    return filedAfterDischarge(question) ? { ...none, filedAfterDischarge: true } : none
  }
  const { candidate, filing, why } = best
  const chosen = { category: candidate.category, scope, filing, why, candidates }
  if (candidate.lateOn === undefined) return chosen
  const before = candidates.find(({ lateOn }) => lateOn === undefined)?.category ?? 'unfiled'
  return { ...chosen, late: { filedOn: candidate.lateOn, categoryBefore: before } }
}

interface Match {
  readonly candidate: Candidate
  readonly filing: PlaceFiling | null
  readonly why: string
}

function matching(question: Question, scope: Scope): Match[] {
  const { regime, placeOfCare, institution } = question
  const place = { area: placeOfCare, institution }
  const found: Match[] = question.filings
    .filter((filing) => reaches(filing, regime, place))
    .flatMap((filing) => serving(question, filing))
  if (question.emergency && (regime.emergency === 'deemed' || question.byHand)) {
    found.push(deemed('emergency', '急诊抢救视同已备案'))
  }
  const area = question.parameters.deemed.find(
    (one) => one.from <= question.day &&
      (one.area === placeOfCare || coversProvince(one.area, placeOfCare)),
  )
  if (area !== undefined) {
    found.push(deemed(area.as, scope === 'intra-province' ? '省内就医无需备案' : '相邻地区视同已备案'))
  }
  // A stable order: class, then in time before late, then the filing that was made first.
  return found.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      Number(one.candidate.lateOn !== undefined) - Number(other.candidate.lateOn !== undefined) ||
      compareTexts(one.filing?.filedAt ?? '', other.filing?.filedAt ?? '') ||
      compareTexts(one.candidate.serial, other.candidate.serial),
  )
}

/** A filing serves a visit that began while it held, or a stay that it came late for. */
function serving(question: Question, filing: PlaceFiling): Match[] {
  const { day, today, inpatient, dischargedOn, regime } = question
  const { serial } = filing
  const category = careCategory(filing)
  const filedOn = filing.filedAt.slice(0, 10)
  if (filedOn <= day && inForce(filing, day)) {
    return [{ candidate: { category, serial }, filing, why: `备案${serial}` }]
  }
  const mayBeLate = regime.lateFiling || filing.category === 'emergency'
  const inTime = dischargedOn === '' || filedOn <= dischargedOn
  const from = filedOn > filing.begndate ? filedOn : filing.begndate
  const during = day < from && from <= today && inForce(filing, from)
  if (!inpatient || !mayBeLate || !inTime || !during) return []
  const candidate = { category, serial, lateOn: from }
  return [{ candidate, filing, why: `住院期间补办备案${serial}` }]
}

function filedAfterDischarge(question: Question): boolean {
  const { dischargedOn, filings, regime, placeOfCare, institution } = question
  return filings.some(
    (filing) => dischargedOn !== '' && filing.filedAt.slice(0, 10) > dischargedOn &&
      inForce(filing, filing.begndate) &&
      reaches(filing, regime, { area: placeOfCare, institution }),
  )
}

/** A long-term resident back home; anybody else is simply at home (RULE-039 to RULE-041). */
function atHome(question: Question): CareChoice {
  const away = question.filings.find(
    (filing) => isLongTerm(filing.category) && inForce(filing, question.day),
  )
  const scope = 'local'
  if (away === undefined) {
    return { category: 'local', scope, filing: null, why: '本统筹区内就医', candidates: [] }
  }
  const candidates = [{ category: 'returned', serial: away.serial }] as const
  return { category: 'returned', scope, filing: away, why: '长期异地备案人员返回参保地', candidates }
}

function careCategory({ category }: PlaceFiling): CareCategory {
  if (isLongTerm(category)) return 'long-term'
  return category as Extract<CareCategory, 'referral' | 'emergency' | 'other-temporary'>
}

function deemed(category: CareCategory, why: string): Match {
  return { candidate: { category, serial: '' }, filing: null, why }
}

function rank({ candidate }: Match): number {
  return BEST_FIRST.indexOf(candidate.category)
}
