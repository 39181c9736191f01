/**
 * Is a message what its contract says? One call a message; a schema is compiled when its
 * transaction is first seen.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { compile } from './keywords.ts'
import { nameFindings } from './names.ts'
import { fromError } from './schema-errors.ts'
import { transactionOf } from './transactions.ts'
import { violation } from './violation.ts'
import type { SchemaNode, Violation } from './violation.ts'

export type { Rule, Violation } from './violation.ts'

interface Contract {
  readonly schema: SchemaNode
  readonly validate: ValidateFunction
}
const KNOWN = { zh: '接口规范所列交易编号', en: 'a number of the interface' }
const SIX_DIGITS = { zh: '六位医保区划', en: 'six digits' }

type Side = 'request' | 'response'

const contracts = new Map<string, Contract | undefined>()

function contractOf(path: string, side: Side): Contract | undefined {
  const key = `${path}#${side}`
  if (!contracts.has(key)) contracts.set(key, loadContract(path, side))
  return contracts.get(key)
}

function loadContract(path: string, side: Side): Contract | undefined {
  const url = new URL(path, import.meta.url)
  if (!existsSync(url)) return undefined
  const document = JSON.parse(readFileSync(url, 'utf8')) as { $defs: Record<string, SchemaNode> }
  const schema = document.$defs[side]
  return schema === undefined ? undefined : { schema, validate: compile(schema) }
}

/** Every violation of one part of a message against its contract; '' is the whole message. */
function findings(data: unknown, contract: Contract, pointer: string): Violation[] {
  const names = nameFindings(data, contract.schema, pointer)
  if (contract.validate(data)) return names
  const meant = new Set(names
    .filter((one) => one.rule === 'misspelt')
    .map((one) => one.pointer.slice(0, one.pointer.lastIndexOf('/') + 1) + one.expected))
  const broken = new Map<string, Violation>()
  for (const error of contract.validate.errors ?? []) {
    const one = fromError(error, pointer)
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
  return at === -1 ? order.length : at
}

function sorted(all: readonly Violation[]): Violation[] {
  return all.toSorted((left, right) =>
    left.pointer < right.pointer ? -1 : left.pointer > right.pointer ? 1 : 0)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function namesPerson(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesPerson)
  if (!isRecord(value)) return false
  return Object.entries(value).some(([name, inside]) =>
    name === 'psn_no' ? typeof inside === 'string' && inside !== '' : namesPerson(inside))
}

/** The envelope, and with it whether the number is one that we know. */
function envelopeFindings(infno: string, envelope: unknown, side: Side): Violation[] {
  const contract = contractOf('schemas/envelope.schema.json', side)
  const found = contract === undefined ? [] : findings(envelope, contract, '')
  if (transactionOf(infno) === undefined) {
    const at = { pointer: side === 'request' ? '/infno' : '', title: '交易编号', field: 'infno' }
    found.push(violation('unknown-transaction', at, KNOWN, infno))
  }
  return found
}

/**
 * Violations and warnings of a request, sorted by pointer; empty when it is right.
 * @param infno the transaction that the message is meant to be
 * @param envelope the parsed body, envelope and `input` together
 */
export function checkRequest(infno: string, envelope: unknown): Violation[] {
  const found = envelopeFindings(infno, envelope, 'request')
  if (!isRecord(envelope)) return sorted(found)
  if (envelope['infno'] !== undefined && envelope['infno'] !== infno) {
    const at = { pointer: '/infno', title: '交易编号' }
    found.push(violation('mismatch', at, infno, envelope['infno']))
  }
  const insuredPlace = envelope['insuplc_admdvs'] ?? ''
  if (insuredPlace === '' && !('insuplc_admvs' in envelope) && namesPerson(envelope['input'])) {
    const at = { pointer: '/insuplc_admdvs', title: '参保地医保区划' }
    found.push(violation('required', at, SIX_DIGITS, envelope['insuplc_admdvs']))
  }
  const contract = contractOf(`generated/schemas/${infno}.json`, 'request')
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
 */
export function checkResponse(infno: string, envelope: unknown): Violation[] {
  const found = envelopeFindings(infno, envelope, 'response')
  if (!isRecord(envelope)) return sorted(found)
  const infcode = envelope['infcode']
  const accepted = infcode !== '' && infcode !== null && Number(infcode) === 0
  const contract = contractOf(`generated/schemas/${infno}.json`, 'response')
  if (!accepted || contract === undefined) return sorted(found)
  const output = envelope['output'] ?? null
  if (output !== null) found.push(...findings(output, contract, '/output'))
  else if ((contract.schema['required'] as readonly string[] | undefined ?? []).length > 0) {
    const at = { pointer: '/output', title: '交易输出' }
    found.push(violation('missing-node', at, '{…}', envelope['output']))
  }
  return sorted(found)
}
