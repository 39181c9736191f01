/**
 * Which messages belong together: those of one person. A visit is named by its number, a reversal
 * by the message it undoes, so both find their person's group even when the person is wrong.
 */
import { movesMoney } from '../checks/kinds.ts'
import { isRecord, rowsOf, textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import type { Heard } from '../evidence.ts'
import type { Sight } from './seen.ts'

/** A message not judged yet, and the first message with the same id, when it is a repetition. */
export interface Fresh {
  readonly heard: Heard
  readonly first: Sight | undefined
}

/** Messages of one person. */
export interface Group {
  readonly key: string
  /** Judged already, and slim. */
  past: Heard[]
  fresh: Fresh[]
  /** Accepted messages that moved money, in order. */
  money: Heard[]
  /** Part of its history is forgotten: what rests on the whole of it is not judged. */
  blind: boolean
}

export interface Groups {
  /** The group of a message, made when needed; undefined for one that is about no person. */
  of(heard: Heard): Group | undefined
  /** Tells that a message was added, so that others that name it find the group. */
  touched(group: Group, heard: Heard): void
  /** Groups with fresh messages, the one longest without a message first. */
  readonly active: ReadonlyMap<string, Group>
  /** Groups whose messages are all judged, the one longest without a message first. */
  readonly dormant: ReadonlyMap<string, Group>
  /** All messages of the group are judged. */
  rest(group: Group): void
  /** Messages that cannot be named any more; the visits that they were about. */
  forget(all: readonly Heard[]): readonly string[]
  /** A group all of whose messages are forgotten. */
  drop(group: Group): void
}

/** An empty store. */
export function createGroups(): Groups {
  const active = new Map<string, Group>()
  const dormant = new Map<string, Group>()
  const byVisit = new Map<string, Group>()
  const byMsgid = new Map<string, Group>()

  function named(rows: readonly Row[]): Group | undefined {
    const omsgid = first(rows, 'omsgid')
    const visit = first(rows, 'mdtrt_id')
    return byMsgid.get(omsgid) ?? byVisit.get(visit)
  }

  return {
    active,
    dormant,
    of(heard) {
      const rows = sentRows(heard)
      const known = named(rows)
      if (known !== undefined) return known
      const key = personOf(heard, rows)
      if (key === '') return undefined
      return active.get(key) ?? dormant.get(key) ??
        { key, past: [], fresh: [], money: [], blind: false }
    },
    touched(group, heard) {
      dormant.delete(group.key)
      active.delete(group.key)
      active.set(group.key, group)
      // Only these can be reversed, and named by their message id.
      if (movesMoney(heard.infno)) byMsgid.set(heard.msgid, group)
      for (const visit of visitsOf(heard)) byVisit.set(visit, group)
    },
    rest(group) {
      active.delete(group.key)
      dormant.set(group.key, group)
    },
    forget,
    drop(group) {
      active.delete(group.key)
      dormant.delete(group.key)
    },
  }

  function forget(all: readonly Heard[]): readonly string[] {
    for (const heard of all) if (movesMoney(heard.infno)) byMsgid.delete(heard.msgid)
    const visits = [...new Set(all.flatMap(visitsOf))]
    for (const visit of visits) byVisit.delete(visit)
    return visits
  }
}

/** Visits that a message names or that its answer opened. */
export function visitsOf(heard: Heard): string[] {
  const sent = first(sentRows(heard), 'mdtrt_id')
  const { data, result, setlinfo } = heard.output
  const opened = first([data, result, setlinfo].flatMap(firstRow), 'mdtrt_id')
  return [sent, opened].filter((id, at, all) => id !== '' && all.indexOf(id) === at)
}

/** The person a message is about: his number, else what he showed at the desk. */
function personOf(heard: Heard, rows: readonly Row[]): string {
  const answered = rowsOf(heard.output['baseinfo'])
  const number = first(rows, 'psn_no') || first(answered, 'psn_no')
  if (number !== '') return `person ${number}`
  const shown = first(rows, 'certno') || first(rows, 'mdtrt_cert_no')
  return shown === '' ? '' : `shown ${shown}`
}

/** The first row of every node is enough: a message is about one person and one visit. */
function sentRows({ envelope }: Heard): Row[] {
  const input = envelope?.['input']
  if (!isRecord(input)) return []
  return Object.values(input).flatMap(firstRow)
}

function firstRow(node: unknown): readonly Row[] {
  return Array.isArray(node) ? rowsOf(node.slice(0, 1)) : rowsOf(node)
}

function first(rows: readonly Row[], field: string): string {
  for (const row of rows) {
    const text = textOf(row[field])
    if (text !== '') return text
  }
  return ''
}
