/**
 * Everything that is wrong with a message, found by ajv, by names and by rules. Not needed, and so
 * not loaded, until a message is not right at a glance.
 */
import { editionOf } from '../editions.ts'
import { wiringOf } from '../editions/wiring.ts'
import { nameFindings } from '../names.ts'
import { brokenRule, fromRule, tellingErrors } from '../rules/told.ts'
import { fromError } from '../schema-errors.ts'
import { violation } from '../violation.ts'
import type { Violation } from '../violation.ts'
import { contractOf } from './contract-of.ts'
import type { Contract, Side } from './contract-of.ts'

const KNOWN = { zh: '接口规范所列交易编号', en: 'a number of the interface' }

/** What `checkRequest` tells, without the glance. */
export function requestFindings(infno: string, envelope: unknown, edition: string): Violation[] {
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

/** What `checkResponse` tells, without the glance. */
export function responseFindings(infno: string, envelope: unknown, edition: string): Violation[] {
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

/** Every violation of one part of a message against its contract; '' is the whole message. */
function findings(data: unknown, contract: Contract, pointer: string): Violation[] {
  const names = nameFindings(data, contract.schema, pointer)
  const validate = contract.validator()
  if (validate(data)) return names
  const meant = new Set(names
    .filter((one) => one.rule === 'misspelt')
    .map((one) => one.pointer.slice(0, one.pointer.lastIndexOf('/') + 1) + one.expected))
  const broken = new Map<string, Violation>()
  for (const error of tellingErrors(validate.errors ?? [])) {
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
