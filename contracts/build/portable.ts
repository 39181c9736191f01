/**
 * The schemas as somebody else's validator needs them: what our own keywords ask for is said again
 * in plain JSON Schema 2020-12, as far as that can say it. Our keywords stay in as annotations.
 */
import { readFileSync } from 'node:fs'
import type { Contract } from './contract.ts'
import type { Schema } from './schema.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

/** Two documents that need nothing beside them: the whole request and the whole answer. */
export interface Pair {
  readonly request: Schema
  readonly response: Schema
}

/** Text of a number: zeros at either end do not count, as in `fitsDecimal`. */
function decimalPattern(whole: number, scale: number): string {
  const before = whole === 0 ? '0+' : `0*\\d{1,${whole}}`
  return `^-?${before}(\\.${scale === 0 ? '0+' : `\\d{1,${scale}}0*`})?$`
}

/** The limits that the digits set, where a rule does not set a closer one. */
function boundsOf(schema: Schema, limit: number): Schema {
  return {
    ...('minimum' in schema || 'exclusiveMinimum' in schema ? {} : { exclusiveMinimum: -limit }),
    ...('maximum' in schema || 'exclusiveMaximum' in schema ? {} : { exclusiveMaximum: limit }),
  }
}

/** `multipleOf` is not used for fractions: with 0.01 most validators refuse the number 0.29. */
function plainDecimal(schema: Schema): Schema {
  const digits = schema['x-decimal'] as readonly [number, number] | true | undefined
  if (digits === undefined) return {}
  const texts = [schema['type']].flat().includes('string')
  if (digits === true) return texts ? { pattern: '^-?\\d+(\\.\\d+)?$' } : {}
  const [precision, scale] = digits
  const whole = precision - scale
  const about = schema['description'] as string | undefined
  const said = `数值，最多${precision}位${scale === 0 ? '，整数' : `，其中小数${scale}位`}`
  return {
    description: about === undefined ? said : `${about}; ${said}`,
    ...(whole > 15 ? {} : boundsOf(schema, 10 ** whole)),
    ...(scale === 0 ? { multipleOf: 1 } : {}),
    ...(texts ? { pattern: decimalPattern(whole, scale) } : {}),
  }
}

function portable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(portable)
  if (typeof value !== 'object' || value === null) return value
  const inside = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, portable(one)]))
  return { ...inside, ...plainDecimal(value as Schema) }
}

/** `request` and `response` of a schema document, in plain JSON Schema. */
export function portablePair(definitions: unknown): Pair {
  const { request, response } = definitions as Pair
  return portable({ request, response }) as Pair
}

let printed: Pair | undefined

/** The national envelope of requests and answers, in plain JSON Schema. */
export function portableEnvelope(): Pair {
  if (printed === undefined) {
    const file = new URL('../schemas/envelope.schema.json', import.meta.url)
    printed = portablePair((JSON.parse(readFileSync(file, 'utf8')) as Schema)['$defs'])
  }
  return printed
}

/** `properties` of the envelope with some of them replaced. */
function filled(side: Schema, replaced: Readonly<Record<string, Schema>>): Schema {
  const properties = side['properties'] as Readonly<Record<string, Schema>>
  return { ...side, properties: { ...properties, ...replaced } }
}

function headed(contract: Contract, side: 'request' | 'response', body: Schema): Schema {
  const says = side === 'request' ? '请求报文' : '应答报文'
  return {
    $schema: DIALECT,
    $id: `urn:liantiao:transaction:${contract.infno}:${side}`,
    ...body,
    title: `${contract.infno} ${contract.title} ${says}`,
  }
}

/**
 * Only an accepted answer has an output; nothing is asked of the output of a refusal. An output
 * without any required member may be left out or null.
 */
function answered(output: Schema | undefined): Schema {
  if (output === undefined) return {}
  const required = ((output['required'] ?? []) as readonly string[]).length > 0
  const present = { $ref: '#/$defs/output' }
  const consequence = {
    ...(required ? { required: ['output'] } : {}),
    properties: { output: required ? present : { anyOf: [present, { type: 'null' }] } },
  }
  const condition = { required: ['infcode'], properties: { infcode: { enum: [0, '0'] } } }
  // Put together from two lists, because a plain `then` makes the linter think of promises.
  const values = [condition, consequence, { output }]
  return Object.fromEntries(['if', 'then', '$defs'].map((keyword, at) => [keyword, values[at]]))
}

/** The pair of a transaction. Both exist even when a direction carries nothing but its envelope. */
export function pairOf(contract: Contract, envelope: Pair = portableEnvelope()): Pair {
  const { request: input, response: output } =
    portable(contract.schema['$defs']) as { request?: Schema; response?: Schema }
  const { request, response } = envelope
  const infno = { title: '交易编号', const: contract.infno, type: 'string' }
  const given = input === undefined
    ? { title: '交易输入', type: 'object' } : { $ref: '#/$defs/input' }
  return {
    request: headed(contract, 'request', {
      ...filled(request, { infno, input: given }),
      ...(input === undefined ? {} : { $defs: { input } }),
    }),
    response: headed(contract, 'response', { ...response, ...answered(output) }),
  }
}
