/** Which changes between two versions of the interface break whom. */
import type { SchemaNode } from '../violation.ts'
import { changeOf } from './change.ts'
import type { Change, Difference, Side } from './change.ts'
import { differences } from './walk.ts'

/** One version of the interface: what an export holds. */
export interface ContractSet {
  /** Where it was read from, for messages. */
  readonly name: string
  readonly version: string
  readonly edition: string
  readonly transactions: ReadonlyMap<string, TransactionSchemas>
}

export interface TransactionSchemas {
  readonly title: string
  /** `institution->platform` or `platform->institution`. */
  readonly direction: string
  /** The exported pair: whole messages, envelope included. */
  readonly request: SchemaNode
  readonly response: SchemaNode
}

/** A whole message as one tree, with input or output in its place. */
function messageOf(pair: TransactionSchemas, side: Side): SchemaNode {
  const schema = pair[side]
  const part = side === 'request' ? 'input' : 'output'
  const inner = (schema['$defs'] as Readonly<Record<string, SchemaNode>> | undefined)?.[part]
  const { infno: _number, [part]: printed = {}, ...rest } = schema.properties ?? {}
  const { title: _title, ...message } = schema
  const whole = inner ?? { ...printed, 'x-node': 'one', properties: {} }
  const required = (schema['required'] ?? []) as readonly string[]
  // An answer needs its output as soon as the output needs a member.
  const members = (inner?.['required'] ?? []) as readonly string[]
  const needed = side === 'response' && members.length > 0
  return {
    ...message,
    required: needed ? [...required, part] : required,
    properties: { ...rest, [part]: whole },
  }
}

function wholeTransaction(
  infno: string,
  kind: Difference['kind'],
  from: string,
  to: string,
): Change {
  return changeOf(infno, '', false, { kind, pointer: '', title: '', from, to })
}

function between(infno: string, old: TransactionSchemas, now: TransactionSchemas): Change[] {
  const whole = [
    ...(old.title === now.title ? []
      : [wholeTransaction(infno, 'title-changed', old.title, now.title)]),
    ...(old.direction === now.direction ? []
      : [wholeTransaction(infno, 'direction-changed', old.direction, now.direction)]),
  ]
  const called = now.direction === 'platform->institution'
  const changed = (['request', 'response'] as const).filter((side) => old[side] !== now[side])
  const sides = changed.flatMap((side) =>
    differences(messageOf(old, side), messageOf(now, side), '')
      .filter((one) => one.kind !== 'title-changed' || !/^\/(?:in|out)put$/.test(one.pointer))
      .map((one) => changeOf(infno, side, called, one)))
  return [...whole, ...sides]
}

/** A change of the envelope is one change, not one for each transaction. */
function envelopeOnce(changes: readonly Change[], transactions: number): Change[] {
  const keyOf = ({ side, pointer, kind, from, to }: Change): string =>
    [side, pointer, kind, from, to].join('\n')
  const inEnvelope = (one: Change): boolean =>
    one.side !== '' && !/^\/(?:input|output)(?:\/|$)/.test(one.pointer)
  const counts = new Map<string, number>()
  for (const one of changes.filter(inEnvelope)) {
    counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  }
  const common = (one: Change): boolean =>
    transactions > 1 && inEnvelope(one) && counts.get(keyOf(one)) === transactions
  const firsts = new Map(changes.filter(common).toReversed().map((one) => [keyOf(one), one]))
  const envelope = [...firsts.values()].toReversed()
    .map((one) => changeOf('*', one.side, false, one))
  return [...envelope, ...changes.filter((one) => !common(one))]
}

/** Every change from one version to the next: the envelope first, then by transaction. */
export function compareContracts(old: ContractSet, now: ContractSet): Change[] {
  const added = [...now.transactions].filter(([infno]) => !old.transactions.has(infno))
    .map(([infno, one]) => wholeTransaction(infno, 'transaction-added', '', one.title))
  const kept = [...old.transactions].filter(([infno]) => now.transactions.has(infno))
  const others = [...old.transactions].flatMap(([infno, before]) => {
    const after = now.transactions.get(infno)
    if (after === undefined) {
      return [wholeTransaction(infno, 'transaction-removed', before.title, '')]
    }
    return between(infno, before, after)
  })
  return [...envelopeOnce(others, kept.length), ...added]
}
