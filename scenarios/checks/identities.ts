/** What does not add up in one answer, by the identities about it (E1 to E7, E9 to E11, E16). */
import { formatFen } from '../../core/money.ts'
import { weigh } from '../identities/all.ts'
import type { About } from '../identities/all.ts'
import type { Weighing } from '../identities/identity.ts'
import type { Heard } from '../evidence.ts'
import { baseOf } from './kinds.ts'
import { isRecord, rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'

/** One sum that does not hold; amounts as text for the reader. */
export interface Broken {
  readonly identity: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly requirement: string
  /** Nobody says this sum outright, so a breach of it is only a warning. */
  readonly inferred: boolean
  /** JSON pointer into the answer. */
  readonly pointer: string
  readonly expected: string
  readonly actual: string
}

/** Identities that do not hold in an accepted answer; none for one without amounts. */
export function brokenIn(heard: Heard): Broken[] {
  return weighed(heard).flatMap(({ identity, weighing, at }) =>
    brokenOf(identity, weighing, at))
}

/** Practices that an accepted answer shows, by identity. */
export function practicesIn(heard: Heard): { readonly identity: string; readonly name: string }[] {
  return weighed(heard).flatMap(({ identity, weighing }) =>
    (weighing.practice === undefined ? [] : [{ identity: identity.id, name: weighing.practice }]))
}

/** What an identity found, for the reader; `at` is where its subject stands in the message. */
export function brokenOf(identity: About, { breaches }: Weighing, at: string): Broken[] {
  const shown = (side: number | string) => (typeof side === 'number' ? formatFen(side) : side)
  const { id, title, requirement, inferred } = identity
  return breaches.map(({ pointer, expected, actual }) => ({
    identity: id,
    title,
    requirement,
    inferred,
    pointer: at + pointer,
    expected: shown(expected),
    actual: shown(actual),
  }))
}

/** Lines that the platform split into four parts: 2204, 2301 and 2102 answer them. */
export function splitRows(heard: Heard): readonly Row[] {
  return rowsOf(heard.output[splitNode(heard)])
}

function weighed(heard: Heard) {
  if (!heard.accepted) return []
  const info = heard.output['setlinfo']
  const sent = heard.node('data')[0] ?? heard.node('druginfo')[0] ?? {}
  const details = rowsOf(heard.output['setldetail'])
  const acctUsedFlag = textOf(sent['acct_used_flag'])
  const lines = splitRows(heard)
  return [
    ...(isRecord(info) ? weigh('settlement', { info, details, acctUsedFlag }) : [])
      .map((one) => ({ ...one, at: '/output/setlinfo' })),
    ...(lines.length > 0 ? weigh('split', { lines }) : [])
      .map((one) => ({ ...one, at: `/output/${splitNode(heard)}` })),
  ]
}

function splitNode({ infno }: Heard): string {
  const base = baseOf(infno)
  if (base === '2102') return 'detlcutinfo'
  return ['2204', '2301'].includes(base) ? 'result' : ''
}
