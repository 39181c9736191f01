/** Files of finished days, append only: the same file is kept once, another one is a version. */
import { sha256 } from '../ids.ts'
import type { Store } from '../store/store.ts'
import type { ScopeRun } from './day-end.ts'
import { groupKey } from './files.ts'
import type { Reconciliation, Scope } from './reconciliation.ts'

/** The newest version of a day and scope. */
export function latestRun(
  store: Store,
  day: string,
  scope: Scope,
): { readonly version: number; readonly body: string } | undefined {
  return store.get(
    `select version, body from reconciliation_run where day = ? and scope = ?
      order by version desc limit 1`,
    day,
    scope,
  )
}

/** Writes a file unless it is the one that stands there; inside a commit. */
export function writeRun(
  store: Store,
  file: Reconciliation,
  ran: { readonly now: string; readonly late: boolean },
): ScopeRun {
  const { day, scope } = file
  const body = JSON.stringify(file)
  const last = latestRun(store, day, scope)
  if (last?.body === body) {
    const { version } = last
    return { scope, version, status: 'identical', changes: [], reconciliation: file }
  }
  const version = (last?.version ?? 0) + 1
  const changes = last === undefined
    ? []
    : changesBetween(JSON.parse(last.body) as Reconciliation, file)
  store.run(
    `insert into reconciliation_run (day, scope, version, ran_at, late, changes, digest, body)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    day,
    scope,
    version,
    ran.now,
    ran.late ? 1 : 0,
    JSON.stringify(changes),
    sha256(body),
    body,
  )
  const status = last === undefined ? 'new' : 'changed'
  return { scope, version, status, changes, reconciliation: file }
}

/** What a later version says otherwise, one text each. */
function changesBetween(before: Reconciliation, after: Reconciliation): string[] {
  const files = after.files.flatMap(({ party, rows, digest }, at) => {
    const old = before.files[at]
    if (old?.digest === digest) return []
    return [`${party}: ${old?.rows ?? 0} → ${rows} rows, ${old?.digest ?? ''} → ${digest}`]
  })
  const idsOf = ({ differences, annulled }: Reconciliation) =>
    [...differences, ...annulled].map(({ id }) => id)
  const unequal = ({ totals }: Reconciliation) =>
    totals.filter(({ result }) => result === '1').map((total) => `unequal ${groupKey(total)}`)
  return [
    ...files,
    ...moved(idsOf(before), idsOf(after)),
    ...moved(unequal(before), unequal(after)),
  ]
}

function moved(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((one) => !after.includes(one)).map((one) => `- ${one}`),
    ...after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`),
  ]
}
