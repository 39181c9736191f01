/**
 * Messages that each break exactly one rule, made from the valid messages of `examples/` by one
 * named change. What is broken is read from the schema: every required name, code list, length,
 * precision, date, node and conditional rule has its example. Plain data for anyone's tests.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { Rule, SchemaNode } from '../violation.ts'
import { changed } from './change.ts'
import { conditionBreaks } from './condition-breaks.ts'
import { fieldBreaks, nodeBreaks, rowBreak } from './field-breaks.ts'
import type { Break } from './field-breaks.ts'

export interface FailingExample {
  /** In Chinese: the field and what is wrong with it. */
  readonly title: string
  readonly side: 'request' | 'response'
  /** JSON pointer of the one violation, or warning, that there is. */
  readonly pointer: string
  readonly rule: Rule
  /** Id of the conditional rule that is broken; only with the rule `condition`. */
  readonly condition?: string
  readonly message: unknown
}

interface Written {
  readonly valid: readonly {
    readonly side: 'request' | 'response'
    readonly message: unknown
  }[]
  readonly invalid: readonly {
    readonly title: string
    readonly of: number
    readonly rule: Rule
    readonly pointer: string
    readonly condition?: string
    readonly set?: Readonly<Record<string, unknown>>
    readonly remove?: readonly string[]
  }[]
}

type Side = FailingExample['side']

/**
 * Every failing example of a transaction, derived and written by hand; none when the transaction
 * has no valid examples to begin with.
 */
export function failingExamples(infno: string): FailingExample[] {
  const written = read<Written>(`../examples/${infno}.json`)
  if (written === undefined) return []
  const schemas = read<{ $defs: Record<Side, SchemaNode> }>(`../generated/schemas/${infno}.json`)
  const derived = (['request', 'response'] as const).flatMap((side) => {
    const schema = schemas?.$defs[side]
    const messages = written.valid.filter((one) => one.side === side).map((one) => one.message)
    const root = side === 'request' ? '/input' : '/output'
    return schema === undefined ? [] : examplesOf(side, walk(schema, messages, root))
  })
  return [...derived, ...byHand(written)]
}

/** The same for the envelope of a request, made from a settlement. */
export function failingEnvelopes(): FailingExample[] {
  const { $defs } = read<{ $defs: { request: SchemaNode } }>('../schemas/envelope.schema.json')
    ?? { $defs: { request: {} } }
  const messages = read<Written>('../examples/2207.json')?.valid.slice(0, 1) ?? []
  const broken = walk($defs.request, messages.map((one) => one.message), '')
  // A number that is not the transaction's own breaks more than the envelope.
  return examplesOf('request', broken.filter(({ pointer }) => pointer !== '/infno'))
}

function read<Content>(path: string): Content | undefined {
  const url = new URL(path, import.meta.url)
  return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')) as Content : undefined
}

function examplesOf(
  side: Side,
  broken: readonly (Break & { readonly base: unknown })[],
): FailingExample[] {
  return broken.map(({ base, title, pointer, rule, condition, change }) => ({
    title: `${pointer} ${title}`,
    side,
    pointer,
    rule,
    ...(condition === undefined ? {} : { condition }),
    message: changed(base, change),
  }))
}

function byHand({ valid, invalid }: Written): FailingExample[] {
  return invalid.flatMap(({ title, of, rule, pointer, condition, set, remove }) => {
    const origin = valid[of]
    if (origin === undefined) return []
    return [{
      title,
      side: origin.side,
      pointer,
      rule,
      ...(condition === undefined ? {} : { condition }),
      message: changed(origin.message, { set: set ?? {}, remove: remove ?? [] }),
    }]
  })
}

/** Everything that can be broken in a node, with the first message that has the node filled. */
function walk(
  schema: SchemaNode,
  messages: readonly unknown[],
  pointer: string,
): (Break & { readonly base: unknown })[] {
  const base = messages.find((message) => isFilled(at(message, pointer)))
  if (base === undefined) return []
  const value = at(base, pointer)
  const own = conditionBreaks(schema, value, pointer)
  if (Array.isArray(value)) {
    return [
      ...own.map((one) => ({ ...one, base })),
      { ...rowBreak(`${pointer}/0`), base },
      ...walk(schema.items ?? {}, messages, `${pointer}/0`),
    ]
  }
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? [])
  const inside = Object.entries(schema.properties ?? {})
  return [
    ...own.map((one) => ({ ...one, base })),
    ...inside.flatMap(([name, one]) => {
      const place = { pointer: `${pointer}/${name}`, required: required.has(name), schema: one }
      if (one['x-node'] === undefined) return fieldBreaks(place).map((it) => ({ ...it, base }))
      return [
        ...nodeBreaks(place).map((it) => ({ ...it, base })),
        ...walk(one, messages, place.pointer),
      ]
    }),
  ]
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null
}

function at(message: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((value, part) =>
    (value as Record<string, unknown> | null | undefined)?.[part], message)
}
