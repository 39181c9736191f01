/** Contracts by number, read or made when first asked for, with what compiles them. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { nationalEdition } from '../edition.ts'
import type { Edition } from '../edition.ts'
import { transactionOf } from '../transactions.ts'
import type { SchemaNode } from '../violation.ts'
import { acceptorOf } from './accept.ts'
import type { Accept } from './program.ts'

// Provinces, and whatever finds faults, wait for their first use: to load them costs more than to
// load all the rest, and most programs have right messages of the national baseline.
const require = createRequire(import.meta.url)

export type Side = 'request' | 'response'

/** One direction of a transaction, or of the envelope. */
export interface Contract {
  readonly schema: SchemaNode
  /** True only when there is nothing to say, not even a warning. */
  readonly accept: Accept
  /** The validator that says what is wrong; compiled when there is somebody to tell. */
  readonly validator: () => ValidateFunction
}

const contracts = new Map<string, Contract | undefined>()

/**
 * The contract of a transaction, or of the `envelope`, in one edition. Undefined when there is no
 * such number, or when it carries nothing in this direction.
 * @throws UnknownEdition
 */
export function contractOf(name: string, side: Side, edition: string): Contract | undefined {
  // A number comes from a message: one that nobody knows leads to no file and is not kept.
  if (name !== 'envelope' && transactionOf(name) === undefined) return undefined
  const key = `${edition}/${name}#${side}`
  if (!contracts.has(key)) {
    const document = edition === 'national' ? committed(name) : made(name, edition)
    const schema = document?.$defs[side]
    contracts.set(key, schema === undefined ? undefined : contractFrom(schema))
  }
  return contracts.get(key)
}

function contractFrom(schema: SchemaNode): Contract {
  let validate: ValidateFunction | undefined
  const validator = () => {
    const { compile } = require('../keywords.ts') as typeof import('../keywords.ts')
    return validate ??= compile(schema)
  }
  return { schema, accept: acceptorOf(schema), validator }
}

/** An edition by its name. @throws UnknownEdition */
export function editionNamed(name: string): Edition {
  if (name === 'national') return nationalEdition()
  return (require('../editions.ts') as typeof import('../editions.ts')).editionOf(name)
}

interface SchemaDocument {
  readonly $defs: Readonly<Partial<Record<Side, SchemaNode>>>
}

function committed(name: string): SchemaDocument {
  const path = name === 'envelope'
    ? '../schemas/envelope.schema.json'
    : `../generated/schemas/${name}.json`
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as SchemaDocument
}

/** Schemas of a province are not committed: they follow from the tables and its small file. */
function made(name: string, edition: string): SchemaDocument | undefined {
  const { editionContract, editionEnvelope } =
    require('../editions/contract.ts') as typeof import('../editions/contract.ts')
  const known = editionNamed(edition)
  const schema = name === 'envelope'
    ? editionEnvelope(known)
    : editionContract(name, known)?.schema
  return schema as SchemaDocument | undefined
}
