/** The register's one form: dated facts about a subject, added and never changed. */
import type { Store } from '../../store/store.ts'

export type FactKind = 'institution' | 'practitioner' | 'department' | 'mapping'

/** What a fact is about. */
export interface Topic {
  /** Code of the institution, or {@link NATIONAL}. */
  readonly scope: string
  readonly kind: FactKind
  /** A code within the scope; '' for the institution itself. */
  readonly subject: string
  readonly aspect: string
}

/** Who decided something, why, and from when on it holds. */
export interface Decision {
  readonly by: string
  readonly reason: string
  /** Beijing time `yyyy-MM-dd HH:mm:ss`, or a whole day `yyyy-MM-dd`. */
  readonly since: string
  readonly recordedAt: string
}

export interface Fact extends Topic {
  readonly value: string
  readonly since: string
  readonly decided_by: string
  readonly reason: string
  readonly recorded_at: string
}

/** Scope of what holds in the whole country. */
export const NATIONAL = '*'

/** Adds a fact; inside a commit. */
export function addFact(store: Store, topic: Topic, value: string, decision: Decision): void {
  store.run(
    `insert into register_fact
       (scope, kind, subject, aspect, value, since, decided_by, reason, recorded_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    topic.scope,
    topic.kind,
    topic.subject,
    topic.aspect,
    value,
    decision.since,
    decision.by,
    decision.reason,
    decision.recordedAt,
  )
  if (topic.kind !== 'institution') return
  // The directory looks closer at whom the register says something of.
  store.run('update institution_entry set touched = 1 where fixmedins_code = ?', topic.scope)
}

/**
 * The fact that holds at a time (or on a day): the latest that has begun, and of two that begin
 * together the one that was recorded later.
 */
export function factAt(store: Store, topic: Topic, time: string): Fact | undefined {
  return store.get<Fact>(
    `select scope, kind, subject, aspect, value, since, decided_by, reason, recorded_at
       from register_fact
      where scope = ? and kind = ? and subject = ? and aspect = ? and since <= ?
      order by since desc, id desc limit 1`,
    topic.scope,
    topic.kind,
    topic.subject,
    topic.aspect,
    time,
  )
}

/** Everything that was ever recorded of a subject, in the order of recording. */
export function historyOf(store: Store, topic: Omit<Topic, 'aspect'>): Fact[] {
  return store.all<Fact>(
    `select scope, kind, subject, aspect, value, since, decided_by, reason, recorded_at
       from register_fact where scope = ? and kind = ? and subject = ? order by id`,
    topic.scope,
    topic.kind,
    topic.subject,
  )
}

/** The facts that hold at a time of all subjects of one kind; by subject and aspect. */
export function factsAt(store: Store, scope: string, kind: FactKind, time: string): Fact[] {
  const rows = store.all<Fact>(
    `select scope, kind, subject, aspect, value, since, decided_by, reason, recorded_at
       from register_fact where scope = ? and kind = ? and since <= ?
      order by subject, aspect, since, id`,
    scope,
    kind,
    time,
  )
  return rows.filter((row, at) => {
    const next = rows[at + 1]
    return next?.subject !== row.subject || next.aspect !== row.aspect
  })
}

/** Whether anything of this kind was ever recorded in a scope. */
export function keepsRegister(store: Store, scope: string, kind: FactKind): boolean {
  const one = 'select 1 from register_fact where scope = ? and kind = ? limit 1'
  return store.get(one, scope, kind) !== undefined
}
