/** Emergencies: filed during the stay where a regime asks for it, and decided by experts. */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { poolingAreaOf } from '../../../contracts/areas.ts'
import { beijingTime } from '../../clock.ts'
import { idFrom } from '../../ids.ts'
import type { BenefitContext } from '../context.ts'
import { careVisitsOf, hasLiveSettlement } from '../care-visits.ts'
import { fault } from './faults.ts'
import type { FilingFault } from './faults.ts'
import { listed } from './lists.ts'
import { note, notesOf } from './notes.ts'
import type { Application, Diagnosis } from './record.ts'
import { DEFAULT_RULES } from './rules.ts'

/** Off-list or unclear: what the experts of the insured place came to (RULE-053). */
export interface PanelDecision {
  readonly panel: string
  readonly psn_no: string
  readonly fixmedins_code: string
  readonly begntime: string
  readonly diagnosis: Diagnosis
  readonly accepted: boolean
  readonly reason: string
  readonly experts: readonly string[]
}

/**
 * Why an emergency cannot be filed: it is filed after admission and before discharge, with a
 * diagnosis of the list (RULE-045). Where emergencies are deemed filed there is nothing to refuse.
 */
export function refusedEmergency(
  context: BenefitContext,
  person: InsuredPerson,
  application: Application,
): FilingFault[] {
  const now = beijingTime(context.clock.now())
  const { regimeOn } = context.filing ?? DEFAULT_RULES
  if (regimeOn(now.slice(0, 10)).emergency !== 'before-discharge') return []
  const code = application.diagnosis?.code ?? ''
  if (listed('emergency', code) === undefined) return [fault('emergency-list', { code })]
  const place = poolingAreaOf(application.area)
  const stay = careVisitsOf(context, person.psn_no).find(
    (visit) => visit.inpatient && visit.emergency &&
      poolingAreaOf(visit.mdtrtarea_admvs) === place &&
      (application.institution ?? visit.fixmedins_code) === visit.fixmedins_code &&
      now.slice(0, 10) <= (visit.endtime ?? now).slice(0, 10) &&
      !hasLiveSettlement(context, visit.mdtrt_id),
  )
  return stay === undefined ? [fault('no-stay')] : []
}

/** Records what the panel decided about one emergency visit; a decision is never changed. */
export function decideByPanel(
  context: BenefitContext,
  decision: Omit<PanelDecision, 'panel'>,
): Promise<PanelDecision> {
  const at = beijingTime(context.clock.now())
  const subject = visitOf(decision)
  return context.store.commit(() => {
    const known = panelDecision(context, decision)
    if (known !== undefined) return known
    const made = { ...decision, panel: idFrom(context.area, 'panel', subject) }
    note(context, 'panel', subject, at, made)
    return made
  })
}

/** What the experts decided about a visit, if they were asked. */
export function panelDecision(
  context: BenefitContext,
  visit: Pick<PanelDecision, 'psn_no' | 'fixmedins_code' | 'begntime'>,
): PanelDecision | undefined {
  return notesOf<PanelDecision>(context, 'panel', visitOf(visit))[0]?.body
}

function visitOf(visit: Pick<PanelDecision, 'psn_no' | 'fixmedins_code' | 'begntime'>): string {
  return [visit.psn_no, visit.fixmedins_code, visit.begntime].join('|')
}
