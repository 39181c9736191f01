/**
 * Is a message what its contract says? One call a message; a schema is compiled when its
 * transaction is first seen. Most messages are right, and a made program knows that at a glance;
 * ajv, names and rules are asked, and loaded, only when it is in doubt.
 */
import { createRequire } from 'node:module'
import { rightAtAGlance } from './fast/glance.ts'
import type { Violation } from './violation.ts'

export type { Rule, Violation } from './violation.ts'

const require = createRequire(import.meta.url)

function slowly() {
  return require('./fast/findings.ts') as typeof import('./fast/findings.ts')
}

/**
 * Violations and warnings of a request, sorted by pointer; empty when it is right.
 * @param infno the transaction that the message is meant to be
 * @param envelope the parsed body, envelope and `input` together
 * @param edition whose tables judge, e.g. `guangdong`
 * @throws UnknownEdition
 */
export function checkRequest(infno: string, envelope: unknown, edition = 'national'): Violation[] {
  return rightAtAGlance(infno, envelope, 'request', edition)
    ? [] : slowly().requestFindings(infno, envelope, edition)
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
  return rightAtAGlance(infno, envelope, 'response', edition)
    ? [] : slowly().responseFindings(infno, envelope, edition)
}
