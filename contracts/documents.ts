/** Is a file of ours (case, transcript line, run record, policy pack …) what its schema says? */
import { readFileSync } from 'node:fs'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { compile } from './keywords.ts'
import { fromError } from './schema-errors.ts'
import type { SchemaNode, Violation } from './violation.ts'

/** Kinds of file; `transcript` is one line of it. */
export type DocumentKind =
  | 'case' | 'transcript' | 'run' | 'target' | 'policy-pack' | 'claim' | 'explanation'
  | 'audit' | 'reconciliation' | 'clearing' | 'prepayment'
  | 'collaboration' | 'figures' | 'simulation'

const validators = new Map<DocumentKind, ValidateFunction>()

function validatorOf(kind: DocumentKind): ValidateFunction {
  const known = validators.get(kind)
  if (known !== undefined) return known
  const url = new URL(`schemas/${kind}.schema.json`, import.meta.url)
  const made = compile(JSON.parse(readFileSync(url, 'utf8')) as SchemaNode)
  validators.set(kind, made)
  return made
}

/**
 * Every violation of one file against its schema, sorted by pointer; an unknown key is one and is
 * named, with the keys that are known. Empty when the file is right.
 */
export function checkDocument(kind: DocumentKind, data: unknown): Violation[] {
  const validate = validatorOf(kind)
  if (validate(data)) return []
  // An `if` only repeats its branch, and a `contains` every item that is not the one it wants.
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if' && !error.schemaPath.includes('/contains/'))
    .map((error) => fromError(error, ''))
    .toSorted((left, right) =>
      left.pointer < right.pointer ? -1 : left.pointer > right.pointer ? 1 : 0)
}
