/** Contracts of one edition: made by the generator of the national ones, when asked for. */
import { readFileSync } from 'node:fs'
import { contractsOf } from '../build/contract.ts'
import type { Contract } from '../build/contract.ts'
import type { Direction, NodeShape } from '../build/model.ts'
import { transactionSchema } from '../build/schema.ts'
import type { Schema } from '../build/schema.ts'
import type { Edition } from '../edition.ts'
import { transactionOf } from '../transactions.ts'
import { changedSchema } from './schema.ts'
import { changedShape, nodeName, speaksOf } from './shape.ts'
import type { ShapePlace } from './shape.ts'

/**
 * The contract of a transaction as an edition has it, with its trees and its schema document.
 * Undefined when no table is known; whether hospitals can call it is the business of `wiringOf`.
 */
export function editionContract(infno: string, edition: Edition): Contract | undefined {
  if (transactionOf(infno) === undefined) return undefined
  const [base] = contractsOf([infno])
  if (base === undefined || edition.edition === 'national') return base
  const title = edition.wiring.find((one) => one.infno === infno)?.title ?? base.title
  const of = (shape: NodeShape | undefined, direction: Direction): NodeShape | undefined =>
    shape === undefined ? undefined : changedShape(shape, { infno, direction }, edition)
  const [input, output] = [of(base.input, 'input'), of(base.output, 'output')]
  const { $defs, ...about } = plain(transactionSchema(infno, title, input, output))
  const { request, response } = $defs as { request?: Schema; response?: Schema }
  const sent: ShapePlace = { infno, direction: 'input' }
  const answered: ShapePlace = { infno, direction: 'output' }
  const schema = {
    ...about,
    $defs: {
      ...(request && { request: changedSchema(request, sent, edition) }),
      ...(response && { response: changedSchema(response, answered, edition) }),
    },
  }
  return {
    ...base, title, schema,
    input: input && renamedShape(input, sent, edition),
    output: output && renamedShape(output, answered, edition),
  }
}

/** The schema document of the envelope, with `$defs.request` and `$defs.response`. */
export function editionEnvelope(edition: Edition): Schema {
  const url = new URL('../schemas/envelope.schema.json', import.meta.url)
  const document = JSON.parse(readFileSync(url, 'utf8')) as { $defs: Record<string, Schema> }
  for (const { side = 'request', field, set, drop = false } of edition.envelope) {
    const whole = document.$defs[side] ?? {}
    const { required: must, ...keywords } = set
    const { [field]: before, ...others } = whole['properties'] as Record<string, Schema>
    const properties = drop ? others : { ...others, [field]: { ...before, ...keywords } }
    const required = (whole['required'] as string[])
      .filter((one) => one !== field || (must !== false && !drop))
    if (must === true && !required.includes(field)) required.push(field)
    document.$defs[side] = { ...whole, required, properties }
  }
  return document
}

function plain(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema)) as Schema
}

function renamedShape(shape: NodeShape, place: ShapePlace, edition: Edition): NodeShape {
  const members = shape.members.map((one) => {
    if (one.kind === 'node') return renamedShape(one, place, edition)
    const entry = edition.renamed.find(({ field, ...rest }) =>
      field === one.name && speaksOf(rest, place, nodeName(shape)))
    return entry === undefined ? one : { ...one, name: entry.to }
  })
  return { ...shape, members }
}
