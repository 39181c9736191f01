/**
 * Audit records in the books: every settlement is audited before its money goes to the institution
 * (RULE-219), outsiders' and locals' by the same rules, and the report shows that it is so.
 */
import { isUndone } from '../books.ts'
import { scopeOf } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { auditBatch } from './batch.ts'
import type { Bill } from './bill.ts'
import { byWeight } from './hit.ts'
import type { Hit } from './hit.ts'
import type { AuditFacts } from './item-rules.ts'
import type { Knowledge } from './knowledge.ts'
import { auditBill, factsOf } from './rules.ts'
import { signsOf } from './signs.ts'

export interface AuditRun {
  /** yyyy-MM-dd HH:mm:ss or yyyy-MM-dd; `to` is exclusive. */
  readonly from: string
  readonly to: string
  /** Business time of the audit itself. */
  readonly at: string
  readonly knowledge: Knowledge
  readonly facts?: Partial<AuditFacts>
  readonly billOf: (store: Store, settled: Settled) => Bill
}

/** A settlement whose money would go out without an audit record. */
export class NotAudited extends Error {
  override readonly name = 'NotAudited'
  readonly setlIds: readonly string[]

  constructor(setlIds: readonly string[]) {
    super(`no audit record: ${setlIds.slice(0, 3).join(', ')} and ${setlIds.length} in all`)
    this.setlIds = setlIds
  }
}

/**
 * Audits the forward settlements of a period that have no record yet, each alone and all of the
 * period side by side. Running it again finds nothing new to write.
 */
export function auditPeriod(store: Store, run: AuditRun) {
  const settled = settledBetween(store, run.from, run.to).filter(({ kind }) => kind === 'forward')
  // What was undone took no money in the end, and settled again it is no duplicate.
  const live = settled.filter(({ setlId }) => !isUndone(store, setlId))
  const bills = live.map((one) => run.billOf(store, one))
  const facts = factsOf(run.knowledge, run.facts)
  const limits = run.knowledge.thresholds
  const hits = [
    ...bills.flatMap((bill) => auditBill(bill, facts, 'after')),
    ...auditBatch(bills, facts, limits),
    ...signsOf(bills, limits),
  ].toSorted(byWeight)
  const places = new Map(live.map((one) => [one.setlId, one]))
  const counts = Map.groupBy(hits, ({ bill }) => bill)
  const output = { audited: settled.length, hits }
  const apply = () => {
    for (const hit of hits) {
      saveHit(store, hit, places.get(hit.bill)?.institution ?? '', run.at)
    }
    for (const one of settled) {
      saveRecord(store, one, run, counts.get(one.setlId)?.length ?? 0)
    }
  }
  return { output, apply }
}

/** Refuses a payment of settlements of which one was not audited. @throws NotAudited */
export function requireAudited(store: Store, setlIds: readonly string[]): void {
  const missing = setlIds.filter(
    (id) => store.get('select 1 from audit_record where setl_id = ?', id) === undefined,
  )
  if (missing.length > 0) throw new NotAudited(missing)
}

/** Writes a hit once; inside a commit. */
export function saveHit(store: Store, hit: Hit, institution: string, at: string): void {
  store.run(
    `insert or ignore into audit_hit (hit_id, bill, institution, found_at, body)
     values (?, ?, ?, ?, ?)`,
    hit.id,
    hit.bill,
    institution,
    at,
    JSON.stringify(hit),
  )
}

function saveRecord(store: Store, one: Settled, run: AuditRun, hits: number): void {
  store.run(
    `insert or ignore into audit_record (setl_id, setl_time, scope, rules, audited_at, hits)
     values (?, ?, ?, ?, ?, ?)`,
    one.setlId,
    one.settledAt,
    scopeOf(one.placeOfCare, one.insuredPlace),
    run.knowledge.version,
    run.at,
    hits,
  )
}
