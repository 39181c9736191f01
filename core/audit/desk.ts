/** The audit on the wire: analysis before and during care (3101, 3102), feedback, appeals. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { NATIONAL, factAt } from '../platform/institutions/facts.ts'
import { nodeOf } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import type { PlatformUseCase, PlatformUseCases } from '../platform/use-case.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { APPEAL_USE_CASES } from './appeals-desk.ts'
import type { Bill } from './bill.ts'
import { byWeight } from './hit.ts'
import type { Hit, Stage } from './hit.ts'
import { hitsOf } from './coverage.ts'
import { DEFAULT_KNOWLEDGE } from './knowledge.ts'
import { saveHit } from './records.ts'
import { auditBill, factsOf } from './rules.ts'
import { answerOf, billsOf } from './wire.ts'

/** Transactions of the audit desk (RULE-217, RULE-230). */
export const AUDIT_USE_CASES: PlatformUseCases = {
  '3101': analyse('before'),
  '3102': analyse('during'),
  '3103': giveFeedback,
  ...APPEAL_USE_CASES,
}

/**
 * Refuses to go on with a visit while a warning given during care has no answer: settlement may
 * ask this. @throws Refusal
 */
export function requireAnswered(store: Store, mdtrtId: string): void {
  const open = hitsOf(store, mdtrtId).find((hit) =>
    hit.stage === 'during' && feedbackOf(store, hit.id) === undefined)
  if (open !== undefined) throw new Refusal('audit-open', { mdtrtId, hit: open.id })
}

type AnalysisData = Partial<Inputs['3101']['data']>

/** 3101 and 3102. Nothing found: no output, since the interface has no row for that. */
function analyse(stage: Stage): PlatformUseCase {
  return (context, request): Effect => {
    // 3102 may come without data: then there is nothing to judge.
    const data = (request.input['data'] ?? {}) as AnalysisData
    const only = wanted(data.rule_ids)
    const found = (data.patient_dtos ?? []).flatMap((patient) => {
      const { current, history } = billsOf(patient)
      if (current === undefined) {
        throw new Refusal('unknown-visit', { mdtrtId: patient.curr_mdtrt_id })
      }
      requireOwn(request, current)
      const facts = factsOf(DEFAULT_KNOWLEDGE, { history, barredSince: barredIn(context.store) })
      return auditBill(current, facts, stage, only).map((hit) => ({ hit, of: patient.patn_id }))
    })
    const hits = found.map(({ hit }) => hit).toSorted(byWeight)
    const of = found.find(({ hit }) => hit === hits[0])?.of ?? ''
    const result = answerOf(hits, of)
    return {
      output: result === undefined ? null : { result },
      apply: () => {
        const now = beijingTime(context.clock.now())
        for (const hit of hits) saveHit(context.store, hit, request.fixmedins_code, now)
      },
    }
  }
}

/** Since when the platform's own register bars a practitioner (RULE-227). */
function barredIn(store: Store) {
  return (doctor: string, time: string): string | undefined => {
    const topic = { scope: NATIONAL, subject: doctor, aspect: 'status' }
    const status = factAt(store, { ...topic, kind: 'practitioner' }, time)
    return status === undefined || status.value === 'active' ? undefined : status.since
  }
}

/** 3103: went on with a reason (1), or changed the order (2); one bad row refuses all. */
function giveFeedback(context: PlatformContext, request: RequestEnvelope): Effect {
  const { warns } = nodeOf<Inputs['3103']['data']>(request, 'data')
  const rows = warns.map((warn) => {
    const hit = ownHit(context.store, request, warn.warn_rslt_id)
    const reason = (warn.dspo_way_rea ?? '').trim()
    if (warn.dspo_way === '1' && hit.effect === 'stop') {
      throw new Refusal('audit-stop', { hit: hit.id, title: hit.title.zh })
    }
    if (warn.dspo_way === '1' && hit.effect === 'warn' && reason === '') {
      throw new Refusal('audit-reason', { hit: hit.id })
    }
    return { hit, way: warn.dspo_way, reason }
  })
  return {
    output: null,
    apply: () => {
      const now = beijingTime(context.clock.now())
      for (const { hit, way, reason } of rows) {
        context.store.run(
          'insert into audit_feedback (hit_id, given_at, way, reason) values (?, ?, ?, ?)',
          hit.id,
          now,
          way,
          reason,
        )
      }
    },
  }
}

function feedbackOf(store: Store, hitId: string): { way: string; reason: string } | undefined {
  return store.get('select way, reason from audit_feedback where hit_id = ? limit 1', hitId)
}

function ownHit(store: Store, request: RequestEnvelope, hitId: string): Hit {
  const row = store.get<{ institution: string; body: string }>(
    'select institution, body from audit_hit where hit_id = ?',
    hitId,
  )
  if (row?.institution !== request.fixmedins_code) throw new Refusal('audit-hit', { hit: hitId })
  return JSON.parse(row.body) as Hit
}

function requireOwn({ fixmedins_code: code }: RequestEnvelope, { institution }: Bill): void {
  if (institution !== code) throw new Refusal('audit-foreign', { code: institution })
}

/** Rules that were asked for by name; undefined for all. */
function wanted(ids: readonly unknown[] | null | undefined): ReadonlySet<string> | undefined {
  const named = (ids ?? []).filter((id) => typeof id === 'string')
  return named.length === 0 ? undefined : new Set(named)
}
