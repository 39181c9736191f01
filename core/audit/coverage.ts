/** The audit's own figures: who was audited (RULE-219), and that all were alike (RULE-003). */
import type { Scope } from '../calculator/claim.ts'
import { scopeOf } from '../hub/scope.ts'
import { settledBetween } from '../settled.ts'
import type { Store } from '../store/store.ts'
import type { Hit } from './hit.ts'

export interface ScopeFigures {
  readonly scope: Scope
  readonly settlements: number
  readonly audited: number
  readonly hits: number
  /** Hits for ten thousand audited bills, by rule; 0 bills give no row. */
  readonly hitsPerTenThousand: Readonly<Record<string, number>>
  /** Versions of the rules that judged these bills. */
  readonly rules: readonly string[]
}

export interface AuditReport {
  readonly schema: 'liantiao/audit/1'
  readonly from: string
  readonly to: string
  readonly scopes: readonly ScopeFigures[]
  /** Share of out-of-area settlements with a record, basis points rounded down; null: none. */
  readonly outOfAreaCoverageBp: number | null
  /** True when every scope was judged by the same versions of the rules. */
  readonly parity: boolean
  readonly unaudited: readonly string[]
  readonly hits: readonly Hit[]
}

const SCOPES: readonly Scope[] = ['local', 'intra-province', 'cross-province']

/** The audit report of a period, from the books alone; the same books give the same report. */
export function auditReport(store: Store, from: string, to: string): AuditReport {
  const records = new Map(
    store
      .all<{ setl_id: string; rules: string }>(
        'select setl_id, rules from audit_record where setl_time >= ? and setl_time < ?',
        from,
        to,
      )
      .map((row) => [row.setl_id, row.rules]),
  )
  const forward = settledBetween(store, from, to).filter(({ kind }) => kind === 'forward')
  const hits = new Map(forward.map(({ setlId }) => [setlId, hitsOf(store, setlId)]))
  const scopes = SCOPES.map((scope) => {
    const own = forward.filter((one) =>
      scopeOf(one.placeOfCare, one.insuredPlace) === scope)
    const audited = own.filter(({ setlId }) => records.has(setlId))
    const found = audited.flatMap(({ setlId }) => hits.get(setlId) ?? [])
    return {
      scope,
      settlements: own.length,
      audited: audited.length,
      hits: found.length,
      hitsPerTenThousand: rates(found, audited.length),
      rules: [...new Set(audited.map(({ setlId }) => records.get(setlId) ?? ''))].toSorted(),
    }
  })
  const outside = scopes.filter(({ scope }) => scope !== 'local')
  const judged = scopes.filter(({ audited }) => audited > 0).map(({ rules }) => rules.join(' '))
  return {
    schema: 'liantiao/audit/1',
    from,
    to,
    scopes,
    outOfAreaCoverageBp: share(total(outside, 'audited'), total(outside, 'settlements')),
    parity: new Set(judged).size <= 1,
    unaudited: forward.map(({ setlId }) => setlId).filter((id) => !records.has(id)),
    hits: forward.flatMap(({ setlId }) => hits.get(setlId) ?? []),
  }
}

/** Hits of one settlement or visit, in the order of their ids. */
export function hitsOf(store: Store, bill: string): Hit[] {
  return store
    .all<{ body: string }>('select body from audit_hit where bill = ? order by hit_id', bill)
    .map((row) => JSON.parse(row.body) as Hit)
}

function rates(hits: readonly Hit[], bills: number): Record<string, number> {
  const groups = Object.groupBy(hits, ({ rule }) => rule)
  return Object.fromEntries(
    Object.keys(groups)
      .toSorted()
      .map((rule) => [rule, share(groups[rule]?.length ?? 0, bills) ?? 0]),
  )
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 10_000) / whole)
}

function total(rows: readonly ScopeFigures[], field: 'audited' | 'settlements'): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}
