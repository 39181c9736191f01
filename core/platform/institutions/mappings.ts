/** Catalogue mapping (目录对照): an institution's own codes to national ones, with validity. */
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { addFact, factsAt, keepsRegister } from './facts.ts'
import type { Decision, Fact, Topic } from './facts.ts'

/** One row of 3301; the wire's names. */
export interface Mapping {
  readonly fixmedins_hilist_id: string
  readonly fixmedins_hilist_name: string
  readonly list_type: string
  readonly med_list_codg: string
  readonly begndate: string
  readonly enddate: string
  readonly aprvno?: string | null
  readonly dosform?: string | null
  readonly exct_cont?: string | null
  readonly item_cont?: string | null
  readonly prcunt?: string | null
  readonly spec?: string | null
  readonly pacspec?: string | null
  readonly memo?: string | null
}

export interface KeptMapping extends Mapping {
  readonly recordedAt: string
  readonly revoked: boolean
}

type Key = Pick<Mapping, 'fixmedins_hilist_id' | 'list_type' | 'med_list_codg'>

/**
 * Keeps a row that was uploaded; inside a commit. The same codes again replace what was said of
 * them; one local code for two national codes on one day would leave open which one is meant.
 * @throws Refusal `mapping-overlap`
 */
export function keepMapping(store: Store, scope: string, row: Mapping, decision: Decision): void {
  const other = ofLocalCode(store, scope, row.fixmedins_hilist_id).find((kept) =>
    !kept.revoked && kept.med_list_codg !== row.med_list_codg &&
    kept.begndate <= row.enddate && row.begndate <= kept.enddate)
  if (other !== undefined) {
    throw new Refusal('mapping-overlap', {
      local: row.fixmedins_hilist_id,
      code: other.med_list_codg,
      from: other.begndate,
      to: other.enddate,
    })
  }
  addFact(store, topicOf(scope, row), JSON.stringify(row), decision)
}

/** Takes a mapping back; inside a commit. @throws Refusal when there is none. */
export function revokeMapping(store: Store, scope: string, key: Key, decision: Decision): void {
  const kept = ofLocalCode(store, scope, key.fixmedins_hilist_id).find((row) =>
    !row.revoked && row.list_type === key.list_type && row.med_list_codg === key.med_list_codg)
  if (kept === undefined) {
    const { fixmedins_hilist_id: local, med_list_codg: code } = key
    throw new Refusal('mapping-unknown', { local, code })
  }
  const { recordedAt: _at, ...row } = kept
  addFact(store, topicOf(scope, key), JSON.stringify({ ...row, revoked: true }), decision)
}

/** All mappings of an institution, revoked and expired ones too, by local code. */
export function mappingsOf(store: Store, scope: string): KeptMapping[] {
  return keptOf(factsAt(store, scope, 'mapping', EVER))
}

/** National codes that several local codes stand for on a day: allowed, and worth a look. */
export function manyToOne(store: Store, scope: string, day: string): ReadonlyMap<string, string[]> {
  const locals = new Map<string, string[]>()
  for (const row of mappingsOf(store, scope)) {
    if (!isValid(row, day)) continue
    locals.set(row.med_list_codg, [
      ...(locals.get(row.med_list_codg) ?? []),
      row.fixmedins_hilist_id,
    ])
  }
  return new Map([...locals].filter(([, codes]) => codes.length > 1))
}

/** What keeps a local code from standing for a national code on a day. */
export type MappingFault = 'missing' | 'expired' | 'other code'

/**
 * Whether an institution's mapping carries a line; undefined when it does.
 * @param always whether an institution without any mapping is held to one as well
 */
export function mappingFault(
  store: Store,
  scope: string,
  line: { readonly local: string; readonly code: string; readonly day: string },
  always: boolean,
): MappingFault | undefined {
  if (!always && !keepsRegister(store, scope, 'mapping')) return undefined
  const rows = ofLocalCode(store, scope, line.local).filter((row) => !row.revoked)
  if (rows.some((row) => row.med_list_codg === line.code && isValid(row, line.day))) {
    return undefined
  }
  if (rows.some((row) => isValid(row, line.day))) return 'other code'
  return rows.length === 0 ? 'missing' : 'expired'
}

const EVER = '9999-12-31 23:59:59'

function isValid(row: KeptMapping, day: string): boolean {
  return !row.revoked && row.begndate <= day && day <= row.enddate
}

/** The newest row for each pair of codes that starts with a local code. */
function ofLocalCode(store: Store, scope: string, local: string): KeptMapping[] {
  const facts = store.all<Fact>(
    `select scope, kind, subject, aspect, value, since, decided_by, reason, recorded_at
       from register_fact where scope = ? and kind = 'mapping' and subject = ?
      order by subject, aspect, since, id`,
    scope,
    local,
  )
  return keptOf(facts.filter((fact, at) => facts[at + 1]?.aspect !== fact.aspect))
}

function keptOf(facts: readonly Fact[]): KeptMapping[] {
  return facts.map((fact) => ({
    revoked: false,
    ...(JSON.parse(fact.value) as Mapping),
    recordedAt: fact.recorded_at,
  }))
}

function topicOf(scope: string, row: Key): Topic {
  const aspect = `${row.list_type}/${row.med_list_codg}`
  return { scope, kind: 'mapping', subject: row.fixmedins_hilist_id, aspect }
}
