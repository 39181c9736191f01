/**
 * Is a message what its contract says? One call a message; a schema is compiled when its
 * transaction is first seen.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { editionOf } from './editions.ts'
import { editionContract, editionEnvelope } from './editions/contract.ts'
import { wiringOf } from './editions/wiring.ts'
import { compile } from './keywords.ts'
import { nameFindings } from './names.ts'
import { brokenRule, fromRule, tellingErrors } from './rules/told.ts'
import { fromError } from './schema-errors.ts'
import { violation } from './violation.ts'
import type { SchemaNode, Violation } from './violation.ts'

export type { Rule, Violation } from './violation.ts'

interface Contract {
  readonly schema: SchemaNode
  readonly validate: ValidateFunction
}
const KNOWN = { zh: '接口规范所列交易编号', en: 'a number of the interface' }

type Side = 'request' | 'response'

const contracts = new Map<string, Contract | undefined>()

/** The contract of a transaction, or of the `envelope`, in one edition; compiled on first use. */
function contractOf(name: string, side: Side, edition: string): Contract | undefined {
  const key = `${edition}/${name}#${side}`
  if (!contracts.has(key)) {
    const document = edition === 'national' ? committed(name) : made(name, edition)
    const schema = document?.$defs[side]
    const contract = schema === undefined ? undefined : { schema, validate: compile(schema) }
    contracts.set(key, contract)
  }
  return contracts.get(key)
}

interface SchemaDocument {
  readonly $defs: Readonly<Partial<Record<Side, SchemaNode>>>
}

function committed(name: string): SchemaDocument | undefined {
  const path = name === 'envelope'
    ? 'schemas/envelope.schema.json'
    : `generated/schemas/${name}.json`
  const url = new URL(path, import.meta.url)
  if (!existsSync(url)) return undefined
  return JSON.parse(readFileSync(url, 'utf8')) as SchemaDocument
}

/** Schemas of a province are not committed: they follow from the tables and its small file. */
function made(name: string, edition: string): SchemaDocument | undefined {
  const known = editionOf(edition)
  const schema = name === 'envelope'
    ? editionEnvelope(known)
    : editionContract(name, known)?.schema
  return schema as SchemaDocument | undefined
}

/** Every violation of one part of a message against its contract; '' is the whole message. */
function findings(data: unknown, contract: Contract, pointer: string): Violation[] {
  const names = nameFindings(data, contract.schema, pointer)
  if (contract.validate(data)) return names
  const meant = new Set(names
    .filter((one) => one.rule === 'misspelt')
    .map((one) => one.pointer.slice(0, one.pointer.lastIndexOf('/') + 1) + one.expected))
  const broken = new Map<string, Violation>()
  for (const error of tellingErrors(contract.validate.errors ?? [])) {
    const rule = brokenRule(error)
    const one = rule === undefined
      ? fromError(error, pointer)
      : fromRule(rule, error, contract.schema, pointer)
    const earlier = broken.get(one.pointer)
    if (meant.has(one.pointer)) continue
    if (earlier === undefined || rankOf(one) < rankOf(earlier)) broken.set(one.pointer, one)
  }
  return [...broken.values(), ...names]
}

/** Of several rules that one value breaks, the plainest is told. */
function rankOf(one: Violation): number {
  const order = ['missing-node', 'required', 'empty', 'empty-number', 'type', 'dictionary']
  const at = order.indexOf(one.rule)
  if (one.rule === 'condition') return order.length + (one.severity === 'violation' ? 1 : 2)
  return at === -1 ? order.length : at
}

function sorted(all: readonly Violation[]): Violation[] {
  return all.toSorted((left, right) =>
    left.pointer < right.pointer ? -1 : left.pointer > right.pointer ? 1 : 0)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The envelope, and with it whether the number is one that can be called here. */
function envelopeFindings(
  infno: string,
  envelope: unknown,
  side: Side,
  edition: string,
): Violation[] {
  const contract = contractOf('envelope', side, edition)
  const found = contract === undefined ? [] : findings(envelope, contract, '')
  const known = editionOf(edition)
  const { status, instead } = wiringOf(infno, known)
  if (status === 'wired') return found
  const at = { pointer: side === 'request' ? '/infno' : '', title: '交易编号', field: 'infno' }
  const elsewhere = status === 'elsewhere'
  const expected = status === 'unknown' ? KNOWN : {
    zh: instead === '' ? `${known.title}版本的交易` : `${known.title}版本改用${instead}`,
    en: instead === '' ? `a transaction of ${edition}` : `${instead} in ${edition}`,
  }
  const severity = elsewhere ? 'warning' : 'violation'
  found.push(violation('unknown-transaction', at, expected, infno, severity))
  return found
}

/**
 * Violations and warnings of a request, sorted by pointer; empty when it is right.
 * @param infno the transaction that the message is meant to be
 * @param envelope the parsed body, envelope and `input` together
 * @param edition whose tables judge, e.g. `guangdong`
 * @throws UnknownEdition
 */
export function checkRequest(infno: string, envelope: unknown, edition = 'national'): Violation[] {
  const found = envelopeFindings(infno, envelope, 'request', edition)
  if (!isRecord(envelope)) return sorted(found)
  if (envelope['infno'] !== undefined && envelope['infno'] !== infno) {
    const at = { pointer: '/infno', title: '交易编号' }
    found.push(violation('mismatch', at, infno, envelope['infno']))
  }
  const contract = contractOf(infno, 'request', edition)
  if (contract !== undefined && isRecord(envelope['input'])) {
    found.push(...findings(envelope['input'], contract, '/input'))
  }
  return sorted(found)
}

/**
 * Violations and warnings of an answer, sorted by pointer; empty when it is right. `output` is
 * looked at only when the platform accepted and the transaction has an output.
 * @param infno the transaction that was asked
 * @param envelope the parsed body
 * @param edition whose tables judge
 * @throws UnknownEdition
 */
export function checkResponse(infno: string, envelope: unknown, edition = 'national'): Violation[] {
  const found = envelopeFindings(infno, envelope, 'response', edition)
  if (!isRecord(envelope)) return sorted(found)
  const infcode = envelope['infcode']
  const accepted = infcode !== '' && infcode !== null && Number(infcode) === 0
  const contract = contractOf(infno, 'response', edition)
  if (!accepted || contract === undefined) return sorted(found)
  const output = envelope['output'] ?? null
  // Text is ciphertext, or wrong: the envelope of the edition has said which.
  if (typeof output === 'string') return sorted(found)
  if (output !== null) found.push(...findings(output, contract, '/output'))
  else if ((contract.schema['required'] as readonly string[] | undefined ?? []).length > 0) {
    const at = { pointer: '/output', title: '交易输出' }
    found.push(violation('missing-node', at, '{…}', envelope['output']))
  }
  return sorted(found)
}
