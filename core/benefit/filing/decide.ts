/** Whether an application becomes a filing, and what it says then; reads, and writes nothing. */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { poolingAreaOf } from '../../../contracts/areas.ts'
import { beijingTime } from '../../clock.ts'
import { addDays } from '../../days.ts'
import { idFrom } from '../../ids.ts'
import type { BenefitContext } from '../context.ts'
import { missing, namesOf, requirements } from './documents.ts'
import { refusedEmergency } from './emergency.ts'
import { fault } from './faults.ts'
import type { FilingFault } from './faults.ts'
import { isDay, matchingFaults } from './matching.ts'
import type { Application, PlaceFiling } from './record.ts'
import { inForce, isLongTerm, isOpen, NO_END } from './record.ts'
import { filingsOf } from './register.ts'
import { DEFAULT_RULES, monthsLater } from './rules.ts'

/** What an application came to. */
export interface Decision {
  readonly outcome: 'filed' | 'merged' | 'refused'
  readonly filing: PlaceFiling
  readonly faults: readonly FilingFault[]
}

/** What a filing follows: the one it changes or renews. */
export interface Following {
  readonly serial: string
  /** Papers that need not be shown again (RULE-026). */
  readonly simplified: boolean
}

/**
 * Decides an application by the regime and parameters of its day. There is no state of approval:
 * what is accepted holds at once (RULE-021). The channel decides nothing (RULE-018).
 */
export function decide(
  context: BenefitContext,
  application: Application,
  following: Following | null = null,
): Decision {
  const now = beijingTime(context.clock.now())
  const person = context.persons.byNumber(application.psn_no)
  const draft = drafted(context, application, following, now)
  if (person === undefined) {
    return refused(draft, [fault('unknown-person', { psn_no: application.psn_no })])
  }
  const own = filingsOf<PlaceFiling>(context, person.psn_no, 'place')
  const faults = matchingFaults(context, person, application, now)
  if (faults.length > 0) return refused(withSerial(context, draft, own), faults)
  const same = own.find((filing) => isSame(filing, draft))
  if (same !== undefined) return { outcome: 'merged', filing: same, faults: [] }
  const filing = withSerial(context, draft, own)
  const against = objections(context, person, application, filing, own, following)
  if (against.length > 0) return refused(filing, against)
  return { outcome: 'filed', filing: withPapers(context, application, filing, following), faults }
}

const ONLINE: ReadonlySet<Application['channel']> = new Set([
  'online', 'app', 'mini-program', 'state-council', 'wechat',
])

function objections(
  context: BenefitContext,
  person: InsuredPerson,
  application: Application,
  filing: PlaceFiling,
  own: readonly PlaceFiling[],
  following: Following | null,
): FilingFault[] {
  const { category, referral } = application
  const { parameters } = context.filing ?? DEFAULT_RULES
  const day = filing.begndate
  const { onlineFrom } = parameters
  if (ONLINE.has(application.channel) && filing.at.slice(0, 10) < onlineFrom) {
    return [fault('channel-closed', { from: onlineFrom })]
  }
  if (isLongTerm(category)) {
    const other = own.find(
      (one) => isLongTerm(one.category) && one.insutype === filing.insutype &&
        one.serial !== following?.serial && inForce(one, day),
    )
    if (other !== undefined) return [fault('overlap', { serial: other.serial, area: other.area })]
  }
  if (category === 'emergency') return refusedEmergency(context, person, application)
  if (referral !== undefined && parameters.nominated?.has(referral.from) === false) {
    return [fault('not-nominated', { from: referral.from })]
  }
  return []
}

/** Missing papers refuse the application, or leave it accepted with papers due (RULE-035). */
function withPapers(
  context: BenefitContext,
  application: Application,
  filing: PlaceFiling,
  following: Following | null,
): PlaceFiling {
  if (following?.simplified === true) return { ...filing, state: 'accepted' }
  const lacking = lackingPapers(context, application, filing)
  if (lacking.length === 0) return { ...filing, state: 'accepted' }
  const days = (context.filing ?? DEFAULT_RULES).parameters.documentsDueDays ?? 0
  const documentsDueOn = addDays(filing.at.slice(0, 10), days)
  return { ...filing, state: 'documents-due', note: namesOf(lacking), documentsDueOn }
}

/** Papers that a filing lacks by the rules of the day it was made. */
export function lackingPapers(
  context: BenefitContext,
  application: Pick<Application, 'category' | 'diagnosis' | 'documents' | 'recordsTier'>,
  { filedAt }: Pick<PlaceFiling, 'filedAt'>,
) {
  const { regimeOn, parameters } = context.filing ?? DEFAULT_RULES
  const needed = requirements(application, regimeOn(filedAt.slice(0, 10)), parameters)
  return missing(needed, application.documents, application.recordsTier)
}

function drafted(
  context: BenefitContext,
  application: Application,
  following: Following | null,
  now: string,
): PlaceFiling {
  const { regimeOn, parameters } = context.filing ?? DEFAULT_RULES
  const filedAt = application.filedAt ?? now
  const asked = application.begndate ?? ''
  const begndate = isDay(asked) ? asked : filedAt.slice(0, 10)
  const end = isLongTerm(application.category)
    ? NO_END
    : monthsLater(begndate, parameters.temporaryMonths)
  const { psn_no, insutype, category, reason, documents, channel, by } = application
  return {
    serial: '', version: 1, state: 'accepted', note: '', at: now, by,
    psn_no, insuplc_admdvs: context.area, insutype, category,
    diagnosis: application.diagnosis ?? null,
    area: poolingAreaOf(application.area) ?? application.area,
    institution: application.institution ?? null,
    institutionName: application.institutionName ?? '',
    reason, tel: application.tel ?? '', addr: application.addr ?? '',
    filedAt, begndate, enddate: application.enddate ?? end,
    documents, documentsDueOn: null, channel, referral: application.referral ?? null,
    regime: regimeOn(filedAt.slice(0, 10)).id, follows: following?.serial ?? null,
  }
}

/**
 * The same filing came already, by whatever channel: it is merged, not made twice. What is taken
 * over from elsewhere is the same whatever became of it since, or an import would revive it.
 */
function isSame(one: PlaceFiling, other: PlaceFiling): boolean {
  if (one.state === 'refused' || one.serial === other.follows) return false
  if (keyOf(one) !== keyOf(other)) return false
  const sameStart = one.begndate === other.begndate
  if (other.channel === 'bulk' && sameStart) return true
  return (sameStart || isLongTerm(one.category)) && isOpen(one)
}

function keyOf({ psn_no, insutype, category, area, institution, diagnosis }: PlaceFiling): string {
  return [psn_no, insutype, category, area, institution ?? '', diagnosis?.code ?? ''].join('|')
}

/** The id follows from what is filed, so an import that runs again finds what it made. */
function withSerial(
  context: BenefitContext,
  draft: PlaceFiling,
  own: readonly PlaceFiling[],
): PlaceFiling {
  const key = `${keyOf(draft)}|${draft.begndate}`
  const taken = new Set(own.map(({ serial }) => serial))
  let serial: string
  let before = 0
  do {
    serial = idFrom(context.area, 'filing', `${key}|${before}`)
    before += 1
  } while (taken.has(serial))
  return { ...draft, serial }
}

function refused(filing: PlaceFiling, faults: readonly FilingFault[]): Decision {
  const note = faults.map(({ zh }) => zh).join('；')
  return { outcome: 'refused', filing: { ...filing, state: 'refused', note }, faults }
}
