/** What an application says, held against the registers: person, insurance, area, institution. */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { poolingAreaOf } from '../../../contracts/areas.ts'
import { BadCalendar, validDay } from '../../days.ts'
import type { BenefitContext } from '../context.ts'
import { rightIdentityNumber } from './certno.ts'
import { missing, namesOf, requirements } from './documents.ts'
import { fault } from './faults.ts'
import type { FilingFault } from './faults.ts'
import type { Application } from './record.ts'
import { isLongTerm, NO_END } from './record.ts'
import { coversProvince } from './reach.ts'
import { DEFAULT_RULES } from './rules.ts'
import type { FilingRegime, FilingRules } from './rules.ts'

/** Everything that does not match, in the order a reader would look for it. */
export function matchingFaults(
  context: BenefitContext,
  person: InsuredPerson,
  application: Application,
  now: string,
): FilingFault[] {
  const rules = context.filing ?? DEFAULT_RULES
  const regime = rules.regimeOn((application.filedAt ?? now).slice(0, 10))
  return [
    ...personFaults(context, person, application),
    ...categoryFaults(application, regime),
    ...placeFaults(context, application, regime),
    ...institutionFaults(application, regime, rules),
    ...dateFaults(application),
    ...paperFaults(application, regime, rules),
  ]
}

function personFaults(
  { area }: BenefitContext,
  person: InsuredPerson,
  { certno, insuplc_admdvs, insutype }: Application,
): FilingFault[] {
  const found: FilingFault[] = []
  const isIdentityCard = person.psn_cert_type === '01'
  if (certno !== undefined && isIdentityCard && !rightIdentityNumber(certno)) {
    found.push(fault('certno-checksum', { certno }))
  } else if (certno !== undefined && certno !== person.certno) {
    found.push(fault('certno-mismatch'))
  }
  if (insuplc_admdvs !== undefined && poolingAreaOf(insuplc_admdvs) !== area) {
    found.push(fault('insured-area', { code: insuplc_admdvs, area }))
  }
  if (insutype !== person.insutype) found.push(fault('insutype', { insutype }))
  return found
}

function categoryFaults({ category }: Application, regime: FilingRegime): FilingFault[] {
  if (category === 'emergency' && regime.emergency === 'manual') {
    return [fault('emergency-by-hand')]
  }
  if (regime.categories.includes(category)) return []
  return [fault('category', { regime: regime.id, category })]
}

function placeFaults(
  context: BenefitContext,
  { area: code, category, referral }: Application,
  regime: FilingRegime,
): FilingFault[] {
  const area = poolingAreaOf(code)
  if (area === undefined) return [fault('unknown-area', { code })]
  // A transfer inside the city is put on record too, and changes no benefit.
  const insideCity = referral?.type === '1'
  if (area === context.area) return insideCity ? [] : [fault('home-area', { code })]
  // A municipality has a province's code and is one pooling area; a province is none.
  const isProvince = area.endsWith('0000') && poolingAreaOf(`${area.slice(0, 2)}0100`) !== area
  if (isProvince && regime.reach[category] !== 'province') {
    return [fault('province-area', { regime: regime.id, code })]
  }
  return []
}

function institutionFaults(
  { category, institution, area }: Application,
  regime: FilingRegime,
  rules: FilingRules,
): FilingFault[] {
  if (institution === undefined) {
    const needed = regime.reach[category] === 'institution'
    return needed ? [fault('institution-missing', { category })] : []
  }
  if (rules.institution === undefined) return []
  const known = rules.institution(institution)
  if (known === undefined) return [fault('institution-unknown', { code: institution })]
  const there = poolingAreaOf(known.admdvs) === poolingAreaOf(area)
  if (there || coversProvince(area, known.admdvs)) return []
  return [fault('institution-area', { code: institution, area })]
}

function dateFaults({ begndate, enddate }: Application): FilingFault[] {
  const days = [begndate, enddate].filter((day) => day !== undefined)
  const inOrder = (begndate ?? '') <= (enddate ?? NO_END)
  if (inOrder && days.every(isDay)) return []
  return [fault('dates', { begndate: begndate ?? '', enddate: enddate ?? '' })]
}

/** Papers that may not follow, and a promise where none is taken. */
function paperFaults(
  application: Application,
  regime: FilingRegime,
  { parameters }: FilingRules,
): FilingFault[] {
  const { documents, category, recordsTier } = application
  const promised = documents.includes('promise-letter') && isLongTerm(category)
  if (promised && !parameters.promiseLetters && !documents.includes('proof-of-residence')) {
    return [fault('promise')]
  }
  const needed = requirements(application, regime, parameters)
  const lacking = missing(needed, documents, recordsTier)
  const mayFollow = (anyOf: (typeof lacking)[number]) =>
    parameters.documentsDueDays !== null &&
    anyOf.some((kind) => parameters.deferrable.includes(kind))
  const now = lacking.filter((anyOf) => !mayFollow(anyOf))
  return now.length === 0 ? [] : [fault('documents', { documents: namesOf(now) })]
}

/** True for a day of the calendar. */
export function isDay(text: string): boolean {
  try {
    return validDay(text) === text
  } catch (reason) {
    if (reason instanceof BadCalendar) return false
    throw reason
  }
}
