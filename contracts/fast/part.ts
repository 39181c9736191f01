/** A part of a made program: an expression over one value. */
import type { SchemaNode } from '../violation.ts'
import type { Program } from './program.ts'

export interface Part {
  /** JavaScript; when it is true, the value keeps what the part stands for. */
  readonly code: string
  /** When it is false, the value breaks it. Only such a part may be negated. */
  readonly exact: boolean
}

/** Where an expression is made. */
export interface Place {
  readonly program: Program
  readonly schema: SchemaNode
  /** Expression that is the value, without effects of its own. */
  readonly value: string
  /**
   * Are names and texts looked at too, as in the tree of a message? Inside a condition they are
   * not: a condition speaks only of the fields that it names.
   */
  readonly named: boolean
  /** The part of another schema; `named` as here unless told. */
  readonly partOf: (schema: SchemaNode, value: string, named?: boolean) => Part
}

/** What a keyword speaks of; it says nothing of values of other kinds. */
export type Kind = 'any' | 'string' | 'number' | 'array' | 'object'

/** Makes the part of one keyword; `argument` is what stands beside it in the schema. */
type Writer = (argument: never, place: Place) => Part

/** The writers of some keywords, by the kind of value that they are for. */
export type Keywords = Readonly<Record<string, Readonly<Partial<Record<Kind, Writer>>>>>

export const parts = {
  /** Nothing is certain. */
  doubt: { code: 'false', exact: false },
  /** Nothing is asked. */
  kept: { code: 'true', exact: true },
  exactly: (code: string): Part => ({ code, exact: true }),
  surely: (code: string): Part => ({ code, exact: false }),
  all: (some: readonly Part[]): Part => joined(some.filter(({ code }) => code !== 'true'), '&&'),
  any: (some: readonly Part[]): Part => joined(some, '||'),
  not: ({ code, exact }: Part): Part => ({ code: exact ? `!(${code})` : 'false', exact }),
}

function joined(some: readonly Part[], operator: '&&' | '||'): Part {
  const [first] = some
  if (first === undefined) return operator === '&&' ? parts.kept : parts.doubt
  if (some.length === 1) return first
  return {
    code: some.map(({ code }) => `(${code})`).join(` ${operator} `),
    exact: some.every(({ exact }) => exact),
  }
}
