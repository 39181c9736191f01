/** Sample messages, made from a schema alone: the same schema gives the same sample. */
import { existsSync, readFileSync } from 'node:fs'
import { envelopeOf } from '../envelope.ts'
import type { SchemaNode } from '../violation.ts'
import type { Contract } from './contract.ts'
import type { Pair } from './portable.ts'
import { plausibleCode, plausibleNumber, plausibleText } from './sample-values.ts'

export type Side = 'request' | 'response'

const SENDER = {
  fixmedins_code: 'H52010012345',
  fixmedins_name: '贵阳示范医院',
  mdtrtarea_admvs: '520100',
  opter: '0001',
  opter_name: '收费一号',
}
const ANSWERED = '20260302090001000'

function typesOf(schema: SchemaNode): readonly string[] {
  return [schema.type ?? 'string'].flat()
}

function leafOf(name: string, schema: SchemaNode): unknown {
  const types = typesOf(schema)
  if (schema['enum'] !== undefined) return plausibleCode(name, schema['enum'] as unknown[])
  if (schema['x-decimal'] !== undefined) {
    const digits = schema['x-decimal']
    const scale = digits === true ? 2 : digits[1]
    const whole = digits === true ? 14 : digits[0] - digits[1]
    const value = plausibleNumber(name, schema.title ?? '', whole, scale)
    return types.includes('string') ? value.toFixed(Math.min(scale, 2)) : value
  }
  if (types.includes('boolean')) return true
  if (types.includes('object')) return {}
  if (types.includes('array') && types.includes('string')) return 'UEsDBBQAAAAIAA=='
  if (types.includes('array')) return []
  return plausibleText(name, schema)
}

/** A value that a schema accepts: every field filled, every list with one row. */
export function sampleBody(schema: SchemaNode, name = ''): unknown {
  if (schema.items !== undefined) return [sampleBody(schema.items, name)]
  if (schema.properties === undefined) return leafOf(name, schema)
  return Object.fromEntries(Object.entries(schema.properties)
    .map(([key, inside]) => [key, sampleBody(inside, key)]))
}

/** The first right example that somebody wrote by hand, if there is one. */
function handWritten(infno: string, side: Side): object | undefined {
  const file = new URL(`../examples/${infno}.json`, import.meta.url)
  if (!existsSync(file)) return undefined
  const { valid } = JSON.parse(readFileSync(file, 'utf8')) as {
    valid: readonly { readonly side: Side; readonly message: object }[]
  }
  return valid.find((one) => one.side === side)?.message
}

/** The envelope of the edition: fields that it lacks go, fields that it needs come. */
function fitted(message: object, envelope: SchemaNode | undefined): object {
  if (envelope?.properties === undefined) return message
  const { properties } = envelope
  const kept = Object.entries(message).filter(([name]) => name in properties)
  const missing = ((envelope['required'] ?? []) as readonly string[])
    .filter((name) => !(name in message))
    .map((name) => [name, sampleBody(properties[name] ?? {}, name)])
  return Object.fromEntries([...kept, ...missing])
}

function made(contract: Contract, side: Side): object {
  const schema = (contract.schema['$defs'] as Readonly<Partial<Record<Side, SchemaNode>>>)[side]
  const body = schema === undefined ? undefined : sampleBody(schema)
  if (side === 'request') {
    const step = {
      infno: contract.infno,
      input: (body ?? {}) as Readonly<Record<string, unknown>>,
      insuplc_admdvs: '430100',
    }
    const infTime = '2026-03-02 09:00:00'
    return envelopeOf(step, { sender: SENDER, infTime, sequence: 1, signNo: '520100202603020001' })
  }
  return {
    infcode: 0,
    inf_refmsgid: '520100202603020900010000000001',
    refmsg_time: ANSWERED,
    respond_time: ANSWERED,
    err_msg: '',
    output: body ?? null,
  }
}

/**
 * A whole message of a transaction that its contract accepts without a remark: written by hand in
 * `contracts/examples` where there is one, otherwise made from the schema.
 * @param envelope of another edition than the national one; then everything is made
 */
export function sampleOf(contract: Contract, side: Side, envelope?: Partial<Pair>): object {
  if (envelope !== undefined) {
    return fitted(made(contract, side), envelope[side] as SchemaNode | undefined)
  }
  return handWritten(contract.infno, side) ?? made(contract, side)
}
